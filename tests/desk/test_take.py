from datetime import UTC, datetime

import pytest

from articles.desk import texts, verbs
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused, Unmerged
from articles.desk.take import take
from articles.models import Person, Story
from articles.wire.copy import Subject

pytestmark = pytest.mark.django_db

EMBARGO = datetime(2030, 1, 1, 6, tzinfo=UTC)


def test_a_taken_item_becomes_a_draft_with_all_that_the_agency_said(cast):
    item = cast.wire_item(
        headline="Sahlan votes", standfirst="In short.", byline="By Ada Lindqvist and Someone Else", dateline="SAHLAN",
        credit="Agency/AP", reference="AGY-77", body_html="<p>Body.</p>", urgency=2, slugline="SAHLAN-VOTE",
        ednote="Check.",
        language="fr", subjects=(Subject("medtop", "15000000", "sport"),), keywords=("Elections", "Other"),
        embargoed_until=EMBARGO, created=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip
    story = take(item, by=cast.reporter)
    took = {name: getattr(story, name) for name in Story.TEXT_FIELDS}
    assert took == {
        "slugline": "SAHLAN-VOTE", "headline": "Sahlan votes", "standfirst": "In short.",
        "byline": "By Ada Lindqvist and Someone Else", "dateline": "SAHLAN", "credit": "Agency/AP",
        "body": "<p>Body.</p>",
        "ednote": "Check.", "urgency": 2, "language": "fr", "reference": "AGY-77", "section": cast.sport,
        "source": cast.agency, "disclaimer": cast.disclaimer, "embargo_until": EMBARGO,
    }  # fmt: skip
    assert (story.state, story.wire_item, story.sent_at) == ("draft", item, item.sent_at)
    assert list(story.topics.all()) == [cast.topic]
    assert list(story.authors.all()) == [cast.author]
    assert item.state == "taken"


def test_copy_that_brings_no_credit_gets_its_sources(cast):
    assert take(cast.wire_item(), by=cast.reporter).credit == "The Agency"


def test_an_item_is_taken_once(cast):
    item = cast.wire_item()
    again = type(item).objects.get(pk=item.pk)
    take(item, by=cast.reporter)
    with pytest.raises(OutOfTurn, match="is taken now"):
        take(again, by=cast.editor)
    assert Story.objects.count() == 1


def test_somebody_without_a_role_takes_nothing(cast):
    with pytest.raises(NotAllowed):
        take(cast.wire_item(), by=cast.reader)
    assert not Story.objects.exists()


def test_a_kill_is_not_taken(cast):
    with pytest.raises(Refused, match="holds no copy"):
        take(cast.wire_item(pubstatus="canceled"), by=cast.reporter)


def test_a_newer_version_brings_what_the_desk_left_alone_and_leaves_what_it_wrote(cast):
    first = cast.wire_item(guid="urn:1", headline="Quake", body_html="<p>Two hurt.</p>", slugline="QUAKE")
    story = take(first, by=cast.reporter)
    texts.edit(story, by=cast.editor, version=1, changes={"headline": "Our headline"})
    second = cast.wire_item(guid="urn:1", version=2, headline="Quake", body_html="<p>Nine hurt.</p>", slugline="SHAKE")
    followed = take(second, by=cast.editor)
    assert followed == story
    followed.refresh_from_db()
    assert (followed.headline, followed.body, followed.wire_item) == ("Our headline", "<p>Nine hurt.</p>", second)
    assert second.moves.get().details == {"story": story.code, "followed": ["body", "slugline"], "kept": []}


def test_what_both_changed_is_taken_by_nobody_in_one_click(cast):
    story = take(cast.wire_item(guid="urn:1", headline="Quake", body_html="<p>Two hurt.</p>"), by=cast.reporter)
    texts.edit(story, by=cast.editor, version=1, changes={"headline": "Our headline"})
    second = cast.wire_item(guid="urn:1", version=2, headline="Strong quake", body_html="<p>Nine hurt.</p>")
    with pytest.raises(Unmerged, match="both changed headline of “Our headline”") as refusal:
        take(second, by=cast.editor)
    assert (refusal.value.story, refusal.value.item) == (story, second)
    story.refresh_from_db()
    second.refresh_from_db()
    assert (story.headline, story.body, story.version) == ("Our headline", "<p>Two hurt.</p>", 2)
    assert (second.state, second.moves.count()) == ("new", 0)


def test_a_newer_version_never_changes_what_readers_have(cast):
    story = take(cast.wire_item(guid="urn:1", body_html="<p>Two.</p>"), by=cast.reporter)
    verbs.publish(story, by=cast.publisher)
    take(cast.wire_item(guid="urn:1", version=2, body_html="<p>Nine.</p>"), by=cast.editor)
    assert list(story.editions.values_list("body", flat=True)) == ["<p>Two.</p>"]


def test_the_same_guid_of_another_source_is_another_story(cast):
    story = take(cast.wire_item(guid="urn:1"), by=cast.reporter)
    other = take(cast.wire_item(source=cast.desk, guid="urn:1"), by=cast.reporter)
    assert other != story


def test_bylines_in_other_languages_find_the_people_whom_we_know(cast):
    tomas = Person.objects.create(name="Tomas Okoye", slug="tomas-okoye")
    story = take(cast.wire_item(byline="Par Tomas Okoye et Ada Lindqvist"), by=cast.reporter)
    assert list(story.authors.order_by("bylines__position")) == [tomas, cast.author]
