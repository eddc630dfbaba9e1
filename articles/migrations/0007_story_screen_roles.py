from django.db import migrations

from articles.roles import grant, revoke

VIEWED = ("note", "preview", "revision")
READS = [f"view_{model}" for model in VIEWED]
EDITS = ["assign_story", "preview_story"]
GIVEN = {
    "Reporter": READS,
    "Editor": [*READS, *EDITS],
    "Publisher": [*READS, *EDITS],
    "Administrator": [*READS, *EDITS],
}


def make(apps, schema_editor):
    grant(apps, schema_editor, GIVEN)


def remove(apps, schema_editor):
    revoke(apps, [*READS, *EDITS])


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_story_screen")]
    operations = [migrations.RunPython(make, remove)]
