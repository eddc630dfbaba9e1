"""How machines are answered: any site may ask, what they have already is not sent again."""

import hashlib
from datetime import datetime
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from articles.public.reading import PLAIN, SAFE, View, not_allowed

READING = (*SAFE, "OPTIONS")


def readable(view: View) -> View:
    """Reading only, and what is not there is said in a line, not on a page.

    A browser of another site that has an ETag asks beforehand whether it may send it: it may.
    """

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, **parts: str) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return allowed()
        if request.method not in READING:
            return opened(not_allowed(READING))
        try:
            return view(request, **parts)
        except Http404 as error:
            return opened(HttpResponse(f"{error}\n", content_type=PLAIN, status=404))

    return answered


def allowed() -> HttpResponse:
    headers = {
        "Allow": ", ".join(READING),
        "Access-Control-Allow-Methods": ", ".join(SAFE),
        "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
        "Access-Control-Max-Age": "86400",
    }
    return opened(HttpResponse(status=204, headers=headers))


def opened(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    return response


def answer(
    request: HttpRequest,
    body: bytes,
    content_type: str,
    *,
    status: int = 200,
    modified: datetime | None = None,
    links: dict[str, str] | None = None,
) -> HttpResponseBase:
    """The body, or 304 for who has it. Search engines are kept to the pages, which say whether they may be listed.

    Whether somebody has it is asked of the ETag alone, which is of the body itself: a story that leaves a list leaves
    no time behind, so ``If-Modified-Since`` would keep it in somebody's copy. ``modified`` is only told. ``links`` are
    addresses by their relation (RFC 8288); empty ones are left out.
    """
    response: HttpResponseBase = HttpResponse(body, content_type=content_type, status=status)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    if modified is not None:
        response["Last-Modified"] = http_date(modified.timestamp())
    said = [f'<{address}>; rel="{relation}"' for relation, address in (links or {}).items() if address]
    if said:
        response["Link"] = ", ".join(said)
    if status == 200:
        response = get_conditional_response(request, etag, None, response)
    response["X-Robots-Tag"] = "noindex"
    return opened(response)
