"""Settings from the environment: a wrong value stops the start with its name and what is expected."""

import ipaddress
import secrets
import zoneinfo
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

environment = environ.Env()
PAGES_IN_MEMORY = 2_000  # of a process: some 15 MB


def wrong(name: str, value: str, expected: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is {value!r}: expected {expected}.")


def text(name: str, default: str) -> str:
    return environment.str(name, default=default).strip()


def flag(name: str, default: bool) -> bool:
    value = text(name, "true" if default else "false").lower()
    if value not in ("true", "false", "1", "0", "yes", "no", "on", "off"):
        raise wrong(name, value, "true or false")
    return value in ("true", "1", "yes", "on")


def names(name: str, default: str) -> list[str]:
    found = [part.strip() for part in text(name, default).split(",") if part.strip()]
    if not found:
        raise wrong(name, text(name, default), "one or more names, separated by commas")
    return found


def site_url(name: str, default: str) -> str:
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise wrong(name, value, "an address such as https://news.example.org, without a path")
    return value


def address(name: str) -> str:
    """An address that may have a path, or nothing."""
    value = text(name, "")
    if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
        raise wrong(name, value, "an address such as https://hub.example.org/, or nothing")
    return value


def contact(name: str) -> str:
    value = text(name, "")
    if value and not value.startswith(("mailto:", "https://", "tel:")):
        raise wrong(name, value, "an address that begins with mailto:, https:// or tel:")
    return value


def listed(name: str) -> list[str]:
    """Names separated by commas, or none; nothing in them can begin a line of its own."""
    return [" ".join(part.split()) for part in text(name, "").split(",") if part.strip()]


def statements(name: str, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """``word=value`` separated by commas, in the order in which they stand."""
    found = []
    for part in listed(name):
        word, _, value = part.partition("=")
        if word not in words or not value:
            raise wrong(name, part, "word=value separated by commas; the words are " + ", ".join(words))
        found.append((word, value))
    return found


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    if value not in zoneinfo.available_timezones():
        raise wrong(name, value, "a time zone's name such as Europe/Paris or UTC")
    return value


def language(name: str, default: str, offered: list[tuple[str, str]]) -> str:
    value = text(name, default)
    codes = [code for code, _ in offered]
    if value not in codes:
        raise wrong(name, value, "one of " + ", ".join(codes))
    return value


def whole_number(name: str, default: int, lowest: int, highest: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdecimal() or not lowest <= int(value) <= highest:
        raise wrong(name, value, f"a whole number from {lowest} to {highest}")
    return int(value)


def networks(name: str, default: str) -> list:
    """Networks in CIDR notation; none at all if it is empty."""
    found = []
    for part in filter(None, (part.strip() for part in text(name, default).split(","))):
        try:
            found.append(ipaddress.ip_network(part))
        except ValueError:
            raise wrong(name, part, "networks such as 10.1.2.0/24 or 127.0.0.1, separated by commas") from None
    return found


def database(name: str, folder: Path) -> dict:
    """SQLite in ``folder`` unless DATABASE_URL says PostgreSQL; with the options that several processes need."""
    value = text(name, f"sqlite:///{folder / 'newsroom.sqlite3'}")
    scheme = value.partition("://")[0]
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise wrong(name, f"{scheme}://…", "postgres://user:password@host/name or sqlite:////path/to/file")
    config = environ.Env.db_url_config(value)
    if scheme == "sqlite":
        config["CONN_MAX_AGE"] = 600  # opening the file anew costs more than most queries
        config["OPTIONS"] = {
            # Writers wait for each other instead of failing half-way; WAL lets readers go on meanwhile.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        config["ENGINE"] = "newsroom.postgresql"
        config["CONN_MAX_AGE"] = 600
        config["CONN_HEALTH_CHECKS"] = True
    return config


def cache(name: str, *, kept: bool) -> dict:
    """This process's own memory unless CACHE_URL says Redis; nothing at all while templates are being written."""
    value = text(name, "")
    if value:
        scheme = value.partition("://")[0]
        if scheme not in ("redis", "rediss") or not urlsplit(value).hostname:
            raise wrong(name, f"{scheme}://…", "redis://host:6379/0, or rediss:// for an encrypted connection")
        return {"BACKEND": "newsroom.cache.ForgivingRedisCache", "LOCATION": value}
    if not kept:
        return {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    return {"BACKEND": "newsroom.cache.ProcessMemory", "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": PAGES_IN_MEMORY}}


def media(bucket: str, folder: Path) -> dict:
    """Pictures' files in ``folder``, or in the ``bucket`` of S3 or of what speaks like it.

    Names tell the content, so a file may be written again. A bucket's addresses are signed and end soon.
    """
    if not bucket:
        options = {"location": folder, "allow_overwrite": True}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    options = {
        "bucket_name": bucket,
        "querystring_auth": True,
        "querystring_expire": 60,
        "file_overwrite": True,
        "default_acl": None,
        "signature_version": "s3v4",
        "region_name": text("MEDIA_REGION", "us-east-1"),
    }
    if text("MEDIA_ENDPOINT", ""):
        options["endpoint_url"] = site_url("MEDIA_ENDPOINT", "")
    return {"BACKEND": "newsroom.bucket.Bucket", "OPTIONS": options}


def media_hosts(bucket: str) -> list[str]:
    """Where a browser is sent for a picture, besides our own address."""
    if not bucket:
        return []
    if endpoint := text("MEDIA_ENDPOINT", ""):
        parts = urlsplit(endpoint)
        return [endpoint, f"{parts.scheme}://{bucket}.{parts.netloc}"]
    region = text("MEDIA_REGION", "us-east-1")
    return [f"https://{bucket}.s3.amazonaws.com", f"https://{bucket}.s3.{region}.amazonaws.com"]


def secret_key(name: str, folder: Path) -> str:
    """SECRET_KEY, or else a key made once and kept, readable by its owner only, in ``folder``."""
    if value := text(name, ""):
        return long_enough(name, value)
    path = folder / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


def older_keys(name: str) -> list[str]:
    """Keys that SECRET_KEY was before, separated by spaces: no key that we make has one."""
    return [long_enough(name, value) for value in text(name, "").split()]


def long_enough(name: str, key: str) -> str:
    if len(key) < 50:
        raise wrong(name, key[:4] + "…", "at least 50 random characters")
    return key
