"""Acts that the list's script asks for: the same verbs, answered in words for the one row that they are about."""

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.wire_merge import merge_url
from articles.desk.refusals import Refused, Unmerged
from articles.models import Story

ASKED = "application/json"
UNDONE_BY = {"take": "untake", "spike": "unspike"}


def is_asked(request: HttpRequest) -> bool:
    return request.method == "POST" and request.headers.get("Accept") == ASKED


def answer(desk, request: HttpRequest, object_id: str, verb: str) -> JsonResponse:
    """Do the act and say so; a refusal is the same sentence that a page would show."""
    rule = desk.acts.get(verb)
    if rule is None:
        return refusal(_("There is no act “%(verb)s”.") % {"verb": verb}, 404)
    if not (desk.has_view_permission(request) and request.user.has_perm(rule.permission)):
        return refusal(_("You may not do that: ask somebody whose role allows it."), 403)
    thing = desk.get_object(request, unquote(object_id))
    if thing is None:
        return refusal(_("It is not there any more: load the list again."), 404)
    name = str(thing)
    try:
        result = desk.verbs[verb](thing, by=request.user)
    except Unmerged as refused:
        return JsonResponse({"error": str(refused), "story": merge_url(refused.story, refused.item)})
    except Refused as refused:
        return refusal(str(refused), 200)  # the desk did its work: it said no
    undo = UNDONE_BY.get(verb)
    may_undo = undo and request.user.has_perm(desk.acts[undo].permission)
    return JsonResponse(
        {
            "said": _("“%(name)s”: %(act)s, done.") % {"name": name, "act": rule.label.lower()},
            "undo": desk.act_url(thing, undo) if may_undo else "",
            "story": reverse("admin:articles_story_change", args=[result.pk]) if isinstance(result, Story) else "",
        }
    )


def refusal(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
