"""Disclaimers: what they say and said, which editions carry which wording, and how a new one takes effect."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import IntegerField, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.desk.refusals import Refused
from articles.desk.reissue import PERMISSION, reissue
from articles.models import Disclaimer, DisclaimerWording, Edition
from articles.wire.compare import Paragraph, compare

COUNTED = 1_000
LISTED = 50
WORDINGS = 50
REASON = 300


class CappedCount(Subquery):
    """How many rows the subquery has; give it a slice, or it counts them all."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def capped(editions) -> CappedCount:
    return CappedCount(editions.filter(wording=OuterRef("pk")).order_by().values("pk")[: COUNTED + 1])


@dataclass(frozen=True, slots=True)
class Term:
    """A wording, when it is or was in force, and where it stands."""

    wording: DisclaimerWording
    until: datetime | None
    standing: str
    earlier: DisclaimerWording | None

    @property
    def is_in_force(self) -> bool:
        return self.standing == "in force"


def with_counts(wordings, now: datetime):
    live = Edition.objects.public(now).listed()
    return wordings.annotate(carriers=capped(Edition.objects.all()), live=capped(live)).order_by("-in_force_from")


def timeline(disclaimer: Disclaimer, now: datetime) -> list[Term]:
    """Its wordings, the newest first."""
    wordings = list(with_counts(disclaimer.wordings, now)[:WORDINGS])
    terms, until, found = [], None, False
    for place, wording in enumerate(wordings):
        begun = wording.in_force_from <= now
        standing = "to come" if not begun else "earlier" if found else "in force"
        found = found or begun
        terms.append(Term(wording, until, standing, next(iter(wordings[place + 1 :]), None)))
        until = wording.in_force_from
    return terms


def in_force_now(disclaimer: Disclaimer | None) -> str:
    """Of wordings that were read already, the newest one first, what would be printed now."""
    now = timezone.now()
    wordings = disclaimer.wordings.all() if disclaimer else ()
    return next((wording.text for wording in wordings if wording.in_force_from <= now), "")


class WordingForm(forms.ModelForm):
    def clean_in_force_from(self):
        begins = self.cleaned_data["in_force_from"]
        if DisclaimerWording.objects.filter(disclaimer=self.instance.disclaimer_id, in_force_from=begins).exists():
            raise forms.ValidationError(_("Another wording of this disclaimer begins at this moment: choose another."))
        return begins


class WordingInline(admin.StackedInline):
    """New wordings may be added; what was in force once stays as it was, whoever asks."""

    model = DisclaimerWording
    form = WordingForm
    extra = max_num = 1  # an empty one stands ready, also without JavaScript
    verbose_name = _("new wording")
    fields = ["text", "in_force_from"]
    formfield_overrides = DeskAdmin.formfield_overrides

    def get_queryset(self, request):
        return super().get_queryset(request).none()

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Pair(forms.Form):
    """Two wordings of one disclaimer."""

    older = forms.ModelChoiceField(DisclaimerWording.objects.none(), label=_("Compare"))
    newer = forms.ModelChoiceField(DisclaimerWording.objects.none(), label=_("with"))

    def __init__(self, *args, disclaimer: Disclaimer, **kwargs):
        super().__init__(*args, **kwargs)
        for box in self.fields.values():
            box.queryset = disclaimer.wordings.select_related("disclaimer")


@admin.register(Disclaimer)
class DisclaimerAdmin(DeskAdmin):
    list_display = ["name", "wording_now", "wordings_so_far"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug"]
    inlines = [WordingInline]
    change_form_template = "admin/desk/disclaimer.html"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("wordings")

    @admin.display(description=_("In force now"), empty_value=_("None: stories that need it can't be published"))
    def wording_now(self, disclaimer):
        return in_force_now(disclaimer) or None

    @admin.display(description=_("Wordings"))
    def wordings_so_far(self, disclaimer):
        return len(disclaimer.wordings.all())

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            terms = timeline(obj, timezone.now())
            context |= {
                "terms": terms,
                "sources": obj.sources.order_by("name")[:LISTED],
                "pair": Pair(disclaimer=obj) if len(terms) > 1 else None,
                "may_reissue": request.user.has_perm(PERMISSION) and any(term.is_in_force for term in terms),
                "counted": COUNTED,
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self):
        return [
            path("<path:object_id>/compare/", self.admin_site.admin_view(self.compare_view), name="disclaimer_compare"),
            path(
                "<path:object_id>/reissue/<int:wording_id>/",
                self.admin_site.admin_view(self.reissue_view),
                name="disclaimer_reissue",
            ),
            *super().get_urls(),
        ]

    def asked_for(self, request: HttpRequest, object_id: str) -> Disclaimer:
        disclaimer = self.get_object(request, unquote(object_id)) if self.has_view_permission(request) else None
        if disclaimer is None:
            raise Http404("There is no such disclaimer.")
        return disclaimer

    def page(self, request: HttpRequest, template: str, disclaimer: Disclaimer, title: str, **context) -> HttpResponse:
        around = {"opts": self.opts, "disclaimer": disclaimer, "title": title, "subtitle": str(disclaimer)}
        back = reverse("admin:articles_disclaimer_change", args=[disclaimer.pk])
        return TemplateResponse(
            request, template, {**self.admin_site.each_context(request), **around, "back": back, **context}
        )

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        disclaimer = self.asked_for(request, object_id)
        pair = Pair(request.GET, disclaimer=disclaimer)
        paragraphs: list[Paragraph] = []
        if pair.is_valid():
            paragraphs = compare(pair.cleaned_data["older"].text, pair.cleaned_data["newer"].text)
        return self.page(
            request, "admin/desk/wordings_compared.html", disclaimer, _("Compare two wordings"), pair=pair,
            paragraphs=paragraphs,
        )  # fmt: skip

    def reissue_view(self, request: HttpRequest, object_id: str, wording_id: int) -> HttpResponse:
        disclaimer = self.asked_for(request, object_id)
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        now = timezone.now()
        wording, in_force = disclaimer.wordings.filter(pk=wording_id).first(), disclaimer.in_force(now)
        if wording is None or in_force is None or wording == in_force:
            raise Http404("No live story needs another wording than this one.")
        carrying = Edition.objects.public(now).listed().filter(wording=wording).newest_first()
        if request.method == "POST":
            self.reissue_chosen(request, carrying)
            return HttpResponseRedirect(request.path)
        editions = list(carrying.for_list()[: LISTED + 1])
        return self.page(
            request, "admin/desk/reissue.html", disclaimer, _("Re-issue live stories"), wording=wording,
            in_force=in_force, editions=editions[:LISTED], more=len(editions) > LISTED, reason_limit=REASON,
            paragraphs=compare(wording.text, in_force.text),
        )  # fmt: skip

    def reissue_chosen(self, request: HttpRequest, carrying) -> None:
        chosen = [key for key in request.POST.getlist("edition") if key.isascii() and key.isdecimal()]
        reason = request.POST.get("reason", "").strip()[:REASON]
        editions = carrying.filter(pk__in=[key[:18] for key in chosen[:LISTED]]).select_related("story")
        if not chosen:
            self.message_user(request, _("Nothing was chosen, and nothing was done."), messages.WARNING)
        for edition in editions:
            try:
                reissue(edition.story, by=request.user, reason=reason)
            except Refused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                said = _("“%s”: re-issued with the wording in force.") % edition.headline
                self.message_user(request, said, messages.SUCCESS)
