"""On SQLite a query that takes too long is broken off, and what is newest is looked through instead."""

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.utils import timezone

from articles.models import Edition
from articles.search import sqlite
from articles.search.find import find

pytestmark = [pytest.mark.django_db, pytest.mark.engine("sqlite")]

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def test_a_statement_is_broken_off_and_the_next_one_is_not():
    with connection.cursor() as cursor, pytest.raises(OperationalError) as broken, sqlite.patience(connection, 0.05):
        cursor.execute(ENDLESS)
    assert str(broken.value) == "interrupted"
    with connection.cursor() as cursor:
        cursor.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) SELECT * FROM n")
        assert len(cursor.fetchall()) == 9999


def test_a_tired_engine_still_finds_the_newest_and_says_that_there_may_be_more(cast, monkeypatch):
    for number in range(5):
        cast.published(headline=f"Ferry {number}")
    monkeypatch.setattr(sqlite, "PATIENCE", -1)
    monkeypatch.setattr(sqlite, "STEPS", 1)
    monkeypatch.setattr(sqlite, "LAST_RESORT", 2)
    editions = Edition.objects.public(timezone.now()).listed()
    found = find(editions, "ferry", limit=20)
    assert [edition.headline for edition in found.editions] == ["Ferry 4", "Ferry 3"]
    assert found.capped
    following = find(editions, "ferry", before=found.next, limit=20)
    assert [edition.headline for edition in following.editions] == ["Ferry 2", "Ferry 1"]
