import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

from articles.public import counter

TEXTLESS = ("retraction", "kill", "withdrawal")


def index_what_there_is(apps, schema_editor):
    """Few stories are told in another language: only theirs are looked for."""
    Story, Edition, EditionTranslation = (
        apps.get_model("articles", name) for name in ("Story", "Edition", "EditionTranslation")
    )
    told = Story.objects.exclude(translation_of=None).order_by()
    groups = dict(told.values_list("pk", "translation_of__code"))
    groups.update(told.values_list("translation_of", "translation_of__code"))
    keys = list(groups)
    for start in range(0, len(keys), 500):
        editions = Edition.objects.filter(story__in=keys[start : start + 500]).exclude(kind__in=TEXTLESS).order_by()
        EditionTranslation.objects.bulk_create(
            EditionTranslation(edition_id=key, group=groups[story])
            for key, story in editions.values_list("pk", F("story"))
        )


def count_changes(apps, schema_editor):
    counter.make(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_audit")]

    operations = [
        migrations.CreateModel(
            name="EditionTranslation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.CharField(max_length=12)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="translated", to="articles.edition"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["group"], name="translations_of_a_story")],
                "constraints": [models.UniqueConstraint(fields=("edition",), name="edition_in_one_group")],
            },
        ),
        migrations.RunPython(index_what_there_is, migrations.RunPython.noop),
        migrations.RunPython(count_changes, migrations.RunPython.noop),
    ]
