from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

READS = ["view_route", "view_grace"]
SETS = ["add_route", "change_route"]
GIVEN = {"Reporter": READS, "Editor": READS, "Publisher": [*READS, *SETS], "Administrator": [*READS, *SETS]}


def make(apps: Apps, schema_editor):
    """Permissions are otherwise made only after all migrations have run."""
    config = apps.get_app_config("articles")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in GIVEN.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*Permission.objects.filter(content_type__app_label="articles", codename__in=codenames))


def remove(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    Permission.objects.filter(content_type__app_label="articles", codename__in=[*READS, *SETS]).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_routes")]
    operations = [migrations.RunPython(make, remove)]
