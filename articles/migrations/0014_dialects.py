from django.db import migrations, models

from articles.public import counter
from articles.wire import dialects


def make_counter(apps, schema_editor):
    """SQLite loses the triggers of a table that it remakes."""
    counter.make(schema_editor.connection)


def choose(apps, schema_editor):
    """Until now a source's code chose its dialect."""
    source = apps.get_model("articles", "Source")
    for code, _ in dialects.choices():
        source.objects.filter(code=code, dialect="").update(dialect=code)


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_near_duplicates")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_counter),
        migrations.AddField(
            model_name="source",
            name="dialect",
            field=models.CharField(
                blank=True,
                choices=dialects.choices,
                default="",
                help_text="How this agency writes, where that differs from the standards. Empty: no habits of its own.",
                max_length=20,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(make_counter, migrations.RunPython.noop),
        migrations.RunPython(choose, migrations.RunPython.noop),
    ]
