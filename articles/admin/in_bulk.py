"""One act on many things: shown first, then done to each for itself; what is refused is said item by item."""

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from articles.desk.refusals import Refused

LIMIT = 100


def asked(desk, request: HttpRequest, queryset: QuerySet, *, verb: str) -> TemplateResponse | None:
    """First what will be done, to which and to which not; the button of that page does it."""
    if "_confirmed" in request.POST:
        return done(desk, request, queryset, verb=verb)
    chosen = few_enough(desk, request, queryset)
    rule = desk.acts[verb]
    hindered = {thing: desk.hindrances(thing, rule, request.user) for thing in chosen}
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": rule.label,
        "rule": rule,
        "open": [thing for thing, reasons in hindered.items() if not reasons],
        "hindered": [(thing, desk.page_url(thing), reasons) for thing, reasons in hindered.items() if reasons],
        "checkbox": ACTION_CHECKBOX_NAME,
        "cancel": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/desk/in_bulk.html", context) if chosen else None


def done(desk, request: HttpRequest, queryset: QuerySet, *, verb: str) -> None:
    """In the order of arrival."""
    for thing in few_enough(desk, request, queryset):
        name = str(thing)
        try:
            desk.verbs[verb](thing, by=request.user)
        except Refused as refusal:
            desk.message_user(request, str(refusal), messages.ERROR)
        else:
            label = desk.acts[verb].label.lower()
            desk.message_user(
                request, gettext("“%(name)s”: %(label)s, done.") % {"name": name, "label": label}, messages.SUCCESS
            )


def few_enough(desk, request: HttpRequest, queryset: QuerySet) -> list:
    chosen = list(queryset.order_by("pk")[: LIMIT + 1])
    if len(chosen) <= LIMIT:
        return chosen
    said = gettext("More than %(bulk_limit)s are chosen, and nothing was done: choose fewer.") % {"bulk_limit": LIMIT}
    desk.message_user(request, said, messages.ERROR)
    return []
