import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from hypothesis import settings as property_settings

from articles.models.append_only import guard, guarded_tables, unguard
from tests.cast import Cast

# A property must hold on a busy machine too; what is to be quick says so in a test of its own.
property_settings.register_profile("newsroom", parent=property_settings(), deadline=None, max_examples=50)
property_settings.load_profile("newsroom")

# The standards' own schemas, which lie beside the clone, or where this says.
SCHEMAS = Path(os.environ.get("SCHEMAS", Path(__file__).parents[2] / "shared" / "schemas"))


def pytest_collection_modifyitems(config, items):
    """What only one engine has, or needs a Redis, a bucket or the schemas, is collected only there, never skipped."""
    foreign = [
        item
        for item in items
        if ((mark := item.get_closest_marker("engine")) and mark.args[0] != connection.vendor)
        or (item.get_closest_marker("redis") and not os.environ.get("TEST_REDIS_URL"))
        or (item.get_closest_marker("bucket") and not find_spec("storages"))
        or (item.get_closest_marker("schemas") and not SCHEMAS.is_dir())
    ]
    if foreign:
        config.hook.pytest_deselected(items=foreign)
        items[:] = [item for item in items if item not in foreign]


@pytest.fixture
def cast(db) -> Cast:
    """The people and sources of a small newsroom; each test adds only what it is about."""
    return Cast.make()


NOWHERE = {"bucket_name": "pictures", "endpoint_url": "http://127.0.0.1:9", "access_key": "a", "secret_key": "b"}
AWAY = [
    {"BACKEND": "tests.away.Away"},
    pytest.param({"BACKEND": "newsroom.bucket.Bucket", "OPTIONS": NOWHERE}, marks=pytest.mark.bucket),
]


@pytest.fixture(params=AWAY, ids=["Away", "Bucket"])
def storage_goes(request, settings):
    """Called, it lets the storage of pictures answer no more."""

    def go():
        settings.STORAGES = {**settings.STORAGES, "default": request.param}

    return go


@pytest.fixture
def lasting_database(transactional_db):
    """A real, committing database; its triggers step aside for the clean-up after the test, and only for that."""
    if not Group.objects.exists():
        # The clean-up after the test before took the roles along, which a migration had made.
        import_module("articles.migrations.0007_roles").make(apps, connection.schema_editor())
    yield
    tables = guarded_tables()
    for table in tables:
        unguard(connection, table)
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    for table, frozen in tables.items():
        guard(connection, table, frozen)
