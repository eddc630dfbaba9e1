"""Ways to narrow a list, each a plain link with the number of stories behind it.

The newest stories of the list are counted, and no more of them than ``COUNTED``: so a number costs the same however
large the archive, and where there are more it says so (“120+”), for it then holds at least.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db import connections, router
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from articles.models import Edition
from articles.models.edition import EPOCH, first_position
from articles.public import languages
from articles.public.filters import EditionFilter, day_of, moment, said
from articles.public.narrowed import newest_keys

COUNTED = 400
CHOICES = 8  # of a kind
QUARTER = first_position(EPOCH + timedelta(minutes=15))  # positions: no day begins but on a quarter of an hour
BY_COLUMN = "SELECT '{name}', CAST({column} AS text), count(*), max(position) FROM counted GROUP BY {column}"
COUNTS = f"""
    WITH newest (id, position, section, source, language) AS ({{asked}}),
    counted AS (SELECT * FROM newest ORDER BY position DESC LIMIT %s)
    SELECT 'all', '', count(*), max(position) FROM newest UNION ALL
    {BY_COLUMN.format(name="section", column="section")} UNION ALL
    {BY_COLUMN.format(name="source", column="source")} UNION ALL
    {BY_COLUMN.format(name="language", column="language")} UNION ALL
    {BY_COLUMN.format(name="day", column=f"position / {QUARTER}")} UNION ALL
    SELECT 'topic', CAST(topic_id AS text), count(*), max(counted.position)
    FROM counted JOIN articles_editiontopic AS tagged ON tagged.edition_id = counted.id GROUP BY topic_id
"""


class Row(NamedTuple):
    """A value that some of the newest stories have; ``newest`` is the position of the newest of them."""

    value: str
    stories: int
    newest: int


@dataclass(frozen=True, slots=True)
class Choice:
    """``added`` is the query string of the list with this choice made."""

    label: str
    added: str
    stories: int
    more: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    title: str
    choices: list[Choice]


def facets(filters: EditionFilter) -> list[Facet]:
    """What readers may choose next, in one query."""
    total, counted = count(filters)
    found = {
        "section": named(filters, "section", counted["section"]),
        "topic": named(filters, "topic", counted["topic"]) if is_open(filters, "topic") else [],
        "source": named(filters, "source", counted["source"]),
        "language": tongues_of(filters, counted["language"]),
        "day": days_of(counted["day"]),
    }
    more = total > COUNTED
    made = (facet(filters, name, values, more=more) for name, values in found.items() if is_open(filters, name))
    return [each for each in made if len(each.choices) > 1]


def count(filters: EditionFilter) -> tuple[int, dict[str, list[Row]]]:
    """How many of the list's newest stories there are, and how many of each kind and value: the most come first."""
    asked, asks = newest_keys.sql(*filters.values, names=filters.names, limit=COUNTED + 1)
    with connections[router.db_for_read(Edition)].cursor() as cursor:
        cursor.execute(COUNTS.format(asked=asked), [*asks, COUNTED])
        rows = cursor.fetchall()
    counted: dict[str, list[Row]] = {kind: [] for kind in ("all", "section", "topic", "source", "language", "day")}
    for kind, *row in sorted(rows, key=lambda row: row[2:], reverse=True):
        if row[0] is not None:
            counted[kind].append(Row(*row))
    return sum(row.stories for row in counted["all"]), counted


def is_open(filters: EditionFilter, name: str) -> bool:
    """The page isn't narrowed by it yet, neither by its own address nor by its reader."""
    cleaned = filters.form.cleaned_data
    if name == "day":
        return not (cleaned["since"] or cleaned["until"])
    return name in filters.filters and not cleaned[name]


def named(filters: EditionFilter, name: str, counted: list[Row]) -> list[tuple[str, str, int]]:
    """Those that have a name on this page: of topics there may be thousands, and the rarest are not offered."""
    offered = filters.filters[name].extra["things"] if name in filters.filters else ()
    things = {str(thing.pk): thing for thing in offered}
    return [(things[row.value].slug, things[row.value].name, row.stories) for row in counted if row.value in things]


def tongues_of(filters: EditionFilter, counted: list[Row]) -> list[tuple[str, str, int]]:
    offered = dict(filters.filters["language"].extra["choices"])
    known = [row for row in counted if row.value in offered or languages.is_known(row.value)]
    return [(row.value, languages.name(row.value), row.stories) for row in known]


def days_of(counted: list[Row]) -> list[tuple[date, str, int]]:
    """The newest days, the newest first."""
    days: list[tuple[date, str, int]] = []
    begins: int | None = None  # the position of the first story that the last of these days can have
    for row in sorted(counted, key=lambda row: row.newest, reverse=True):
        if begins is not None and row.newest >= begins:
            day, words, number = days[-1]
            days[-1] = (day, words, number + row.stories)
        elif len(days) == CHOICES:
            break
        else:
            day = day_of(row.newest)
            begins = first_position(moment(day))
            days.append((day, label(day), row.stories))
    return days


def facet(filters: EditionFilter, name: str, values: list[tuple], *, more: bool) -> Facet:
    titles = {
        "section": gettext("Section"),
        "topic": gettext("Topic"),
        "source": gettext("Source"),
        "language": gettext("Language"),
        "day": gettext("Day"),
    }
    choices = [
        Choice(words, with_choice(filters, name, value), number, more, value if name == "language" else "")
        for value, words, number in values[:CHOICES]
    ]
    return Facet(name, titles[name], choices)


def with_choice(filters: EditionFilter, name: str, value: str | date) -> str:
    chosen = {"from": value.isoformat(), "to": value.isoformat()} if isinstance(value, date) else {name: value}
    return urlencode({**said(filters), **chosen})


def label(day: date) -> str:
    return date_format(day, pgettext("date", "l, j F Y"))
