"""Returning what was taken: as if nobody had taken it, and only as long as nobody has worked on it."""

import pytest

from articles.desk import record, texts, verbs
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.desk.take import take, untake
from articles.models import Story, WireItem

pytestmark = pytest.mark.django_db


def test_the_item_waits_as_it_did_and_its_story_is_spiked_and_let_go(cast):
    item = cast.wire_item(headline="Ferry")
    WireItem.objects.filter(pk=item.pk).update(state="held", reason="Doubt.")
    story = take(item, by=cast.reporter)
    untake(item, by=cast.reporter)
    story.refresh_from_db()
    assert (item.state, item.reason, story.state, story.wire_item) == ("held", "Doubt.", "spiked", None)
    assert list(item.moves.order_by("pk").values_list("verb", "to_state")) == [("take", "taken"), ("untake", "held")]
    assert item.moves.first().details == {"story": story.code}
    assert list(record.verify()) == []


def test_what_went_back_can_be_taken_anew(cast):
    item = cast.wire_item()
    first = take(item, by=cast.reporter)
    untake(item, by=cast.reporter)
    second = take(item, by=cast.editor)
    assert (second.state, second.wire_item, second.pk != first.pk) == ("draft", item, True)


def test_what_was_spiked_is_unspiked_to_where_it_waited(cast):
    item = cast.wire_item()
    WireItem.objects.filter(pk=item.pk).update(state="update")
    verbs.spike(item, by=cast.editor)
    verbs.unspike(item, by=cast.editor)
    assert item.state == "update"


def edited(cast, story):
    texts.edit(story, by=cast.reporter, version=1, changes={"headline": "Mine"})


WORK = {
    "edited": edited,
    "filed": lambda cast, story: verbs.file(story, by=cast.reporter),
    "on legal hold": lambda cast, story: verbs.place_legal_hold(story, by=cast.publisher, reason="Court."),
    "spiked": lambda cast, story: verbs.spike(story, by=cast.editor),
    "typed in": lambda cast, story: story.autosaves.create(user=cast.reporter, **AUTOSAVED),
}
AUTOSAVED = {"version": 1, "packed": b"x", "saved_at": "2026-01-01T00:00Z"}


@pytest.mark.parametrize("work", WORK)
def test_a_story_that_was_worked_on_keeps_its_item(cast, work):
    item = cast.wire_item()
    story = take(item, by=cast.reporter)
    WORK[work](cast, story)
    before = Story.objects.values().get()
    with pytest.raises(Refused, match="our story of it was worked on"):
        untake(item, by=cast.reporter)
    item.refresh_from_db()
    assert (item.state, Story.objects.values().get()) == ("taken", before)


def test_an_update_that_a_story_has_followed_does_not_go_back(cast):
    take(cast.wire_item(guid="urn:a"), by=cast.reporter)
    newer = cast.wire_item(guid="urn:a", version=2)
    take(newer, by=cast.reporter)
    with pytest.raises(Refused, match="it brought a story of ours up to date"):
        untake(newer, by=cast.reporter)


def test_an_item_that_a_newer_version_follows_does_not_go_back(cast):
    item = cast.wire_item(guid="urn:a")
    take(item, by=cast.reporter)
    cast.wire_item(guid="urn:a", version=2)
    with pytest.raises(Refused, match="a newer version has come"):
        untake(item, by=cast.reporter)


def test_a_reporter_returns_only_what_she_took_herself(cast):
    item = cast.wire_item()
    take(item, by=cast.publisher)
    with pytest.raises(NotAllowed, match="ask them, or somebody who may spike"):
        untake(item, by=cast.reporter)
    untake(item, by=cast.editor)
    assert item.state == "new"


def test_an_item_that_was_not_taken_is_not_returned(cast):
    with pytest.raises(OutOfTurn):
        untake(cast.wire_item(), by=cast.editor)
