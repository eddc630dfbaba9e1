"""The worker as real processes on a real database: killed in the middle, several at once, stopped politely."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.intake.newsroom import copy_of_the_database
from tests.intake.samples import ninjs

ROOT = Path(__file__).parents[2]
FILES = 200  # several batches
SET_UP = (
    "from articles.models import *; s = Source.objects.create(code='AGY', name='A', slug='a', credit_line='A');"
    "[Channel.objects.create(name=c, code=c, source=s, kind='folder', address=c, every=1) for c in ('one', 'two')]"
)
COUNT = "SELECT count(*) FROM articles_delivery"


class Newsroom:
    """A migrated newsroom of its own, on the engine that the tests run on, with two watched folders full of files."""

    def __init__(self, tmp_path: Path, lease: int, templates: list[str]):
        self.templates = templates
        self.wire = tmp_path / "var/wire"
        self.environment = {
            **os.environ, "VAR_DIR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "WIRE_LEASE": str(lease), "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        self.environment.pop("DATABASE_URL", None)
        self.url = os.environ.get("TEST_POSTGRES_URL")
        self.sqlite = tmp_path / "var/newsroom.sqlite3"
        if self.url:
            self.server = urlsplit(self.url)._replace(path="/postgres").geturl()
            self.name = f"worker_{os.getpid()}"
            self.environment["DATABASE_URL"] = urlsplit(self.url)._replace(path=f"/{self.name}").geturl()
            self.on_server(f"CREATE DATABASE {self.name} TEMPLATE {self.migrated()}")
        else:
            copy_of_the_database(self.sqlite)
        self.done(self.run("shell", "-c", SET_UP))
        for number in range(FILES):
            path = self.wire / ("one", "two")[number % 2] / f"{number:03}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(ninjs(uri=f"urn:{number}", headline=f"Story {number}"))

    def on_server(self, *statements: str):
        with psycopg.connect(self.server, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def migrated(self) -> str:
        """A database that migrations have made, for the first who asks; others copy it."""
        name = f"worker_template_{os.getpid()}"
        if name not in self.templates:
            self.on_server(f"CREATE DATABASE {name}")
            url = urlsplit(self.url)._replace(path=f"/{name}").geturl()
            self.done(self.run("migrate", "--verbosity", "0", DATABASE_URL=url))
            self.templates.append(name)
        return name

    def close(self):
        if self.url:
            self.on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def run(self, *words, **environment) -> subprocess.Popen:
        command = [sys.executable, "manage.py", *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, cwd=ROOT, env=self.environment | environment, **pipes)

    def done(self, process) -> str:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out

    def query(self, sql: str) -> list:
        if self.url:
            with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
                return [value for (value,) in connection.execute(sql)]
        with closing(sqlite3.connect(self.sqlite, timeout=20)) as database:
            return [value for (value,) in database.execute(sql)]

    def until(self, wanted: int, seconds: float = 60):
        deadline = time.monotonic() + seconds
        while self.query(COUNT)[0] < wanted and time.monotonic() < deadline:
            time.sleep(0.02)

    def left(self) -> list[str]:
        return [path.name for folder in self.wire.iterdir() for path in folder.iterdir() if path.is_file()]

    def items(self) -> list[str]:
        return self.query("SELECT headline FROM articles_wireitem ORDER BY headline")


@pytest.fixture(scope="module")
def templates():
    made = []
    yield made
    for name in made:
        with psycopg.connect(
            urlsplit(os.environ["TEST_POSTGRES_URL"])._replace(path="/postgres").geturl(), autocommit=True
        ) as server:
            server.execute(f"DROP DATABASE {name}")


@pytest.fixture
def newsroom(tmp_path, db, templates):
    made = Newsroom(tmp_path, lease=2, templates=templates)
    yield made
    made.close()
    shutil.rmtree(tmp_path, ignore_errors=True)


def whole() -> list[str]:
    return sorted(f"Story {number}" for number in range(FILES))


def test_a_worker_that_is_killed_and_started_again_loses_and_doubles_nothing(newsroom):
    for wanted in (5, 60, 110):
        worker = newsroom.run("wire")
        newsroom.until(wanted)
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    assert 110 <= newsroom.query(COUNT)[0] < FILES, "it was to be killed in the middle"
    worker = newsroom.run("wire")
    newsroom.until(FILES)
    while newsroom.left():
        time.sleep(0.05)
    worker.send_signal(signal.SIGTERM)
    newsroom.done(worker)
    assert newsroom.items() == whole()
    assert newsroom.query("SELECT count(*) FROM articles_delivery WHERE read_at IS NULL") == [0]


def test_two_workers_share_the_channels_and_stop_when_asked(newsroom):
    workers = [newsroom.run("wire") for _ in range(2)]
    newsroom.until(FILES)
    while newsroom.left():
        time.sleep(0.05)
    for worker in workers:
        worker.send_signal(signal.SIGTERM)
    said = [newsroom.done(worker).splitlines() for worker in workers]
    deliveries = [line for lines in said for line in lines if line.endswith(": 1 new")]
    assert (newsroom.items(), len(deliveries), len(set(deliveries))) == (whole(), FILES, FILES)
    assert all(lines[0].endswith("has started.") and lines[-1].endswith("has stopped.") for lines in said)
    assert newsroom.query("SELECT count(*) FROM articles_channel WHERE claimed_by <> ''") == [0]


def test_sigterm_finishes_the_delivery_in_hand_and_leaves_the_others_in_their_folder(newsroom):
    worker = newsroom.run("wire")
    newsroom.until(10)
    worker.send_signal(signal.SIGTERM)
    lines = newsroom.done(worker).splitlines()
    taken = newsroom.query(COUNT)[0]
    assert (len([line for line in lines if line.endswith(": 1 new")]), 10 <= taken < FILES) == (taken, True)
    assert len(newsroom.left()) == FILES - taken
    assert newsroom.query("SELECT count(*) FROM articles_delivery WHERE read_at IS NULL") == [0]


def test_once_does_all_that_is_due_and_ends(newsroom):
    newsroom.done(newsroom.run("shell", "-c", "from articles.models import Channel; Channel.objects.update(every=60)"))
    lines = newsroom.done(newsroom.run("wire", "--once")).splitlines()
    assert (newsroom.items(), newsroom.left(), len(lines)) == (whole(), [], FILES)
    assert newsroom.done(newsroom.run("wire", "--once")) == ""
