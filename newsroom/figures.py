"""Today in figures, small and bounded: what came and what went out by the hour, how long it took, what waits where."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db import connection
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Edition, Story, WireItem

HOURS = 24
MOST_AN_HOUR = 1000  # counted no further
MOST_PUBLISHED = 300  # of the newest, from which times to web are told
MOST_SOURCES = 8
COUNTED = 999
HEIGHT, WIDTH, STEP, BAR = 72, 288, 12, 9  # of a chart by the hour, in its own units
LINE, LABEL, LONGEST = 22, 118, 110  # of a chart by name: a line's height, where its bar begins, and its length


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int
    says: str
    x: int
    y: int
    width: int
    height: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    key: str
    title: str
    told: str
    bars: list[Bar]
    width: int
    height: int
    sideways: bool = False

    @property
    def text_at(self) -> list[tuple[Bar, int]]:
        return [(bar, bar.y + 13) for bar in self.bars]


def hourly(model: type[Model], column: str, since: datetime, where: str = "") -> list[int]:
    """Rows in each of the hours from ``since`` on: one statement, each hour a walk of an index that ends at a cap."""
    table, quote = model._meta.db_table, connection.ops.quote_name
    ends = [connection.ops.adapt_datetimefield_value(since + timedelta(hours=hour)) for hour in range(HOURS + 1)]
    one = (
        f"SELECT {{hour}}, COUNT(*) FROM (SELECT 1 FROM {quote(table)} WHERE {where}{quote(column)} >= %s"
        f" AND {quote(column)} < %s LIMIT {MOST_AN_HOUR}) AS hour{{hour}}"
    )
    statement = " UNION ALL ".join(one.format(hour=hour) for hour in range(HOURS))
    with connection.cursor() as cursor:
        cursor.execute(statement, [end for hour in range(HOURS) for end in ends[hour : hour + 2]])
        counted = dict(cursor.fetchall())
    return [counted[hour] for hour in range(HOURS)]


def by_hour(key: str, title: str, counts: list[int], since: datetime) -> Chart:
    most = max(counts) or 1
    bars = []
    for hour, count in enumerate(counts):
        tall = round(count * HEIGHT / most)
        begins = timezone.localtime(since + timedelta(hours=hour))
        says = f"{MOST_AN_HOUR}+" if count == MOST_AN_HOUR else str(count)
        bars.append(Bar(f"{begins:%H:%M}", count, says, hour * STEP, HEIGHT - tall, BAR, tall))
    total = sum(counts)
    told = _("%(total)s in 24 hours, %(most)s in the busiest hour.") % {"total": total, "most": max(counts)}
    return Chart(key, title, told, bars, WIDTH, HEIGHT)


def by_name(key: str, title: str, told: str, lines: list[tuple[str, int, str, str]]) -> Chart:
    most = max((value for _name, value, _says, _url in lines), default=0) or 1
    bars = [
        Bar(name, value, says, LABEL, place * LINE + 3, round(value * LONGEST / most), LINE - 8, url)
        for place, (name, value, says, url) in enumerate(lines)
    ]
    return Chart(key, title, told, bars, WIDTH, LINE * len(lines), sideways=True)


def minutes_to_web(now: datetime) -> Chart:
    """From the wire's arrival to the first publication, of what went out within a day: the median of each source."""
    out = Edition.objects.filter(kind=Edition.Kind.PUBLICATION, released_at__gt=now - timedelta(hours=HOURS))
    out = out.filter(released_at__lte=now, story__wire_item__isnull=False).order_by("-released_at")
    took: dict[str, list[float]] = {}
    rows = out.values_list("source__name", "story__wire_item__arrived_at", "published_at")[:MOST_PUBLISHED]
    for source, arrived, published in rows:
        if published >= arrived:  # a story that has followed a later version of the wire since says nothing of this
            took.setdefault(source or "", []).append((published - arrived).total_seconds() / 60)
    medians = sorted((round(median(times)), source) for source, times in took.items())[:MOST_SOURCES]
    lines = [(name[:18], value, duration(value), "") for value, name in medians]
    told = _("The median of what was published within 24 hours.") if lines else _("Nothing of the wire went out today.")
    return by_name("time", _("Time to web by source"), told, lines)


def duration(minutes: int) -> str:
    if minutes < 120:
        return _("%(count)s min") % {"count": minutes}
    return _("%(count)s h") % {"count": round(minutes / 60)}


def pipeline() -> Chart:
    """How many wait in each state, counted no further than anybody would work through."""
    inbox, desk = reverse("admin:articles_wireitem_changelist"), reverse("admin:articles_story_changelist")
    found = [(WireItem, state, f"{inbox}?state={state}") for state in WireItem.WAITING]
    states = (Story.State.DRAFT, Story.State.FILED, Story.State.HELD)
    found += [(Story, state, f"{desk}?state__exact={state}") for state in states]
    lines = []
    for model, state, url in found:
        count = model.objects.filter(state=state).order_by()[: COUNTED + 1].count()
        of = _("Wire") if model is WireItem else _("Stories")
        name = f"{of}: {state.label.lower()}"
        lines.append((name, min(count, COUNTED), f"{COUNTED}+" if count > COUNTED else str(count), url))
    return by_name("pipeline", _("The pipeline"), _("What waits in each state."), lines)


def charts(now: datetime) -> list[Chart]:
    since = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    published = f"kind = '{Edition.Kind.PUBLICATION.value}' AND "
    return [
        by_hour("arrivals", _("Arrivals by hour"), hourly(WireItem, "arrived_at", since), since),
        by_hour("published", _("Publications by hour"), hourly(Edition, "released_at", since, published), since),
        minutes_to_web(now),
        pipeline(),
    ]
