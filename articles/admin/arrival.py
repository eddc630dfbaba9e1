"""The record of arrival: from the agency's bytes to the page that readers have, and how long that takes a source."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

from django.db.models.fields.json import KT

from articles.models import Edition, Move, Source, Story, WireItem

VERSIONS, SAMPLE = 20, 1000
SPAN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Version:
    """One wire version of a story: when its bytes came and how, who read them, when it was taken, when it was out."""

    item: WireItem
    channel: str
    taken_at: datetime | None
    taken_by: str
    published_at: datetime | None


def record_of(story: Story) -> list[Version]:
    """All wire versions of the story, the newest first; the same number of queries however many."""
    base = story.wire_item
    if base is None:
        return []
    family = WireItem.objects.family(base.source, base.guid) if base.guid else WireItem.objects.filter(pk=base.pk)
    bare = family.select_related("delivery").defer("copy", "delivery__raw")
    items = list(bare.prefetch_related("delivery__arrivals__channel")[:VERSIONS])
    taken = {move.wire_item_id: move for move in Move.objects.filter(wire_item__in=items, verb="take").order_by("pk")}
    editions = list(
        story.editions.exclude(kind__in=Edition.GONE).order_by("number").annotate(version=KT("facts__wire__version"))
        .values_list("version", "released_at")
    )  # fmt: skip
    out = {}
    for version, released_at in editions:
        out.setdefault(str(version), released_at)
    return [version_of(item, taken.get(item.pk), out.get(str(item.version))) for item in items]


def version_of(item: WireItem, taken: Move | None, published_at: datetime | None) -> Version:
    came = next((arrival.channel.name for arrival in item.delivery.arrivals.all()), "")
    return Version(item, came, taken and taken.at, taken.actor_name if taken else "", taken and published_at)


@dataclass(frozen=True, slots=True)
class Speed:
    """From the bytes to the web, in the last 30 days."""

    stories: int
    median: timedelta
    slowest_tenth: timedelta


def time_to_web(source: Source, now: datetime) -> Speed | None:
    """Of the source's stories that were first published in the last 30 days, the newest thousand."""
    first = Edition.objects.filter(source=source, number=1, released_at__range=(now - SPAN, now))
    rows = first.annotate(received=KT("facts__wire__received_at")).exclude(received=None).order_by("-position")
    waits = []
    for released_at, received in rows.values_list("released_at", "received")[:SAMPLE]:
        waits.append(max((released_at - datetime.fromisoformat(received)).total_seconds(), 0))
    if not waits:
        return None
    tenth = quantiles(waits, n=10)[-1] if len(waits) > 1 else waits[0]
    return Speed(len(waits), whole(median(waits)), whole(tenth))


def whole(seconds: float) -> timedelta:
    return timedelta(seconds=round(seconds))
