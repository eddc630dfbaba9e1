"""On what terms we print: sources and disclaimers."""

import zoneinfo

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone

from articles.admin.base import DeskAdmin
from articles.models import Disclaimer, DisclaimerWording, Source


class WordingInline(admin.StackedInline):
    """New wordings may be added; what was in force once stays as it was, whoever asks."""

    model = DisclaimerWording
    extra = 1  # an empty one stands ready, also without JavaScript
    ordering = ["-in_force_from"]
    fields = ["text", "in_force_from", "carried_by"]
    readonly_fields = ["carried_by"]
    formfield_overrides = DeskAdmin.formfield_overrides

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(carriers=Count("editions"))

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="Editions that carry it")
    def carried_by(self, wording):
        return getattr(wording, "carriers", 0)


def in_force_now(disclaimer: Disclaimer | None) -> str:
    """Of wordings that were read already, the newest one first, what would be printed now."""
    now = timezone.now()
    wordings = disclaimer.wordings.all() if disclaimer else ()
    return next((wording.text for wording in wordings if wording.in_force_from <= now), "")


@admin.register(Disclaimer)
class DisclaimerAdmin(DeskAdmin):
    list_display = ["name", "wording_now", "wordings_so_far"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["wording_now"]
    fields = ["name", "slug", "wording_now"]
    inlines = [WordingInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("wordings")

    @admin.display(description="In force now", empty_value="None: stories that need it can't be published")
    def wording_now(self, disclaimer):
        return in_force_now(disclaimer if disclaimer.pk else None) or None

    @admin.display(description="Wordings")
    def wordings_so_far(self, disclaimer):
        return len(disclaimer.wordings.all())


class SourceForm(forms.ModelForm):
    url = forms.URLField(label="Home page", required=False, assume_scheme="https")

    def clean_timezone(self):
        name = self.cleaned_data["timezone"]
        if name not in zoneinfo.available_timezones():
            raise ValidationError(f"“{name}” is no time zone: write a name such as UTC, Europe/Paris or Asia/Riyadh.")
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
    fieldsets = [
        (None, {"fields": ["name", "slug", "code", "kind", "url", "active"]}),
        ("What must stand under its stories", {"fields": [
            "credit_line", "disclaimer", "wording_now", "demands_disclaimer", "licence", "may_syndicate",
            "shows_changes", "indexing",
        ]}),
        ("How its copy is read", {"fields": ["dialect", "language", "timezone", "default_section"]}),
    ]  # fmt: skip

    @admin.display(description="Wording in force now")
    def wording_now(self, source):
        return in_force_now(source.disclaimer) or None
