"""Finding wire items, newest first: the engine proposes, the inbox's queryset decides, what tells the same folds."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connections
from django.db.models import Count, Max, QuerySet

from articles.search import postgres, sqlite
from articles.search.candidates import Bounds, Candidates
from articles.search.find import bounds
from articles.search.query import Query, parse
from articles.search.wire_index import INDEX

ENGINES = {"sqlite": sqlite, "postgresql": postgres}
SLACK = 3  # items that are looked up for each place on the page, as some fold into others
MOST_BATCHES = 4


@dataclass(frozen=True, slots=True)
class FoundItems:
    """A page of the wire: keys, newest first, and how many items the row of each cluster stands for.

    ``next`` is the ``before`` of the next page, None on the last one.
    """

    query: Query = field(default_factory=Query)
    keys: list[int] = field(default_factory=list)
    alike: dict[int, int] = field(default_factory=dict)
    next: int | None = None


def find_items(
    items: QuerySet,
    text: str = "",
    *,
    tokens: Iterable[str] = (),
    since: int | None = None,
    before: int | None = None,
    limit: int,
    fold: bool = False,
) -> FoundItems:
    """The newest of ``items`` that match ``text``, ``limit`` of them.

    ``items`` has all the page's filters but the text; ``tokens`` says them again as words of the index. With ``fold``
    only the newest of each cluster has a row, wherever in the list the others stand.
    """
    query, tokens = parse(text), sorted(set(tokens))
    if text.strip() and not query:
        return FoundItems(query)
    within, keys, alike = bounds(since, before), [], {}
    for _ in range(MOST_BATCHES):
        batch = proposed(items, query, tokens, within, SLACK * (limit + 1))
        rows = items.filter(pk__in=batch.positions).order_by("-pk").values_list("pk", "cluster")
        for key, count in faces(items, list(rows), fold):
            keys.append(key)
            alike[key] = count
        if batch.reached is None or len(keys) > limit:
            reached = batch.reached
            break
        within = Bounds(within.since, batch.reached)
        reached = batch.reached
    page = keys[:limit]
    return FoundItems(query, page, {key: alike[key] for key in page}, page[-1] if len(keys) > limit else reached)


def proposed(items: QuerySet, query: Query, tokens: list[str], within: Bounds, wanted: int) -> Candidates:
    if query or tokens:
        connection = connections[items.db]
        engine = ENGINES[connection.vendor]
        return engine.newest_first(connection, query, tokens, within, wanted=wanted, index=INDEX)
    rows = items.filter(pk__gte=within.since, pk__lt=within.before).order_by("-pk")
    keys = list(rows.values_list("pk", flat=True)[:wanted])
    return Candidates(keys, reached=keys[-1] if len(keys) == wanted else None)


def faces(items: QuerySet, rows: list[tuple[int, int | None]], fold: bool) -> list[tuple[int, int]]:
    """Keys that have a row of their own, each with how many items it stands for."""
    clusters = {cluster for _, cluster in rows if cluster is not None} if fold else ()
    if not clusters:
        return [(key, 1) for key, _ in rows]
    told = items.order_by().filter(cluster__in=clusters).values("cluster")
    newest = {one["cluster"]: one for one in told.annotate(face=Max("pk"), count=Count("pk"))}
    return [
        (key, newest[cluster]["count"] if cluster is not None else 1)
        for key, cluster in rows
        if cluster is None or newest[cluster]["face"] == key
    ]
