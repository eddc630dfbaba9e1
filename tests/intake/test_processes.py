"""Real processes on a real database file: killed in the middle, and two at once."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.intake.newsroom import copy_of_the_database
from tests.intake.samples import ninjs

# On a database file of their own, whatever the others run on.
pytestmark = pytest.mark.engine("sqlite")

ROOT = Path(__file__).parents[2]
FILES = 150


@pytest.fixture
def newsroom(tmp_path, db):
    """A migrated newsroom of its own, and a folder of wire files; run(...) starts a management command there."""
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    environment.pop("DATABASE_URL", None)

    def run(*words) -> subprocess.Popen:
        command = [sys.executable, "manage.py", *words]
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def done(process) -> str:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out

    run.done = done
    run.folder, run.database = str(tmp_path / "wire"), tmp_path / "var" / "newsroom.sqlite3"
    copy_of_the_database(run.database)
    done(run("shell", "-c", "from articles.models import Source; Source.objects.create("
             "code='AGY', name='A', slug='a', credit_line='A')"))  # fmt: skip
    folder = tmp_path / "wire"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:03}.json").write_bytes(ninjs(uri=f"urn:{number}", headline=f"Story {number}"))
    return run


def query(newsroom, sql: str) -> list:
    with closing(sqlite3.connect(newsroom.database, timeout=20)) as database:
        return [value for (value,) in database.execute(sql)]


def received(newsroom) -> int:
    return query(newsroom, "SELECT count(*) FROM articles_delivery")[0]


def items(newsroom) -> list:
    return [received(newsroom), *query(newsroom, "SELECT headline FROM articles_wireitem ORDER BY headline")]


def whole() -> list:
    return [FILES, *sorted(f"Story {number}" for number in range(FILES))]


def test_a_process_killed_half_way_and_started_again_gives_each_item_once(newsroom):
    process = newsroom("receive_wire", newsroom.folder, "--source", "AGY")
    deadline = time.monotonic() + 60
    while received(newsroom) < 20 and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert 20 <= received(newsroom) < FILES, "it was to be killed in the middle"
    newsroom.done(newsroom("receive_wire", newsroom.folder, "--source", "AGY"))
    assert items(newsroom) == whole()


def test_two_processes_at_once_give_each_item_once(newsroom):
    both = [newsroom("receive_wire", newsroom.folder, "--source", "AGY") for _ in range(2)]
    said = [newsroom.done(process) for process in both]
    assert items(newsroom) == whole()
    assert sum(int(words.split(" new")[0]) for words in said) == FILES
