import pytest
from django.db import connection

from articles.models import Edition
from articles.models.append_only import guard, unguard
from articles.search import index, postgres, sqlite
from articles.search.find import find
from articles.search.query import parse
from tests.search.newsstand import edition, public

pytestmark = pytest.mark.django_db
TABLE = Edition._meta.db_table


def found(query: str) -> list[str]:
    return [edition.headline for edition in find(public(), query, limit=20).editions]


@pytest.fixture
def unguarded(db):
    """The record's guards step aside, as they must for any change of what is indexed."""
    unguard(connection, TABLE)
    yield
    guard(connection, TABLE, Edition.FROZEN)


def test_nothing_of_the_index_is_missing():
    assert index.missing(connection) == []
    assert index.check_index(databases=["default"]) == []


def test_a_lost_trigger_is_named():
    index.remove(connection)
    names = ["articles_search", *index.KEPT_BY[connection.vendor]]
    assert index.missing(connection) == names
    assert [error.id for error in index.check_index(databases=["default"])] == ["articles.E002"] * len(names)
    index.make(connection)
    assert index.missing(connection) == []


def test_the_index_is_made_of_the_editions_that_there_are():
    index.remove(connection)
    edition("Port strike")
    index.make(connection)
    assert found("strike") == ["Port strike"]
    index.make(connection)
    assert found("strike") == ["Port strike"]


def test_bulk_writes_reach_the_index(unguarded):
    story = edition("Port strike", 1)
    Edition.objects.bulk_create(
        [Edition(story=story.story, number=story.number + 5000, kind=story.kind, code="c", slug="s", language="en",
                 position=story.position + 1, released_at=story.released_at, published_at=story.published_at,
                 updated_at=story.updated_at, headline="Airport", facts={}, digest="0" * 64, search_text="airport")]
    )  # fmt: skip
    assert found("airport") == ["Airport"]
    Edition.objects.filter(headline="Airport").update(search_text="seaport")
    assert (found("airport"), found("seaport")) == ([], ["Airport"])
    Edition.objects.filter(headline="Airport").update(position=story.position - 1)
    assert found("seaport") == ["Airport"]
    Edition.objects.filter(headline="Airport")._raw_delete(connection.alias)
    assert found("seaport") == []
    whole()


def whole() -> None:
    """SQLite compares its index with the table; PostgreSQL's has a row for each edition."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO articles_search (articles_search, rank) VALUES ('integrity-check', 1)")
        else:
            cursor.execute("SELECT position FROM articles_search")
            assert {row[0] for row in cursor.fetchall()} == set(Edition.objects.values_list("position", flat=True))


def test_closing_an_edition_leaves_the_index_as_it_is():
    story = edition("Port strike")
    Edition.objects.filter(pk=story.pk).update(public_until=story.released_at)
    assert found("strike") == []
    whole()


@pytest.mark.engine("postgresql")
def test_emptying_the_editions_empties_the_index():
    edition("Port strike")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {TABLE} CASCADE")
        cursor.execute("SELECT count(*) FROM articles_search")
        assert cursor.fetchone() == (0,)


@pytest.mark.engine("postgresql")
def test_any_text_at_all_can_be_indexed_on_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_search_document(%s, %s)", ["it's a \\ 'b:3  c " + "x " * 20_000, " t'1  "])
        assert "'=t''1'" in cursor.fetchone()[0]


@pytest.mark.engine("sqlite")
def test_sqlite_walks_its_index_and_sorts_nothing():
    with connection.cursor() as cursor:
        asks = [sqlite.expression(parse('"port strike" -calm'), ["languageen"]), 0, 2**62, 20]
        cursor.execute("EXPLAIN QUERY PLAN " + sqlite.NEWEST_MATCHES.format(index=index.INDEX), asks)
        plan = [row[3] for row in cursor.fetchall()]
    assert len(plan) == 1
    assert plan[0].startswith("SCAN articles_search VIRTUAL TABLE INDEX")


@pytest.mark.engine("postgresql")
def test_postgresql_looks_rare_words_up_and_walks_down_for_common_ones():
    def plan(statement: str, query: str) -> str:
        cursor.execute(
            "EXPLAIN " + statement.format(index=index.INDEX),
            [postgres.expression(parse(query), ["languageen"]), 0, 2**62, 20],
        )
        return str(cursor.fetchall())

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_search SELECT n, articles_search_document('port w' || n, 'languageen')"
            " FROM generate_series(1, 5000) AS n"
        )
        cursor.execute("ANALYZE articles_search")
        assert "Bitmap Index Scan on articles_search_document" in plan(postgres.ANY_MATCHES, '"port w17" -calm')
        assert "Index Scan Backward using articles_search_pkey" in plan(postgres.NEWEST_MATCHES, "port")
