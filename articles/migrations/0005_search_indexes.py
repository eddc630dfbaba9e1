from django.db import migrations

from articles.search import index, wire_index


def make(apps, schema_editor):
    index.make(schema_editor.connection)
    wire_index.make(schema_editor.connection)


def remove(apps, schema_editor):
    wire_index.remove(schema_editor.connection)
    index.remove(schema_editor.connection)


class Migration(migrations.Migration):
    replaces = [("articles", "0003_search"), ("articles", "0011_wire_search")]
    dependencies = [("articles", "0004_append_only")]
    operations = [migrations.RunPython(make, remove)]
