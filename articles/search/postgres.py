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

from articles.search.candidates import Bounds, Candidates
from articles.search.query import Query, Term

PATIENCE_MS = 300  # for one statement; only phrases of very common words that seldom meet ever need as much
LAST_RESORT = 20_000  # of the newest editions are read one by one when that time is over
COST_OF_READING = "0.1"  # a document, in the planner's coin; by default it reckons that reading one costs nothing

QUERY_CANCELED = "57014"
LIMITS = """
    SELECT set_config('statement_timeout', %s, true), set_config('cpu_operator_cost', %s, true),
           set_config('jit', 'off', true)
"""
MATCHES = "FROM articles_search WHERE document @@ %s::tsquery AND position >= %s AND position < %s"
ANY_MATCHES = f"SELECT position {MATCHES} LIMIT %s"
NEWEST_MATCHES = f"SELECT position {MATCHES} ORDER BY position DESC LIMIT %s"
LAST_RESORT_FROM = """
    SELECT min(position) FROM (
        SELECT position FROM articles_search WHERE position >= %s AND position < %s ORDER BY position DESC LIMIT %s
    ) AS newest
"""


def candidates(
    connection: BaseDatabaseWrapper, query: Query, tokens: Sequence[str], bounds: Bounds, *, wanted: int, counted: int
) -> Candidates:
    asks = [expression(query, tokens), bounds.since, bounds.before]
    try:
        return in_time(connection, asks, wanted, counted)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != QUERY_CANCELED:
            raise
    return among_the_newest(connection, asks, counted)


def in_time(connection: BaseDatabaseWrapper, asks: list, wanted: int, counted: int) -> Candidates:
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute(LIMITS, [str(PATIENCE_MS), COST_OF_READING])
        found = in_two_steps(cursor, asks, wanted, counted)
        # Nothing was written: rolling back ends the time-out here, also inside a caller's transaction.
        transaction.set_rollback(True, connection.alias)
    return found


def in_two_steps(cursor: CursorWrapper, asks: list, wanted: int, counted: int) -> Candidates:
    some = positions(cursor, ANY_MATCHES, [*asks, counted])
    if len(some) < counted:
        return Candidates(sorted(some, reverse=True), reached=None)
    newest = positions(cursor, NEWEST_MATCHES, [*asks, wanted])
    return Candidates(newest, reached=newest[-1], others=some)


def among_the_newest(connection: BaseDatabaseWrapper, asks: list, counted: int) -> Candidates:
    """What matches among a fixed number of editions: quick for any query, and the next page goes on below them."""
    asked, since, before = asks
    with connection.cursor() as cursor:
        (lowest,) = positions(cursor, LAST_RESORT_FROM, [since, before, LAST_RESORT])
        newest = positions(cursor, NEWEST_MATCHES, [asked, lowest, before, counted])
    return Candidates(newest, reached=newest[-1] if len(newest) == counted else lowest, tired=True)


def positions(cursor: CursorWrapper, statement: str, asks: list) -> list[int]:
    cursor.execute(statement, asks)
    return [position for (position,) in cursor.fetchall()]


def expression(query: Query, tokens: Sequence[str]) -> str:
    wanted = [*map(phrase, query.terms), *(quoted("=" + token) for token in tokens)]
    wanted += ["!" + phrase(term) for term in query.excluded]
    return " & ".join(wanted)


def phrase(term: Term) -> str:
    return "(" + " <-> ".join(map(quoted, term.words)) + (":*" if term.prefix else "") + ")"


def quoted(word: str) -> str:
    """Within quotes nothing is an operator."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
