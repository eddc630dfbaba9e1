from django.http import HttpRequest

from articles.public.reports import sender


def of(request: HttpRequest) -> str | None:
    """Where somebody signs in from: the proxy's word where there is one, and of IPv6 the network."""
    return sender(request).partition("/")[0] or None
