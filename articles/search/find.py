"""Finding editions: the engine proposes candidates, newest first; the page's own queryset says which may be shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.models.edition import EditionQuerySet, Listed
from articles.search import postgres, sqlite
from articles.search.candidates import HIGHEST, LOWEST, Bounds, listing
from articles.search.query import Query, parse

ENGINES = {"sqlite": sqlite, "postgresql": postgres}
COUNTED = 400  # matches are counted up to here
BATCH = 500  # candidates that are counted: more than COUNTED, as some are superseded or embargoed
SLACK = 3  # candidates that are looked up for each place on the page, for the same reason
MOST_BATCHES = 5
MOST_TOKENS = 32


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found.

    ``next`` is the ``before`` of the next page, None on the last one. ``total`` counts the public matches of this page
    and all after it; if ``capped``, there are at least so many.
    """

    query: Query = field(default_factory=Query)
    editions: list[Listed] = field(default_factory=list)
    next: int | None = None
    total: int = 0
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """The editions that are searched, each function asked with positions as text: which of them are there, newest first
    what stands at them. It starts from ``Edition.objects.public(at).listed()`` and has all the page's filters.
    """

    connection: BaseDatabaseWrapper
    shown: Callable[[str], Iterable[int]]
    read: Callable[[str], Iterable[Listed]]


def find(
    editions: EditionQuerySet,
    query: str,
    *,
    tokens: Iterable[str] = (),
    since: int | None = None,
    before: int | None = None,
    limit: int,
) -> Found:
    """The newest of ``editions`` that match, ``limit`` of them.

    ``editions`` starts from ``Edition.objects.public(at).listed()`` and has all the page's filters; ``tokens`` says the
    same filters again as words of the index, so that few candidates are proposed in vain. ``since`` and ``before``
    bound the position.
    """
    shelf = Shelf(
        connections[editions.db],
        shown=lambda asked: editions.order_by().filter(position__among=asked).values_list("position", flat=True),
        read=lambda page: editions.filter(position__among=page).newest_first().for_list(),
    )
    return look(shelf, query, tokens=tokens, within=bounds(since, before), limit=limit)


def look(shelf: Shelf, query: str, *, tokens: Iterable[str], within: Bounds, limit: int) -> Found:
    asked = parse(query)
    if not asked:
        return Found(asked)
    public, counted, reached = matches(shelf, asked, sorted(set(tokens))[:MOST_TOKENS], within, limit)
    page = public[:limit]
    following = page[-1] if len(public) > limit else reached
    return Found(
        asked,
        list(shelf.read(listing(page))) if page else [],
        next=following,
        total=min(counted, COUNTED),
        capped=reached is not None or counted > COUNTED,
    )


def bounds(since: int | None, before: int | None) -> Bounds:
    return Bounds(
        LOWEST if since is None else max(LOWEST, min(since, HIGHEST)),
        HIGHEST if before is None else max(LOWEST, min(before, HIGHEST)),
    )


def matches(
    shelf: Shelf, query: Query, tokens: list[str], within: Bounds, limit: int
) -> tuple[list[int], int, int | None]:
    """Public matches, newest first; how many there are at least; how far down it was looked, None for all."""
    engine = ENGINES[shelf.connection.vendor]
    public: list[int] = []
    counted: set[int] = set()
    for _ in range(MOST_BATCHES):
        batch = engine.candidates(shelf.connection, query, tokens, within, wanted=SLACK * limit, counted=BATCH)
        asked = {*batch.positions, *batch.others}
        shown = set(shelf.shown(listing(asked))) if asked else set()
        public += [position for position in batch.positions if position in shown]
        counted |= shown
        if batch.reached is None:
            return public, len(counted), None
        within = Bounds(within.since, batch.reached)
        if batch.tired or len(public) > limit:
            break
    return public, len(counted), within.before
