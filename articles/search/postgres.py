"""Candidates from PostgreSQL's full text: the newest first, without ranking the whole archive.

The planner can't know whether a query is rare in the archive. If it walks the positions downwards, a common word is
found in milliseconds and a rare one only after the whole table; the GIN index is the other way round. So first the
index is asked for matches in any order, as many as are counted: if there are fewer, they are all there is; if not, the
query is common, they are good for counting, and walking to the few that the page needs is quick.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.utils import OperationalError

from articles.search.candidates import OR, Bounds, Candidates
from articles.search.index import INDEX as EDITIONS
from articles.search.query import Query, Term

PATIENCE_MS = 300  # for one statement; only phrases of very common words that seldom meet ever need as much
LAST_RESORT = 20_000  # of the newest editions are read one by one when that time is over
BATCH = (
    10_000  # matches in no order that are all there are, if there are fewer; reading so many is quicker than walking
)
COST_OF_READING = "0.1"  # a document, in the planner's coin; by default it reckons that reading one costs nothing

NEAR = 2_000  # of the newest rows are read one by one before the index is asked, where all filters are common
NEAR_PATIENCE_MS = 80  # for one statement after that
FURTHER = 8_000  # rows are read one by one when that time is over, and where they seem to hold enough
ENOUGH = 3  # times less than is wanted fills a page, if few fold

QUERY_CANCELED = "57014"
LIMITS = """
    SELECT set_config('statement_timeout', %s, true), set_config('cpu_operator_cost', %s, true),
           set_config('jit', 'off', true)
"""
MATCHES = "FROM {index} WHERE document @@ %s::tsquery AND position >= %s AND position < %s"
ANY_MATCHES = "SELECT position " + MATCHES + " LIMIT %s"
NEWEST_MATCHES = "SELECT position " + MATCHES + " ORDER BY position DESC LIMIT %s"
LOWEST_OF_THE_NEWEST = """
    SELECT min(position), count(*) FROM (
        SELECT position FROM {index} WHERE position >= %s AND position < %s ORDER BY position DESC LIMIT %s
    ) AS newest
"""


def candidates(
    connection: BaseDatabaseWrapper, query: Query, tokens: Sequence[str], bounds: Bounds, *, wanted: int, counted: int
) -> Candidates:
    asks = [expression(query, tokens), bounds.since, bounds.before]
    found = in_time(connection, EDITIONS, asks, wanted, counted, PATIENCE_MS)
    return found or among_the_newest(connection, EDITIONS, asks, counted, LAST_RESORT)


def newest_first(
    connection: BaseDatabaseWrapper, query: Query, tokens: Sequence[str], bounds: Bounds, *, wanted: int, index: str
) -> Candidates:
    """The newest that match, for a list that counts nothing: most lists are filled by the newest rows alone."""
    asks = [expression(query, tokens), bounds.since, bounds.before]
    near = among_the_newest(connection, index, asks, wanted, NEAR)
    if near.reached is None or len(near.positions) >= wanted:
        return near
    if len(near.positions) * FURTHER >= wanted // ENOUGH * NEAR:
        asks[2] = near.reached
        below = among_the_newest(connection, index, asks, wanted - len(near.positions), FURTHER)
        return Candidates(near.positions + below.positions, reached=below.reached, tired=True)
    found = in_time(connection, index, asks, wanted, BATCH, NEAR_PATIENCE_MS)
    if found and len(found.positions) > wanted:
        return Candidates(found.positions[:wanted], reached=found.positions[wanted - 1])
    return found or among_the_newest(connection, index, asks, wanted, FURTHER)


def in_time(
    connection: BaseDatabaseWrapper, index: str, asks: list, wanted: int, counted: int, patience: int
) -> Candidates | None:
    """None if the time was over first."""
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(LIMITS, [str(patience), COST_OF_READING])
            found = in_two_steps(cursor, index, asks, wanted, counted)
            # Nothing was written: rolling back ends the time-out here, also inside a caller's transaction.
            transaction.set_rollback(True, connection.alias)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != QUERY_CANCELED:
            raise
        return None
    return found


def in_two_steps(cursor: CursorWrapper, index: str, asks: list, wanted: int, counted: int) -> Candidates:
    some = positions(cursor, ANY_MATCHES.format(index=index), [*asks, counted])
    if len(some) < counted:
        return Candidates(sorted(some, reverse=True), reached=None)
    newest = positions(cursor, NEWEST_MATCHES.format(index=index), [*asks, wanted])
    return Candidates(newest, reached=newest[-1], others=some)


def among_the_newest(connection: BaseDatabaseWrapper, index: str, asks: list, wanted: int, rows: int) -> Candidates:
    """What matches among a fixed number of rows: quick for any query, and the next page goes on below them."""
    asked, since, before = asks
    with connection.cursor() as cursor:
        cursor.execute(LOWEST_OF_THE_NEWEST.format(index=index), [since, before, rows])
        lowest, read = cursor.fetchone()
        if lowest is None:
            return Candidates([], reached=None)
        newest = positions(cursor, NEWEST_MATCHES.format(index=index), [asked, lowest, before, wanted])
    if len(newest) == wanted:
        return Candidates(newest, reached=newest[-1], tired=True)
    return Candidates(newest, reached=lowest if read == rows else None, tired=True)


def positions(cursor: CursorWrapper, statement: str, asks: list) -> list[int]:
    cursor.execute(statement, asks)
    return [position for (position,) in cursor.fetchall()]


def expression(query: Query, tokens: Sequence[str]) -> str:
    wanted = [*map(phrase, query.terms), *map(any_of, tokens)]
    wanted += ["!" + phrase(term) for term in query.excluded]
    return " & ".join(wanted)


def any_of(token: str) -> str:
    return "(" + " | ".join(quoted("=" + one) for one in token.split(OR)) + ")"


def phrase(term: Term) -> str:
    return "(" + " <-> ".join(map(quoted, term.words)) + (":*" if term.prefix else "") + ")"


def quoted(word: str) -> str:
    """Within quotes nothing is an operator."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
