"""The search page: by time or by relevance, with what the reader may have meant where nothing is found."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.public.cards import Card, cards, found_cards
from articles.public.filters import EditionFilter, chips
from articles.public.frame import read_frame, show
from articles.public.lists import Page, found_page, query_string
from articles.public.narrowed import listed
from articles.public.reading import only_read
from articles.search import rank
from articles.search.candidates import listing
from articles.search.find import Found, matches
from articles.search.query import parse
from articles.search.suggest import suggestions

RELEVANCE, TIME = "relevance", "time"
MOST_RANKED = 200  # stories that are shown by relevance: who has read so far had better ask more precisely
NEWEST = 5  # stories that stand where nothing is found


class Order(forms.Form):
    sort = forms.ChoiceField(choices=[(TIME, TIME), (RELEVANCE, RELEVANCE)], required=False)
    page = forms.IntegerField(min_value=1, required=False)


@dataclass(frozen=True, slots=True)
class Instead:
    """Where nothing is found: what may have been meant, and the newest stories."""

    meant: str
    address: str
    newest: list[Card]


@only_read
def search(request: HttpRequest) -> HttpResponse:
    frame, now = read_frame(), timezone.now()
    if not request.GET.get("q", "").strip():
        return show(request, "edition_search.html", frame)
    filters = EditionFilter(request.GET, at=now, frame=frame, fixed={})
    order = Order(request.GET)
    if not (filters.is_valid() and order.is_valid()):
        raise Http404("Some filter has a value that does not exist.")
    by_relevance = order.cleaned_data["sort"] == RELEVANCE
    number = order.cleaned_data["page"] or 1
    page, older = ranked_page(request, filters, number) if by_relevance else newest_page(request, filters, number)
    begins_later = filters.form.cleaned_data["before"] is not None or number > 1
    nothing = not page.cards and not older and not begins_later
    return show(
        request,
        "edition_search.html",
        frame,
        form=filters.form,
        chips=chips(filters, **({"sort": RELEVANCE} if by_relevance else {})),
        page=page,
        by_relevance=by_relevance,
        orders={name: address(request, sort=name) for name in (TIME, RELEVANCE)},
        older=older,
        newest=begins_later and address(request),
        instead=instead(request, filters, now) if nothing else None,
    )


def newest_page(request: HttpRequest, filters: EditionFilter, number: int) -> tuple[Page, str]:
    if number != 1:
        raise Http404("Pages by time have keys, no numbers.")
    page = found_page(filters)
    return page, page.older is not None and query_string(request, before=page.older)


def ranked_page(request: HttpRequest, filters: EditionFilter, number: int) -> tuple[Page, str]:
    ranked = rank.rank(filters.qs, filters.words, tokens=filters.tokens, within=filters.within)
    shown, first = ranked.positions[:MOST_RANKED], (number - 1) * settings.PAGE_SIZE
    if number > 1 and first >= len(shown):
        raise Http404("There are no more pages by relevance.")
    end = first + settings.PAGE_SIZE
    here = shown[first:end]
    found = Found(ranked.query, rank.in_order(filters.shelf.read(listing(here)), here))
    page = Page(found_cards(found), None, len(ranked.positions), ranked.capped)
    return page, end < len(shown) and address(request, page=number + 1)


def address(request: HttpRequest, **changes: int | str) -> str:
    """The same search from its beginning on, with these parameters."""
    query = request.GET.copy()
    for name in ("before", "page"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    if query.get("sort") == TIME:
        del query["sort"]
    return "?" + query.urlencode()


def instead(request: HttpRequest, filters: EditionFilter, now: datetime) -> Instead:
    meant = next((query for query in suggestions(filters.words, now) if is_found(filters, query)), "")
    return Instead(
        meant,
        address(request, q=meant) if meant else "",
        [] if meant else cards(listed(now).for_list()[:NEWEST]),
    )


def is_found(filters: EditionFilter, query: str) -> bool:
    public, _, _ = matches(filters.shelf, parse(query), sorted(filters.tokens), filters.within, limit=1)
    return bool(public)
