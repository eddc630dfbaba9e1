import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import articles.models.outbox
from articles.roles import grant, revoke

GIVEN = ["view_subscriber", "add_subscriber", "change_subscriber", "view_dispatch", "send_again_dispatch"]


def make(apps, schema_editor):
    grant(apps, schema_editor, {"Administrator": GIVEN})


def remove(apps, schema_editor):
    revoke(apps, GIVEN)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_reading_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField(help_text="The edition's release: not a second before.")),
                ("handed_out_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="announcement", to="articles.edition"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True)),
                (
                    "url",
                    models.URLField(
                        help_text="Posts go here. It must answer with a status of 200 to 299 within ten seconds.",
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["https", "http"])],
                        verbose_name="address",
                    ),
                ),
                (
                    "secret",
                    models.CharField(
                        default=articles.models.outbox.new_secret,
                        help_text="Signs each post. Give it to who runs the program, and nobody else.",
                        max_length=100,
                    ),
                ),
                (
                    "corrections_only",
                    models.BooleanField(
                        default=False,
                        help_text="Set for who holds copies and only needs to know what to mend or to take away.",
                        verbose_name="only what came down or was corrected",
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                ("since", models.DateTimeField(auto_now_add=True)),
                (
                    "sections",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Only stories that stand, or stood, in these. None for all.",
                        related_name="+",
                        to="articles.section",
                    ),
                ),
                (
                    "sources",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Only stories that these reported. None for all.",
                        related_name="+",
                        to="articles.source",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=articles.models.outbox.new_key,
                        help_text="The same at each attempt, so that none counts twice.",
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("delivered", "Delivered"),
                            ("overtaken", "Overtaken by a later edition"),
                            ("given_up", "Given up"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(help_text="The next attempt; while one is made, when another may be.")),
                ("answer", models.CharField(blank=True, help_text="What the other side said last.", max_length=300)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="articles.announcement",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispatches",
                        to="articles.subscriber",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dispatches",
                "ordering": ["-pk"],
                "permissions": [("send_again_dispatch", "Can send announcements again")],
            },
        ),
        migrations.AddIndex(
            model_name="announcement",
            index=models.Index(condition=models.Q(("handed_out_at", None)), fields=["due_at"], name="announcement_due"),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["due_at"], name="dispatch_due"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.UniqueConstraint(fields=("announcement", "subscriber"), name="told_once"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("subscriber", None)), fields=("announcement",), name="hub_told_once"
            ),
        ),
        migrations.RunPython(make, remove),
    ]
