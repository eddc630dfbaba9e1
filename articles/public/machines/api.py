"""Stories for programs: ninjs 3.1 in lists with keyset pages, one by one, and as NewsML-G2."""

import json
from datetime import datetime
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from articles.models import Edition
from articles.models.picture import with_pictures
from articles.models.translation import with_translations
from articles.public.machines import facts, newsml, ninjs
from articles.public.machines.answers import READING, allowed, answer, opened
from articles.public.machines.asked import UnknownValue, read_asked, read_page
from articles.public.machines.openapi import description
from articles.public.reading import View
from articles.public.stories import notices

JSON = "application/json"


def problem(status: int, detail: str, **more: str) -> HttpResponseBase:
    """An error for programs, https://www.rfc-editor.org/rfc/rfc9457."""
    said = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return opened(JsonResponse(said, status=status, content_type="application/problem+json"))


def for_programs(view: View) -> View:
    """Reading only, and every refusal in JSON; one of a parameter names it."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, **parts: str) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return allowed()
        if request.method not in READING:
            refused = problem(405, "Stories can only be read.")
            refused["Allow"] = ", ".join(READING)
            return refused
        try:
            return view(request, **parts)
        except UnknownValue as error:
            return problem(400, "The value of this parameter does not exist.", parameter=str(error))
        except Http404 as error:
            return problem(404, str(error))

    return answered


@for_programs
def stories(request: HttpRequest) -> HttpResponseBase:
    page = read_page(read_asked(request.GET, timezone.now()))
    items = [ninjs.partial(edition, last_notice(edition)) for edition in page.editions]
    newest = max((edition.released_at for edition in page.editions), default=None)
    following = older(request, page.older)
    return sent(request, {"items": items, "next": following}, newest, links={"next": following or ""})


def older(request: HttpRequest, before: int | None) -> str | None:
    if before is None:
        return None
    query = request.GET.copy()
    query["before"] = str(before)
    return f"{facts.absolute(request.path)}?{query.urlencode()}"


def last_notice(edition: Edition) -> list[dict]:
    return [ninjs.description(edition.told_kind, edition.told_notice)] if edition.told_notice else []


@for_programs
def story(request: HttpRequest, code: str) -> HttpResponseBase:
    now = timezone.now()
    edition = read_story(code, now)
    if edition.kind == Edition.Kind.KILL:
        return sent(request, ninjs.canceled(edition), status=410)
    told = notices(edition, now)
    return sent(request, ninjs.full(edition, [ninjs.notice(one) for one in told]), edition.released_at)


@for_programs
def story_newsml(request: HttpRequest, code: str) -> HttpResponseBase:
    now = timezone.now()
    edition = read_story(code, now)
    if edition.kind == Edition.Kind.KILL:
        return answer(request, newsml.canceled(edition), newsml.CONTENT_TYPE, status=410)
    document = newsml.full(edition, notices(edition, now))
    return answer(request, document, newsml.CONTENT_TYPE, modified=edition.released_at)


def read_story(code: str, at: datetime) -> Edition:
    """What readers have of it, or that it was killed; of any other story nothing is told."""
    shown = Edition.objects.public(at) | Edition.objects.killed(at)
    whole = shown.select_related("source").defer("search_text", "search_tokens")
    whole = with_translations(with_pictures(whole, at, to_pass_on=True), at)
    edition = whole.filter(code=code).order_by("-number").first()
    if edition is None:
        raise Http404("Readers have no such story.")
    return edition


@for_programs
def nothing(request: HttpRequest, **parts: str) -> HttpResponseBase:
    raise Http404("The API has no such address: /api/openapi.json names those that there are.")


@for_programs
def openapi(request: HttpRequest) -> HttpResponseBase:
    return sent(request, description(settings.SITE_NAME, settings.SITE_URL))


def sent(
    request: HttpRequest,
    document: dict,
    modified: datetime | None = None,
    *,
    status: int = 200,
    links: dict[str, str] | None = None,
) -> HttpResponseBase:
    body = json.dumps(document, ensure_ascii=False).encode()
    return answer(request, body, JSON, status=status, modified=modified, links=links)
