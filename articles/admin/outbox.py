"""Who is told of what readers get, and what became of each announcement."""

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, ReadOnlyAdmin, clock
from articles.admin.in_bulk import BulkActsMixin
from articles.admin.sealed import SealedForm
from articles.desk.announcements import SEND_AGAIN, send_again
from articles.models import Dispatch, Subscriber
from articles.models.outbox import new_secret
from articles.sealing import SUBSCRIBERS

WAITING = Q(dispatches__state=Dispatch.State.WAITING)
GIVEN_UP = Q(dispatches__state=Dispatch.State.GIVEN_UP)


class SubscriberForm(SealedForm):
    box = SUBSCRIBERS
    new_secret = forms.CharField(
        label=_("Secret"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "vTextField"}),
        help_text=_("Signs each post. Give it to who runs the program, and nobody else: it is kept sealed and never "
        "shown again."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        secret = self.fields["new_secret"]
        if self.instance.pk:
            secret.required = False
            secret.help_text = _(
                "Signs each post. It is sealed and not shown: leave this empty to keep it. For another one, make it "
                "with openssl rand -base64 32 and give it to who runs the program."
            )
        else:
            secret.initial = new_secret


@admin.register(Subscriber)
class SubscriberAdmin(DeskAdmin):
    form = SubscriberForm
    list_display = ["name", "url", "corrections_only", "active", "waiting", "given_up"]
    list_filter = ["active"]
    search_fields = ["name", "url"]
    fields = ["name", "url", "new_secret", "sections", "sources", "corrections_only", "active", "since"]
    readonly_fields = ["since"]
    filter_horizontal = ["sections", "sources"]
    formfield_overrides = {**DeskAdmin.formfield_overrides, models.URLField: {"assume_scheme": "https"}}

    def for_list(self, queryset):
        return queryset.annotate(
            waiting_count=Count("dispatches", filter=WAITING), given_up_count=Count("dispatches", filter=GIVEN_UP)
        )

    @admin.display(description=_("Waiting"))
    def waiting(self, subscriber):
        return subscriber.waiting_count

    @admin.display(description=_("Given up"))
    def given_up(self, subscriber):
        return subscriber.given_up_count


@admin.register(Dispatch)
class DispatchAdmin(BulkActsMixin, ReadOnlyAdmin):
    """To be read and, where it went wrong, sent again under the same key."""

    acts = {"send_again": SEND_AGAIN}
    verbs = {"send_again": send_again}
    bulk_acts = ("send_again",)
    list_title = _("What others are told")
    list_display = ["what", "to", "in_words", "answer"]
    list_filter = ["state", "subscriber"]
    search_fields = ["=announcement__edition__code", "=key"]
    search_help_text = _("A story's code, or the key of one post")
    fields = ["what", "to", "in_words", "answer", "attempts", "key"]
    readonly_fields = ["what", "to", "in_words"]
    sortable_by = ()

    def get_queryset(self, request):
        dispatches = super().get_queryset(request).select_related("announcement__edition", "subscriber")
        return dispatches.defer("announcement__edition__body", "announcement__edition__search_text")

    @admin.display(description=_("Announcement"))
    def what(self, dispatch):
        return str(dispatch.announcement)

    @admin.display(description=_("To"))
    def to(self, dispatch):
        return str(dispatch.subscriber or gettext("The hub"))

    @admin.display(description=_("State"))
    def in_words(self, dispatch):
        if dispatch.state != Dispatch.State.WAITING:
            return f"{dispatch.get_state_display()}, {clock(dispatch.done_at)}"
        if not dispatch.attempts:
            return gettext("Waiting to be sent")
        return gettext("Attempts so far: %(attempts)s; the next is due %(clock)s") % {
            "attempts": dispatch.attempts,
            "clock": clock(dispatch.due_at),
        }
