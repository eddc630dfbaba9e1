from django.db import migrations

from articles.search.index import make, remove


def make_index(apps, schema_editor):
    make(schema_editor.connection)


def remove_index(apps, schema_editor):
    remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_guards")]
    operations = [migrations.RunPython(make_index, remove_index)]
