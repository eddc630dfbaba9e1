"""The site's addresses and a bare view beside them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom.urls import handler400, handler404, handler500
from newsroom.urls import urlpatterns as pages

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
BARE = HttpResponse(b"x" * 20_000).content


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BARE)


urlpatterns = [path("bench/bare", bare), *pages]
