import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.models.append_only import guard, unguard

FROZEN = {
    "articles_revision": (
        "story_id", "number", "version", "verb", "saved_at", "by_id", "by_name", "changed", "packed",
    ),
    "articles_note": ("story_id", "by_id", "by_name", "at", "text"),
}  # fmt: skip


def make(apps, schema_editor):
    for table, frozen in FROZEN.items():
        guard(schema_editor.connection, table, frozen)


def remove(apps, schema_editor):
    for table in FROZEN:
        unguard(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_public_counter"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="story",
            options={
                "ordering": ["-edited_at", "-pk"],
                "permissions": [
                    ("file_story", "Can file stories"),
                    ("send_back_story", "Can send stories back"),
                    ("publish_story", "Can publish and correct stories"),
                    ("hold_story", "Can hold stories"),
                    ("take_down_story", "Can retract, withdraw and kill stories"),
                    ("spike_story", "Can spike and unspike stories"),
                    ("legal_hold_story", "Can place and lift a legal hold"),
                    ("assign_story", "Can assign stories to others"),
                    ("preview_story", "Can make secret previews of stories"),
                ],
                "verbose_name_plural": "stories",
            },
        ),
        migrations.AddField(
            model_name="story",
            name="assigned_to",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assigned_stories",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The story that this one was copied from.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="articles.story",
            ),
        ),
        migrations.AddField(
            model_name="story",
            name="translation_of",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The story that this one tells in another language: always the first one, never a translation.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="translations",
                to="articles.story",
            ),
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_name", models.CharField(help_text="As it was then.", max_length=200)),
                ("at", models.DateTimeField()),
                ("text", models.TextField(max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="articles.story"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Autosave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.PositiveIntegerField(help_text="The version of the story that was open; 0 for a new story."),
                ),
                ("saved_at", models.DateTimeField()),
                ("packed", models.BinaryField(help_text="The form as it was typed, as compressed JSON.")),
                (
                    "story",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="autosaves",
                        to="articles.story",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("story", "user"), name="autosave_once_a_story"),
                    models.UniqueConstraint(
                        condition=models.Q(("story", None)), fields=("user",), name="autosave_of_one_new_story"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("has_pen", models.BooleanField(default=False)),
                (
                    "told",
                    models.CharField(
                        blank=True, help_text="Who took the pen, until this person has read it.", max_length=200
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="articles.story",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["opened_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("story", "user"), name="present_once_a_story"),
                    models.UniqueConstraint(
                        condition=models.Q(("has_pen", True)), fields=("story",), name="one_pen_a_story"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("revision", models.PositiveIntegerField(help_text="The revision that it shows.")),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=200)),
                ("ends_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("snapshot", models.JSONField(help_text="What an edition of this text would hold.")),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="previews", to="articles.story"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("made_at"))), name="preview_ends_after_it_begins"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(help_text="The story's version that this save made.")),
                ("verb", models.CharField(help_text="What was done: start, edit, take, copy …", max_length=20)),
                ("saved_at", models.DateTimeField()),
                ("by_name", models.CharField(help_text="As it was then.", max_length=200)),
                ("changed", models.JSONField(help_text="The fields that this save changed.")),
                ("packed", models.BinaryField(help_text="All texts, as compressed JSON.")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
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
                        related_name="revisions",
                        to="articles.story",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [models.UniqueConstraint(fields=("story", "number"), name="revisions_count_up")],
            },
        ),
        migrations.RunPython(make, remove),
    ]
