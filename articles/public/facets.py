"""Ways to narrow a list, each a plain link with the number of stories behind it.

The newest stories of the list are counted, and no more of them than ``COUNTED``: so a number costs the same however
large the archive, and where there are more it says so (“120+”), for it then holds at least.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from articles.models import EditionTopic
from articles.public import languages
from articles.public.filters import EditionFilter, day_of, said

COUNTED = 400
CHOICES = 8  # of a kind


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
    """What readers may choose next; two queries, of which the second only reads topics."""
    rows = list(newest(filters)[: COUNTED + 1])
    more, rows = len(rows) > COUNTED, rows[:COUNTED]
    keys, positions, sections, sources, tongues = zip(*rows, strict=True) if rows else ((),) * 5
    counted = {
        "section": named(filters, "section", Counter(sections)),
        "topic": named(filters, "topic", topics_of(filters, keys)),
        "source": named(filters, "source", Counter(sources)),
        "language": tongues_of(filters, Counter(tongues)),
        "day": [(day, label(day), number) for day, number in islice(Counter(map(day_of, positions)).items(), CHOICES)],
    }
    found = (facet(filters, name, values, more=more) for name, values in counted.items() if is_open(filters, name))
    return [each for each in found if len(each.choices) > 1]


def newest(filters: EditionFilter):
    return filters.qs.values_list("pk", "position", "section", "source", "language")


def is_open(filters: EditionFilter, name: str) -> bool:
    """The page isn't narrowed by it yet, neither by its own address nor by its reader."""
    cleaned = filters.form.cleaned_data
    if name == "day":
        return not (cleaned["since"] or cleaned["until"])
    return name in filters.filters and not cleaned[name]


def topics_of(filters: EditionFilter, keys: tuple[int, ...]) -> Counter:
    if not keys or not is_open(filters, "topic"):
        return Counter()
    return Counter(EditionTopic.objects.filter(edition__in=keys).values_list("topic", flat=True))


def named(filters: EditionFilter, name: str, counted: Counter) -> list[tuple[str, str, int]]:
    """Those that have a name on this page: of topics there may be thousands, and the rarest are not offered."""
    things = {thing.pk: thing for thing in filters.filters[name].extra["things"]} if name in filters.filters else {}
    return [(things[pk].slug, things[pk].name, number) for pk, number in counted.most_common() if pk in things]


def tongues_of(filters: EditionFilter, counted: Counter) -> list[tuple[str, str, int]]:
    offered = dict(filters.filters["language"].extra["choices"])
    known = [(tag, number) for tag, number in counted.most_common() if tag in offered or languages.is_known(tag)]
    return [(tag, languages.name(tag), number) for tag, number in known]


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
