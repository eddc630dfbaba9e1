"""The counter of everything that readers can see: one row, whose value is a new one after every change.

The database's own triggers draw the value, within the transaction of the change: so neither a bulk write nor a fixture
nor somebody at the database's prompt can change a page unseen, and a change that is rolled back was none. It is drawn
at random rather than counted, so that it never comes again, not even after a backup was restored: whoever kept a page
under some value may show it for as long as the value stands.

On SQLite a migration that alters one of the tables remakes it and loses its triggers without a word: let that
migration end with :func:`make`. A system check finds what is missing.
"""

from contextvars import ContextVar

from django.core.checks import Tags, register
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.catalogue import absent, lost

COUNTER = "articles_public_counter"
# The tables that public pages are made of. A row more here needs a migration that calls make().
SHOWN = (
    "articles_edition", "articles_editiontopic", "articles_editionauthor", "articles_section", "articles_topic",
    "articles_source", "articles_person", "articles_disclaimer", "articles_disclaimerwording",
    "articles_editionpicture", "articles_page", "articles_pin", "articles_banner",
    "articles_editiontranslation",
)  # fmt: skip
EVENTS = ("INSERT", "UPDATE", "DELETE")

READ = f"SELECT value FROM {COUNTER} WHERE id = 1"
TABLE = f"CREATE TABLE {COUNTER} (id integer PRIMARY KEY CHECK (id = 1), value text NOT NULL)"
SQLITE_DRAW = f"UPDATE {COUNTER} SET value = lower(hex(randomblob(16))) WHERE id = 1"
# The lock of the record's chain comes first: every act takes it before it touches the counter, so a change of, say,
# a section must not do it the other way round. Before the statement, because by then no row of its own is locked.
POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {COUNTER}_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1852143475);
    UPDATE {COUNTER} SET value = gen_random_uuid()::text WHERE id = 1;
    RETURN NULL;
END $$
"""


# What it said when this request began, for what may be remembered as long as it says so; empty where nobody asked.
STANDS: ContextVar[str] = ContextVar("stands", default="")


def read(connection: BaseDatabaseWrapper) -> str:
    cursor = connection.cursor()  # ends with this call: to close it would take a quarter of the whole time
    cursor.execute(READ)
    return cursor.fetchone()[0]


def triggers(vendor: str) -> dict[str, tuple[str, str]]:
    """Name -> its table, and when and how it moves the counter."""
    if vendor == "sqlite":
        return {
            f"{table}_{event.lower()}_moves_counter": (table, f"AFTER {event} ON {table} BEGIN {SQLITE_DRAW}; END")
            for table in SHOWN
            for event in EVENTS
        }
    events = " OR ".join([*EVENTS, "TRUNCATE"])
    call = f"FOR EACH STATEMENT EXECUTE FUNCTION {COUNTER}_move()"
    return {f"{table}_moves_counter": (table, f"BEFORE {events} ON {table} {call}") for table in SHOWN}


def make(connection: BaseDatabaseWrapper) -> None:
    """Make the counter and its triggers, again if they are there; not those of tables that are still to come."""
    remove(connection)
    tables = set(connection.introspection.table_names())
    value = "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()::text"
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute(f"INSERT INTO {COUNTER} (id, value) VALUES (1, {value})")
        if connection.vendor != "sqlite":
            cursor.execute(POSTGRES_FUNCTION)
        for name, (table, does) in triggers(connection.vendor).items():
            if table in tables:
                cursor.execute(f"CREATE TRIGGER {name} {does}")


def remove(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name, (table, _) in triggers(connection.vendor).items():
            on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
        cursor.execute(f"DROP TABLE IF EXISTS {COUNTER}")
        if connection.vendor != "sqlite":
            cursor.execute(f"DROP FUNCTION IF EXISTS {COUNTER}_move()")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the table and triggers that should be in this database and are not.

    A table that is still to come is not missed: ``migrate`` asks before it brings it, in a newsroom that lives.
    """
    tables = set(connection.introspection.table_names())
    return absent(
        connection, [COUNTER, *(name for name, (table, _) in triggers(connection.vendor).items() if table in tables)]
    )


@register(Tags.database)
def check_counter(app_configs=None, databases=None, **kwargs):
    return lost(
        databases, missing, of=SHOWN[0], so="readers could be shown a page from before a kill",
        makes="articles.public.counter.make", code="articles.E003",
    )  # fmt: skip
