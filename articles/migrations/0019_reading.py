import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.models.append_only import guard, unguard
from articles.public.counter import make

WIRE_TEXT = "articles_wiretext"
FROZEN = ("digest", "headline", "standfirst", "byline", "dateline", "body", "credit")


def make_guard(apps, schema_editor):
    guard(schema_editor.connection, WIRE_TEXT, FROZEN)


def remove_guard(apps, schema_editor):
    unguard(schema_editor.connection, WIRE_TEXT)


def make_counter(apps, schema_editor):
    make(schema_editor.connection)  # SQLite remakes the table of sources, and its triggers are gone


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0018_page_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_counter),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "word",
                    models.CharField(help_text="Folded, as the search index holds it.", max_length=24, unique=True),
                ),
                ("shown", models.CharField(help_text="As it stood in the text.", max_length=48)),
                (
                    "stories",
                    models.PositiveIntegerField(
                        default=1, help_text="How many editions had it; the more, the likelier."
                    ),
                ),
                ("since", models.DateTimeField(help_text="The first release of a text that has it.")),
            ],
        ),
        migrations.CreateModel(
            name="WireText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(help_text="SHA-256 of the texts below.", max_length=64, unique=True)),
                ("headline", models.TextField(blank=True)),
                ("standfirst", models.TextField(blank=True)),
                ("byline", models.TextField(blank=True)),
                ("dateline", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("credit", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="source",
            name="shows_changes",
            field=models.BooleanField(
                default=False,
                help_text="Set if its licence lets readers see what our desk changed of its text. Holds for what is published from now on.",
                verbose_name="the wire’s text may be shown beside ours",
            ),
        ),
        migrations.CreateModel(
            name="ReaderReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition_number",
                    models.PositiveIntegerField(help_text="The edition that the reader had.", verbose_name="edition"),
                ),
                ("text", models.TextField(max_length=2000)),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="For an answer; erased once the report is closed.",
                        max_length=254,
                        verbose_name="e-mail address",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="sent at")),
                (
                    "address_hash",
                    models.CharField(
                        blank=True,
                        help_text="The same for reports of one sender on one day; holds no address.",
                        max_length=64,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("answered", "Answered"), ("closed", "Closed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(blank=True, help_text="What came of it; readers never see it.", max_length=300),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "permissions": [("settle_readerreport", "Can answer and close readers’ reports")],
                "indexes": [
                    models.Index(fields=["state", "-at"], name="report_by_state"),
                    models.Index(fields=["story", "-at"], name="report_by_story"),
                    models.Index(fields=["address_hash", "at"], name="report_by_sender"),
                    models.Index(fields=["-at", "-id"], name="report_sent"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchSpelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letters", models.CharField(max_length=24)),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spellings", to="articles.searchword"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["letters"], name="spelling_letters")],
            },
        ),
        migrations.RunPython(make_guard, remove_guard),
        migrations.RunPython(make_counter, migrations.RunPython.noop),
    ]
