"""What the desk says of what is not there and of what one may not do: in its own frame, with the way back."""

from django.contrib.admin import site
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


def is_at_desk(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index")) and site.has_permission(request)


def page(request: HttpRequest, title: str, said: str, *, status: int) -> HttpResponse:
    return render(
        request, "admin/refused.html", {**site.each_context(request), "title": title, "said": said}, status=status
    )
