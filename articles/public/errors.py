"""Pages for what is not there, and for what went wrong."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, gettext

from articles.public.frame import Frame, read_frame, show

TOO_MUCH = (RequestDataTooBig, TooManyFilesSent)
DATABASE_AWAY = (OperationalError, InterfaceError)
AWAY = (*DATABASE_AWAY, ConnectionError)  # what a storage of pictures raises
TRY_AGAIN_AFTER = 30  # seconds
BARE = "<!doctype html><html lang='{language}'><meta charset='utf-8'><title>{title}</title><h1>{title}</h1>"
log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, "not_found.html", read_frame(), status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_much = isinstance(exception, TOO_MUCH)
    return without_database(request, "bad_request.html", 413 if too_much else 400, too_much=too_much)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the token that shows whose it is: nothing of it was kept."""
    return without_database(request, "form_expired.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while it handles what was raised: what is away will be back, and so may the reader."""
    if isinstance(sys.exc_info()[1], AWAY):
        return unavailable(request)
    return without_database(request, "server_error.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = without_database(request, "unavailable.html", 503)
    response["Retry-After"] = str(TRY_AGAIN_AFTER)
    return response


def without_database(request: HttpRequest, template: str, status: int, **context: bool) -> HttpResponse:
    """Asks the database nothing, for it may be what failed; nor is anything else here sure to work."""
    try:
        response = show(request, template, Frame(), status=status, **context)
    except Exception:
        log.exception("The page for status %s could not be made.", status)
        words = BARE.format(language=get_language(), title=gettext("Please try again in a moment"))
        response = HttpResponse(words, status=status)
    add_never_cache_headers(response)
    return response
