from django.db import migrations

from articles.public.counter import make, remove


def make_counter(apps, schema_editor):
    make(schema_editor.connection)


def remove_counter(apps, schema_editor):
    remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_roles")]
    operations = [migrations.RunPython(make_counter, remove_counter)]
