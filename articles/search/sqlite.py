"""Candidates from SQLite's FTS5: its rowid is the position, so that the newest come first without a sort."""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from articles.search.candidates import Bounds, Candidates
from articles.search.index import INDEX as EDITIONS
from articles.search.query import Query, Term

NEWEST_MATCHES = """
    SELECT rowid FROM {index} WHERE {index} MATCH %s AND rowid >= %s AND rowid < %s
    ORDER BY rowid DESC LIMIT %s
"""


def candidates(
    connection: BaseDatabaseWrapper, query: Query, tokens: Sequence[str], bounds: Bounds, *, wanted: int, counted: int
) -> Candidates:
    """All that are counted, in order: here that costs no more than the few that are wanted."""
    return newest_first(connection, query, tokens, bounds, wanted=max(wanted, counted), index=EDITIONS)


def newest_first(
    connection: BaseDatabaseWrapper, query: Query, tokens: Sequence[str], bounds: Bounds, *, wanted: int, index: str
) -> Candidates:
    with connection.cursor() as cursor:
        asks = [expression(query, tokens), bounds.since, bounds.before, wanted]
        cursor.execute(NEWEST_MATCHES.format(index=index), asks)
        positions = [position for (position,) in cursor.fetchall()]
    return Candidates(positions, reached=positions[-1] if len(positions) == wanted else None)


def expression(query: Query, tokens: Sequence[str]) -> str:
    parts = {"search_text": map(phrase, query.terms), "search_tokens": map(quoted, tokens)}
    said = {column: " AND ".join(words) for column, words in parts.items()}
    wanted = " AND ".join(f"{column} : ({words})" for column, words in said.items() if words)
    if query.excluded:
        wanted = f"({wanted}) NOT search_text : (" + " OR ".join(map(phrase, query.excluded)) + ")"
    return wanted


def phrase(term: Term) -> str:
    return quoted(" ".join(term.words)) + (" *" if term.prefix else "")


def quoted(words: str) -> str:
    """Within double quotes nothing is an operator."""
    return '"' + words.replace('"', '""') + '"'
