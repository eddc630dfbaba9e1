"""A newsroom of its own for a test that starts processes."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection


def copy_of_the_database(path: Path) -> None:
    """The tests' own database as the migrations made it, which is quicker than to run them again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
        database.execute("VACUUM INTO ?", [str(path)])
