"""Routes: rules for copy that comes in, what each would have done to the last week, and what waits to be published."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.acts import ActsMixin
from articles.admin.base import DeskAdmin, ReadOnlyAdmin
from articles.desk import routing
from articles.desk.rules import EDIT_PERMISSION, Rule
from articles.models import Grace, Route, Topic, WireItem

WEEK = timedelta(days=7)
SEEN, SHOWN = 500, 50
OBJECT = Rule(
    "object", _("Object"), EDIT_PERMISSION, (Grace.State.WAITING,), Grace.State.OBJECTED,
    _("The route does not publish it; it stays a draft."), asks=("reason",),
)  # fmt: skip


class RouteForm(forms.ModelForm):
    class Meta:
        lines = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
        widgets = dict.fromkeys(("words_any", "words_all", "words_none", "subjects"), lines)

    add_topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), label=_("Add topics"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean(self):
        told = super().clean()
        first, last = told.get("urgency_from"), told.get("urgency_to")
        if first and last and first > last:
            self.add_error("urgency_to", _("Urgency goes from the lower number to the higher."))
        person = told.get("assign_to")
        if person and not (person.is_active and person.has_perm(EDIT_PERMISSION)):
            self.add_error("assign_to", _("This person can't edit stories: choose somebody who can."))
        if not any(told.get(name) for name in ("hold", "take", "publish")):
            self.add_error(None, _("Say what it does: hold, take or publish."))
        return told


@admin.register(Route)
class RouteAdmin(DeskAdmin):
    form = RouteForm
    list_display = ["name", "position", "active", "source", "hold", "take", "publish"]
    list_filter = ["active", "source"]
    list_select_related = ["source"]
    search_fields = ["name"]
    readonly_fields = ["dry_run"]
    sortable_by = ()
    fieldsets = [
        (None, {"fields": ["name", "position", "active"]}),
        (_("If all of this holds"), {"fields": [
            "source", "language", "words_any", "words_all", "words_none", "subjects", ("urgency_from", "urgency_to"),
            "section",
        ]}),
        (_("It does this"), {"fields": [
            "hold", "take", "set_section", "add_topics", "assign_to", "publish", "grace",
        ]}),
        (_("Dry run: what it would have done to the last week"), {"fields": ["dry_run"]}),
    ]  # fmt: skip

    @admin.display(description=_("As it was saved last"))
    def dry_run(self, route):
        if not route.pk:
            return _("Save it first, switched off.")
        items = WireItem.objects.filter(arrived_at__gt=timezone.now() - WEEK).select_related("source")
        looked_at = list(items.order_by("-arrived_at", "-pk")[:SEEN])
        found = routing.dry_run(route, looked_at)
        context = {"found": found[:SHOWN], "matched": len(found), "looked_at": len(looked_at), "limit": SEEN}
        return render_to_string("admin/desk/_dry_run.html", context)


@admin.register(Grace)
class GraceAdmin(ActsMixin, ReadOnlyAdmin):
    acts = {"object": OBJECT}
    verbs = {"object": routing.object_to}
    bulk_acts = ()
    list_title = _("Publishing by routes")
    list_display = ["story", "route", "due_at", "state", "decided_by", "words"]
    list_filter = ["state", "route"]
    list_select_related = ["story", "route", "decided_by"]
    sortable_by = ()

    def open_acts(self, thing, user):
        open_now = thing.state in OBJECT.from_states and user.has_perm(OBJECT.permission)
        return [OBJECT] if open_now else []

    def after(self, request, thing, rule, result):
        return reverse("admin:index")
