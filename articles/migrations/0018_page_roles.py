from django.db import migrations

from articles.roles import grant, revoke

SEEN, CHANGED = ["view_page"], ["view_page", "add_page", "change_page"]
ROLES = {"Reporter": SEEN, "Editor": SEEN, "Publisher": SEEN, "Administrator": CHANGED}


def make(apps, schema_editor):
    grant(apps, schema_editor, ROLES)


def remove(apps, schema_editor):
    revoke(apps, CHANGED)


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_pages")]
    operations = [migrations.RunPython(make, remove)]
