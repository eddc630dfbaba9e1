from django.db import migrations

from articles.roles import grant, revoke

READS = ["view_route", "view_grace"]
SETS = ["add_route", "change_route"]
GIVEN = {"Reporter": READS, "Editor": READS, "Publisher": [*READS, *SETS], "Administrator": [*READS, *SETS]}


def make(apps, schema_editor):
    grant(apps, schema_editor, GIVEN)


def remove(apps, schema_editor):
    revoke(apps, [*READS, *SETS])


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_routes")]
    operations = [migrations.RunPython(make, remove)]
