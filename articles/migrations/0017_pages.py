import django.utils.timezone
from django.db import migrations, models

from articles.public import counter


def count_changes(apps, schema_editor):
    counter.make(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_channel_roles")]

    operations = [
        migrations.CreateModel(
            name="Page",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "slug",
                    models.SlugField(
                        help_text="The word in its address. Changing it breaks links.", max_length=80, unique=True
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        help_text="HTML: p, h2 to h4, lists, tables, links, emphasis. The rest is cut on saving."
                    ),
                ),
                ("language", models.CharField(default="en", help_text="Its code: en, fr, ar, zh …", max_length=35)),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Its place at the foot of every page, lowest first. Empty: not there.",
                        null=True,
                    ),
                ),
                (
                    "published",
                    models.BooleanField(default=False, help_text="Readers see it only if this is set."),
                ),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={"ordering": ["position", "name"]},
        ),
        migrations.RunPython(count_changes, migrations.RunPython.noop),
    ]
