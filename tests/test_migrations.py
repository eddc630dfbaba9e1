from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from articles.models.append_only import unguarded


def test_every_migration_can_be_taken_back_and_made_again(lasting_database):
    call_command("migrate", "articles", "zero", verbosity=0)
    left = [name for name in connection.introspection.table_names() if name.startswith("articles_")]
    assert left == []
    assert not Group.objects.exists()
    call_command("migrate", "articles", verbosity=0)
    assert unguarded(connection) == []
    assert list(Group.objects.order_by("name").values_list("name", flat=True)) == [
        "Administrator", "Editor", "Publisher", "Reporter",
    ]  # fmt: skip
