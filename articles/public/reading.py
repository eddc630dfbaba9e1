"""What can be read and nothing else."""

from collections.abc import Callable, Sequence
from functools import wraps

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]
PLAIN = "text/plain; charset=utf-8"
SAFE = ("GET", "HEAD")


def only_read(view: View) -> View:
    @csrf_exempt  # or who writes would be asked for a token before being told that nobody can
    @wraps(view)
    def read(request: HttpRequest, **parts: str) -> HttpResponseBase:
        return view(request, **parts) if request.method in SAFE else not_allowed(SAFE)

    return read


def not_allowed(methods: Sequence[str]) -> HttpResponseBase:
    words = f"This address can only be read: ask for it with {' or '.join(SAFE)}.\n"
    return HttpResponseNotAllowed(methods, words, content_type=PLAIN)
