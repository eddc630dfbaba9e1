"""Merging a later version of the wire into a story that the desk has edited: one act, nothing behind anybody's back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.desk import record, texts, verbs
from articles.desk.follow import merge_update
from articles.desk.merging import Merge
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused, Stale, Unmerged
from articles.desk.take import take
from articles.models import Story, WireItem
from articles.wire.html import clean
from articles.wire.hunks import ALL, OWN, Choice
from articles.wire.merge import OURS, THEIRS

pytestmark = pytest.mark.django_db

BODY = "<p>Two were hurt.</p><p>The road is closed.</p><p>Police are there.</p>"
SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=5)


def version(cast, number: int, state: str = "update", **fields) -> WireItem:
    said = {"headline": "Quake", "body_html": BODY, "slugline": "QUAKE", "dateline": "SAHLAN"}
    item = cast.wire_item(guid="urn:quake", version=number, **{**said, **fields})
    WireItem.objects.filter(pk=item.pk).update(state=state)
    item.state = state
    return item


def taken(cast, **changes) -> Story:
    """A story of version 1, edited."""
    story = take(version(cast, 1, "new"), by=cast.reporter)
    return texts.edit(story, by=cast.editor, version=story.version, changes=changes) if changes else story


def choose(story: Story, item: WireItem, **picks) -> dict[str, Choice]:
    """The same choice at each place of a field at which the sides differ."""
    places = Merge.of(story, item, timezone.now()).places
    return {
        hunk.key: picks[place.name] for place in places if place.name in picks for hunk in place.hunks if hunk.is_choice
    }


def merged(story: Story, item: WireItem, by, **picks) -> Story:
    return merge_update(story, item, by=by, version=story.version, choices=choose(story, item, **picks))


def test_each_place_takes_the_side_that_changed_it_and_the_conflict_the_one_that_was_chosen(cast):
    story = taken(cast, headline="Our quake", body=BODY.replace("closed", "shut"), dateline="OURS")
    item = version(cast, 2, headline="Strong quake", body_html=BODY.replace("Two", "Nine"), slugline="SHAKE")
    merged(story, item, cast.editor, headline=Choice(THEIRS))
    story.refresh_from_db()
    assert {name: getattr(story, name) for name in ("headline", "body", "dateline", "slugline", "wire_item")} == {
        "headline": "Strong quake",
        "body": BODY.replace("closed", "shut").replace("Two", "Nine"),
        "dateline": "OURS",
        "slugline": "SHAKE",
        "wire_item": item,
    }
    item.refresh_from_db()
    assert (item.state, story.version, story.state) == ("taken", 3, "draft")


def test_the_record_says_what_followed_what_was_kept_and_how_often(cast):
    story = taken(cast, headline="Our quake", body=BODY.replace("closed", "shut"))
    item = version(cast, 2, headline="Strong quake", body_html=BODY.replace("Two", "Nine"), slugline="SHAKE")
    merged(story, item, cast.editor, headline=Choice(OURS))
    told = {
        "followed": ["slugline"], "kept": ["headline"], "merged": ["body"],
        "places": {"body": {"theirs": 1, "ours": 1}},
    }  # fmt: skip
    assert item.moves.get().details == {"story": story.code, **told}
    assert story.moves.get(verb="merge").details == {"wire_version": 2, **told}
    revision = story.revisions.first()
    assert (revision.verb, revision.by, revision.changed) == ("merge", cast.editor, ["body", "slugline"])
    assert revision.texts["body"] == story.body
    assert list(record.verify()) == []


def test_a_conflict_that_nobody_decided_is_refused_and_nothing_is_changed(cast):
    story = taken(cast, headline="Our quake")
    item = version(cast, 2, headline="Strong quake", body_html=BODY.replace("Two", "Nine"))
    with pytest.raises(Refused, match="Both sides changed headline"):
        merged(story, item, cast.editor)
    story.refresh_from_db()
    item.refresh_from_db()
    assert (story.body, story.version, story.wire_item.version, item.state) == (BODY, 2, 1, "update")


def test_both_one_after_the_other_and_words_of_ones_own(cast):
    story = taken(cast, body=BODY.replace("Two were", "We saw three"), ednote="Ask them.")
    item = version(cast, 2, body_html=BODY.replace("Two", "Nine"), ednote="Adds toll.")
    merged(story, item, cast.editor, body=Choice(ALL), ednote=Choice(OWN, "Asked, and answered."))
    assert story.body == BODY.replace("<p>Two were hurt.</p>", "<p>We saw three hurt.</p><p>Nine were hurt.</p>")
    assert story.ednote == "Asked, and answered."


def test_a_text_that_grows_too_long_is_refused(cast):
    story = taken(cast, headline="Our quake")
    item = version(cast, 2, headline="Strong quake")
    with pytest.raises(Refused, match="headline would have 1,001 characters, 1,000 at most"):
        merged(story, item, cast.editor, headline=Choice(OWN, "x" * 1001))


def test_somebody_who_saved_in_between_is_not_overwritten(cast):
    story = taken(cast, headline="Our quake")
    item = version(cast, 2, headline="Strong quake")
    choices = choose(story, item, headline=Choice(THEIRS))
    texts.edit(story, by=cast.reporter, version=2, changes={"headline": "Newest"})
    with pytest.raises(Stale):
        merge_update(story, item, by=cast.editor, version=2, choices=choices)
    story.refresh_from_db()
    assert (story.headline, WireItem.objects.get(pk=item.pk).state) == ("Newest", "update")


def test_choices_of_other_words_are_refused(cast):
    story, item = taken(cast, headline="Our quake"), version(cast, 2, headline="Strong quake")
    with pytest.raises(Refused, match="belongs to no place"):
        merge_update(story, item, by=cast.editor, version=2, choices={"made-up": Choice(THEIRS)})


def test_an_item_is_merged_once_and_only_into_the_story_of_its_own_family(cast):
    story, item = taken(cast, headline="Our quake"), version(cast, 2, headline="Strong quake")
    stranger = cast.draft()
    with pytest.raises(Refused, match="is no version of the wire story"):
        merge_update(stranger, item, by=cast.editor, version=1, choices={})
    merged(story, item, cast.editor, headline=Choice(THEIRS))
    with pytest.raises(OutOfTurn, match="is taken now"):
        merge_update(story, item, by=cast.editor, version=3, choices={})


def test_who_may_not_take_or_write_merges_nothing(cast):
    story, item = taken(cast, headline="Our quake"), version(cast, 2, headline="Strong quake")
    with pytest.raises(NotAllowed):
        merged(story, item, cast.reader, headline=Choice(THEIRS))


def test_what_readers_have_stays_until_it_is_published(cast):
    story = taken(cast, headline="Our quake", disclaimer=cast.disclaimer)
    verbs.publish(story, by=cast.publisher)
    merged(story, version(cast, 2, headline="Strong quake"), cast.editor, headline=Choice(THEIRS))
    assert (story.headline, [edition.headline for edition in story.editions.all()]) == ("Strong quake", ["Our quake"])


# Embargoes


@pytest.mark.parametrize("picks", [{"headline": Choice(OURS)}, {"headline": Choice(THEIRS)}])
def test_an_embargo_of_the_new_version_comes_along_whatever_is_chosen(cast, picks):
    story = taken(cast, headline="Our quake", embargo_until=SOON - timedelta(hours=1))
    item = version(cast, 2, "held", headline="Strong quake", embargoed_until=SOON, embargo_unreadable=True)
    merged(story, item, cast.editor, **picks)
    assert (story.embargo_until, story.embargo_unreadable) == (SOON, True)


def test_an_embargo_that_the_new_version_drops_is_not_dropped_in_one_click(cast):
    story = take(version(cast, 1, "held", embargoed_until=SOON), by=cast.editor)
    item = version(cast, 2)
    with pytest.raises(Unmerged, match="embargo"):
        take(item, by=cast.editor)
    with pytest.raises(Refused, match="Both sides changed embargo"):
        merged(story, item, cast.publisher)
    with pytest.raises(NotAllowed, match="Only a publisher"):
        merged(story, item, cast.editor, embargo_until=Choice(THEIRS))
    merged(story, item, cast.editor, embargo_until=Choice(OURS))
    assert story.embargo_until == SOON


def test_a_publisher_may_let_the_agency_lift_it(cast):
    story = take(version(cast, 1, "held", embargoed_until=SOON), by=cast.editor)
    merged(story, version(cast, 2), cast.publisher, embargo_until=Choice(THEIRS))
    assert story.embargo_until is None


def test_a_later_embargo_of_ours_stays(cast):
    later = SOON + timedelta(hours=9)
    story = taken(cast, headline="Our quake", embargo_until=later)
    merged(story, version(cast, 2, "held", headline="New", embargoed_until=SOON), cast.publisher,
           headline=Choice(OURS), embargo_until=Choice(OURS))  # fmt: skip
    assert story.embargo_until == later


def test_a_release_to_come_is_held_when_the_new_version_brings_an_embargo(cast):
    story = taken(cast, headline="Our quake")
    verbs.publish(story, by=cast.publisher, at=SOON - timedelta(hours=2))
    merged(story, version(cast, 2, "held", headline="New", embargoed_until=SOON), cast.editor, headline=Choice(OURS))
    assert story.state == "held"


# Anything, in any order

WORDS = st.sampled_from(["Two", "Nine", "hurt", "closed", "<b>bold</b>", "&amp;", "قتلى", "道路"])
PARAGRAPHS = st.lists(
    st.lists(WORDS, min_size=1, max_size=4).map(lambda words: f"<p>{' '.join(words)}</p>"), max_size=4
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["update", "edit", "merge", "kill"]), PARAGRAPHS.map("".join), st.integers(0, 3)),
    min_size=3,
    max_size=7,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_updates_edits_merges_and_kills_in_any_order_keep_every_promise(cast, steps):
    guid = f"urn:{WireItem.objects.count()}:{timezone.now().timestamp()}"
    first = cast.wire_item(guid=guid, body_html=clean("<p>Two hurt</p><p>closed</p>"))
    story, waiting, number = take(first, by=cast.editor), None, 1
    for act, body, pick in steps:
        story.refresh_from_db()
        if act == "update":
            number += 1
            waiting = cast.wire_item(guid=guid, version=number, body_html=clean(body), headline=first.headline)
        elif act == "edit" and story.state == "draft":
            texts.edit(story, by=cast.editor, version=story.version, changes={"body": body})
        elif act == "kill" and story.state != "killed":
            verbs.kill(story, by=None, reason="The agency says so.")
        elif act == "merge" and waiting is not None:
            before = story.body
            if story.state == "killed":
                with pytest.raises(OutOfTurn):
                    merged(story, waiting, cast.editor)
                continue
            assert_merged_as_chosen(story, waiting, cast.editor, [OURS, THEIRS, ALL, None][pick], before)
            waiting = None
    assert list(record.verify()) == []


def assert_merged_as_chosen(story: Story, item: WireItem, by, pick: str | None, before: str) -> None:
    base, theirs = story.wire_item.wire_copy.body_html, item.wire_copy.body_html
    picks = {"body": Choice(pick)} if pick else {}
    if Merge.of(story, item, timezone.now()).undecided(choose(story, item, **picks)):
        with pytest.raises(Refused, match="Both sides changed body"):
            merged(story, item, by, **picks)
        story.refresh_from_db()
        assert story.body == before
        return
    merged(story, item, by, **picks)
    story.refresh_from_db()
    assert clean(story.body) == story.body
    if pick == OURS or (pick is None and theirs == base):
        assert story.body == before
    elif pick == THEIRS or (pick is None and before == base):
        assert story.body == theirs
