from django.db import migrations

from articles.roles import grant, revoke

READS = ["view_readerreport"]
SETTLES = [*READS, "settle_readerreport"]
GIVEN = {"Reporter": READS, "Editor": SETTLES, "Publisher": SETTLES, "Administrator": SETTLES}


def make(apps, schema_editor):
    grant(apps, schema_editor, GIVEN)


def remove(apps, schema_editor):
    revoke(apps, SETTLES)


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_reading")]
    operations = [migrations.RunPython(make, remove)]
