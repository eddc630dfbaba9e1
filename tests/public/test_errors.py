"""What readers see when something is missing or broken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from articles.desk import verbs
from articles.public import drawn, errors
from tests.public.pages import text_of

ROOT = Path(__file__).parents[2]
NOWHERE = "postgres://newsroom@127.0.0.1:1/newsroom"
ASK = """
from django.conf import settings
from django.test import Client
settings.CACHES = {{"default": {{"BACKEND": "{}"}}}}
for path in ("/", "/latest/", "/story/abc/x/", "/nope/", "/about/", "/feed.atom"):
    response = Client(raise_request_exception=False).get(path)
    words = "be back in a moment" in response.content.decode()
    guarded = "default-src 'self'" in response["Content-Security-Policy"]
    kept = "no-store" not in response["Cache-Control"]
    print(path, response.status_code, response.get("Retry-After"), kept, guarded, words)
"""


@pytest.mark.parametrize("cache", ["newsroom.cache.ProcessMemory", "django.core.cache.backends.dummy.DummyCache"])
def test_while_the_database_is_away_readers_are_asked_to_come_back(cache):
    environment = {**os.environ, "TEST_POSTGRES_URL": NOWHERE, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", ASK.format(cache)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [
        f"{path} 503 30 False True True"
        for path in ("/", "/latest/", "/story/abc/x/", "/nope/", "/about/", "/feed.atom")
    ], done.stderr[-2000:]


def raised(error: Exception):
    try:
        raise error
    except Exception:
        return errors.server_error(RequestFactory().get("/latest/"))


def test_a_fault_of_ours_is_no_matter_of_waiting_and_is_not_to_be_kept():
    response = raised(ValueError())
    assert (response.status_code, response.get("Retry-After")) == (500, None)
    assert "no-store" in response["Cache-Control"]
    assert "wrong on our side" in text_of(response)
    assert raised(OperationalError()).status_code == 503


def test_an_error_is_told_even_if_no_page_can_be_made(settings, caplog):
    drawn.pieces.clear()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    settings.DEBUG = False
    response = raised(ValueError())
    assert (response.status_code, text_of(response, "//h1")) == (500, "Please try again in a moment")
    assert "could not be made" in caplog.text


@pytest.mark.django_db
def test_a_killed_storys_page_says_why(client, cast):
    told, silent = cast.published(headline="One"), cast.published(headline="Two")
    verbs.kill(told, by=cast.publisher, reason="Libel.", notice="A court ordered its removal.")
    verbs.kill(silent, by=cast.publisher, reason="Libel.")
    assert "A court ordered its removal." in text_of(client.get(f"/story/{told.code}/"))
    assert "by order of the agency" in text_of(client.get(f"/story/{silent.code}/"))
