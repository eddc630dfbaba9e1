"""What was shown and what was done: to be read and searched, and never changed."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.base import ReadOnlyAdmin
from articles.admin.filters import LiveFilter, VerbFilter
from articles.admin.moves import state_in_words
from articles.desk.acts import named
from articles.models import Edition, Move


def link(model_name: str, key: int, text: str) -> str:
    return format_html('<a href="{}">{}</a>', reverse(f"admin:articles_{model_name}_change", args=[key]), text)


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["headline_or_code", "number", "kind", "section", "source", "released_at", "public_until"]
    list_filter = [LiveFilter, "kind", "section", "source"]
    search_fields = ["=code", "headline", "=reference"]
    search_help_text = _("The story's code, the headline or the agency's reference")
    fieldsets = [
        (None, {"fields": [
            "desk_story", "number", "kind", "notice", "released_at", "public_until", "published_at", "updated_at",
        ]}),
        (_("What readers saw"), {"fields": [
            "headline", "standfirst", "byline", "dateline", "text", "credit", "reference", "disclaimer_text", "section",
            "source", "language", "urgency", "sent_at",
        ]}),
        (_("Proof"), {"fields": ["digest", "wording", "facts"]}),
    ]  # fmt: skip
    readonly_fields = ["desk_story", "text"]
    sortable_by = ()
    view_on_site = False

    def for_list(self, queryset):
        return queryset.select_related("section", "source").defer("body", "search_text", "disclaimer_text", "facts")

    @admin.display(description=_("Headline"))
    def headline_or_code(self, edition):
        return edition.headline or edition.code

    @admin.display(description=_("Story"))
    def desk_story(self, edition):
        return link("story", edition.story_id, edition.code)

    @admin.display(description=_("Body"))
    def text(self, edition):
        return render_to_string("admin/desk/_body.html", {"body": edition.body, "language": edition.language})


@admin.register(Move)
class MoveAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor_name", "act", "thing", "was", "became", "reason"]
    list_filter = [VerbFilter]
    search_fields = [
        "=story__code", "story__headline", "=story__reference", "wire_item__headline", "=wire_item__reference",
    ]  # fmt: skip
    search_help_text = _("A story's code, a headline or an agency's reference")
    fields = [
        "at", "actor_name", "actor", "act", "thing", "was", "became", "reason", "details", "edition",
        "edition_digest", "previous", "hash",
    ]  # fmt: skip
    readonly_fields = ["act", "thing", "was", "became"]
    sortable_by = ()

    def get_queryset(self, request):
        moves = super().get_queryset(request).select_related("story", "wire_item__delivery")
        return moves.defer("story__body", "wire_item__copy", "wire_item__delivery__raw")

    @admin.display(description=_("Story or wire item"))
    def thing(self, move):
        kind, thing = ("story", move.story) if move.story else ("wireitem", move.wire_item)
        return link(kind, thing.pk, str(thing))

    @admin.display(description=_("Act"))
    def act(self, move):
        return named(move.verb)

    @admin.display(description=_("From"), empty_value="–")
    def was(self, move):
        return state_in_words(move.from_state) or None

    @admin.display(description=_("To"))
    def became(self, move):
        return state_in_words(move.to_state)
