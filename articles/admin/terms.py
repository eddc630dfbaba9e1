"""On what terms we print: sources."""

import zoneinfo
from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.disclaimers import in_force_now
from articles.admin.orders import KillPolicyInline
from articles.desk.lacking import lacking
from articles.desk.refusals import Refused
from articles.desk.reissue import PERMISSION, reissue
from articles.models import Edition, Source, WireItem

COUNTED = 10_000
WEEK = timedelta(days=7)


class SourceForm(forms.ModelForm):
    url = forms.URLField(label=_("Home page"), required=False, assume_scheme="https")

    def clean_timezone(self):
        name = self.cleaned_data["timezone"]
        if name not in zoneinfo.available_timezones():
            raise ValidationError(
                gettext("“%(name)s” is no time zone: write a name such as UTC, Europe/Paris or Asia/Riyadh.")
                % {"name": name}
            )
        return name


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    form = SourceForm
    list_display = [
        "name",
        "code",
        "kind",
        "credit_line",
        "disclaimer",
        "demands_disclaimer",
        "may_syndicate",
        "indexing",
        "active",
    ]
    list_filter = ["kind", "active", "indexing", "disclaimer"]
    list_select_related = ["disclaimer"]
    search_fields = ["name", "code"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["wording_now"]
    inlines = [KillPolicyInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "code", "kind", "url", "active"]}),
        (_("What must stand under its stories"), {"fields": [
            "credit_line", "disclaimer", "wording_now", "demands_disclaimer", "licence", "may_syndicate",
            "shows_changes", "indexing",
        ]}),
        (_("How its copy is read"), {"fields": ["dialect", "language", "timezone", "default_section"]}),
    ]  # fmt: skip

    change_form_template = "admin/desk/source.html"
    change_list_template = "admin/desk/sources.html"

    @admin.display(description=_("Wording in force now"))
    def wording_now(self, source):
        return in_force_now(source.disclaimer) or None

    def get_urls(self):
        view = self.admin_site.admin_view(self.lacking_view)
        return [path("lacking/", view, name="source_lacking"), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context |= {"figures": figures(obj)}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def lacking_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        may_reissue = request.user.has_perm(PERMISSION)
        if request.method == "POST":
            if not may_reissue:
                raise PermissionDenied
            self.reissue_one(request)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "lacks": lacking(), "may_reissue": may_reissue,
            "title": _("Live stories that lack what their source demands"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/desk/lacking.html", context)

    def reissue_one(self, request: HttpRequest) -> None:
        key = request.POST.get("edition", "")
        public = Edition.objects.public(timezone.now()).select_related("story")
        edition = public.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
        if edition is None:
            raise Http404("Readers have no such edition.")
        try:
            reissue(edition.story, by=request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            said = _("“%s”: re-issued with the wording in force.") % edition.headline
            self.message_user(request, said, messages.SUCCESS)


def figures(source: Source) -> dict:
    """How the source is doing: when its copy came last, how much of it in a week, how much readers have."""
    now = timezone.now()
    items = WireItem.objects.filter(source=source)
    week = items.filter(arrived_at__gt=now - WEEK).order_by()
    return {
        "last_arrived": items.order_by("-pk").values_list("arrived_at", flat=True).first(),
        "arrived": week[: COUNTED + 1].count(),
        "waiting": week.filter(state__in=WireItem.WAITING)[: COUNTED + 1].count(),
        "live": Edition.objects.public(now).filter(source=source).order_by()[: COUNTED + 1].count(),
        "counted": COUNTED,
    }
