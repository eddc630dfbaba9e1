from django.db import migrations

from articles.roles import grant, revoke

ROLES = ("Reporter", "Editor", "Publisher", "Administrator")
GIVEN = ["view_look", "export_look", "view_rolepolicy", "add_rolepolicy", "change_rolepolicy"]


def make(apps, schema_editor):
    """A sign-in rule for each role, and the audit for administrators."""
    grant(apps, schema_editor, {"Administrator": GIVEN})
    Group = apps.get_model("auth", "Group")
    RolePolicy = apps.get_model("articles", "RolePolicy")
    for name in ROLES:
        group, _ = Group.objects.get_or_create(name=name)
        RolePolicy.objects.get_or_create(role=group)


def remove(apps, schema_editor):
    apps.get_model("articles", "RolePolicy").objects.all().delete()
    revoke(apps, GIVEN)


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_people")]
    operations = [migrations.RunPython(make, remove)]
