"""What the newsroom says of itself: about us, ethics, corrections, contact."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.story_form import LANGUAGE_TAG, apart, tidied
from articles.models import Page
from articles.wire.html import clean, is_empty


class PageForm(forms.ModelForm):
    class Meta:
        model = Page
        fields = ["name", "slug", "body", "language", "position", "published"]
        labels = {"name": _("Title"), "position": _("Place at the foot")}
        widgets = {"body": forms.Textarea(attrs={"rows": 28, "dir": "auto", "spellcheck": "true"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            self.initial["body"] = apart(self.instance.body)
            self.fields["language"].validators.append(LANGUAGE_TAG)

    def clean_body(self):
        body = tidied("body", clean(self.cleaned_data["body"]))
        if is_empty(body):
            raise ValidationError(gettext("Readers would see an empty page: write at least one paragraph."))
        return body


@admin.register(Page)
class PageAdmin(DeskAdmin):
    form = PageForm
    list_display = ["name", "slug", "language", "position", "published", "updated_at"]
    list_filter = ["published", "language"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["updated_at"]

    def save_model(self, request, obj, form, change):
        words = Page.objects.filter(pk=obj.pk).values_list("name", "body").first()
        if words != (obj.name, obj.body):
            obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)
