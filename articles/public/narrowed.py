"""What a list asks the database: the public stories in it, under its filters, between two positions."""

from datetime import datetime

from articles.models import Edition
from articles.models.composed import composed
from articles.models.edition import EditionQuerySet
from articles.models.fronts import pinned_to
from articles.models.picture import with_pictures

# The column that each filter compares. Topics and authors have tables of their own, with the position in them, so that
# their newest stories are read from an index and not sorted.
COLUMNS = {
    "section": "section",
    "source": "source",
    "language": "language",
    "topic": "tagged__topic",
    "author": "written__person",
}


def listed(at: datetime) -> EditionQuerySet:
    """All that lists may show, the newest first."""
    return with_pictures(Edition.objects.public(at).listed().newest_first(), at)


def narrowed(at: datetime, since: int, before: int, values: tuple, names: tuple[str, ...]) -> EditionQuerySet:
    """Those from position ``since`` up to ``before`` that have all these values, each in the column of its name."""
    editions = listed(at).filter(position__gte=since, position__lt=before)
    for name, value in zip(names, values, strict=True):
        table, separator, _ = COLUMNS[name].rpartition("__")
        place = f"{table}{separator}position"
        editions = editions.filter(**{COLUMNS[name]: value, f"{place}__gte": since, f"{place}__lt": before})
        if table:
            editions = editions.order_by(f"-{place}")
    return editions


@composed
def newest(at: datetime, since: int, before: int, values: tuple, *, names: tuple[str, ...], limit: int):
    return narrowed(at, since, before, values, names).for_list()[:limit]


@composed
def newest_keys(at: datetime, since: int, before: int, values: tuple, *, names: tuple[str, ...], limit: int):
    """What the numbers beside a list's filters are counted from."""
    rows = narrowed(at, since, before, values, names)
    return rows.values_list("pk", "position", "section", "source", "language")[:limit]


@composed
def shown(at: datetime, since: int, before: int, values: tuple, positions: str, *, names: tuple[str, ...]):
    """Which of these positions, ``1,2,3``, the list has."""
    found = narrowed(at, since, before, values, names).order_by().filter(position__among=positions)
    return found.values_list("position", flat=True)


@composed
def standing_at(at: datetime, positions: str):
    """The stories at these positions as lists show them, each with its body."""
    return listed(at).filter(position__among=positions).for_list("body")


@composed
def pinned(at: datetime, section: int | None):
    return pinned_to(listed(at), section, at).for_list()
