"""How machines are answered: any site may ask, what they have already is not sent again."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date


def answer(
    request: HttpRequest, body: bytes, content_type: str, *, status: int = 200, modified: datetime | None = None
) -> HttpResponseBase:
    """The body, or 304 for who has it. Search engines are kept to the pages, which say whether they may be listed.

    Whether somebody has it is asked of the ETag alone, which is of the body itself: a story that leaves a list leaves
    no time behind, so ``If-Modified-Since`` would keep it in somebody's copy. ``modified`` is only told.
    """
    response: HttpResponseBase = HttpResponse(body, content_type=content_type, status=status)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    if modified is not None:
        response["Last-Modified"] = http_date(modified.timestamp())
    if status == 200:
        response = get_conditional_response(request, etag, None, response)
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
