"""Pages for what is not there, and for what went wrong."""

from django.http import HttpRequest, HttpResponse

from articles.public.frame import Frame, read_frame, show


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, "not_found.html", read_frame(), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks the database nothing: it may be what failed."""
    return show(request, "server_error.html", Frame(), status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, "bad_request.html", Frame(), status=400)
