from base64 import b32decode, b32encode

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from articles.desk import second_factor
from articles.models import Delivery, SecondFactor, WireItem
from articles.models.append_only import unguarded
from articles.sealing import SUBSCRIBERS
from tests.admin.codes import code


def ours() -> dict[str, list[str]]:
    """The name of each of our migrations that stands for others, and of those."""
    disk = MigrationLoader(None).disk_migrations
    replaced = {key[1]: [name for _, name in disk[key].replaces] for key in sorted(disk) if key[0] == "articles"}
    return {name: names for name, names in replaced.items() if names}


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


def test_no_index_of_one_column_repeats_the_beginning_of_another(db):
    tables = [model._meta.db_table for model in (Delivery, WireItem)]
    with connection.cursor() as cursor:
        found = [connection.introspection.get_constraints(cursor, table).values() for table in tables]
    plain = [[one["columns"] for one in some if (one["index"] or one["unique"]) and one["columns"]] for some in found]
    repeated = [one for some in plain for one in some for other in some if one == other[:1] != other]
    assert repeated == []


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


def test_second_factors_that_stood_in_clear_go_on_working_sealed_and_can_be_taken_back(lasting_database, cast):
    before, after = [("articles", "0007_roles")], [("articles", "0008_second_factors")]
    old = MigrationExecutor(connection).migrate(before).apps
    key, begun = "3132333435363738393031323334353637383930", "ff" * 20
    devices, static = old.get_model("otp_totp", "TOTPDevice"), old.get_model("otp_static", "StaticDevice")
    devices.objects.create(user_id=cast.reporter.pk, name="app", key=key, drift=1, last_t=7)
    devices.objects.create(user_id=cast.editor.pk, name="app", key=begun, confirmed=False)
    static.objects.create(user_id=cast.reporter.pk, name="recovery codes").token_set.create(token="abcdefgh")

    MigrationExecutor(connection).migrate(after)
    assert (devices.objects.count(), static.objects.count()) == (0, 0)
    assert second_factor.begin(cast.editor).key == b32encode(bytes.fromhex(begun)).decode()
    factor = SecondFactor.objects.get(user=cast.reporter)
    assert (b32decode(factor.key).hex(), factor.drift, factor.last_t, factor.confirmed) == (key, 1, 7, True)
    assert second_factor.verify(cast.reporter, "ABCD EFGH") == factor
    assert second_factor.verify(cast.reporter, code(factor)) == factor

    MigrationExecutor(connection).migrate(before)
    kept = devices.objects.order_by("user_id").values_list("user_id", "key", "confirmed")
    assert sorted(kept) == sorted([(cast.reporter.pk, key, True), (cast.editor.pk, begun, False)])
    MigrationExecutor(connection).migrate(after)
    assert second_factor.standing(cast.reporter).enrolled


def test_secrets_of_subscribers_that_stood_in_clear_go_on_signing_sealed_and_can_be_taken_back(lasting_database):
    before, after = [("articles", "0009_fewer_indexes")], [("articles", "0010_subscribers_secrets")]
    subscribers = MigrationExecutor(connection).migrate(before).apps.get_model("articles", "Subscriber").objects
    clear = [f"whsec_{'c2VjcmV0' * 11}{number:04}" for number in range(300)]
    for secret in clear:
        subscribers.create(name=secret[-4:], url="https://partner.example/", secret=secret)

    now = MigrationExecutor(connection).migrate(after).apps.get_model("articles", "Subscriber").objects
    sealed = list(now.order_by("name").values_list("secret", flat=True))
    assert [secret for secret in sealed if "whsec" in secret] == []
    assert [SUBSCRIBERS.open(secret) for secret in sealed] == clear

    MigrationExecutor(connection).migrate(before)
    assert list(subscribers.order_by("name").values_list("secret", flat=True)) == clear
    MigrationExecutor(connection).migrate(after)
