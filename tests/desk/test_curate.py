"""What editors set by hand: pins on fronts, the banner, and topics under other names."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.desk import curate, record, topics, verbs
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.models import Banner, EditionTopic, Pin, Topic, TopicAlias
from articles.models.fronts import FRONT_PAGE, SECTION_FRONT, arrange, pinned_to
from tests.desk.fronts import front

pytestmark = pytest.mark.django_db


def pins() -> list[tuple]:
    return list(Pin.objects.order_by("section", "slot", "place").values_list("story__headline", "slot"))


def test_a_pinned_story_leads_whatever_is_more_urgent(cast):
    for number in range(4):
        cast.published(headline=f"Story {number}", urgency=5)
    flash = cast.published(headline="Flash", urgency=1)
    quiet = cast.published(headline="Quiet", urgency=8)
    assert front()["lead"] == "Flash"
    curate.pin(quiet, by=cast.editor, slot="lead")
    assert front() == {
        "lead": "Quiet", "seconds": ["Flash", "Story 3", "Story 2", "Story 1"], "rail": ["Story 0"], "rest": [],
    }  # fmt: skip
    curate.unpin(quiet, by=cast.editor)
    assert front()["lead"] == "Flash"
    assert [(move.verb, move.actor_name) for move in quiet.moves.all()[:2]] == [("unpin", "Editor"), ("pin", "Editor")]
    assert list(record.verify()) == []
    assert flash.moves.filter(verb="pin").count() == 0


def test_a_second_lead_pushes_the_first_one_down_and_no_story_stands_twice(cast):
    first, second = (cast.published(headline=name) for name in ("First", "Second"))
    curate.pin(first, by=cast.editor, slot="lead")
    curate.pin(second, by=cast.editor, slot="lead")
    curate.pin(second, by=cast.editor, slot="lead")
    assert front() == {"lead": "Second", "seconds": ["First"], "rail": [], "rest": []}
    assert pins() == [("Second", "lead"), ("First", "lead")]


def test_a_slot_whose_story_comes_down_fills_by_itself(cast):
    other, pinned = (cast.published(headline=name) for name in ("Other", "Pinned"))
    curate.pin(pinned, by=cast.editor, slot="lead")
    verbs.withdraw(pinned, by=cast.publisher, reason="x")
    assert front()["lead"] == "Other"
    pinned.refresh_from_db()
    verbs.publish(pinned, by=cast.publisher)
    assert front()["lead"] == "Pinned"
    assert other.code


def test_a_pin_ends_by_itself_to_the_second(cast):
    story, other = cast.published(headline="Pinned", urgency=9), cast.published(headline="Other", urgency=1)
    until = timezone.now() + timedelta(hours=1)
    curate.pin(story, by=cast.editor, slot="lead", until=until)
    assert front(until - timedelta(seconds=1))["lead"] == "Pinned"
    assert front(until)["lead"] == "Other"
    assert other.code


def test_fronts_of_sections_have_pins_of_their_own(cast):
    world = cast.published(headline="World", section=cast.world)
    cast.published(headline="Newer", section=cast.world)
    curate.pin(world, by=cast.editor, slot="lead", section=cast.world)
    assert front()["lead"] == "Newer"
    assert front(section=cast.world)["lead"] == "World"
    with pytest.raises(IntegrityError), transaction.atomic():
        Pin.objects.create(
            section=cast.world, slot="rail", place=1, story=world, pinned_by=cast.editor, pinned_at=timezone.now()
        )


def test_pins_are_put_in_order_before_one_another_and_across_slots(cast):
    stories = {name: cast.published(headline=name) for name in ("A", "B", "C")}
    for name in ("C", "B", "A"):
        curate.pin(stories[name], by=cast.editor, slot="second")
    assert pins() == [("A", "second"), ("B", "second"), ("C", "second")]
    curate.place(stories["C"], by=cast.editor, slot="second", before=stories["B"])
    assert pins() == [("A", "second"), ("C", "second"), ("B", "second")]
    curate.place(stories["A"], by=cast.editor, slot="lead")
    assert pins() == [("A", "lead"), ("C", "second"), ("B", "second")]
    curate.unpin(stories["A"], by=cast.editor)
    with pytest.raises(OutOfTurn, match="not pinned"):
        curate.place(stories["A"], by=cast.editor, slot="lead")


@pytest.mark.parametrize("what", ["draft", "killed", "retracted"])
def test_what_readers_will_not_get_is_not_pinned(cast, what):
    story = cast.draft()
    if what != "draft":
        verbs.publish(story, by=cast.publisher)
    if what == "killed":
        verbs.kill(story, by=cast.publisher, reason="x")
    if what == "retracted":
        verbs.retract(story, by=cast.publisher, notice="x")
    with pytest.raises(OutOfTurn, match="publish it first"):
        curate.pin(story, by=cast.editor, slot="lead")
    assert pins() == []


def test_a_story_to_come_may_be_pinned_and_waits(cast):
    at = timezone.now() + timedelta(hours=1)
    coming, other = cast.published(at=at, headline="Coming"), cast.published(headline="Other")
    curate.pin(coming, by=cast.editor, slot="lead")
    assert front()["lead"] == "Other"
    assert front(at)["lead"] == "Coming"
    assert other.code


def test_a_reporter_curates_nothing(cast):
    story = cast.published()
    curate.pin(story, by=cast.editor, slot="rail")
    for act in (
        lambda: curate.pin(story, by=cast.reporter, slot="lead"),
        lambda: curate.unpin(story, by=cast.reporter),
        lambda: curate.place(story, by=cast.reporter, slot="lead"),
        lambda: curate.raise_banner("Now", by=cast.reporter, until=timezone.now() + timedelta(hours=1)),
        lambda: topics.merge(cast.topic, into=cast.topic, by=cast.reporter),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (pins(), Banner.objects.count()) == ([(story.headline, "rail")], 0)


def test_a_banner_stands_until_its_end_and_can_be_ended(cast):
    now = timezone.now()
    first = curate.raise_banner("Polls have closed", by=cast.editor, until=now + timedelta(hours=2))
    second = curate.raise_banner(" Count \n begins ", by=cast.editor, until=now + timedelta(hours=1))

    def up(at):
        return [banner.text for banner in Banner.objects.standing(at)]

    soon = timezone.now()
    assert up(soon) == ["Count begins", "Polls have closed"]
    assert up(now + timedelta(minutes=90)) == ["Polls have closed"]
    curate.end_banner(second, by=cast.publisher)
    assert up(timezone.now()) == ["Polls have closed"]
    with pytest.raises(OutOfTurn, match="ended already"):
        curate.end_banner(second, by=cast.publisher)
    assert up(first.until) == []


@pytest.mark.parametrize(("text", "hours"), [("", 1), ("x" * 161, 1), ("Late", 25), ("Past", -1)])
def test_a_banner_is_one_line_and_ends_within_a_day(cast, text, hours):
    with pytest.raises(Refused):
        curate.raise_banner(text, by=cast.editor, until=timezone.now() + timedelta(hours=hours))
    assert not Banner.objects.exists()


def test_a_renamed_topic_is_found_under_its_old_address(cast):
    topics.rename(cast.topic, by=cast.editor, name="Polls", slug="polls")
    assert Topic.objects.under("elections") == Topic.objects.get(slug="polls") == cast.topic
    topics.rename(cast.topic, by=cast.editor, name="Elections", slug="elections")
    assert list(TopicAlias.objects.values_list("slug", flat=True)) == ["polls"]
    assert Topic.objects.under("polls") == cast.topic
    other = Topic.objects.create(name="Other", slug="other")
    with pytest.raises(Refused, match="another topic's"):
        topics.rename(other, by=cast.editor, name="Other", slug="polls")


def test_merged_topics_keep_every_story_and_every_address(cast):
    votes = Topic.objects.create(name="Votes", slug="votes")
    both = cast.published(headline="Both", topics=[votes, cast.topic])
    old = cast.published(headline="Old", topics=[votes])
    topics.rename(votes, by=cast.editor, name="Ballots", slug="ballots")
    topics.merge(votes, into=cast.topic, by=cast.editor)
    assert set(cast.topic.tagged.values_list("edition__headline", flat=True)) == {"Both", "Old"}
    assert [list(story.topics.all()) for story in (both, old)] == [[cast.topic], [cast.topic]]
    assert EditionTopic.objects.filter(topic=votes).count() == 0
    assert {slug: Topic.objects.under(slug) for slug in ("votes", "ballots")} == {
        "votes": cast.topic, "ballots": cast.topic,
    }  # fmt: skip
    assert old.editions.get().facts["topics"] == [{"slug": "votes", "name": "Votes"}]
    with pytest.raises(OutOfTurn, match="has been merged"):
        topics.merge(votes, into=cast.topic, by=cast.editor)
    with pytest.raises(Refused, match="itself"):
        topics.merge(cast.topic, into=cast.topic, by=cast.editor)
    assert list(record.verify()) == []


def test_a_front_has_room_for_so_many_and_the_rest_is_kept(cast):
    stories = [cast.published(headline=f"Story {number}") for number in range(16)]
    now = timezone.now()
    public = stories[0].editions.model.objects.public(now).newest_first()
    made = arrange(list(public), pinned_to(public, None, now), FRONT_PAGE)
    assert [len(made.seconds), len(made.rail), len(made.rest)] == [4, 8, 3]
    assert len({edition.pk for edition in [*made.shown, *made.rest]}) == 16
    assert arrange([], [], SECTION_FRONT).shown == []
