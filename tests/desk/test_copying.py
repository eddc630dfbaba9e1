"""A copy or a translation leaves nothing behind that forbids to publish, nor who reported it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import texts, verbs
from articles.desk.checks import blocking, check
from articles.desk.copying import copy, translate
from articles.desk.refusals import Blocked, NotAllowed, OutOfTurn, Refused
from articles.desk.take import take
from articles.models import Move, Story

CARRIED = (
    "source", "credit", "reference", "disclaimer", "embargo_until", "embargo_unreadable", "legal_hold", "ednote",
    "sent_at", "body", "headline", "section", "urgency", "byline", "dateline",
)  # fmt: skip


@pytest.fixture
def bound(cast) -> Story:
    """A wire story that everything forbids to publish."""
    item = cast.wire_item(
        reference="AGY-1", credit="The Agency", ednote="Ask first.", urgency=2, embargo_unreadable=True,
        byline="By A. Writer", dateline="PORT AUREL",
    )  # fmt: skip
    story = take(item, by=cast.editor)
    lifts = timezone.now() + timedelta(days=1)
    story = texts.edit(
        story, by=cast.editor, version=story.version, changes={"embargo_until": lifts}, authors=[cast.author],
        topics=[cast.topic],
    )  # fmt: skip
    verbs.place_legal_hold(story, by=cast.publisher, reason="Counsel reads it.")
    return story


def carried(story: Story) -> tuple:
    people = [line.person for line in story.bylines.all()]
    return (*(getattr(story, name) for name in CARRIED), list(story.topics.all()), people)


@pytest.mark.parametrize("verb", ["copy", "translate"])
def test_all_that_the_source_and_the_law_demand_comes_along(cast, bound, verb):
    made = copy(bound, by=cast.reporter) if verb == "copy" else translate(bound, by=cast.reporter, language="fr")
    made.refresh_from_db()
    assert carried(made) == carried(bound)
    assert (made.state, made.version, made.code == bound.code, made.wire_item) == ("draft", 1, False, None)
    assert (made.copied_from, made.translation_of, made.language) == (
        (bound, None, "en") if verb == "copy" else (None, bound, "fr")
    )
    move = Move.objects.first()
    assert (move.story, move.verb, move.details, move.actor) == (made, verb, {"from": bound.code}, cast.reporter)
    assert [one.verb for one in made.revisions.all()] == [verb]
    assert {one.message for one in blocking(check(made))} == {one.message for one in blocking(check(bound))}
    with pytest.raises(Blocked):
        verbs.publish(made, by=cast.publisher)


def test_a_copy_of_withheld_copy_is_as_withheld(cast):
    story = take(cast.wire_item(pubstatus="withheld", guid="urn:w"), by=cast.editor)
    again = copy(copy(story, by=cast.editor), by=cast.editor)
    assert [one.field for one in blocking(check(again))] == ["wire_item"]


def test_an_order_to_kill_reaches_what_was_made_of_the_story(cast):
    story = take(cast.wire_item(), by=cast.editor)
    french = translate(story, by=cast.editor, language="fr")
    again = copy(french, by=cast.editor)
    other = cast.draft()
    assert set(Story.objects.made_of(story)) == {french, again}
    assert set(Story.objects.made_of(other)) == set()
    verbs.kill(story, by=cast.publisher, reason="The agency orders it.")
    again.refresh_from_db()
    assert [one.message for one in blocking(check(again))] == [f"“{story}”, of which it was made, is killed."]


def test_there_is_one_translation_a_language_and_all_are_of_the_first_story(cast):
    story = cast.draft(language="en")
    french = translate(story, by=cast.editor, language="fr")
    arabic = translate(french, by=cast.editor, language="ar")
    assert (french.translation_of, arabic.translation_of) == (story, story)
    for told, language in ((story, "fr"), (story, "EN"), (french, "fr"), (french, "en"), (arabic, "FR")):
        with pytest.raises(Refused, match="already"):
            translate(told, by=cast.editor, language=language)
    verbs.spike(french, by=cast.editor)
    assert translate(story, by=cast.editor, language="fr").translation_of == story


def test_of_what_was_taken_back_no_other_story_is_made(cast):
    story = cast.published()
    verbs.kill(story, by=cast.publisher, reason="Court order.")
    for made in (lambda: copy(story, by=cast.editor), lambda: translate(story, by=cast.editor, language="fr")):
        with pytest.raises(OutOfTurn, match="is killed"):
            made()
    with pytest.raises(NotAllowed):
        copy(cast.draft(), by=cast.reader)
    assert Story.objects.filter(copied_from=story).count() == 0
