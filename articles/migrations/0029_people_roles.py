from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ("Reporter", "Editor", "Publisher", "Administrator")
GIVEN = ["view_look", "export_look", "view_rolepolicy", "add_rolepolicy", "change_rolepolicy"]


def make(apps: Apps, schema_editor):
    """A sign-in rule for each role, and the audit for administrators."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    RolePolicy = apps.get_model("articles", "RolePolicy")
    for name in ROLES:
        group, _ = Group.objects.get_or_create(name=name)
        RolePolicy.objects.get_or_create(role=group)
    granted = Permission.objects.filter(content_type__app_label="articles", codename__in=GIVEN)
    Group.objects.get(name="Administrator").permissions.add(*granted)


def remove(apps, schema_editor):
    apps.get_model("articles", "RolePolicy").objects.all().delete()
    Permission = apps.get_model("auth", "Permission")
    Permission.objects.filter(content_type__app_label="articles", codename__in=GIVEN).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0028_people")]
    operations = [migrations.RunPython(make, remove)]
