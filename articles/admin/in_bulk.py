"""One act on many things: shown first, then done to each for itself; what is refused is said item by item."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from articles.desk.refusals import Refused
from articles.desk.rules import Rule

LIMIT = 100


class BulkActsMixin:
    """Gives an admin class's list the acts that may be done to many of its things."""

    acts: dict[str, Rule]
    verbs: dict[str, Callable]
    bulk_acts: tuple[str, ...]

    def page_url(self, thing) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[thing.pk])

    def hindrances(self, thing, rule: Rule, user) -> list[str]:
        """Why this act would be refused, in words; nothing if it would not."""
        return [] if thing.state in rule.from_states else [out_of_turn(thing, rule)]

    def get_actions(self, request):
        """Bulk acts for those who may; Django's own bulk deletion is not among them."""
        return {
            verb: (partial(asked, verb=verb), verb, f"{self.acts[verb].label} …")
            for verb in self.bulk_acts
            if request.user.has_perm(self.acts[verb].permission)
        }


def out_of_turn(thing, rule: Rule) -> str:
    return gettext("“%(thing)s” is %(state)s now, so “%(label)s” is not open to it.") % {
        "thing": thing,
        "state": thing.get_state_display().lower(),
        "label": rule.label,
    }


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
