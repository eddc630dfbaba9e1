from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

READS = ["view_" + model for model in (
    "byline", "delivery", "disclaimer", "disclaimerwording", "edition", "move", "person", "section", "source", "story",
    "topic", "wireitem",
)]  # fmt: skip
REPORTER = [*READS, "add_story", "change_story", "file_story", "take_wireitem"]
EDITOR = [
    *REPORTER, "send_back_story", "hold_story", "spike_story", "spike_wireitem", "add_topic", "change_topic", "add_person",
    "change_person",
]  # fmt: skip
PUBLISHER = [*EDITOR, "publish_story", "take_down_story", "legal_hold_story"]
ADMINISTRATOR = [
    *PUBLISHER, "add_source", "change_source", "add_section", "change_section", "add_disclaimer", "change_disclaimer",
    "add_disclaimerwording",
]  # fmt: skip
PEOPLE = ["view_user", "add_user", "change_user", "view_group"]
ROLES = {"Reporter": REPORTER, "Editor": EDITOR, "Publisher": PUBLISHER, "Administrator": ADMINISTRATOR}


def make(apps: Apps, schema_editor):
    """The four roles. Permissions are otherwise made only after all migrations have run."""
    for label in ("articles", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*Permission.objects.filter(content_type__app_label="articles", codename__in=codenames))
    people = Permission.objects.filter(content_type__app_label="auth", codename__in=PEOPLE)
    Group.objects.get(name="Administrator").permissions.add(*people)


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make, remove)]
