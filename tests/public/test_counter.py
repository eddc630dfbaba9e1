"""The counter moves with everything that readers can see, whoever changes it."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import DisclaimerWording, Edition, Topic
from articles.models.append_only import check_guards
from articles.public import counter

pytestmark = pytest.mark.django_db


def test_whatever_changes_a_table_that_pages_are_made_of_moves_the_counter(cast):
    changes = (
        lambda: Topic.objects.bulk_create([Topic(name="Tides", slug="tides")]),
        lambda: Topic.objects.filter(slug="tides").update(name="Floods"),
        lambda: connection.cursor().execute("DELETE FROM articles_topic WHERE slug = 'tides'"),
        lambda: cast.published(),
        lambda: Edition.objects.update(public_until=timezone.now()),
        lambda: DisclaimerWording.objects.create(disclaimer=cast.disclaimer, text="New.", in_force_from=timezone.now()),
    )
    values = [value()]
    for change in changes:
        change()
        values.append(value())
    assert len(set(values)) == len(values)


def value() -> str:
    return counter.read(connection)


def test_a_lost_trigger_is_reported_by_name():
    assert counter.check_counter(databases=["default"]) == []
    name, (table, _) = next(iter(counter.triggers(connection.vendor).items()))
    with transaction.atomic():
        on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
        connection.cursor().execute(f"DROP TRIGGER {name}{on_table}")
        (error,) = counter.check_counter(databases=["default"])
        transaction.set_rollback(True)
    assert (error.id, name in error.msg) == ("articles.E003", True)


def test_a_table_that_is_still_to_come_keeps_no_newsroom_from_being_brought_up_to_date():
    with transaction.atomic():
        connection.cursor().execute("DROP TABLE articles_page")
        connection.cursor().execute("DROP TABLE articles_note")
        assert counter.check_counter(databases=["default"]) == check_guards(databases=["default"]) == []
        transaction.set_rollback(True)
