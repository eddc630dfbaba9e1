"""The search index in the database: made by a migration, kept current by the database's own triggers.

So no bulk write and no fixture can leave it behind. On SQLite a migration that alters the table of editions remakes it
and loses its triggers without a word: let that migration end with :func:`make`. A system check finds what is missing.
"""

from django.core.checks import Tags, register
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.catalogue import absent, lost

EDITIONS, INDEX = "articles_edition", "articles_search"
KEPT_BY = {
    "sqlite": ("articles_search_insert", "articles_search_delete", "articles_search_update"),
    "postgresql": ("articles_search_keep", "articles_search_empty"),
}

# The text is split into words already (articles.wire.words): every character but a space belongs to one.
# External content: the texts are not stored twice. No sizes of columns: nothing is ranked.
SQLITE_TABLE = f"""
CREATE VIRTUAL TABLE {INDEX} USING fts5(
    search_text, search_tokens, content='{EDITIONS}', content_rowid='position', columnsize=0,
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
)
"""
SQLITE_ADD = f"""
    INSERT INTO {INDEX} (rowid, search_text, search_tokens)
    VALUES (NEW.position, NEW.search_text, NEW.search_tokens);
"""
SQLITE_REMOVE = f"""
    INSERT INTO {INDEX} ({INDEX}, rowid, search_text, search_tokens)
    VALUES ('delete', OLD.position, OLD.search_text, OLD.search_tokens);
"""
SQLITE_MAKE = (
    SQLITE_TABLE,
    f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')",
    f"CREATE TRIGGER articles_search_insert AFTER INSERT ON {EDITIONS} BEGIN {SQLITE_ADD} END",
    f"CREATE TRIGGER articles_search_delete AFTER DELETE ON {EDITIONS} BEGIN {SQLITE_REMOVE} END",
    f"""CREATE TRIGGER articles_search_update AFTER UPDATE OF position, search_text, search_tokens ON {EDITIONS}
    WHEN OLD.position <> NEW.position OR OLD.search_text <> NEW.search_text OR OLD.search_tokens <> NEW.search_tokens
    BEGIN {SQLITE_REMOVE} {SQLITE_ADD} END""",
)
SQLITE_REMOVE_ALL = (
    *(f"DROP TRIGGER IF EXISTS {name}" for name in KEPT_BY["sqlite"]),
    f"DROP TABLE IF EXISTS {INDEX}",
)

# Written word by word: PostgreSQL's own parser would read hosts, numbers and hyphens into it, each locale its own way.
# Filters have no position and a sign before them that no word has, so they and the words share one index.
POSTGRES_DOCUMENT = """
CREATE OR REPLACE FUNCTION articles_search_document(words text, filters text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        (
            SELECT string_agg(
                '''' || replace(replace(word, '\\', '\\\\'), '''', '''''') || ''':' || place, ' '
            )::tsvector
            FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS w (word, place) WHERE word <> ''
        ),
        ''::tsvector
    ) || array_to_tsvector(
        ARRAY(SELECT '=' || filter FROM unnest(string_to_array(filters, ' ')) AS f (filter) WHERE filter <> '')
    )
$$
"""
POSTGRES_FUNCTIONS = (
    POSTGRES_DOCUMENT,
    f"""CREATE OR REPLACE FUNCTION articles_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM {INDEX} WHERE position = OLD.position;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO {INDEX} (position, document)
            VALUES (NEW.position, articles_search_document(NEW.search_text, NEW.search_tokens));
        END IF;
        RETURN NULL;
    END $$""",
    f"""CREATE OR REPLACE FUNCTION articles_search_empty() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        TRUNCATE {INDEX};
        RETURN NULL;
    END $$""",
)
# The triggers come first: they keep other writers out until all is done, while readers go on. No foreign key: with one
# PostgreSQL would refuse to truncate the editions, as a test run does. Documents are stored as they are, because
# unpacking them costs more than reading them; the index is written at once, so that no reader pays for it later.
POSTGRES_MAKE = (
    *POSTGRES_FUNCTIONS,
    f"CREATE TABLE {INDEX} (position bigint NOT NULL, document tsvector NOT NULL)",
    f"ALTER TABLE {INDEX} ALTER COLUMN document SET STORAGE EXTERNAL",
    f"""CREATE TRIGGER articles_search_keep AFTER INSERT OR DELETE OR UPDATE OF position, search_text, search_tokens
    ON {EDITIONS} FOR EACH ROW EXECUTE FUNCTION articles_search_keep()""",
    f"""CREATE TRIGGER articles_search_empty AFTER TRUNCATE
    ON {EDITIONS} FOR EACH STATEMENT EXECUTE FUNCTION articles_search_empty()""",
    f"""INSERT INTO {INDEX} (position, document)
    SELECT position, articles_search_document(search_text, search_tokens) FROM {EDITIONS}""",
    f"ALTER TABLE {INDEX} ADD PRIMARY KEY (position)",
    f"CREATE INDEX articles_search_document ON {INDEX} USING gin (document) WITH (fastupdate = off)",
    f"ANALYZE {INDEX}",
)
POSTGRES_REMOVE_ALL = (
    *(f"DROP TRIGGER IF EXISTS {name} ON {EDITIONS}" for name in KEPT_BY["postgresql"]),
    *(f"DROP FUNCTION IF EXISTS {name}()" for name in KEPT_BY["postgresql"]),
    f"DROP TABLE IF EXISTS {INDEX}",
    "DROP FUNCTION IF EXISTS articles_search_document(text, text)",
)


def make(connection: BaseDatabaseWrapper) -> None:
    """Make the index of all editions that there are, and its triggers; again, if they are there already."""
    remove(connection)
    run(connection, SQLITE_MAKE if connection.vendor == "sqlite" else POSTGRES_MAKE)


def remove(connection: BaseDatabaseWrapper) -> None:
    run(connection, SQLITE_REMOVE_ALL if connection.vendor == "sqlite" else POSTGRES_REMOVE_ALL)


def run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the table and triggers that should be in this database and are not."""
    return absent(connection, [INDEX, *KEPT_BY[connection.vendor]])


@register(Tags.database)
def check_index(app_configs=None, databases=None, **kwargs):
    return lost(
        databases, missing, of=EDITIONS, so="what is published now could not be found",
        makes="articles.search.index.make", code="articles.E002",
    )  # fmt: skip
