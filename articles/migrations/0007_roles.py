from django.contrib.auth.management import create_permissions
from django.db import migrations

REPORTER = [
    *("view_" + model for model in (
        "arrival", "banner", "byline", "channel", "delivery", "disclaimer", "disclaimerwording", "edition", "gap", "grace",
        "killpolicy", "move", "note", "order", "page", "person", "picture", "pin", "preview", "readerreport", "revision",
        "route", "section", "sequence", "source", "story", "topic", "wireitem",
    )),
    "add_story", "change_story", "file_story", "take_wireitem", "add_picture", "change_picture",
]  # fmt: skip
EDITOR = [
    *REPORTER, "assign_story", "preview_story", "send_back_story", "hold_story", "spike_story", "spike_wireitem",
    "add_topic", "change_topic", "add_person", "change_person", "change_gap", "curate_fronts", "settle_readerreport",
]  # fmt: skip
PUBLISHER = [*EDITOR, "publish_story", "take_down_story", "legal_hold_story", "add_route", "change_route"]
ADMINISTRATOR = [
    *PUBLISHER, "add_source", "change_source", "add_section", "change_section", "add_disclaimer", "change_disclaimer",
    "add_disclaimerwording", "add_channel", "change_channel", "add_page", "change_page", "add_killpolicy",
    "change_killpolicy", "delete_killpolicy", "view_subscriber", "add_subscriber", "change_subscriber", "view_dispatch",
    "send_again_dispatch", "view_look", "export_look", "view_rolepolicy", "add_rolepolicy", "change_rolepolicy",
]  # fmt: skip
ROLES = {"Reporter": REPORTER, "Editor": EDITOR, "Publisher": PUBLISHER, "Administrator": ADMINISTRATOR}
PEOPLE = ["view_user", "add_user", "change_user", "view_group"]


def make_permissions(apps, schema_editor):
    """Django itself makes them only after all migrations have run: too late for the roles."""
    for label in ("articles", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)


def make(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        role, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        role.permissions.add(*Permission.objects.filter(content_type__app_label="articles", codename__in=codenames))
        apps.get_model("articles", "RolePolicy").objects.get_or_create(role=role)
    people = Permission.objects.filter(content_type__app_label="auth", codename__in=PEOPLE)
    apps.get_model("auth", "Group").objects.get(name="Administrator").permissions.add(*people)


def remove(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    replaces = [
        ("articles", "0004_roles"),
        ("articles", "0007_story_screen_roles"),
        ("articles", "0009_picture_roles"),
        ("articles", "0016_channel_roles"),
        ("articles", "0018_page_roles"),
        ("articles", "0020_reading_roles"),
        ("articles", "0024_order_roles"),
        ("articles", "0026_route_roles"),
        ("articles", "0029_people_roles"),
    ]
    dependencies = [
        ("articles", "0006_counter"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(make_permissions, migrations.RunPython.noop),
        migrations.RunPython(make, remove),
    ]
