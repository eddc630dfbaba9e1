"""Each list as a feed, in three formats, under the page's own filters."""

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles.models import Edition
from articles.public.archive import WHOLE_DAY, a_day
from articles.public.converters import Text
from articles.public.corrections import older_than
from articles.public.machines import atom, entries, jsonfeed, rss
from articles.public.machines.answers import answer, readable
from articles.public.machines.asked import (
    FILTERS,
    UnknownValue,
    read_asked,
    read_page,
    read_taken_down,
    without_index,
)
from articles.public.machines.entries import Feed
from articles.public.machines.facts import absolute
from articles.public.topics import led_on

FORMATS = {"rss": rss, "atom": atom, "json": jsonfeed}


class Format(Text):
    """The last part of a feed's address."""

    regex = "|".join(FORMATS)


@readable
def front(request: HttpRequest, form: str) -> HttpResponseBase:
    return listing(request, form, reverse("front"))


@readable
def latest(request: HttpRequest, form: str) -> HttpResponseBase:
    return listing(request, form, reverse("latest"), gettext("Latest"))


@readable
def search(request: HttpRequest, form: str) -> HttpResponseBase:
    words = request.GET.get("q", "").strip()
    if not words:
        raise Http404("Nothing is searched for.")
    return listing(request, form, reverse("search"), words)


@readable
def section(request: HttpRequest, form: str, slug: str) -> HttpResponseBase:
    return listing(request, form, reverse("section", args=[slug]), kind="section", slug=slug)


@readable
def topic(request: HttpRequest, form: str, slug: str) -> HttpResponseBase:
    try:
        return listing(request, form, reverse("topic", args=[slug]), kind="topic", slug=slug)
    except Http404:
        return led_on(request, slug, "topic_feed", form)


@readable
def source(request: HttpRequest, form: str, slug: str) -> HttpResponseBase:
    return listing(request, form, reverse("source", args=[slug]), kind="source", slug=slug)


@readable
def author(request: HttpRequest, form: str, slug: str) -> HttpResponseBase:
    return listing(request, form, reverse("author", args=[slug]), kind="author", slug=slug)


@readable
def archive_day(request: HttpRequest, form: str, **parts: int) -> HttpResponseBase:
    """Of the stories that were first published on that day; its page has no filters, and so has this."""
    day = a_day(**parts).first
    within = query_of(request.GET, ("before", "page"))
    within.update({"from": day.isoformat(), "to": day.isoformat()})
    page = reverse("archive_day", kwargs=parts)
    return listing(request, form, page, date_format(day, WHOLE_DAY), parameters=within, narrowed_by=())


def listing(
    request: HttpRequest,
    form: str,
    page: str,
    name: str = "",
    kind: str = "",
    slug: str = "",
    *,
    parameters: QueryDict | None = None,
    narrowed_by: tuple[str, ...] = FILTERS,
) -> HttpResponseBase:
    try:
        asked = read_asked(parameters or request.GET, timezone.now(), kind, slug)
    except UnknownValue as parameter:
        raise Http404(f"{parameter} has a value that does not exist.") from parameter
    found = read_page(asked)
    down = read_taken_down(asked)
    retracted = [edition for edition in down if edition.is_retracted]
    notices = {edition.pk: entries.retracted(edition) for edition in retracted}
    editions = sorted([*found.editions, *retracted], key=lambda edition: edition.position, reverse=True)
    return sent(
        request,
        form,
        page,
        name or asked.name,
        older=found.older,
        narrowed_by=narrowed_by,
        entries=[notices.get(edition.pk) or entries.listed(edition) for edition in editions],
        deleted=[entries.deleted(edition) for edition in down if not edition.is_retracted],
    )


@readable
def corrections(request: HttpRequest, form: str) -> HttpResponseBase:
    now = timezone.now()
    public = Edition.objects.public(now)
    told = Edition.objects.had(now).with_notice().filter(Exists(public.filter(story=OuterRef("story"))))
    newest = older_than(told, request.GET).order_by("-released_at", "-position")
    notices = list(
        newest.only("code", "number", "kind", "notice", "released_at", "position", "story")[: settings.PAGE_SIZE + 1]
    )
    shown = notices[: settings.PAGE_SIZE]
    of_stories = without_index(public.filter(story__in=[notice.story_id for notice in shown]))
    stories = {edition.story_id: edition for edition in of_stories}
    return sent(
        request,
        form,
        reverse("corrections"),
        gettext("Corrections"),
        narrowed_by=(),
        older=shown[-1].position if len(notices) > len(shown) else None,
        entries=[entries.told(notice, stories[notice.story_id]) for notice in shown if notice.story_id in stories],
    )


def sent(
    request: HttpRequest,
    form: str,
    page: str,
    name: str,
    *,
    older: int | None,
    narrowed_by: tuple[str, ...],
    **content: list,
) -> HttpResponseBase:
    query, here = query_of(request.GET, narrowed_by), absolute(iri_to_uri(request.path))
    newest = with_query(query)
    named = (*page.split("/"), *query.urlencode().split("&"))  # many still check by RFC 2141, which knows no "&" here
    feed = Feed(
        id=":".join(["urn:newsroom:list", *filter(None, named)]),
        title=f"{name} – {settings.SITE_NAME}" if name else settings.SITE_NAME,
        page=absolute(page) + newest,
        address=here + (with_query(query, before=request.GET["before"]) if request.GET.get("before") else newest),
        older=here + with_query(query, before=older) if older is not None else "",
        hub="" if request.GET.get("before") or query else settings.WEBSUB_HUB,  # what a filter lets by is not announced
        **content,
    )
    return answer(
        request,
        FORMATS[form].write(feed),
        FORMATS[form].CONTENT_TYPE,
        modified=feed.updated,
        links={"self": feed.address, "hub": feed.hub, "next": feed.older},
    )


def query_of(parameters: QueryDict, names: tuple[str, ...]) -> QueryDict:
    """The filters that are set, in one order, without where the page begins: the list's own name."""
    query = QueryDict(mutable=True)
    for name in names:
        if parameters.get(name):
            query[name] = parameters[name]
    return query


def with_query(query: QueryDict, **more: int | str) -> str:
    query = query.copy()
    for name, value in more.items():
        query[name] = value
    return "?" + query.urlencode() if query else ""
