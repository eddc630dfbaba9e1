from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import texts, verbs
from articles.desk.refusals import Blocked, NotAllowed, OutOfTurn, Refused
from articles.models import Edition, Move, Story

pytestmark = pytest.mark.django_db


def public_headlines(at=None):
    editions = Edition.objects.public(at or timezone.now()).newest_first()
    return list(editions.values_list("headline", flat=True))


def acts(story):
    return list(story.moves.order_by("pk").values_list("verb", "from_state", "to_state"))


def test_a_story_goes_from_draft_over_filed_to_the_readers(cast):
    story = cast.draft(headline="Ferry saved")
    other = cast.draft(headline="Still being written")
    verbs.file(story, by=cast.reporter)
    verbs.publish(story, by=cast.publisher)
    assert public_headlines() == ["Ferry saved"]
    assert acts(story) == [("start", "", "draft"), ("file", "draft", "filed"), ("publish", "filed", "published")]
    assert acts(other) == [("start", "", "draft")]


def test_an_edition_holds_everything_that_readers_see(cast):
    story = cast.draft(
        headline="Count begins", standfirst="Short.", body="<p>Long.</p>", byline="By Ada Lindqvist",
        dateline="Varnholm",
        source=cast.agency, credit="The Agency", reference="AGY-1", disclaimer=cast.disclaimer, urgency=2,
        section=cast.world, authors=[cast.author],
    )  # fmt: skip
    edition = verbs.publish(story, by=cast.publisher).edition
    saw = {name: getattr(edition, name) for name in ("headline", "standfirst", "body", "byline", "dateline", "credit")}
    assert saw == {
        "headline": "Count begins", "standfirst": "Short.", "body": "<p>Long.</p>", "byline": "By Ada Lindqvist",
        "dateline": "Varnholm", "credit": "The Agency",
    }  # fmt: skip
    assert (edition.number, edition.kind, edition.reference, edition.urgency) == (1, "publication", "AGY-1", 2)
    assert edition.disclaimer_text == "Provided “as is”, without warranty."
    assert edition.facts == {
        "section": {"slug": "world", "name": "World"},
        "topics": [{"slug": "elections", "name": "Elections"}],
        "authors": [{"slug": "ada-lindqvist", "name": "Ada Lindqvist"}],
        "source": {
            "slug": "the-agency", "name": "The Agency", "code": "AGY", "licence": "One print, with credit.",
            "indexing": "self", "may_syndicate": False,
        },
        "disclaimer": {"slug": "agency-terms", "name": "Agency terms", "in_force_from": "2020-01-01T00:00:00+00:00"},
    }  # fmt: skip
    assert edition.digest == edition.compute_digest()


def test_the_database_gives_back_the_edition_that_was_sealed(cast):
    story = cast.published(authors=[cast.author], urgency=3, disclaimer=cast.disclaimer)
    edition = Edition.objects.get(story=story)
    assert edition.compute_digest() == edition.digest


def test_a_release_in_the_future_opens_to_the_second_with_nobody_awake(cast):
    at = timezone.now() + timedelta(hours=3)
    cast.published(headline="Tomorrow’s news", at=at)
    cast.published(headline="Today’s news")
    assert public_headlines(at - timedelta(seconds=1)) == ["Today’s news"]
    assert public_headlines(at) == ["Tomorrow’s news", "Today’s news"]


def test_a_correction_in_the_future_leaves_the_first_edition_standing_until_then(cast):
    story = cast.published(headline="41 million")
    Story.objects.filter(pk=story.pk).update(headline="4.1 million")
    story.refresh_from_db()
    at = timezone.now() + timedelta(hours=1)
    verbs.correct(story, by=cast.publisher, kind="correction", notice="It is 4.1 million.", at=at)
    assert public_headlines() == ["41 million"]
    assert public_headlines(at) == ["4.1 million"]


def test_a_corrected_story_keeps_its_place_in_the_list(cast):
    first = cast.published(headline="First")
    cast.published(headline="Second")
    verbs.correct(first, by=cast.publisher, kind="correction", notice="We misspelt a name.")
    assert public_headlines() == ["Second", "First"]
    corrected = Edition.objects.get(story=first, number=2)
    assert (corrected.published_at, corrected.notice) == (
        Edition.objects.get(story=first, number=1).published_at, "We misspelt a name.",
    )  # fmt: skip
    assert corrected.updated_at == corrected.released_at


def test_a_correction_without_a_notice_is_refused_and_an_update_needs_none(cast):
    story = cast.published()
    with pytest.raises(Refused, match="needs a notice"):
        verbs.correct(story, by=cast.publisher, kind="correction", notice="  ")
    verbs.correct(story, by=cast.publisher, kind="update")
    assert list(story.editions.order_by("number").values_list("kind", flat=True)) == ["publication", "update"]


def test_a_killed_story_is_gone_and_its_edition_says_nothing_of_it(cast):
    story = cast.published(headline="A false report", reference="REF-9")
    kept = cast.published(headline="A true report")
    verbs.kill(story, by=cast.publisher, reason="The victim’s name is wrong.", notice="Removed at the agency’s order.")
    assert public_headlines() == ["A true report"]
    tomb = Edition.objects.killed(timezone.now()).get()
    assert (tomb.code, tomb.headline, tomb.body, tomb.reference, tomb.credit, tomb.facts) == (
        story.code,
        "",
        "",
        "",
        "",
        {},
    )
    assert tomb.notice == "Removed at the agency’s order."
    assert Edition.objects.filter(story=story).count() == 2, "what was shown is kept"
    assert kept.editions.public(timezone.now()).exists()


def test_a_killed_story_stays_killed(cast):
    story = cast.published()
    verbs.kill(story, by=cast.publisher, reason="Court order.")
    for act in (verbs.publish, verbs.file, verbs.unspike):
        with pytest.raises(OutOfTurn):
            act(story, by=cast.publisher)
    assert story.state == "killed"


def test_a_story_that_was_never_public_leaves_no_gravestone(cast):
    story = cast.published(at=timezone.now() + timedelta(days=1))
    verbs.kill(story, by=cast.publisher, reason="Agency kill.")
    later = timezone.now() + timedelta(days=2)
    assert public_headlines(later) == []
    assert not Edition.objects.killed(later).exists()


def test_a_retracted_story_keeps_its_page_and_says_why(cast):
    story = cast.published(headline="Cure found", body="<p>A cure.</p>", standfirst="It works.")
    verbs.retract(story, by=cast.publisher, notice="The study was withdrawn.")
    edition = Edition.objects.public(timezone.now()).get()
    assert (edition.headline, edition.body, edition.standfirst, edition.notice) == (
        "Cure found", "", "", "The study was withdrawn.",
    )  # fmt: skip
    assert not Edition.objects.public(timezone.now()).listed().exists()
    assert edition.search_text == ""


def test_a_withdrawn_story_comes_down_and_can_be_published_again_in_its_place(cast):
    story = cast.published(headline="Early")
    cast.published(headline="Late")
    verbs.withdraw(story, by=cast.publisher, reason="Photo rights.")
    assert public_headlines() == ["Late"]
    verbs.publish(story, by=cast.publisher)
    assert public_headlines() == ["Late", "Early"]


def test_a_held_story_comes_down_and_a_scheduled_one_never_comes_out(cast):
    at = timezone.now() + timedelta(hours=1)
    scheduled, live = cast.published(headline="Scheduled", at=at), cast.published(headline="Live")
    cast.published(headline="Other")
    for story in (scheduled, live):
        verbs.hold(story, by=cast.editor, reason="The lawyer reads it.")
    assert public_headlines(at + timedelta(hours=1)) == ["Other"]


def test_a_legal_hold_blocks_publishing_until_somebody_lifts_it(cast):
    story = cast.draft()
    verbs.place_legal_hold(story, by=cast.publisher, reason="Letter from a law firm")
    with pytest.raises(Blocked, match="legal hold: Letter from a law firm"):
        verbs.publish(story, by=cast.publisher)
    with pytest.raises(NotAllowed):
        verbs.lift_legal_hold(story, by=cast.editor)
    verbs.lift_legal_hold(story, by=cast.administrator, reason="Settled.")
    verbs.publish(story, by=cast.publisher)
    assert [verb for verb, *_ in acts(story)] == ["start", "place_legal_hold", "lift_legal_hold", "publish"]


def test_a_legal_hold_stops_a_release_that_is_still_to_come(cast):
    at = timezone.now() + timedelta(hours=1)
    story = cast.published(headline="Tomorrow", at=at)
    cast.published(headline="Today")
    verbs.place_legal_hold(story, by=cast.publisher, reason="Injunction")
    assert public_headlines(at) == ["Today"]
    assert (story.state, [verb for verb, *_ in acts(story)][-2:]) == ("held", ["place_legal_hold", "hold"])


def test_a_legal_hold_stops_a_correction_that_is_still_to_come(cast):
    at = timezone.now() + timedelta(hours=1)
    story, other = cast.published(headline="As it stands"), cast.published(headline="Other")
    verbs.correct(story, by=cast.publisher, kind="correction", notice="A name.", at=at)
    for held in (story, other):
        verbs.place_legal_hold(held, by=cast.publisher, reason="Injunction")
    assert public_headlines(at) == ["Other"]
    assert (story.state, other.state) == ("held", "published")


def test_a_refused_act_changes_nothing(cast):
    story = cast.draft(headline="", body="<p>&nbsp;</p>")
    before = Story.objects.filter(pk=story.pk).values().get()
    moves = Move.objects.count()
    with pytest.raises(Blocked) as refusal:
        verbs.publish(story, by=cast.publisher)
    assert [finding.field for finding in refusal.value.findings] == ["headline", "body"]
    assert Story.objects.filter(pk=story.pk).values().get() == before
    assert story.state == "draft"
    assert (Move.objects.count(), Edition.objects.count()) == (moves, 0)


def test_a_text_that_was_changed_since_the_publisher_saw_it_is_not_published(cast):
    story = cast.draft(headline="As she read it")
    seen = story.version
    texts.edit(story, by=cast.editor, version=seen, changes={"headline": "Changed meanwhile"})
    with pytest.raises(OutOfTurn, match="was changed since you looked at it"):
        verbs.publish(story, by=cast.publisher, version=seen)
    assert (story.state, public_headlines()) == ("draft", [])
    verbs.publish(story, by=cast.publisher, version=story.version)
    assert public_headlines() == ["Changed meanwhile"]


def test_two_who_publish_at_once_make_one_edition(cast):
    story = cast.draft()
    mine, hers = Story.objects.get(pk=story.pk), Story.objects.get(pk=story.pk)
    verbs.publish(mine, by=cast.publisher)
    with pytest.raises(OutOfTurn, match="is published now"):
        verbs.publish(hers, by=cast.publisher)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("verb", ["hold", "kill", "withdraw"])
def test_what_takes_a_story_away_needs_a_reason(cast, verb):
    story = cast.published()
    with pytest.raises(Refused, match="Say why"):
        getattr(verbs, verb)(story, by=cast.publisher, reason=" ")
    assert story.state == "published"


def test_a_release_time_in_the_past_is_refused(cast):
    with pytest.raises(Refused, match="has passed"):
        cast.published(at=timezone.now() - timedelta(hours=1))


def test_many_stories_released_at_the_same_moment_each_have_a_place(cast):
    at = timezone.now() + timedelta(hours=1)
    for number in range(5):
        cast.published(headline=f"Results {number}", at=at)
    assert public_headlines(at) == [f"Results {number}" for number in (4, 3, 2, 1, 0)]


def test_a_wire_item_is_spiked_and_comes_back(cast):
    item = cast.wire_item()
    verbs.spike(item, by=cast.editor, reason="Not for us.")
    assert item.state == "spiked"
    verbs.unspike(item, by=cast.editor)
    assert list(item.moves.order_by("pk").values_list("verb", "to_state")) == [("spike", "spiked"), ("unspike", "new")]
