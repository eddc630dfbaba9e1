"""The site's own settings, with what makes tests quick; on PostgreSQL when TEST_POSTGRES_URL names a server."""

import os
import tempfile

VAR = tempfile.TemporaryDirectory(prefix="newsroom-tests-", ignore_cleanup_errors=True)  # gone with the process
os.environ.setdefault("VAR_DIR", VAR.name)
os.makedirs(os.path.join(os.environ["VAR_DIR"], "static"), exist_ok=True)  # WhiteNoise looks there
if url := os.environ.get("TEST_POSTGRES_URL"):
    os.environ["DATABASE_URL"] = url

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in earnest: a database in memory knows no second process and no waiting writer.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(VAR.name, "test.sqlite3")}
else:
    # What a test writes need not outlive the machine.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": os.path.join(VAR.name, "media"), "allow_overwrite": True},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Each page is made anew, so that tests see what it costs; those of the page cache name one.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
