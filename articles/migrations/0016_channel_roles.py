from django.db import migrations

from articles.roles import grant, revoke

READS = [f"view_{model}" for model in ("arrival", "channel", "gap", "sequence")]
OPENS = ["add_channel", "change_channel"]
GIVEN = {
    "Reporter": READS,
    "Editor": [*READS, "change_gap"],
    "Publisher": [*READS, "change_gap"],
    "Administrator": [*READS, "change_gap", *OPENS],
}


def make(apps, schema_editor):
    grant(apps, schema_editor, GIVEN)


def remove(apps, schema_editor):
    revoke(apps, GIVEN["Administrator"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_channels")]
    operations = [migrations.RunPython(make, remove)]
