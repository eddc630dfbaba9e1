"""The Chromium of this machine, kept from calling home."""

import os
import shutil
import time

from playwright.sync_api import Browser, Page

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def launch(playwright) -> Browser:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    return playwright.chromium.launch(executable_path=path, args=QUIET)


def until(page: Page, expression: str, seconds: float = 10) -> None:
    """Wait for it to be true. Playwright's own wait polls with ``eval``, which the site's policy rightly forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"{expression} did not come true in {seconds} s"
        time.sleep(0.02)
