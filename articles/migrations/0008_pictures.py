import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.public import counter


def count_changes(apps, schema_editor):
    counter.make(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_story_screen_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(editable=False, max_length=64, unique=True, verbose_name="SHA-256")),
                (
                    "file",
                    models.CharField(
                        editable=False, help_text="Where the storage has the bytes that came.", max_length=100
                    ),
                ),
                ("name", models.CharField(blank=True, editable=False, max_length=255, verbose_name="file name")),
                ("format", models.CharField(editable=False, max_length=8)),
                ("width", models.PositiveIntegerField(editable=False, help_text="Standing upright.")),
                ("height", models.PositiveIntegerField(editable=False)),
                (
                    "caption",
                    models.TextField(blank=True, help_text="What it shows: who, where, when.", max_length=2000),
                ),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="For those who can't see it, in a sentence.",
                        max_length=500,
                        verbose_name="alternative text",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True, help_text="Printed beside it: photographer, then agency.", max_length=300
                    ),
                ),
                (
                    "rights",
                    models.TextField(
                        blank=True,
                        help_text="Whose it is and what we may do with it.",
                        max_length=2000,
                        verbose_name="rights and usage terms",
                    ),
                ),
                (
                    "language",
                    models.CharField(default="en", help_text="Of the caption and the alternative text.", max_length=35),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                (
                    "expires_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="From this moment on it is shown nowhere, also where it was published before.",
                        null=True,
                    ),
                ),
                (
                    "may_syndicate",
                    models.BooleanField(
                        default=False,
                        help_text="In feeds, in the API and to other newsrooms.",
                        verbose_name="may be passed on",
                    ),
                ),
                (
                    "focus_x",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="focus, from the left",
                    ),
                ),
                (
                    "focus_y",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="focus, from the top",
                    ),
                ),
                (
                    "metadata",
                    models.JSONField(blank=True, default=dict, editable=False, help_text="What the file itself said."),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pictures",
                        to="articles.source",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PictureCut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=32, unique=True)),
                ("focus_x", models.PositiveSmallIntegerField()),
                ("focus_y", models.PositiveSmallIntegerField()),
                ("words", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cuts", to="articles.picture"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EditionPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "place",
                    models.PositiveSmallIntegerField(help_text="Its place among the edition's pictures, in its facts."),
                ),
                (
                    "shape",
                    models.CharField(help_text="Another shape than this, and the whole, is not its own.", max_length=8),
                ),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("may_syndicate", models.BooleanField(default=False)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pictured", to="articles.edition"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pictured", to="articles.picture"
                    ),
                ),
                (
                    "cut",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pictured", to="articles.picturecut"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PictureUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "Lead picture"), ("inline", "In the story")], default="inline", max_length=8
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "shape",
                    models.CharField(
                        choices=[("whole", "The whole picture"), ("16x9", "16:9"), ("4x3", "4:3"), ("1x1", "1:1")],
                        default="whole",
                        max_length=8,
                        verbose_name="crop",
                    ),
                ),
                ("caption", models.TextField(blank=True, max_length=2000)),
                ("alt", models.CharField(blank=True, max_length=500, verbose_name="alternative text")),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="articles.picture"
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="picture_uses", to="articles.story"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("focus_x__lte", 100), ("focus_y__lte", 100)),
                name="picture_focus_lies_in_the_picture",
            ),
        ),
        migrations.AddIndex(
            model_name="picturecut",
            index=models.Index(
                condition=models.Q(("made_at", None), ("problem", "")), fields=["id"], name="picture_cut_due"
            ),
        ),
        migrations.AddIndex(
            model_name="editionpicture",
            index=models.Index(
                condition=models.Q(("expires_at", None), _negated=True),
                fields=["expires_at"],
                name="edition_picture_expiry",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionpicture",
            constraint=models.UniqueConstraint(fields=("edition", "place"), name="one_picture_a_place"),
        ),
        migrations.AddConstraint(
            model_name="pictureuse",
            constraint=models.UniqueConstraint(fields=("story", "picture"), name="picture_once_a_story"),
        ),
        migrations.AddConstraint(
            model_name="pictureuse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role", "lead")), fields=("story",), name="one_lead_picture_a_story"
            ),
        ),
        migrations.RunPython(count_changes, migrations.RunPython.noop),
    ]
