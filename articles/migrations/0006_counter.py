from django.db import migrations

from articles.public import counter


def make(apps, schema_editor):
    counter.make(schema_editor.connection)


def remove(apps, schema_editor):
    counter.remove(schema_editor.connection)


class Migration(migrations.Migration):
    replaces = [("articles", "0005_public_counter")]
    dependencies = [("articles", "0005_search_indexes")]
    operations = [migrations.RunPython(make, remove)]
