from django.db import migrations

from articles.roles import grant, revoke

READS = ["view_order", "view_killpolicy"]
SETS = ["add_killpolicy", "change_killpolicy", "delete_killpolicy"]
GIVEN = {"Reporter": READS, "Editor": READS, "Publisher": READS, "Administrator": [*READS, *SETS]}


def make(apps, schema_editor):
    grant(apps, schema_editor, GIVEN)


def remove(apps, schema_editor):
    revoke(apps, [*READS, *SETS])


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_orders")]
    operations = [migrations.RunPython(make, remove)]
