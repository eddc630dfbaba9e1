"""What readers browse by: sections, topics and people."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from articles.admin.base import DeskAdmin
from articles.models import Person, Section, Topic


class CodesField(forms.CharField):
    """IPTC Media Topic codes as an editor writes them: eight digits each, spaces or commas between."""

    def prepare_value(self, value):
        return " ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        codes = super().to_python(value).replace(",", " ").split()
        wrong = [code for code in codes if not (code.isascii() and code.isdecimal() and len(code) == 8)]
        if wrong:
            raise ValidationError(f"A Media Topic code has eight digits, and these don't: {', '.join(wrong)}.")
        return codes

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class SectionForm(forms.ModelForm):
    subject_codes = CodesField(required=False, help_text=Section._meta.get_field("subject_codes").help_text)


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    form = SectionForm
    list_display = ["name", "slug", "position", "description"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    list_display = ["name", "slug", "description"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Person)
class PersonAdmin(DeskAdmin):
    list_display = ["name", "slug", "user", "about"]
    list_select_related = ["user"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
