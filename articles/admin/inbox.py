"""The inbox: what the wire sent, as it sent it, to be taken or spiked."""

import re

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, gettext_lazy

from articles.admin import in_place
from articles.admin.acts import ITEM_VERBS, ActsMixin
from articles.admin.base import ReadOnlyAdmin
from articles.admin.inbox_list import InboxListMixin
from articles.admin.moves import told
from articles.admin.saved_views import SavedViewsMixin
from articles.admin.watched import WatchedMixin
from articles.admin.wire_alike import SHOWN, AlikeMixin, others_of_cluster
from articles.admin.wire_facts import what_was_read
from articles.admin.wire_merge import merge_url
from articles.desk import rules
from articles.desk.follow import story_of
from articles.models import Delivery, Story, WireItem

VERSIONS_SHOWN = 50
ITEMS_SHOWN = 200
UNSAFE_IN_NAME = re.compile(r"[^\w.\-]+")


def as_download(name: str, raw: bytes) -> HttpResponse:
    """Bytes from outside: always a file to keep, never a page of this site."""
    response = HttpResponse(raw, content_type="application/octet-stream")
    filename = UNSAFE_IN_NAME.sub("_", name).strip("._") or "delivery"
    response.headers["Content-Disposition"] = content_disposition_header(True, filename)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@admin.register(WireItem)
class WireItemAdmin(WatchedMixin, AlikeMixin, InboxListMixin, SavedViewsMixin, ActsMixin, ReadOnlyAdmin):
    acts = rules.ITEM_RULES
    verbs = ITEM_VERBS
    bulk_acts = ("take", "spike")
    change_form_template = "admin/desk/wire_item.html"

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("source", "delivery")
            .defer("search_text", "search_tokens", "delivery__raw")
        )

    def open_acts(self, thing, user):
        """What was taken has its way back for as long as the story looks untouched; the verb looks more closely."""
        story = next(iter(thing.stories.all()), None)
        fresh = story is not None and story.state == Story.State.DRAFT and story.version == 1
        return [rule for rule in super().open_acts(thing, user) if rule.verb != "untake" or fresh]

    def with_urls(self, request: HttpRequest, item: WireItem) -> list[tuple[rules.Rule, str]]:
        query = self.get_preserved_filters(request)
        return [
            (rule, self.act_url(item, rule.verb) + (f"?{query}" if query else ""))
            for rule in self.open_acts(item, request.user)
        ]

    def get_urls(self):
        own = {
            "new/": ("new", self.new_view),
            "views/": ("views", self.views_view),
            "views/<int:key>/": ("view", self.view_view),
            "<int:object_id>/differs/<int:other_id>/": ("differs", self.differs_view),
            "<path:object_id>/raw/": ("raw", self.raw_view),
            "<path:object_id>/preview/": ("preview", self.preview_view),
        }
        return [
            *(
                path(way, self.admin_site.admin_view(view), name=f"articles_wireitem_{name}")
                for way, (name, view) in own.items()
            ),
            *super().get_urls(),
        ]

    def wanted(self, request: HttpRequest, object_id: str) -> WireItem:
        item = self.get_object(request, unquote(object_id)) if self.has_view_permission(request) else None
        if item is None:
            raise Http404
        return item

    def raw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        item = self.wanted(request, object_id)
        return as_download(item.delivery.name, item.raw)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The part of an item's page that stands beside the list."""
        item = self.wanted(request, object_id)
        return TemplateResponse(request, "admin/desk/_preview.html", self.page_context(request, item))

    def act_view(self, request, object_id, verb):
        if in_place.is_asked(request):
            return in_place.answer(self, request, object_id, verb)
        return super().act_view(request, object_id, verb)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        item = self.get_object(request, unquote(object_id))
        if item is not None:
            extra_context = {
                **(extra_context or {}),
                **self.page_context(request, item),
                "title": gettext("Wire item"),
                "versions": self.versions(item),
                "alike": others_of_cluster(item)[:SHOWN],
                "moves": told(item.moves.order_by("-pk")[:VERSIONS_SHOWN]),
                "raw_url": reverse("admin:articles_wireitem_raw", args=[item.pk]),
            }
        return super().change_view(request, object_id, form_url, extra_context)

    def page_context(self, request: HttpRequest, item: WireItem) -> dict:
        return {
            "item": item,
            "copy": item.wire_copy,
            "facts": what_was_read(item),
            "acts": self.with_urls(request, item),
            "story": item.stories.first(),
            "merge": self.merge_address(item),
            "take_to_publish": is_clean(item) and may_publish(request.user) and self.act_url(item, "take"),
            "page": self.page_url(item),
        }

    def merge_address(self, item: WireItem) -> str:
        """Where an item that waits is compared with our story of an earlier version; "" if there is none."""
        story = story_of(item) if item.state in rules.ITEM_RULES["take"].from_states else None
        return merge_url(story, item) if story and story.state in rules.EDITABLE else ""

    def versions(self, item: WireItem) -> list[WireItem]:
        family = WireItem.objects.family(item.source, item.guid).prefetch_related("stories")
        return list(family.defer("copy", "warnings", "search_text")[:VERSIONS_SHOWN])

    def after(self, request, thing, rule, result):
        if rule.verb == "take":
            return publishing_page(result, request) or reverse("admin:articles_story_change", args=[result.pk])
        return self.list_url(request) if rule.verb in ("spike", "untake") else self.page_url(thing)


def may_publish(user) -> bool:
    return all(user.has_perm(rule.permission) for rule in (rules.ITEM_RULES["take"], rules.STORY_RULES["publish"]))


def is_clean(item: WireItem) -> bool:
    """It can be taken and warns of nothing: there may be nothing to do but to look at it and publish it."""
    return item.state == WireItem.State.NEW and not item.warnings


def publishing_page(story: Story, request: HttpRequest) -> str:
    """Where one sees what readers will get, for who took the item in order to publish it; "" if that is not open."""
    rule = rules.STORY_RULES["publish"]
    if request.POST.get("_then") != rule.verb or rule not in rules.open_to(story, request.user):
        return ""
    return reverse("admin:articles_story_act", args=[story.pk, rule.verb])


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ["name_or_hash", "source", "received_at", "read_at"]
    list_filter = ["source", ("read_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "=sha256"]
    search_help_text = gettext_lazy("File name, or the whole SHA-256")
    fields = ["name", "source", "sha256", "received_at", "read_at", "items"]
    readonly_fields = ["items"]
    ordering = ["-pk"]
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source").defer("raw")

    @admin.display(description=gettext_lazy("Name"))
    def name_or_hash(self, delivery):
        return format_html('<bdi dir="ltr">{}</bdi>', delivery.name or delivery.sha256[:12])

    @admin.display(description=gettext_lazy("Wire items in it"))
    def items(self, delivery):
        found = delivery.items.only("headline", "slugline", "delivery_id", "position").select_related(None)
        return render_to_string("admin/desk/_items.html", {"items": found.order_by("position")[:ITEMS_SHOWN]})
