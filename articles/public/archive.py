"""The archive: the years, months and days that have stories, and the stories of a day.

A day is the newsroom's, from one midnight of its time zone to the next, be that 23, 24 or 25 hours. It is a range of
positions, so no page reads more of the archive than it shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from articles.models import Edition
from articles.models.edition import EditionQuerySet, first_position
from articles.models.picture import with_pictures
from articles.public.cards import cards
from articles.public.corrections import Key
from articles.public.filters import day_of
from articles.public.frame import read_frame, show
from articles.public.lists import Page, query_string
from articles.public.reading import only_read
from articles.search.candidates import Bounds
from articles.search.find import bounds

WHOLE_DAY = "j F Y"


class Year:
    """Path converter: each year, month and day is written in one way, and a year is one that positions can hold."""

    regex = r"(?:19|2[0-2])[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class TwoDigits(Year):
    """A month, or a day of one."""

    regex = r"[0-9]{2}"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from ``first`` up to, but not including, ``end``: a year, a month or a day."""

    first: date
    end: date

    @property
    def positions(self) -> Bounds:
        return bounds(midnight(self.first), midnight(self.end))

    @property
    def within(self) -> dict[str, int]:
        positions = self.positions
        return {"position__gte": positions.since, "position__lt": positions.before}


@dataclass(frozen=True, slots=True)
class Link:
    address: str
    label: str


@only_read
def archive(request: HttpRequest) -> HttpResponse:
    public = listed_now()
    ends = [place(public.order_by(order)) for order in ("position", "-position")]
    first, last = (None if end is None else day_of(end).year for end in ends)
    years = [] if None in (first, last) else [a_year(year) for year in range(first, last + 1)]
    links = [link("year", stretch.first, "Y") for stretch in with_stories(public, years)]
    return show(request, "archive_index.html", read_frame(), title=gettext("Archive"), links=links[::-1])


@only_read
def year(request: HttpRequest, year: int) -> HttpResponse:
    whole = a_year(year)
    months = [a_month(year, month) for month in range(1, 13)]
    links = [link("month", stretch.first, "F") for stretch in with_stories(listed_now(), months)]
    return index(request, date_format(whole.first, "Y"), links, trail=[])


@only_read
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    whole = a_month(year, month)
    days = [a_day(year, month, day + 1) for day in range((whole.end - whole.first).days)]
    links = [link("day", stretch.first, "l j") for stretch in with_stories(listed_now(), days)]
    return index(request, date_format(whole.first, "F Y"), links, trail=[link("year", whole.first, "Y")])


def index(request: HttpRequest, title: str, links: list[Link], trail: list[Link]) -> HttpResponse:
    if not links:
        raise Http404("There is no story of that time.")
    return show(request, "archive_index.html", read_frame(), title=title, links=links, trail=trail, is_inside=True)


@only_read
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    whole = a_day(year, month, day)
    key = Key(request.GET)
    if not key.is_valid() or request.GET.get("page", "1") != "1":
        raise Http404("No page begins there.")
    now = timezone.now()
    public, before, positions = Edition.objects.public(now).listed(), key.cleaned_data["before"], whole.positions
    page = stories(with_pictures(public, now), whole, before)
    earlier = place(public.filter(position__lt=positions.since).newest_first())
    later = place(public.filter(position__gte=positions.before).order_by("position"))
    # Days without stories have a page too, but only between the first story and the last: the calendar has no end.
    if not page.cards and None in (earlier, later):
        raise Http404("There is no story of that time.")
    return show(
        request,
        "archive_day.html",
        read_frame(),
        title=date_format(whole.first, pgettext("date", "l, j F Y")),
        trail=[link("year", whole.first, "Y"), link("month", whole.first, "F")],
        page=page,
        older=page.older is not None and query_string(request, before=page.older),
        newest=before is not None and query_string(request),
        earlier=earlier is not None and link("day", day_of(earlier), WHOLE_DAY),
        later=later is not None and link("day", day_of(later), WHOLE_DAY),
    )


def stories(public: EditionQuerySet, whole: Stretch, before: int | None) -> Page:
    within = public.filter(**whole.within)
    if before is not None:
        within = within.filter(position__lt=before)
    editions = list(within.newest_first().for_list()[: settings.PAGE_SIZE + 1])
    shown = editions[: settings.PAGE_SIZE]
    return Page(cards(shown), older=shown[-1].position if len(editions) > len(shown) else None)


def listed_now() -> EditionQuerySet:
    return Edition.objects.public(timezone.now()).listed()


def with_stories(public: EditionQuerySet, stretches: list[Stretch]) -> list[Stretch]:
    """Those of the stretches that have a public story: one query, in which each is looked for until one is found."""
    exist = {f"stretch_{number}": Exists(public.filter(**each.within)) for number, each in enumerate(stretches)}
    found: Iterable[bool] = public.newest_first().annotate(**exist).values_list(*exist).first() or ()
    return [stretch for stretch, exists in zip(stretches, found, strict=False) if exists]


def place(editions: EditionQuerySet) -> int | None:
    return editions.values_list("position", flat=True).first()


def midnight(day: date) -> int:
    """The lowest position of a day. A midnight that clocks skip is when they do, and of two the first is the day's."""
    return first_position(datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone()))


def a_year(year: int) -> Stretch:
    return Stretch(a_date(year, 1, 1), a_date(year + 1, 1, 1))


def a_month(year: int, month: int) -> Stretch:
    first = a_date(year, month, 1)
    return Stretch(first, (first + timedelta(days=31)).replace(day=1))


def a_day(year: int, month: int, day: int) -> Stretch:
    first = a_date(year, month, day)
    return Stretch(first, first + timedelta(days=1))


def a_date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Http404("There is no such day.") from error


def link(kind: str, day: date, form: str) -> Link:
    parts = {"year": (day.year,), "month": (day.year, day.month), "day": (day.year, day.month, day.day)}
    return Link(reverse(f"archive_{kind}", args=parts[kind]), date_format(day, form))
