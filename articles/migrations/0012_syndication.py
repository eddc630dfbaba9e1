from django.db import migrations, models

from articles.public.counter import make


def allow_our_own(apps, schema_editor):
    """Whose texts could be had so far: our own desk's."""
    apps.get_model("articles", "Source").objects.filter(kind="desk").update(may_syndicate=True)


def make_counter(apps, schema_editor):
    make(schema_editor.connection)  # SQLite remakes the table, and its triggers are gone


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_wire_search")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_counter),
        migrations.AddField(
            model_name="source",
            name="may_syndicate",
            field=models.BooleanField(
                default=False,
                help_text="Set if its licence lets others have whole texts from us: in feeds, the API and NewsML. If not, they get all but the text. Holds for what is published from now on.",
                verbose_name="its texts may be passed on",
            ),
        ),
        migrations.RunPython(allow_our_own, migrations.RunPython.noop),
        migrations.RunPython(make_counter, migrations.RunPython.noop),
    ]
