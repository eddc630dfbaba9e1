from django.db import migrations

from articles.models.wire_words import index_text, index_tokens
from articles.search.wire_index import make, remove
from articles.wire.copy import WireCopy

BATCH = 500


def fill_and_make(apps, schema_editor):
    items = apps.get_model("articles", "WireItem").objects.using(schema_editor.connection.alias)
    batch = []
    for item in items.order_by("pk").iterator(chunk_size=BATCH):
        item.wire_copy = WireCopy.from_dict(item.copy) if item.copy else None
        item.search_text, item.search_tokens = index_text(item), index_tokens(item)
        batch.append(item)
        if len(batch) == BATCH:
            items.bulk_update(batch, ["search_text", "search_tokens"])
            batch = []
    items.bulk_update(batch, ["search_text", "search_tokens"])
    make(schema_editor.connection)


def remove_index(apps, schema_editor):
    remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_inbox")]
    operations = [migrations.RunPython(fill_and_make, remove_index)]
