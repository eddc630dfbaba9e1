"""Lists of stories, newest first: all of them, and those of a topic, source or author; and the fronts of sections."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Person, Source, Topic
from articles.models.fronts import SECTION_FRONT, arrange
from articles.public import narrowed
from articles.public.cards import Card, cards, found_cards
from articles.public.facets import facets
from articles.public.filters import EditionFilter, chips
from articles.public.frame import Frame, read_frame, show
from articles.public.reading import only_read
from articles.public.topics import led_on


@dataclass(frozen=True, slots=True)
class Slots:
    """What leads a section's front, as cards."""

    lead: Card | None
    seconds: list[Card]


@dataclass(frozen=True, slots=True)
class Page:
    """Some stories, and the position before which the older ones begin; None if these are the last."""

    cards: list[Card]
    older: int | None
    total: int | None = None
    capped: bool = False


@only_read
def latest(request: HttpRequest) -> HttpResponse:
    return listing(request, read_frame(), gettext("Latest"))


@only_read
def section(request: HttpRequest, slug: str) -> HttpResponse:
    frame = read_frame()
    thing = next((section for section in frame.sections if section.slug == slug), None)
    if thing is None:
        raise Http404("There is no such section.")
    return listing(request, frame, thing.name, thing.about, has_front=True, section=thing.pk)


@only_read
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    thing = Topic.objects.standing().filter(slug=slug).first()
    if thing is None:
        return led_on(request, slug, "topic")
    return listing(request, read_frame(), thing.name, thing.description, topic=thing.pk)


@only_read
def source(request: HttpRequest, slug: str) -> HttpResponse:
    thing = get_object_or_404(Source, slug=slug)
    return listing(request, read_frame(), thing.name, source=thing.pk, about=thing)


@only_read
def author(request: HttpRequest, slug: str) -> HttpResponse:
    thing = get_object_or_404(Person, slug=slug)
    return listing(request, read_frame(), thing.name, thing.about, author=thing.pk)


def listing(
    request: HttpRequest,
    frame: Frame,
    title: str,
    description: str = "",
    *,
    template: str = "edition_list.html",
    about: Source | None = None,
    has_front: bool = False,
    **fixed: int,
) -> HttpResponse:
    # Pages have keys, no numbers: to an old link to page 7 the newest stories would be a wrong answer.
    if request.GET.get("page", "1") != "1":
        raise Http404("There are no numbered pages.")
    now = timezone.now()
    filters = EditionFilter(request.GET, at=now, frame=frame, fixed=fixed)
    if not filters.is_valid():
        raise Http404("Some filter has a value that does not exist.")
    page = found_page(filters) if filters.words else newest_page(filters)
    is_first = filters.form.cleaned_data["before"] is None
    set_already = chips(filters)
    slots = None
    if has_front and is_first and not set_already:
        template, (slots, page) = "section_front.html", section_front(fixed["section"], page, now)
    return show(
        request,
        template,
        frame,
        title=title,
        description=description,
        about=about,
        form=filters.form,
        chips=set_already,
        facets=facets(filters) if is_first and not filters.words else (),
        here=fixed.get("section"),
        slots=slots,
        page=page,
        older=page.older is not None and query_string(request, before=page.older),
        newest=not is_first and query_string(request),
    )


def section_front(section: int, page: Page, at: datetime) -> tuple[Slots, Page]:
    """The slots of a section's front, and the page of its newest stories without those that stand in them."""
    made = arrange([card.edition for card in page.cards], narrowed.pinned(at, section), SECTION_FRONT)
    lead, *seconds = cards(made.shown) or [None]
    return Slots(lead, seconds), replace(page, cards=cards(made.rest, on_top=False))


def newest_page(filters: EditionFilter) -> Page:
    editions = narrowed.newest(*filters.values, names=filters.names, limit=settings.PAGE_SIZE + 1)
    shown = editions[: settings.PAGE_SIZE]
    return Page(cards(shown), older=shown[-1].position if len(editions) > len(shown) else None)


def found_page(filters: EditionFilter) -> Page:
    found = filters.found()
    return Page(found_cards(found), found.next, found.total, found.capped)


def query_string(request: HttpRequest, **changes: int) -> str:
    """The same list with another beginning; without one, from the newest on."""
    query = request.GET.copy()
    query.pop("before", None)
    for name, value in changes.items():
        query[name] = value
    return "?" + query.urlencode()
