"""What the newsroom says of itself, and where everything on the site is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from articles.models import Page, Person, Topic
from articles.public.frame import read_frame, show
from articles.public.languages import direction
from articles.public.reading import only_read
from articles.wire.html import plain_text

NAMED = 200  # of topics and of authors, of which there may be thousands


@only_read
def about(request: HttpRequest) -> HttpResponse:
    title = gettext("About %s") % settings.SITE_NAME
    return show(request, "page_list.html", read_frame(), title=title, pages=all_pages())


@only_read
def page(request: HttpRequest, slug: str) -> HttpResponse:
    thing = get_object_or_404(Page.objects.public(), slug=slug)
    return show(
        request,
        "page_detail.html",
        read_frame(),
        page=thing,
        direction=direction(thing.language),
        description=plain_text(thing.body),
    )


@only_read
def site_map(request: HttpRequest) -> HttpResponse:
    return show(
        request,
        "site_map.html",
        read_frame(),
        pages=all_pages(),
        topics=Topic.objects.standing().only("name", "slug")[:NAMED],
        authors=Person.objects.only("name", "slug")[:NAMED],
    )


def all_pages() -> list[Page]:
    return list(Page.objects.public().defer("body")[:NAMED])
