"""Two people, two connections, one moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from articles.desk import record, texts, verbs
from articles.desk.refusals import OutOfTurn, Refused, Stale
from articles.desk.take import take
from articles.models import Edition, Move, Story, WireItem
from tests.cast import Cast

PEOPLE = 4


@pytest.fixture
def cast(lasting_database):
    return Cast.make()


def at_once(act) -> list:
    """Let several people do the same at the same moment; what each of them got, or was refused with."""
    barrier = Barrier(PEOPLE)

    def one(number: int):
        try:
            barrier.wait(timeout=20)
            return act(number)
        except Refused as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def refused(results: list) -> list:
    return [result for result in results if isinstance(result, type)]


def test_of_several_who_publish_at_once_one_does(cast):
    story = cast.draft()
    results = at_once(lambda number: verbs.publish(Story.objects.get(pk=story.pk), by=cast.publisher))
    assert refused(results) == [OutOfTurn] * (PEOPLE - 1)
    assert (Edition.objects.count(), Story.objects.get().state) == (1, "published")
    assert list(record.verify()) == []


def test_of_several_who_save_at_once_one_does_and_the_others_are_told(cast):
    story = cast.draft(headline="")
    results = at_once(
        lambda number: texts.edit(story, by=cast.editor, version=1, changes={"headline": f"Text {number}"}).headline
    )
    assert refused(results) == [Stale] * (PEOPLE - 1)
    (saved,) = (result for result in results if isinstance(result, str))
    assert Story.objects.get().headline == saved


def test_of_several_who_take_at_once_one_does(cast):
    item = cast.wire_item()
    results = at_once(lambda number: take(WireItem.objects.get(pk=item.pk), by=cast.reporter))
    assert refused(results) == [OutOfTurn] * (PEOPLE - 1)
    assert Story.objects.count() == 1


def test_many_acts_at_once_make_one_unbroken_chain(cast):
    stories = [cast.draft() for _ in range(PEOPLE)]
    before = Move.objects.count()
    results = at_once(lambda number: verbs.publish(stories[number], by=cast.publisher))
    assert refused(results) == []
    assert Move.objects.count() == before + PEOPLE
    assert list(record.verify()) == []
