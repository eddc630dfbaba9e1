"""A wrong value stops the start, with its name and what is expected."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment as env


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (lambda name: env.flag(name, False), "maybe", "true or false"),
        (lambda name: env.site_url(name, ""), "news.example.org", "an address such as"),
        (lambda name: env.site_url(name, ""), "https://news.example.org/sub", "without a path"),
        (lambda name: env.address(name), "hub.example", "or nothing"),
        (lambda name: env.contact(name), "security@news.example", "mailto:"),
        (lambda name: env.statements(name, ("member",)), "belongs=https://x.example", "the words are member"),
        (lambda name: env.time_zone(name, "UTC"), "Paris", "Europe/Paris"),
        (lambda name: env.language(name, "en", [("en", ""), ("fr", "")]), "xx", "one of en, fr"),
        (lambda name: env.whole_number(name, 20, 1, 100), "500", "from 1 to 100"),
        (lambda name: env.whole_number(name, 20, 1, 100), "²", "from 1 to 100"),
        (lambda name: env.names(name, ""), " , ", "separated by commas"),
        (lambda name: env.secret_key(name, None), "short", "at least 50 random characters"),
        (lambda name: env.older_keys(name), "k" * 50 + " short", "at least 50 random characters"),
        (lambda name: env.database(name, Path()), "mysql://somewhere/news", "postgres://"),
        (lambda name: env.database(name, Path()), "nonsense", "postgres://"),
        (lambda name: env.cache(name, kept=True), "memcached://somewhere", "redis://host:6379/0"),
        (lambda name: env.cache(name, kept=True), "redis", "redis://host:6379/0"),
        (lambda name: env.cache(name, kept=True), "redis://", "redis://host:6379/0"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(monkeypatch, read, value, expected):
    monkeypatch.setenv("NEWSROOM_TEST", value)
    with pytest.raises(ImproperlyConfigured, match="NEWSROOM_TEST is ") as error:
        read("NEWSROOM_TEST")
    assert expected in str(error.value)


def test_the_secret_key_is_made_once_and_kept_for_its_owner_only(tmp_path):
    first = env.secret_key("NEWSROOM_NO_SUCH_VARIABLE", tmp_path)
    assert len(first) > 50
    assert env.secret_key("NEWSROOM_NO_SUCH_VARIABLE", tmp_path) == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_keys_that_the_secret_key_was_before_are_separated_by_spaces(monkeypatch):
    assert env.older_keys("NEWSROOM_NO_SUCH_VARIABLE") == []
    monkeypatch.setenv("NEWSROOM_TEST", f" {'a' * 50}  {'b,' * 25}\n")
    assert env.older_keys("NEWSROOM_TEST") == ["a" * 50, "b," * 25]


def test_writers_on_sqlite_wait_for_each_other(tmp_path):
    options = env.database("NEWSROOM_NO_SUCH_VARIABLE", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_a_wrong_database_address_is_refused_without_telling_its_password(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "mysql://news:hunter2@db/news")
    with pytest.raises(ImproperlyConfigured) as error:
        env.database("DATABASE_URL", tmp_path)
    assert "hunter2" not in str(error.value)


def test_a_wrong_cache_address_is_refused_without_telling_its_password(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "memcached://news:hunter2@cache")
    with pytest.raises(ImproperlyConfigured) as error:
        env.cache("CACHE_URL", kept=True)
    assert "hunter2" not in str(error.value)


def test_the_command_line_says_which_setting_is_wrong(tmp_path):
    environ = {**os.environ, "TIME_ZONE": "Mars/Olympus", "VAR_DIR": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "manage.py", "check"], env=environ, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "TIME_ZONE is 'Mars/Olympus': expected a time zone's name such as Europe/Paris or UTC." in run.stderr


def test_pictures_lie_in_a_folder_or_in_a_private_bucket(monkeypatch, tmp_path):
    folder = env.media("", tmp_path)
    assert folder["OPTIONS"] == {"location": tmp_path, "allow_overwrite": True}
    assert env.media_hosts("") == []
    monkeypatch.setenv("MEDIA_ENDPOINT", "https://s3.example.net")
    bucket = env.media("pictures", tmp_path)
    options = bucket["OPTIONS"]
    assert bucket["BACKEND"] == "newsroom.bucket.Bucket"
    assert (options["bucket_name"], options["querystring_auth"], options["querystring_expire"]) == (
        "pictures",
        True,
        60,
    )
    assert options["endpoint_url"] == "https://s3.example.net"
    assert env.media_hosts("pictures") == ["https://s3.example.net", "https://pictures.s3.example.net"]
    monkeypatch.setenv("MEDIA_ENDPOINT", "somewhere")
    with pytest.raises(ImproperlyConfigured, match="MEDIA_ENDPOINT"):
        env.media("pictures", tmp_path)
