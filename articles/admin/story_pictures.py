"""The pictures of a story: a panel for its screen, and the page on which they are chosen and arranged."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from articles.desk import rules
from articles.desk.pictures import MOST_PICTURES, Use, arrange
from articles.desk.refusals import Refused
from articles.models import Picture, PictureUse, Story

OFFERED = 24
PREFIX = "uses"


def panel(story: Story, user) -> dict:
    """What ``admin/desk/_pictures.html`` needs."""
    may = user.has_perm(rules.EDIT_PERMISSION) and story.state in rules.EDITABLE
    copy = story.wire_item.wire_copy if story.wire_item else None
    return {
        "picture_uses": [with_notes(use) for use in story.picture_uses.select_related("picture")],
        "may_arrange": may,
        "wire_images": copy.pictures if copy else (),
    }


def with_notes(use: PictureUse) -> PictureUse:
    use.expired = use.picture.is_expired(timezone.now())
    use.without_alt = not (use.alt or use.picture.alt)
    return use


class UseForm(forms.Form):
    """How the story uses one picture."""

    picture = forms.ModelChoiceField(Picture.objects.all(), widget=forms.HiddenInput)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=PictureUse.Role)
    shape = forms.ChoiceField(label=gettext_lazy("Crop"), choices=PictureUse.SHAPES)
    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("For this story only; if empty, the picture's own is printed."),
    )
    alt = forms.CharField(
        label=gettext_lazy("Alternative text"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("For this story only; if empty, the picture's own is read out."),
    )


Uses = forms.formset_factory(
    UseForm, extra=0, can_order=True, can_delete=True, max_num=MOST_PICTURES, absolute_max=MOST_PICTURES + 1
)


def arrange_view(model_admin: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    story = Story.objects.visible_to(request.user).filter(pk=pk).first()
    if story is None:
        raise Http404("There is no such story.")
    if not (model_admin.has_view_permission(request) and request.user.has_perm(rules.EDIT_PERMISSION)):
        raise PermissionDenied
    refusal = ""
    version = story.version
    if request.method == "POST":
        version = posted_version(request.POST)
        uses = Uses(with_added(request.POST), prefix=PREFIX)
        if "_save" in request.POST and uses.is_valid():
            try:
                arrange(story, by=request.user, version=version, uses=chosen(uses))
            except Refused as refused:
                refusal = str(refused)
            else:
                model_admin.message_user(request, gettext("The story's pictures are saved."), messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:articles_story_change", args=[story.pk]))
    else:
        uses = Uses(initial=as_they_are(story, request.GET.get("add", "")), prefix=PREFIX)
    words = request.POST.get("q", "").replace("\0", "").strip()[:100]
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": Story._meta,
        "title": gettext("Pictures"),
        "subtitle": str(story),
        "back": reverse("admin:articles_story_change", args=[story.pk]),
        "story": story,
        "version": version,
        "editable": story.state in rules.EDITABLE,
        "refusal": refusal,
        "uses": uses,
        "rows": rows(uses),
        "words": words,
        "offered": offered(words),
        **panel(story, request.user),
    }
    return TemplateResponse(request, "admin/desk/story_pictures.html", context)


def posted_version(data: QueryDict) -> int:
    """0, which no story has, if it is none."""
    sent = data.get("version", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0


def is_key(text: object) -> bool:
    return isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 18


def with_added(data: QueryDict) -> QueryDict:
    """What was sent, and in a row of its own the picture whose button was pressed."""
    added = data.get("add", "")
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    if not (is_key(added) and is_key(total) and int(total) < MOST_PICTURES):
        return data
    data, row = data.copy(), f"{PREFIX}-{int(total)}"
    data[f"{PREFIX}-TOTAL_FORMS"] = str(int(total) + 1)
    role = PictureUse.Role.INLINE if int(total) else PictureUse.Role.LEAD
    said = {"picture": added, "role": role, "shape": "whole", "ORDER": str(int(total) + 1)}
    for name, value in said.items():
        data[f"{row}-{name}"] = value
    return data


def as_they_are(story: Story, add: str) -> list[dict]:
    """The story's pictures, and behind them those that were just brought in for it."""
    uses = [
        {"picture": use.picture, "role": use.role, "shape": use.shape, "caption": use.caption, "alt": use.alt}
        for use in story.picture_uses.select_related("picture")
    ]
    keys = [int(key) for key in add.split(",") if is_key(key)]
    known = {use["picture"].pk for use in uses}
    new = Picture.objects.in_bulk([key for key in dict.fromkeys(keys[:MOST_PICTURES]) if key not in known])
    for picture in new.values():
        role = PictureUse.Role.INLINE if uses else PictureUse.Role.LEAD
        uses.append({"picture": picture, "role": role, "shape": "whole"})
    return uses[:MOST_PICTURES]


def rows(uses) -> list[tuple[forms.Form, Picture]]:
    """Each form with its picture, read in one query."""
    keys = {}
    for form in uses.forms:
        value = form["picture"].value()
        key = str(getattr(value, "pk", value))
        if is_key(key):
            keys[form] = int(key)
    found = Picture.objects.in_bulk(keys.values())
    return [(form, found[key]) for form, key in keys.items() if key in found]


def chosen(uses) -> list[Use]:
    return [
        Use(said["picture"], said["role"], said["shape"], said["caption"].replace("\r\n", "\n").strip(), said["alt"])
        for said in (form.cleaned_data for form in uses.ordered_forms)
    ]


def offered(words: str) -> QuerySet:
    """The newest pictures, or those of which every word is found."""
    found = Picture.objects.all()
    for word in words.split()[:5]:
        found = found.filter(Q(caption__icontains=word) | Q(credit__icontains=word) | Q(name__icontains=word))
    return found[:OFFERED]
