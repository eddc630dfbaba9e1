"""Ways to narrow a list, each a plain link with the number of stories behind it.

The newest stories of the list are counted, and no more of them than ``COUNTED``: so a number costs the same however
large the archive, and where there are more it says so (“120+”), for it then holds at least.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.db import connections, router
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext

from articles.models import Edition
from articles.models.edition import first_position
from articles.public import languages
from articles.public.filters import EditionFilter, day_of, moment, said
from articles.public.narrowed import newest_keys

COUNTED = 120
CHOICES = 8  # of a kind
TITLES = {
    "section": gettext_lazy("Section"),
    "topic": gettext_lazy("Topic"),
    "source": gettext_lazy("Source"),
    "language": gettext_lazy("Language"),
    "day": gettext_lazy("Day"),
}
JOINED = {"sqlite": "group_concat(topic_id)", "postgresql": "string_agg(topic_id::text, ',')"}
# Counted here: to have it grouped by five columns costs the database three times what it costs to hand over the rows.
ROWS = """
    WITH newest (id, position, section, source, language) AS ({asked})
    SELECT position, section, source, language,
        (SELECT {joined} FROM articles_editiontopic AS tagged WHERE tagged.edition_id = newest.id)
    FROM newest ORDER BY position DESC
"""


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
    choices: tuple[Choice, ...]


def facets(filters: EditionFilter) -> tuple[Facet, ...]:
    """What readers may choose next, in one query."""
    total, positions, sections, sources, tongues, topics = newest_rows(filters)
    found = {
        "section": named(filters, "section", sections),
        "topic": named(filters, "topic", (int(pk) for joined in topics if joined for pk in joined.split(","))),
        "source": named(filters, "source", sources),
        "language": tongues_of(filters, tongues),
        "day": days_of(positions),
    }
    more, chosen = total > COUNTED, said(filters)
    made = (facet(name, values, chosen, more=more) for name, values in found.items() if is_open(filters, name))
    return tuple(each for each in made if len(each.choices) > 1)


def newest_rows(filters: EditionFilter) -> tuple[int, tuple, tuple, tuple, tuple, tuple]:
    """How many of the list's newest stories there are, and of those that are counted each column, the newest first."""
    connection = connections[router.db_for_read(Edition)]
    asked, asks = newest_keys.sql(*filters.values, names=filters.names, limit=COUNTED + 1)
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(asked=asked, joined=JOINED[connection.vendor]), asks)
        rows = cursor.fetchall()
    return len(rows), *(zip(*rows[:COUNTED], strict=True) if rows else ((),) * 5)


def is_open(filters: EditionFilter, name: str) -> bool:
    """The page isn't narrowed by it yet, neither by its own address nor by its reader."""
    cleaned = filters.form.cleaned_data
    if name == "day":
        return not (cleaned["since"] or cleaned["until"])
    return name in filters.filters and not cleaned[name]


def named(filters: EditionFilter, name: str, values: Iterable[int]) -> list[tuple[str, str, int]]:
    """Those that have a name on this page: of topics there may be thousands, and the rarest are not offered."""
    offered = filters.filters[name].extra["things"] if name in filters.filters else ()
    things = {thing.pk: thing for thing in offered}
    return [(things[pk].slug, things[pk].name, stories) for pk, stories in most(values) if pk in things]


def most(values: Iterable) -> list[tuple]:
    """Each with its number, the most first; of as many the one that came first."""
    return Counter(values).most_common()


def tongues_of(filters: EditionFilter, tags: Iterable[str]) -> list[tuple[str, str, int]]:
    offered = dict(filters.filters["language"].extra["choices"])
    return [
        (tag, languages.name(tag), stories) for tag, stories in most(tags) if tag in offered or languages.is_known(tag)
    ]


def days_of(positions: Iterable[int]) -> list[tuple[date, str, int]]:
    """The newest days, the newest first."""
    days: list[tuple[date, int]] = []
    begins: int | None = None  # the position of the first story that the last of these days can have
    for position in positions:
        if begins is not None and position >= begins:
            day, number = days[-1]
            days[-1] = (day, number + 1)
        elif len(days) == CHOICES:
            break
        else:
            day = day_of(position)
            begins = first_position(moment(day))
            days.append((day, 1))
    language = get_language()
    return [(day, written(day, language), number) for day, number in days]


@lru_cache(maxsize=1_000)
def written(day: date, language: str) -> str:
    """A day as this language, which must be the active one, writes it."""
    return date_format(day, pgettext("date", "l, j F Y"))


def facet(name: str, values: list[tuple], chosen: dict[str, str], *, more: bool) -> Facet:
    """``chosen``: the parameters of the list as it is, which each choice adds one to."""
    choices = tuple(
        Choice(words, with_choice(chosen, name, value), number, more, value if name == "language" else "")
        for value, words, number in values[:CHOICES]
    )
    return Facet(name, str(TITLES[name]), choices)


def with_choice(chosen: dict[str, str], name: str, value: str | date) -> str:
    added = {"from": value.isoformat(), "to": value.isoformat()} if isinstance(value, date) else {name: value}
    return urlencode({**chosen, **added})
