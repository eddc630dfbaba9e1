"""The ways that copy comes in, how each fares, and which numbers of their services are missing."""

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, ReadOnlyAdmin, clock
from articles.admin.in_bulk import BulkActsMixin
from articles.admin.sealed import SealedForm
from articles.desk import gaps
from articles.intake.channels.kinds import KINDS, POLLED
from articles.intake.channels.push import SHORTEST_KEY
from articles.models import Channel, Gap
from articles.sealing import CHANNELS

SHOWN = 50
AFRESH = {"kind", "address", "active", "login", "new_secret"}  # a change of one of these is tried at once


class ChannelForm(SealedForm):
    box = CHANNELS
    kind = forms.ChoiceField(label=_("Kind"), choices=[(name, kind.NAME) for name, kind in KINDS.items()])
    new_secret = forms.CharField(
        label=_("Password or key"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Mailbox, feed: the password. Push: the key that the sender signs with, 32 characters or more. It is kept "
            "sealed and never shown again; leave it empty to keep the one that is set."
        ),
    )

    class Meta:
        model = Channel
        fields = (
            "name", "code", "source", "kind", "active", "address", "login", "new_secret", "done_folder", "every",
            "largest_mb", "per_minute", "quiet_after",
        )  # fmt: skip

    def clean(self):
        told = super().clean()
        secret = told.get("new_secret", "")
        if told.get("kind") == "push" and secret and len(secret) < SHORTEST_KEY:
            self.add_error("new_secret", _("A key has 32 characters or more: make one with openssl rand -hex 32."))
        return told

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        for field, words in KINDS[self.instance.kind].problems(self.instance):
            self.add_error(field, words)


@admin.register(Channel)
class ChannelAdmin(DeskAdmin):
    form = ChannelForm
    list_title = _("Channels")
    list_display = ["name", "source", "of_kind", "fares", "looked", "arrived", "newest"]
    list_filter = ["active", "source"]
    list_select_related = ["source"]
    search_fields = ["name", "code", "address"]
    prepopulated_fields = {"code": ["name"]}
    readonly_fields = ["fares", "has_secret", "sends_to", "looked", "arrived", "newest", "failed", "gaps", "came"]
    sortable_by = ()
    fieldsets = [
        (None, {"fields": ["name", "code", "source", "kind", "active", "fares"]}),
        (_("Where it comes from"), {"fields": [
            "address", "login", "new_secret", "has_secret", "sends_to", "done_folder",
        ]}),
        (_("Limits"), {"fields": ["every", "largest_mb", "per_minute", "quiet_after"]}),
        (_("How it fares"), {"fields": ["looked", "arrived", "newest", "failed", "gaps", "came"]}),
    ]  # fmt: skip

    def save_model(self, request, obj, form, change):
        """Only what was typed is written: the clocks are the worker's."""
        changed = set(form.changed_data)
        if changed & AFRESH:
            obj.failures, obj.due_at, obj.bookmark = 0, timezone.now(), {}
            changed |= {"failures", "due_at", "bookmark"}
        if "active" in changed:
            obj.opened_at, obj.quiet_since = timezone.now(), None
            changed |= {"opened_at", "quiet_since"}
        if "new_secret" in changed:
            changed = changed - {"new_secret"} | {"secret"}
        if change:
            obj.save(update_fields=changed)
        else:
            obj.save()

    @admin.display(description=_("Kind"))
    def of_kind(self, channel):
        return KINDS[channel.kind].NAME if channel.kind in KINDS else channel.kind

    @admin.display(description=_("Health"))
    def fares(self, channel):
        words = channel.health(timezone.now()) if channel.pk else ""
        return format_html('<span class="mark grave">{}</span>', words) if words else _("Well.")

    @admin.display(description=_("Password or key is set"), boolean=True)
    def has_secret(self, channel):
        return bool(channel.secret)

    @admin.display(description=_("Senders post to"))
    def sends_to(self, channel):
        pushed = channel.pk and channel.kind not in POLLED
        return reverse("push", args=[channel.code]) if pushed else "–"

    @admin.display(description=_("Last looked"))
    def looked(self, channel):
        return clock(channel.looked_at) or _("Never")

    @admin.display(description=_("Last arrived"))
    def arrived(self, channel):
        return clock(channel.arrived_at) or _("Never")

    @admin.display(description=_("Newest item’s own time"))
    def newest(self, channel):
        return clock(channel.newest_at) or "–"

    @admin.display(description=_("Last failure"), empty_value=_("None"))
    def failed(self, channel):
        return f"{clock(channel.failed_at)}: {channel.failure}" if channel.failed_at else None

    @admin.display(description=_("Missing numbers"))
    def gaps(self, channel):
        found = Gap.objects.filter(sequence__channel=channel.pk).select_related("sequence")
        return render_to_string("admin/desk/_gaps.html", {"gaps": found.order_by("-noticed_at")[:SHOWN]})

    @admin.display(description=_("What came last"))
    def came(self, channel):
        found = channel.arrivals.order_by("-at", "-pk")[:SHOWN] if channel.pk else ()
        return render_to_string("admin/desk/_arrivals.html", {"arrivals": found})


@admin.register(Gap)
class GapAdmin(BulkActsMixin, ReadOnlyAdmin):
    """Numbers that are missing: they fill by themselves when they come; a person may say that they will not."""

    acts = {"close": gaps.CLOSE}
    verbs = {"close": gaps.close}
    bulk_acts = ("close",)
    list_title = _("Missing numbers")
    list_display = ["numbers", "channel", "noticed_at", "closed_at", "closed"]
    list_filter = [("closed_at", admin.EmptyFieldListFilter), "sequence__channel"]
    list_display_links = None
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("sequence__channel")

    @admin.display(description=_("Numbers"))
    def numbers(self, gap):
        return str(gap)

    @admin.display(description=_("Channel"))
    def channel(self, gap):
        return gap.sequence.channel

    def hindrances(self, gap, rule, user):
        return [gaps.closed_already(gap)] if gap.closed_at else []
