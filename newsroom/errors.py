"""What the desk says of what is not there and of what one may not do: in its own frame, with the way back."""

from django.contrib.admin import site
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults

from articles.public import errors


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not is_at_desk(request):
        return errors.not_found(request, exception)
    said = _("Nothing is at this address: it may be mistyped, or what stood here has another name now.")
    return page(request, _("There is no such page"), said, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not is_at_desk(request):
        return defaults.permission_denied(request, exception)
    said = _("You may not do that: ask somebody whose role allows it.")
    return page(request, _("This is not open to you"), said, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not is_at_desk(request):
        return errors.bad_request(request, exception)
    if isinstance(exception, errors.TOO_MUCH):
        said = _("None of it was kept. Go back, and send fewer or smaller files at a time.")
        return page(request, _("Too much was sent at once"), said, status=413)
    if isinstance(exception, TooManyFieldsSent):
        return page(
            request, _("Too much was sent at once"), _("Nothing was done: go back, and choose fewer."), status=413
        )
    said = _("Something in its address or in what was sent with it is not as it should be.")
    return page(request, _("This request could not be understood"), said, status=400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    if not is_at_desk(request):
        return errors.form_expired(request, reason)
    said = _(
        "You signed in or out since you opened the form, or your browser refuses cookies. Nothing was saved: go back, "
        "copy what you wrote, load the page again and send it again."
    )
    return page(request, _("Nothing was sent"), said, status=403)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    said = _("This address does only what a button sends to it: nothing was done. Go back, and press the button there.")
    answer = page(request, _("Nothing was done"), said, status=405)
    answer["Allow"] = allowed
    return answer


def is_at_desk(request: HttpRequest) -> bool:
    """Of a request that was refused before anybody asked who sent it, nobody knows."""
    return request.path.startswith(reverse("admin:index")) and hasattr(request, "user") and site.has_permission(request)


def page(request: HttpRequest, title: str, said: str, *, status: int) -> HttpResponse:
    return render(
        request, "admin/refused.html", {**site.each_context(request), "title": title, "said": said}, status=status
    )
