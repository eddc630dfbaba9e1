"""What readers browse by: sections, topics and people."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.desk import topics
from articles.desk.refusals import Refused
from articles.models import Person, Section, Topic


class CodesField(forms.CharField):
    """IPTC Media Topic codes as an editor writes them: eight digits each, spaces or commas between."""

    def prepare_value(self, value):
        return " ".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        codes = super().to_python(value).replace(",", " ").split()
        wrong = [code for code in codes if not (code.isascii() and code.isdecimal() and len(code) == 8)]
        if wrong:
            raise ValidationError(
                gettext("A Media Topic code has eight digits, and these don't: %(names)s.")
                % {"names": ", ".join(wrong)}
            )
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


class TopicForm(forms.ModelForm):
    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        other = Topic.objects.under(slug)
        if other is not None and other.pk != self.instance.pk:
            raise ValidationError(_("This address is, or was, that of “%s”: choose another, or merge the two.") % other)
        return slug


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(Topic.objects.none(), label=_("Merge into"))

    def __init__(self, *args, topic: Topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Topic.objects.standing().exclude(pk=topic.pk)


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    form = TopicForm
    list_display = ["name", "slug", "description", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    change_form_template = "admin/desk/topic.html"

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.merged_into_id is None)

    def save_model(self, request, obj, form, change):
        if not change:
            return super().save_model(request, obj, form, change)
        Topic.objects.filter(pk=obj.pk).update(description=obj.description)
        return topics.rename(Topic(pk=obj.pk), by=request.user, name=obj.name, slug=obj.slug)

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", view, name="topic_merge"), *super().get_urls()]

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        topic = self.get_object(request, unquote(object_id))
        if topic is None:
            raise Http404("There is no such topic.")
        if not self.has_change_permission(request, topic):
            raise PermissionDenied
        form = MergeForm(request.POST or None, topic=topic)
        if form.is_valid():
            into = form.cleaned_data["into"]
            try:
                topics.merge(topic, into=into, by=request.user)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                self.log_change(request, topic, gettext("Merged into %(into)s.") % {"into": into})
                self.message_user(request, _("“%(topic)s” is “%(into)s” now.") % {"topic": topic, "into": into})
                return HttpResponseRedirect(reverse("admin:articles_topic_change", args=[into.pk]))
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "topic": topic, "form": form,
            "title": _("Merge a topic"), "subtitle": str(topic),
            "back": reverse("admin:articles_topic_change", args=[topic.pk]),
        }  # fmt: skip
        return TemplateResponse(request, "admin/desk/topic_merge.html", context)


@admin.register(Person)
class PersonAdmin(DeskAdmin):
    list_display = ["name", "slug", "user", "about"]
    list_select_related = ["user"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
