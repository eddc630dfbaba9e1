"""Two people, two connections, one moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from articles.desk import record, texts, verbs
from articles.desk.refusals import OutOfTurn, Refused, Stale
from articles.desk.take import take
from articles.intake.receive import receive
from articles.models import Edition, Move, Source, Story, WireItem
from tests.cast import Cast
from tests.intake.samples import ninjs

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


@pytest.mark.parametrize("act", [verbs.hold, verbs.kill])
def test_a_story_stopped_while_somebody_publishes_it_is_never_left_with_readers(cast, act):
    for _ in range(5):
        story = cast.draft()

        def publish_or_stop(number: int, story=story):
            mine = Story.objects.get(pk=story.pk)
            return (
                act(mine, by=cast.publisher, reason="Stop.") if number % 2 else verbs.publish(mine, by=cast.publisher)
            )

        at_once(publish_or_stop)
        story.refresh_from_db()
        assert story.state in ("held", "killed")
        assert not Edition.objects.public(timezone.now()).filter(story=story).exists()


def test_the_wire_comes_in_while_editors_take(cast):
    items = [cast.wire_item() for _ in range(PEOPLE)]

    def take_or_receive(number: int):
        if number % 2:
            return receive(ninjs(uri=f"urn:{number}"), source=Source.objects.get(code="AGY")).items[0]
        return take(WireItem.objects.get(pk=items[number].pk), by=cast.reporter)

    results = at_once(take_or_receive)
    assert [type(result) for result in results] == [Story, WireItem, Story, WireItem]


def test_many_acts_at_once_make_one_unbroken_chain(cast):
    stories = [cast.draft() for _ in range(PEOPLE)]
    before = Move.objects.count()
    results = at_once(lambda number: verbs.publish(stories[number], by=cast.publisher))
    assert refused(results) == []
    assert Move.objects.count() == before + PEOPLE
    assert list(record.verify()) == []
