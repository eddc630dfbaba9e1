"""The inbox: what the wire sent, as it sent it, to be taken or spiked."""

import re

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models.fields.json import KT
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.http import content_disposition_header

from articles.admin.acts import ITEM_VERBS, ActsMixin
from articles.admin.base import ReadOnlyAdmin, clock, told
from articles.admin.filters import LanguageFilter, UrgencyFilter, WaitingFilter
from articles.desk import rules
from articles.models import Delivery, WireItem

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


def what_was_read(item: WireItem) -> list[tuple[str, object]]:
    """Everything that the agency said of its story, under the words that the desk uses."""
    copy = item.wire_copy
    if copy is None:
        return []
    said = [
        ("Credit", copy.credit),
        ("Byline", copy.byline),
        ("Dateline", copy.dateline),
        ("Reference", copy.reference),
        ("Kind", copy.kind),
        ("Genre", copy.genre),
        ("Language", copy.language),
        ("Urgency", copy.urgency),
        ("Wire status", copy.pubstatus),
        ("Created", clock(copy.created)),
        ("Modified", clock(copy.modified)),
        ("Embargo until", clock(copy.embargoed_until)),
        ("Embargo", "came, and could not be read" if copy.embargo_unreadable else ""),
        ("Subjects", ", ".join(" ".join(filter(None, (s.name, s.code and f"({s.code})"))) for s in copy.subjects)),
        ("Keywords", ", ".join(copy.keywords)),
        ("Source named in it", copy.source),
        ("Copyright", copy.copyright),
        ("Usage terms", copy.usage_terms),
        ("Disclaimer", copy.disclaimer),
        ("Link", copy.link),
        *(("Picture", " – ".join(filter(None, (i.caption, i.credit, i.href)))) for i in copy.images),
        ("Guid", copy.guid),
    ]
    return [(label, value) for label, value in said if value not in ("", None)]


@admin.register(WireItem)
class WireItemAdmin(ActsMixin, ReadOnlyAdmin):
    acts = rules.ITEM_RULES
    verbs = ITEM_VERBS
    bulk_acts = ("take", "spike")
    change_form_template = "admin/desk/wire_item.html"
    list_title = "Inbox"
    list_display = ["story", "came", "urgent", "standing"]
    list_display_links = None
    list_filter = [WaitingFilter, "source", LanguageFilter, UrgencyFilter]
    search_fields = ["headline", "slugline", "reference", "guid"]
    search_help_text = "Headline, slugline, reference or guid"
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "delivery").defer("delivery__raw")

    def for_list(self, queryset):
        lean = queryset.defer("copy", "delivery__raw").prefetch_related("stories")
        return lean.annotate(ednote=KT("copy__ednote"))

    def get_list_display(self, request):
        """With the buttons that this person may press, in each row."""

        @admin.display(description="Take or spike")
        def buttons(item: WireItem):
            return render_to_string(
                "admin/desk/_row_acts.html",
                {"acts": self.with_urls(request, item), "story": next(iter(item.stories.all()), None)},
            )

        return [*self.list_display, buttons]

    def with_urls(self, request: HttpRequest, item: WireItem) -> list[tuple[rules.Rule, str]]:
        query = self.get_preserved_filters(request)
        return [
            (rule, self.act_url(item, rule.verb) + (f"?{query}" if query else ""))
            for rule in self.open_acts(item, request.user)
        ]

    @admin.display(description="From")
    def came(self, item):
        return render_to_string("admin/desk/_times.html", {"item": item})

    @admin.display(description="Urgency")
    def urgent(self, item):
        return item.urgency or ""

    @admin.display(description="Headline")
    def story(self, item):
        return render_to_string("admin/desk/_headline.html", {"item": item, "url": self.page_url(item)})

    @admin.display(description="State")
    def standing(self, item):
        return render_to_string("admin/desk/_state.html", {"thing": item, "reason": item.reason})

    def get_urls(self):
        view = self.admin_site.admin_view(self.raw_view)
        return [path("<path:object_id>/raw/", view, name="articles_wireitem_raw"), *super().get_urls()]

    def raw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        item = self.get_object(request, unquote(object_id)) if self.has_view_permission(request) else None
        if item is None:
            raise Http404
        return as_download(item.delivery.name, item.raw)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        item = self.get_object(request, unquote(object_id))
        if item is not None:
            extra_context = {
                **(extra_context or {}),
                "title": "Wire item",
                "item": item,
                "copy": item.wire_copy,
                "facts": what_was_read(item),
                "acts": self.with_urls(request, item),
                "story": item.stories.first(),
                "versions": self.versions(item),
                "moves": told(item.moves.order_by("-pk")[:VERSIONS_SHOWN]),
                "raw_url": reverse("admin:articles_wireitem_raw", args=[item.pk]),
            }
        return super().change_view(request, object_id, form_url, extra_context)

    def versions(self, item: WireItem) -> list[WireItem]:
        family = WireItem.objects.family(item.source, item.guid).prefetch_related("stories")
        return list(family.defer("copy", "warnings")[:VERSIONS_SHOWN])

    def after(self, request, thing, rule, result):
        if rule.verb == "take":
            return reverse("admin:articles_story_change", args=[result.pk])
        return self.list_url(request) if rule.verb == "spike" else self.page_url(thing)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ["name_or_hash", "source", "received_at", "read_at"]
    list_filter = ["source", ("read_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "=sha256"]
    search_help_text = "File name, or the whole SHA-256"
    fields = ["name", "source", "sha256", "received_at", "read_at", "items"]
    readonly_fields = ["items"]
    ordering = ["-pk"]
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source").defer("raw")

    @admin.display(description="Name")
    def name_or_hash(self, delivery):
        return delivery.name or delivery.sha256[:12]

    @admin.display(description="Wire items in it")
    def items(self, delivery):
        found = delivery.items.only("headline", "slugline", "delivery_id", "position").select_related(None)
        return render_to_string("admin/desk/_items.html", {"items": found.order_by("position")[:ITEMS_SHOWN]})
