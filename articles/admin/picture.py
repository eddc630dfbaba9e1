"""Pictures at the desk: the list, what each shows and whose it is, and its focal point."""

from django import forms
from django.contrib import admin, messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from articles.admin.base import DeskAdmin
from articles.admin.picture_upload import upload
from articles.admin.refusable import RefusableMixin
from articles.admin.story_pictures import arrange_view
from articles.desk import pictures
from articles.desk.refusals import Refused
from articles.models import Picture, Story
from articles.models import picture_files as files
from articles.pictures.shape import RATIOS, SHAPES

PREVIEW = "preview"
FILE_SAYS = {
    "creator": gettext_lazy("Creator"), "credit": gettext_lazy("Credit"), "copyright": gettext_lazy("Copyright"),
    "caption": gettext_lazy("Caption"), "title": gettext_lazy("Title"), "usage": gettext_lazy("Terms of use"),
    "alt": gettext_lazy("Alt text"), "taken": pgettext_lazy("picture", "Taken"),
}  # fmt: skip


class PictureForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    refusal: Refused | None = None  # why the save before this one was not done

    class Meta:
        model = Picture
        fields = pictures.DESCRIBED
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "alt": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "rights": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "credit": forms.TextInput(attrs={"dir": "auto"}),
            "focus_x": forms.NumberInput(attrs={"max": 100}),
            "focus_y": forms.NumberInput(attrs={"max": 100}),
        }

    def clean(self):
        said = super().clean()
        for name, value in said.items():
            if isinstance(value, str):
                said[name] = value.replace("\r\n", "\n").strip()
        if self.refusal:
            raise forms.ValidationError(str(self.refusal))
        return said


@admin.register(Picture)
class PictureAdmin(RefusableMixin, DeskAdmin):
    form = PictureForm
    change_form_template = "admin/desk/picture.html"
    list_display = ["thumb", "title", "credit", "measures", "terms"]
    list_display_links = None
    list_filter = ["may_syndicate", "source"]
    search_fields = ["caption", "credit", "name", "=sha256"]
    search_help_text = gettext_lazy("Caption, credit or the file's name")
    sortable_by = ()
    view_on_site = False
    fieldsets = [
        (gettext_lazy("What it shows"), {"fields": ["caption", "alt", "language"]}),
        (gettext_lazy("Whose it is"), {"fields": ["credit", "rights", "source", "taken_at"]}),
        (gettext_lazy("What we may do"), {"fields": ["expires_at", "may_syndicate"]}),
        (gettext_lazy("Focal point"), {"fields": ["focus_x", "focus_y"]}),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/file/<slug:shape>.jpg", view(self.file_view), name="articles_picture_file"),
            path("of/<int:pk>/", view(self.arrange_view), name="articles_picture_arrange"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        return upload(self, request)

    def arrange_view(self, request: HttpRequest, pk: int):
        return arrange_view(self, request, pk)

    def file_view(self, request: HttpRequest, pk: int, shape: str):
        """For the desk's screens only, whether or not readers have the picture."""
        picture = Picture.objects.filter(pk=pk).first()
        if picture is None or not self.has_view_permission(request) or shape not in (PREVIEW, *SHAPES):
            raise Http404("There is no such picture.")
        preview = shape == PREVIEW
        place = files.preview(picture.sha256) if preview else files.stand_in(picture.cut_digest, shape)
        try:
            response = FileResponse(default_storage.open(place), content_type="image/jpeg")
        except FileNotFoundError as error:
            raise Http404("Its file is not in the storage.") from error
        response["Cache-Control"] = "private, max-age=600"
        return response

    # The list

    @admin.display(description=gettext_lazy("Preview"))
    def thumb(self, picture):
        return render_to_string("admin/desk/_thumb.html", {"picture": picture, "shape": "4x3"})

    @admin.display(description=gettext_lazy("Picture"))
    def title(self, picture):
        return render_to_string("admin/desk/_picture_title.html", {"picture": picture})

    @admin.display(description=gettext_lazy("Pixels"))
    def measures(self, picture):
        return f"{picture.width} × {picture.height}"

    @admin.display(description=gettext_lazy("Rights"))
    def terms(self, picture):
        context = {"picture": picture, "expired": picture.is_expired(timezone.now())}
        return render_to_string("admin/desk/_picture_terms.html", context)

    # The form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            picture = Picture.objects.get(pk=obj.pk)  # as it is: a form that was sent has written into its own copy
            context.update(
                picture=picture,
                title=str(picture),
                subtitle=None,
                file_says=[(FILE_SAYS[name], picture.metadata[name]) for name in FILE_SAYS if name in picture.metadata],
                expired=picture.is_expired(timezone.now()),
                shapes=[(shape, *ratio) for shape, ratio in RATIOS.items()],
                stories=Story.objects.visible_to(request.user).filter(picture_uses__picture=picture)[:20],
            )
            context["adminform"].form.fields["version"].initial = picture.version
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name != "version"}
        pictures.describe(obj, by=request.user, version=form.cleaned_data["version"], changes=changes)

    def response_change(self, request, obj):
        self.message_user(request, gettext("“%s” is saved.") % obj, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_picture_change", args=[obj.pk]))
