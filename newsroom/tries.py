"""Whoever guesses at one account from ever new addresses is made to wait too, and not its owner with him.

A browser in which somebody has signed in before carries her name, signed: what strangers try does not hold it up.
"""

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

MOST = 10 * settings.AXES_FAILURE_LIMIT
COOKIE, SALT, LASTS = "known_here", "newsroom.tries", 180 * 86_400


def are_too_many(request: HttpRequest, name: str) -> bool:
    """Whether this account has had more wrong tries than a person makes; a try that is refused here is none of them."""
    if request.get_signed_cookie(COOKIE, "", salt=SALT, max_age=LASTS) == name:
        return False
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failed = AccessAttempt.objects.filter(username=name, attempt_time__gt=since)
    return (failed.aggregate(sum=Sum("failures_since_start"))["sum"] or 0) >= MOST


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """That she who has just signed in here is known here."""
    response.set_signed_cookie(
        COOKIE, request.user.get_username(), salt=SALT, max_age=LASTS, path=request.path, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
    )  # fmt: skip
