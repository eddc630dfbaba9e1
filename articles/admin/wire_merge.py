"""The page on which a story and a later version of the wire are merged, place by place."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.story_screen import number
from articles.admin.wire_alike import differences
from articles.admin.wire_places import Sent, panels, preview
from articles.desk import looks, rules
from articles.desk.follow import merge_update
from articles.desk.merging import Merge
from articles.desk.refusals import Refused, Stale
from articles.models import Story, WireItem

TAKE = rules.ITEM_RULES["take"]


def merge_url(story: Story, item: WireItem) -> str:
    return reverse("admin:articles_story_merge", args=[story.pk, item.pk])


class MergeMixin:
    """Gives the admin class of stories its merge page."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:object_id>/merge/<int:item_id>/", view, name="articles_story_merge"), *super().get_urls()]

    def merge_view(self, request: HttpRequest, object_id: int, item_id: int) -> HttpResponse:
        story = self.get_object(request, str(object_id))
        if story is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if not (self.has_change_permission(request, story) and request.user.has_perm(TAKE.permission)):
            raise PermissionDenied
        item = later_version(story, item_id)
        looks.note(item, by=request.user)
        if item.state not in TAKE.from_states or story.state not in rules.EDITABLE:
            closed = item if item.state not in TAKE.from_states else story
            said = _("“%(name)s” is %(state)s now: there is nothing to merge.")
            self.message_user(
                request, said % {"name": closed, "state": closed.get_state_display().lower()}, messages.WARNING
            )
            return HttpResponseRedirect(self.page_url(story))
        sent, refusal = Sent.of(request.POST), None
        if request.method == "POST" and "_preview" not in request.POST:
            done, refusal = self.merge(request, story, item, sent)
            if done:
                return HttpResponseRedirect(self.after_merge(request, done))
            story = self.get_object(request, str(object_id))
        return self.merge_page(request, story, item, sent, refusal)

    def merge(self, request: HttpRequest, story: Story, item: WireItem, sent: Sent):
        """The merged story, or why it was not merged; then all that was sent comes again."""
        merge = Merge.of(story, item, timezone.now())
        version = number(request.POST.get("version"))
        try:
            if version == story.version and (lost := sent.words_left_out(merge)):
                raise Refused(lost)
            return merge_update(story, item, by=request.user, version=version, choices=sent.choices(merge)), None
        except Refused as refusal:
            return None, refusal

    def after_merge(self, request: HttpRequest, story: Story) -> str:
        """To the story; or to telling readers, who still have what it was made of before."""
        self.message_user(request, _("“%(story)s” follows the wire now, as you chose.") % {"story": story}, "success")
        rule = self.acts["correct"]
        live = story.editions.public(timezone.now()).exists()
        if live and rule in self.open_acts(story, request.user):
            return self.act_url(story, rule.verb)
        return self.page_url(story)

    def merge_page(self, request: HttpRequest, story: Story, item: WireItem, sent: Sent, refusal) -> HttpResponse:
        merge = Merge.of(story, item, timezone.now())
        shown = panels(merge, sent)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("Merge"), "subtitle": str(story),
            "story": story, "item": item, "base": story.wire_item, "back": self.page_url(story),
            "item_url": reverse("admin:articles_wireitem_change", args=[item.pk]), "refusal": refusal,
            "stale": isinstance(refusal, Stale), "panels": shown, "to_choose": sum(one.to_choose for one in shown),
            "preview": preview(merge, sent), "previewed": "_preview" in request.POST,
            "left_over": sent.left_over(merge), "wire_changes": differences(story.wire_item, item),
            "language": story.language, "is_nav_sidebar_enabled": False,
        }  # fmt: skip
        return TemplateResponse(request, "admin/desk/merge.html", context)


def later_version(story: Story, item_id: int) -> WireItem:
    """Another version of the wire story that ours was made of."""
    ours = story.wire_item
    if ours is None or not ours.guid:
        raise Http404("The story follows no wire story.")
    family = WireItem.objects.family(ours.source, ours.guid).exclude(pk=ours.pk)
    item = family.select_related("source__disclaimer", "delivery", "wording__disclaimer").defer("delivery__raw")
    found = item.filter(pk=item_id).first()
    if found is None or found.wire_copy is None:
        raise Http404("The story's wire story has no such version.")
    return found
