from django.db import migrations

from articles.models.append_only import guard, unguard

FROZEN = {
    "articles_delivery": ("source_id", "name", "raw", "sha256", "received_at"),
    "articles_disclaimerwording": ("disclaimer_id", "text", "in_force_from"),
    "articles_edition": (
        "code", "number", "kind", "slug", "headline", "standfirst", "byline", "dateline", "body", "credit", "language",
        "urgency", "reference", "disclaimer_text", "notice", "facts", "sent_at", "published_at", "updated_at",
        "released_at", "story_id", "section_id", "source_id", "wording_id", "digest", "position", "search_text",
        "search_tokens",
    ),
    "articles_move": (
        "previous", "verb", "at", "actor_id", "actor_name", "story_id", "wire_item_id", "from_state", "to_state", "reason",
        "details", "edition_digest", "hash", "edition_id",
    ),
}  # fmt: skip


def make(apps, schema_editor):
    for table, frozen in FROZEN.items():
        guard(schema_editor.connection, table, frozen)


def remove(apps, schema_editor):
    for table in FROZEN:
        unguard(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_newsroom")]
    operations = [migrations.RunPython(make, remove)]
