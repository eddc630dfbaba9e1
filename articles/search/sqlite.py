"""Candidates from SQLite's FTS5: its rowid is the position, so that the newest come first without a sort."""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from articles.search.candidates import Bounds, Candidates
from articles.search.query import Query, Term

NEWEST_MATCHES = """
    SELECT rowid FROM articles_search WHERE articles_search MATCH %s AND rowid >= %s AND rowid < %s
    ORDER BY rowid DESC LIMIT %s
"""


def candidates(
    connection: BaseDatabaseWrapper, query: Query, tokens: Sequence[str], bounds: Bounds, *, wanted: int, counted: int
) -> Candidates:
    """All that are counted, in order: here that costs no more than the few that are wanted."""
    limit = max(wanted, counted)
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_MATCHES, [expression(query, tokens), bounds.since, bounds.before, limit])
        positions = [position for (position,) in cursor.fetchall()]
    return Candidates(positions, reached=positions[-1] if len(positions) == limit else None)


def expression(query: Query, tokens: Sequence[str]) -> str:
    wanted = "search_text : (" + " AND ".join(map(phrase, query.terms)) + ")"
    if tokens:
        wanted += " AND search_tokens : (" + " AND ".join(map(quoted, tokens)) + ")"
    if query.excluded:
        wanted = f"({wanted}) NOT search_text : (" + " OR ".join(map(phrase, query.excluded)) + ")"
    return wanted


def phrase(term: Term) -> str:
    return quoted(" ".join(term.words)) + (" *" if term.prefix else "")


def quoted(words: str) -> str:
    """Within double quotes nothing is an operator."""
    return '"' + words.replace('"', '""') + '"'
