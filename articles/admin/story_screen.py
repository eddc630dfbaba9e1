"""What the story's screen asks of the server while somebody writes: checks, drafts, who is here, what stands beside."""

import json

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from articles.admin import versions
from articles.admin.story_drafts import offer
from articles.admin.story_form import EDITABLE_FIELDS
from articles.desk import assigning, autosaves, presences, previews, revisions
from articles.desk.checks import Finding, blocking, check
from articles.desk.refusals import Refused
from articles.models import Story
from articles.wire.html import clean

TOO_SOON, TOO_MUCH = 429, 413


class ScreenMixin:
    def get_urls(self):
        views = {
            "check": self.check_view, "draft": self.draft_view, "presence": self.presence_view,
            "beside": self.beside_view, "note": self.note_view,
            "withdraw_preview": self.withdraw_preview_view,
        }  # fmt: skip
        own = [
            path(f"<int:object_id>/{name}/", self.admin_site.admin_view(view), name=f"articles_story_{name}")
            for name, view in views.items()
        ]
        new = path("add/draft/", self.admin_site.admin_view(self.new_draft_view), name="articles_story_new_draft")
        return [*own, new, *super().get_urls()]

    def asked(self, request: HttpRequest, object_id: int) -> Story:
        """The story, for somebody who may write in it."""
        if request.method not in ("POST", "DELETE"):
            raise Http404("Nothing is to be read here.")
        story = self.get_object(request, unquote(str(object_id)))
        if story is None or not self.has_change_permission(request, story):
            raise PermissionDenied
        return story

    def typed(self, request: HttpRequest, story: Story):
        """The form as it was sent, its sound values written into ``story``; nothing is saved."""
        form = self.get_form(request, story, change=True)(request.POST, instance=story)
        form.is_valid()
        for name in EDITABLE_FIELDS:
            if name in form.cleaned_data:
                setattr(story, name, form.cleaned_data[name])
        story.body = clean(story.body)
        return form

    def check_view(self, request: HttpRequest, object_id: int) -> JsonResponse:
        story = self.asked(request, object_id)
        form = self.typed(request, story)
        wrong = [
            Finding(name, " ".join(texts), _("It can’t be saved like this."))
            for name, texts in form.errors.items()
            if name in form.texts
        ]
        findings = [*wrong, *check(story, topics=form.cleaned_data.get("topics"))]
        html = render_to_string("admin/desk/_findings.html", {"findings": findings, "page": ""}, request)
        return JsonResponse({"html": html, "blockers": len(blocking(findings))})

    def beside_view(self, request: HttpRequest, object_id: int) -> JsonResponse:
        story = self.asked(request, object_id)
        version = versions.load(story, request.POST.get("beside", ""))
        if version is None:
            raise Http404("The story has no such version.")
        form = self.typed(request, story)
        return JsonResponse({"html": beside(story, version, bool(request.POST.get("differs")), request, form)})

    # Drafts

    def draft_view(self, request: HttpRequest, object_id: int) -> JsonResponse:
        return self.draft(request, self.asked(request, object_id))

    def new_draft_view(self, request: HttpRequest) -> JsonResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self.draft(request, None)

    def draft(self, request: HttpRequest, story: Story | None) -> JsonResponse:
        if request.method == "DELETE":
            autosaves.discard(story, by=request.user)
            return JsonResponse({})
        try:
            typed = sound(json.loads(request.body[: autosaves.LARGEST + 1]))
            version = int(typed.get("version", ["0"])[0] or 0) if story else 0
            autosave = autosaves.keep(story, by=request.user, version=max(0, min(version, 2**31 - 1)), typed=typed)
        except autosaves.TooSoon as refusal:
            return JsonResponse({"why": str(refusal)}, status=TOO_SOON)
        except Refused as refusal:
            return JsonResponse({"why": str(refusal)}, status=TOO_MUCH)
        except (ValueError, IndexError):
            return JsonResponse({"why": gettext("That is no form of a story.")}, status=400)
        return JsonResponse({"html": offer(autosave, story, request) if "offer" in request.GET else ""})

    # Who is here

    def presence_view(self, request: HttpRequest, object_id: int) -> JsonResponse:
        story = self.asked(request, object_id)
        does = request.POST.get("does", "")
        if does == "leave":
            presences.leave(story, by=request.user)
            return JsonResponse({})
        if does == "take_over":
            presences.take_over(story, by=request.user)
        around = presences.sign_of_life(story, by=request.user)
        html = render_to_string("admin/desk/_presence.html", {"around": around}, request)
        reading = not around.has_pen and not around.taken_by
        return JsonResponse({"html": html, "reading": reading})

    # Notes, previews

    def note_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        story = self.asked(request, object_id)
        try:
            assigning.note(story, by=request.user, text=request.POST.get("text", ""))
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        return HttpResponseRedirect(f"{self.page_url(story)}#notes")

    def withdraw_preview_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        story = self.asked(request, object_id)
        preview = story.previews.filter(pk=number(request.POST.get("preview"))).first()
        try:
            if preview is None:
                raise Refused(gettext("“%(story)s” has no such preview: look at its list again.") % {"story": story})
            previews.withdraw(preview, by=request.user)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("The link leads nowhere any more."), messages.SUCCESS)
        return HttpResponseRedirect(f"{self.page_url(story)}#previews")


def number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0


def sound(typed) -> dict[str, list[str]]:
    """Only what a form sends: names with lists of texts."""
    if not isinstance(typed, dict):
        raise ValueError("no form")
    if not all(isinstance(v, list) and all(isinstance(text, str) for text in v) for v in typed.values()):
        raise ValueError("no form")
    return {str(name)[:40]: values[:200] for name, values in list(typed.items())[:100] if name != "csrfmiddlewaretoken"}


def beside(story: Story, version: versions.Version, differs: bool, request: HttpRequest, form=None) -> str:
    """The version as it was, or what differs between it and the story's text as it stands now."""
    now = revisions.readable(revisions.texts_of(story)) if differs else {}
    if form is not None and differs:
        for name in ("topics", "authors"):
            now[name] = ", ".join(str(thing) for thing in form.cleaned_data.get(name, []))
    changes = versions.differences(version.texts, versions.printed(now)) if differs else []
    context = {
        "version": version, "differs": differs, "changes": changes, "language": story.language,
        "act_url": reverse("admin:articles_story_history", args=[story.pk]),
    }  # fmt: skip
    return render_to_string("admin/desk/_beside.html", context, request)
