"""Bringing in many pictures at once: each file gets its own answer, on the page or as JSON for our script."""

from dataclasses import asdict, dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from articles.desk.pictures import bring_in
from articles.desk.refusals import Refused
from articles.models import Story
from articles.pictures.reading import FORMATS, LARGEST

FIELD = "files"


@dataclass(frozen=True, slots=True)
class Answer:
    """What happened to one file; ``pk`` is that of the picture, if it is one now."""

    name: str
    done: bool
    message: str
    pk: int | None = None
    url: str = ""
    thumb: str = ""


def upload(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    answers = [answer(file, request.user) for file in sent(request)]
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"answers": [asdict(one) for one in answers]})
    story = story_of(request)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": gettext("Bring in pictures"),
        "answers": answers,
        "story": story,
        "added": ",".join(str(one.pk) for one in answers if one.pk),
        "accept": ",".join(suffix for suffixes in FORMATS.values() for suffix in suffixes),
        "largest": LARGEST,
        "megabytes": LARGEST // 10**6,
    }
    return TemplateResponse(request, "admin/desk/picture_upload.html", context)


def story_of(request: HttpRequest) -> Story | None:
    """The story that they are meant for, if they are brought in from its page."""
    wanted = request.POST.get("story") or request.GET.get("story") or ""
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) < 18):
        return None
    return Story.objects.visible_to(request.user).filter(pk=wanted).first()


def sent(request: HttpRequest) -> list[UploadedFile]:
    return request.FILES.getlist(FIELD) if request.method == "POST" else []


def answer(file: UploadedFile, user) -> Answer:
    name = str(file.name)
    if file.size > LARGEST:
        return Answer(name, False, gettext("It is larger than %s MB: make it smaller.") % (LARGEST // 10**6))
    try:
        picture, is_new = bring_in(file.read(), name=name, by=user)
    except Refused as refusal:
        return Answer(name, False, str(refusal))
    message = gettext("It is here now.") if is_new else gettext("We have it already: the same picture, byte for byte.")
    return Answer(
        name,
        True,
        message,
        picture.pk,
        reverse("admin:articles_picture_change", args=[picture.pk]),
        reverse("admin:articles_picture_file", args=[picture.pk, "4x3"]),
    )
