from django.db import migrations

from articles.roles import grant, revoke

GIVEN = ["view_picture", "add_picture", "change_picture"]
ROLES = ("Reporter", "Editor", "Publisher", "Administrator")


def make(apps, schema_editor):
    grant(apps, schema_editor, dict.fromkeys(ROLES, GIVEN))


def remove(apps, schema_editor):
    revoke(apps, GIVEN)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_pictures")]
    operations = [migrations.RunPython(make, remove)]
