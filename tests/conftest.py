import pytest
from django.db import connection

from articles.models.append_only import append_only_models, guard, unguard
from tests.cast import Cast


@pytest.fixture
def cast(db) -> Cast:
    """The people and sources of a small newsroom; each test adds only what it is about."""
    return Cast.make()


@pytest.fixture
def lasting_database(django_db_serialized_rollback, transactional_db):
    """A real, committing database; its triggers step aside for the clean-up after the test, and only for that."""
    yield
    for model in append_only_models():
        unguard(connection, model._meta.db_table)


@pytest.fixture(autouse=True)
def _guards_stand(request):
    """Whatever a test before this one did to the triggers, this one starts with all of them."""
    yield
    if "lasting_database" in request.fixturenames or "transactional_db" in request.fixturenames:
        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock():
            for model in append_only_models():
                guard(connection, model._meta.db_table, model.FROZEN)
