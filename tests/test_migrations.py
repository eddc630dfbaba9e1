import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from articles.models.append_only import unguarded


def ours() -> dict[str, list[str]]:
    """The name of each of our migrations, and of those that it stands for."""
    disk = MigrationLoader(None).disk_migrations
    return {key[1]: [name for _, name in disk[key].replaces] for key in sorted(disk) if key[0] == "articles"}


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


def test_the_models_say_nothing_that_no_migration_does(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_newsroom_that_ran_the_first_thirty_one_has_nothing_to_do(db):
    assert sorted(int(name[:4]) for names in ours().values() for name in names) == list(range(1, 32))
    for name in ours():
        MigrationRecorder(connection).record_unapplied("articles", name)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.parametrize("last", [1, 15, 30])
def test_a_newsroom_that_ran_some_of_them_only_is_told_so(db, last):
    for new, names in ours().items():
        for name in (new, *(name for name in names if int(name[:4]) > last)):
            MigrationRecorder(connection).record_unapplied("articles", name)
    with pytest.raises(NodeNotFoundError, match="some of the replaced migrations are already applied"):
        MigrationLoader(connection)
