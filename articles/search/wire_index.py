"""The search index of the wire: made by a migration, kept current by the database's own triggers, like the editions'.

An item's state and whether it stands in a cluster change; the triggers add them to its filters. A migration that
alters the table of wire items on SQLite remakes it and loses its triggers: let that migration end with :func:`make`.
"""

from django.core.checks import Tags, register
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.catalogue import absent, lost
from articles.search.index import run

ITEMS, INDEX = "articles_wireitem", "articles_wire_search"
KEPT_BY = {
    "sqlite": ("articles_wire_search_insert", "articles_wire_search_delete", "articles_wire_search_update"),
    "postgresql": ("articles_wire_search_keep", "articles_wire_search_empty"),
}
WAITING, CLUSTERED = "waiting", "clustered"
WAITING_STATES = ("new", "held", "update", "unreadable")  # WireItem.WAITING; a system check can't import a model yet
CHANGING = ("search_text", "search_tokens", "state", "cluster")


def filters(row: str = "") -> str:
    """The filters of a row, ``NEW.`` or ``OLD.``, as SQL of either engine."""
    waiting = ", ".join(f"'{state}'" for state in WAITING_STATES)
    return (
        f"({row}search_tokens || ' state' || {row}state"
        f" || CASE WHEN {row}state IN ({waiting}) THEN ' {WAITING}' ELSE '' END"
        f" || CASE WHEN {row}cluster IS NULL THEN '' ELSE ' {CLUSTERED}' END)"
    )


SQLITE_ADD = f"""
    INSERT INTO {INDEX} (rowid, search_text, search_tokens) VALUES (NEW.id, NEW.search_text, {filters("NEW.")});
"""
SQLITE_REMOVE = f"""
    INSERT INTO {INDEX} ({INDEX}, rowid, search_text, search_tokens)
    VALUES ('delete', OLD.id, OLD.search_text, {filters("OLD.")});
"""
CHANGED = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in ("id", *CHANGING))
# Contentless: the texts stand in the items' own table, and only rowids are ever asked for.
SQLITE_MAKE = (
    f"""CREATE VIRTUAL TABLE {INDEX} USING fts5(
        search_text, search_tokens, content='', columnsize=0,
        tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
    )""",
    f"""INSERT INTO {INDEX} (rowid, search_text, search_tokens)
    SELECT id, search_text, {filters()} FROM {ITEMS} ORDER BY id""",
    f"CREATE TRIGGER articles_wire_search_insert AFTER INSERT ON {ITEMS} BEGIN {SQLITE_ADD} END",
    f"CREATE TRIGGER articles_wire_search_delete AFTER DELETE ON {ITEMS} BEGIN {SQLITE_REMOVE} END",
    f"""CREATE TRIGGER articles_wire_search_update AFTER UPDATE OF id, {", ".join(CHANGING)} ON {ITEMS}
    WHEN {CHANGED} BEGIN {SQLITE_REMOVE} {SQLITE_ADD} END""",
)
SQLITE_REMOVE_ALL = (
    *(f"DROP TRIGGER IF EXISTS {name}" for name in KEPT_BY["sqlite"]),
    f"DROP TABLE IF EXISTS {INDEX}",
)

POSTGRES_MAKE = (
    f"""CREATE OR REPLACE FUNCTION articles_wire_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM {INDEX} WHERE position = OLD.id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO {INDEX} (position, document)
            VALUES (NEW.id, articles_search_document(NEW.search_text, {filters("NEW.")}));
        END IF;
        RETURN NULL;
    END $$""",
    f"""CREATE OR REPLACE FUNCTION articles_wire_search_empty() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        TRUNCATE {INDEX};
        RETURN NULL;
    END $$""",
    f"CREATE TABLE {INDEX} (position bigint NOT NULL, document tsvector NOT NULL)",
    f"ALTER TABLE {INDEX} ALTER COLUMN document SET STORAGE EXTERNAL",
    f"""CREATE TRIGGER articles_wire_search_keep AFTER INSERT OR DELETE OR UPDATE OF id, {", ".join(CHANGING)}
    ON {ITEMS} FOR EACH ROW EXECUTE FUNCTION articles_wire_search_keep()""",
    f"""CREATE TRIGGER articles_wire_search_empty AFTER TRUNCATE
    ON {ITEMS} FOR EACH STATEMENT EXECUTE FUNCTION articles_wire_search_empty()""",
    f"""INSERT INTO {INDEX} (position, document)
    SELECT id, articles_search_document(search_text, {filters()}) FROM {ITEMS} ORDER BY id""",
    f"ALTER TABLE {INDEX} ADD PRIMARY KEY (position)",
    f"CREATE INDEX articles_wire_search_document ON {INDEX} USING gin (document) WITH (fastupdate = off)",
    f"ANALYZE {INDEX}",
)
POSTGRES_REMOVE_ALL = (
    *(f"DROP TRIGGER IF EXISTS {name} ON {ITEMS}" for name in KEPT_BY["postgresql"]),
    *(f"DROP FUNCTION IF EXISTS {name}()" for name in KEPT_BY["postgresql"]),
    f"DROP TABLE IF EXISTS {INDEX}",
)


def make(connection: BaseDatabaseWrapper) -> None:
    """Make the index of all wire items that there are, and its triggers; again, if they are there already."""
    remove(connection)
    run(connection, SQLITE_MAKE if connection.vendor == "sqlite" else POSTGRES_MAKE)


def remove(connection: BaseDatabaseWrapper) -> None:
    run(connection, SQLITE_REMOVE_ALL if connection.vendor == "sqlite" else POSTGRES_REMOVE_ALL)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the table and triggers that should be in this database and are not."""
    return absent(connection, [INDEX, *KEPT_BY[connection.vendor]])


@register(Tags.database)
def check_wire_index(app_configs=None, databases=None, **kwargs):
    return lost(
        databases, missing, of=ITEMS, so="what comes by wire now could not be found",
        makes="articles.search.wire_index.make", code="articles.E004",
    )  # fmt: skip
