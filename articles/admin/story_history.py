"""A story's history: every save, any two versions compared, and the way back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin import versions
from articles.admin.moves import saved
from articles.admin.story_screen import number
from articles.desk import rules, texts
from articles.desk.refusals import Refused
from articles.models import Story

A_PAGE = 50


class HistoryMixin:
    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        story = self.get_object(request, object_id)
        if story is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, story):
            raise PermissionDenied
        if request.method == "POST":
            return self.go_back(request, story)
        before = number(request.GET.get("before")) or 2**31 - 1
        found = saved(story.revisions.filter(number__lt=before).defer("packed")[: A_PAGE + 1])
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("History"), "subtitle": str(story),
            "is_nav_sidebar_enabled": False, "story": story, "back": self.page_url(story), "revisions": found[:A_PAGE],
            "older": found[A_PAGE - 1].number if len(found) > A_PAGE else None,
            "editable": story.state in rules.EDITABLE and self.has_change_permission(request, story),
            **comparison(story, request, found),
        }  # fmt: skip
        return TemplateResponse(request, "admin/desk/history.html", context)

    def go_back(self, request: HttpRequest, story: Story) -> HttpResponse:
        """The version in the form is the one that was looked at: whoever saved since is not overwritten."""
        told = {name: number(request.POST.get(name)) for name in ("number", "version")}
        try:
            texts.go_back(story, by=request.user, **told)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)
        said = _("The texts are those of revision %(number)s again, as a new revision.") % told
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(self.page_url(story))


def comparison(story: Story, request: HttpRequest, found: list) -> dict:
    """The two versions that were asked for; by default the newest save and the one before it."""
    newest = [f"r{revision.number}" for revision in found[:2]]
    new = request.GET.get("new") or (newest[0] if newest else "")
    old = request.GET.get("old") or (newest[1] if len(newest) > 1 else "")
    offered = versions.choices(story)
    pair = [versions.load(story, key) for key in (old, new)]
    both = all(pair)
    return {
        "choices": offered, "old": old, "new": new, "pair": pair if both else None, "language": story.language,
        "changes": versions.differences(pair[0].texts, pair[1].texts) if both else [],
    }  # fmt: skip
