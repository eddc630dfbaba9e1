#!/bin/sh
# The whole suite on SQLite; again on PostgreSQL and in a browser where they are at hand. REQUIRE_ALL=1 makes them a must.
set -eu
CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}"
export CHROMIUM
missing() {
    if [ "${REQUIRE_ALL:-}" = 1 ]; then echo "$1 is required here. $2" >&2; exit 1; fi
    echo "Left out: $1. $2"
}

browser=""
if [ -z "$CHROMIUM" ]; then
    missing "the browser tests" "Install Chromium, or set CHROMIUM to its path."
    browser="not browser"
fi

if [ -z "${TEST_REDIS_URL:-}" ]; then
    missing "the tests with Redis" "Set TEST_REDIS_URL=redis://host:6379/15; they empty that database."
fi

echo "== SQLite"
env -u TEST_POSTGRES_URL "$BIN/python" -m pytest -n "${JOBS:-3}" -m "$browser"

if [ -n "${TEST_POSTGRES_URL:-}" ]; then
    echo "== PostgreSQL"
    # A browser sees the same pages whatever database made them: once is enough.
    "$BIN/python" -m pytest -n "${JOBS:-3}" -m "not browser"
else
    missing "the suite on PostgreSQL" "Set TEST_POSTGRES_URL=postgres://user@host/name; the runner makes its own database there."
fi
