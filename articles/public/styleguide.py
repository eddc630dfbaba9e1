"""The type specimen: every part of the site at its edges, for those who edit and test it.

Each is drawn with the readers' own templates from stories that are never saved. Staff only, and never kept.
"""

from collections.abc import Callable

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.public import errors, specimens
from articles.public.cards import cards, found_cards
from articles.public.facets import Choice, Facet
from articles.public.filters import Chip
from articles.public.frame import Place, read_frame, show
from articles.public.front import Block
from articles.public.lists import Page, Slots
from articles.public.stories import in_force_from, show_story
from articles.search.find import Found
from articles.search.query import parse

NOTICES = 30


def for_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def unlisted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return admin.site.admin_view(require_safe(unlisted))


@for_staff
def index(request: HttpRequest) -> HttpResponse:
    edition = specimens.longest()
    return show(
        request,
        "styleguide.html",
        read_frame(),
        sheets=SHEETS,
        colours=("paper", "tint", "ink", "soft", "rule", "accent", "mark", "gain-tint", "loss-tint"),
        cards=cards(specimens.mixed()),
        notices=specimens.corrections(2),
        edition=edition,
        more_authors=edition.facts["authors"],
        in_force_from=in_force_from(edition),
        source=edition.source,
        chips=[Chip(label, "") for label in ("World", "العربية", specimens.LONGEST_WORD)],
        facets=(Facet("section", gettext("Section"), (Choice("World", "", 312, True), Choice("Sport", "", 7, False))),),
        newest="?",
        older="?before=1",
    )


@for_staff
def sheet(request: HttpRequest, name: str) -> HttpResponse:
    if name not in SHEETS:
        raise Http404("There is no such sheet.")
    return SHEETS[name](request)


def long_story(request: HttpRequest) -> HttpResponse:
    told = specimens.corrections(NOTICES)
    return show_story(request, specimens.longest(), told=told, beside=specimens.mixed())


def arabic_story(request: HttpRequest) -> HttpResponse:
    return show_story(request, specimens.arabic(), told=specimens.corrections(1), beside=specimens.mixed())


def retracted_story(request: HttpRequest) -> HttpResponse:
    told = [Edition(kind=Edition.Kind.RETRACTION, released_at=specimens.AT, number=2, notice="He was misquoted.")]
    return show_story(request, specimens.retracted(), told=told, beside=[])


def front(request: HttpRequest) -> HttpResponse:
    lead, *mixed = cards(specimens.mixed())
    named = {"world": "World", "business": "الاقتصاد", "sport": specimens.LONGEST_WORD}
    places = [Place("section", 1, name, slug, 0, "") for slug, name in named.items()]
    blocks = [Block(place, *cards(specimens.mixed()[:1]), cards(specimens.mixed()[1:5])) for place in places]
    return show(
        request,
        "edition_front.html",
        read_frame(),
        newest_at=specimens.AT,
        lead=lead,
        second_leads=mixed[:4],
        rail=mixed,
        blocks=blocks,
    )


def section(request: HttpRequest) -> HttpResponse:
    lead, *others = cards(specimens.mixed())
    slots, page = Slots(lead, others[:4]), Page(others[4:], older=1)
    return show(
        request, "section_front.html", read_frame(), title="World", description="All of it.", slots=slots, page=page,
        older="?before=1",
    )  # fmt: skip


def empty_section(request: HttpRequest) -> HttpResponse:
    page = Page([], older=None)
    return show(request, "section_front.html", read_frame(), title="Empty", slots=Slots(None, []), page=page)


def found(request: HttpRequest) -> HttpResponse:
    """A list of what was searched for, the words marked."""
    marked = found_cards(Found(query=parse("harbour"), editions=specimens.mixed()))
    return show(request, "edition_list.html", read_frame(), title="“harbour”", page=Page(marked, older=None))


def gone(request: HttpRequest) -> HttpResponse:
    edition = Edition(notice="A court in Orsane ordered its removal.", released_at=specimens.AT)
    return show(request, "edition_gone.html", read_frame(), status=410, edition=edition)


def missing(request: HttpRequest) -> HttpResponse:
    return errors.not_found(request, Http404())


SHEETS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "story": long_story,
    "arabic": arabic_story,
    "retracted": retracted_story,
    "front": front,
    "section": section,
    "empty": empty_section,
    "found": found,
    "400": lambda request: errors.bad_request(request, Http404()),
    "404": missing,
    "410": gone,
    "500": errors.server_error,
    "503": errors.unavailable,
}
