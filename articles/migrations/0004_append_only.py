from django.conf import settings
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
    "articles_revision": (
        "story_id", "number", "version", "verb", "saved_at", "by_id", "by_name", "changed", "packed",
    ),
    "articles_note": ("story_id", "by_id", "by_name", "at", "text"),
    "articles_wiretext": ("digest", "headline", "standfirst", "byline", "dateline", "body", "credit"),
    "articles_look": ("id", "at", "slot", "user_id", "user_name", "story_id", "wire_item_id", "why"),
    "auth_user": ("id",),
    "django_admin_log": ("id", "action_time", "user_id", "object_id", "object_repr", "action_flag", "change_message"),
}  # fmt: skip


def make(apps, schema_editor):
    for table, frozen in FROZEN.items():
        guard(schema_editor.connection, table, frozen)


def remove(apps, schema_editor):
    for table in FROZEN:
        unguard(schema_editor.connection, table)


class Migration(migrations.Migration):
    replaces = [("articles", "0002_guards"), ("articles", "0028_people")]
    dependencies = [
        # 0003_editions, by its old name: where only some of the old ones have run, Django refuses and says so.
        ("articles", "0031_translations"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunPython(make, remove)]
