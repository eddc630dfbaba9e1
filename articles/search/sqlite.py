"""Candidates from SQLite's FTS5: its rowid is the position, so that the newest come first without a sort.

Phrases of very common words that seldom meet are compared story by story; when that takes too long it is broken off,
and a fixed number of the newest editions is looked through instead.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from articles.search.candidates import OR, Bounds, Candidates
from articles.search.index import INDEX as EDITIONS
from articles.search.query import Query, Term

NEWEST_MATCHES = """
    SELECT rowid FROM {index} WHERE {index} MATCH %s AND rowid >= %s AND rowid < %s
    ORDER BY rowid DESC LIMIT %s
"""
LOWEST_OF_THE_NEWEST = """
    SELECT min(position) FROM (
        SELECT position FROM articles_edition WHERE position >= %s AND position < %s ORDER BY position DESC LIMIT %s
    )
"""
PATIENCE = 0.3  # seconds for one statement
LAST_RESORT = 20_000  # of the newest editions
STEPS = 100  # of SQLite between two looks at the clock; FTS5 does much in each
INTERRUPTED = "interrupted"


def candidates(
    connection: BaseDatabaseWrapper, query: Query, tokens: Sequence[str], bounds: Bounds, *, wanted: int, counted: int
) -> Candidates:
    """All that are counted, in order: here that costs no more than the few that are wanted."""
    limit = max(wanted, counted)
    try:
        with patience(connection, PATIENCE):
            return newest_first(connection, query, tokens, bounds, wanted=limit, index=EDITIONS)
    except OperationalError as error:
        if str(error) != INTERRUPTED:
            raise
    return among_the_newest(connection, query, tokens, bounds, limit)


def among_the_newest(
    connection: BaseDatabaseWrapper, query: Query, tokens: Sequence[str], bounds: Bounds, limit: int
) -> Candidates:
    """What matches among a fixed number of editions: quick for any query, and the next page goes on below them."""
    with connection.cursor() as cursor:
        cursor.execute(LOWEST_OF_THE_NEWEST, [bounds.since, bounds.before, LAST_RESORT])
        (lowest,) = cursor.fetchone()
    if lowest is None:
        return Candidates([], reached=None)
    near = Bounds(lowest, bounds.before)
    found = newest_first(connection, query, tokens, near, wanted=limit, index=EDITIONS)
    return Candidates(found.positions, reached=lowest if found.reached is None else found.reached, tired=True)


@contextmanager
def patience(connection: BaseDatabaseWrapper, seconds: float) -> Iterator[None]:
    """Break off what the connection does within, when the time is over."""
    connection.ensure_connection()
    end = monotonic() + seconds
    connection.connection.set_progress_handler(lambda: monotonic() > end, STEPS)
    try:
        yield
    finally:
        connection.connection.set_progress_handler(None, STEPS)


def newest_first(
    connection: BaseDatabaseWrapper, query: Query, tokens: Sequence[str], bounds: Bounds, *, wanted: int, index: str
) -> Candidates:
    with connection.cursor() as cursor:
        asks = [expression(query, tokens), bounds.since, bounds.before, wanted]
        cursor.execute(NEWEST_MATCHES.format(index=index), asks)
        positions = [position for (position,) in cursor.fetchall()]
    return Candidates(positions, reached=positions[-1] if len(positions) == wanted else None)


def expression(query: Query, tokens: Sequence[str]) -> str:
    parts = {"search_text": map(phrase, query.terms), "search_tokens": map(any_of, tokens)}
    said = {column: " AND ".join(words) for column, words in parts.items()}
    wanted = " AND ".join(f"{column} : ({words})" for column, words in said.items() if words)
    if query.excluded:
        wanted = f"({wanted}) NOT search_text : (" + " OR ".join(map(phrase, query.excluded)) + ")"
    return wanted


def any_of(token: str) -> str:
    return "(" + " OR ".join(map(quoted, token.split(OR))) + ")"


def phrase(term: Term) -> str:
    return quoted(" ".join(term.words)) + (" *" if term.prefix else "")


def quoted(words: str) -> str:
    """Within double quotes nothing is an operator."""
    return '"' + words.replace('"', '""') + '"'
