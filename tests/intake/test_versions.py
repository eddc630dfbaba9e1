"""What comes after what: versions, kills, embargoes and doubt, in every order that a wire sends them."""

import pytest
from django.utils import timezone

from articles.desk import texts, verbs
from articles.desk.refusals import Unmerged
from articles.desk.take import take
from articles.intake.receive import receive
from articles.models import Edition, WireItem
from tests.intake.samples import feed, ninjs, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def comes(cast):
    """Deliver one file; the wire item that it made."""

    def deliver(source=None, **fields) -> WireItem:
        return receive(ninjs(**fields), source=source or cast.agency).items[0]

    return deliver


def states() -> list[tuple]:
    return list(WireItem.objects.order_by("pk").values_list("headline", "version", "state"))


def public() -> list[str]:
    return list(Edition.objects.public(timezone.now()).listed().values_list("headline", flat=True))


def live(cast, item):
    story = take(item, by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    return story


def test_a_newer_version_takes_the_older_ones_place_in_the_inbox(comes):
    comes()
    comes(version="2", headline="Second")
    assert states() == [("First", 1, "superseded"), ("Second", 2, "new")]
    assert [item.headline for item in WireItem.objects.inbox()] == ["Second"]


def test_a_lower_version_that_comes_late_never_wins(comes):
    comes()
    comes(version="3", headline="Third")
    comes(version="2", headline="Second")
    assert [item.headline for item in WireItem.objects.inbox()] == ["Third"]
    assert states()[2] == ("Second", 2, "superseded")


def test_the_same_version_with_other_words_is_held_and_the_first_stays(comes):
    comes()
    held = comes(headline="Other words")
    assert states() == [("First", 1, "new"), ("Other words", 1, "held")]
    assert held.reason == "Version 1 came before with other words: compare the two."


def test_an_entry_of_a_feed_that_changed_is_its_next_version(cast):
    for raw in (
        feed("First"),
        feed("Second", "2026-11-20T11:00:00Z"),
        feed("Second", "2026-11-20T11:00:00Z") + b"\n",
        feed("Late", "2026-11-20T09:00:00Z"),
    ):
        receive(raw, source=cast.agency)
    assert states() == [("First", 1, "superseded"), ("Second", 2, "new"), ("Late", 1, "superseded")]


def test_a_page_whose_text_was_mended_is_its_next_version(cast):
    receive(page(), source=cast.agency)
    receive(page().replace(b"Ships came in.", b"Forty ships came in."), source=cast.agency)
    assert states() == [("Harbour reopens", 1, "superseded"), ("Harbour reopens", 2, "new")]


def test_the_same_guid_from_two_sources_is_two_stories(cast, comes):
    comes()
    comes(source=cast.desk, headline="Another agency’s")
    assert states() == [("First", 1, "new"), ("Another agency’s", 1, "new")]


def test_a_newer_version_of_a_taken_story_waits_for_the_editor_and_changes_nothing(cast, comes):
    story = live(cast, comes())
    update = comes(version="2", headline="Second")
    story.refresh_from_db()
    assert (update.state, story.headline, public()) == ("update", "First", ["First"])


def test_a_kill_takes_our_published_story_down_at_once(cast, comes):
    story = live(cast, comes())
    other = cast.published(headline="Unharmed")
    kill = comes(version="2", pubstatus="canceled", headline="KILL", body_xhtml="", ednote="Wrong man named.")
    story.refresh_from_db()
    assert (kill.state, story.state, public()) == ("obeyed", "killed", ["Unharmed"])
    move = story.moves.first()
    assert (move.verb, move.actor, move.actor_name) == ("kill", None, "The wire")
    assert "Wrong man named." in move.reason
    assert other.editions.get().public_until is None


def test_a_kill_takes_an_unpublished_story_out_of_the_queue(cast, comes):
    story = take(comes(), by=cast.editor)
    comes(version="2", pubstatus="canceled", body_xhtml="")
    story.refresh_from_db()
    assert story.state == "killed"


def test_a_kill_that_repeats_the_version_is_obeyed_all_the_same(cast, comes):
    story = live(cast, comes())
    kill = comes(pubstatus="canceled", headline="KILL", body_xhtml="")
    story.refresh_from_db()
    assert (kill.state, story.state, public()) == ("obeyed", "killed", [])


def test_a_kill_of_a_story_that_never_came_keeps_the_late_original_out(comes):
    comes(version="2", pubstatus="canceled", body_xhtml="", headline="Kill")
    late = comes()
    assert late.state == "superseded"
    assert not WireItem.objects.inbox().exists()


def test_a_version_after_a_kill_is_held_for_a_human(cast, comes):
    live(cast, comes())
    comes(version="2", pubstatus="canceled", body_xhtml="")
    after = comes(version="3", headline="It is back")
    assert (after.state, after.reason) == ("held", "It came after the agency killed this story: ask the agency.")


def test_a_withheld_version_takes_our_live_story_down_until_somebody_looks(cast, comes):
    story = live(cast, comes())
    comes(version="2", pubstatus="withheld")
    story.refresh_from_db()
    assert (story.state, public()) == ("held", [])


def test_copy_of_an_unknown_status_is_held(comes):
    item = comes(pubstatus="maybe")
    assert item.state == "held"
    assert "not usable" in item.reason


def test_a_kill_written_in_prose_is_held_and_stops_what_is_not_out_yet(cast, comes):
    story = take(comes(), by=cast.editor)
    item = comes(version="2", ednote="KILL: please kill this story, the source was wrong.")
    story.refresh_from_db()
    assert (item.state, story.state) == ("held", "held")


@pytest.mark.parametrize("embargo", ["2099-01-01T00:00:00Z", "soon", "2099-13-45"])
def test_an_embargo_holds_whether_or_not_it_can_be_read(comes, embargo):
    item = comes(embargoed=embargo)
    assert item.state == "held"
    assert "embargo" in item.reason


def test_an_embargo_goes_with_the_story_that_is_made_of_it(cast, comes):
    item = comes(embargoed="2099-01-01T00:00:00Z")
    story = take(item, by=cast.editor)
    assert story.embargo_until == item.embargo_until
    with pytest.raises(verbs.Blocked, match="under embargo"):
        verbs.publish(story, by=cast.publisher)
    unreadable = take(comes(uri="urn:2", embargoed="soon"), by=cast.editor)
    with pytest.raises(verbs.Blocked, match="could not be read"):
        verbs.publish(unreadable, by=cast.publisher)


def test_a_version_without_the_embargo_lifts_it(comes):
    comes(embargoed="2099-01-01T00:00:00Z")
    assert comes(version="2", headline="Released").state == "new"
    assert [item.headline for item in WireItem.objects.inbox()] == ["Released"]


def test_an_embargo_that_comes_late_stops_what_is_not_out_and_warns_of_what_is(cast, comes):
    draft = take(comes(), by=cast.editor)
    item = comes(version="2", embargoed="2099-01-01T00:00:00Z")
    draft.refresh_from_db()
    assert (item.state, draft.state) == ("held", "held")
    out = live(cast, comes(uri="urn:2"))
    comes(uri="urn:2", version="2", embargoed="2099-01-01T00:00:00Z")
    out.refresh_from_db()
    assert out.state == "published"
    assert WireItem.objects.inbox().filter(guid="urn:2").get().state == "held"


def test_a_version_after_our_story_was_spiked_is_held_however_long_its_headline(cast, comes):
    story = take(comes(headline="Long " * 180), by=cast.editor)
    verbs.spike(story, by=cast.editor)
    item = comes(version="2")
    assert (item.state, item.reason[:16]) == ("held", "Our story “Long ")


def test_an_update_never_touches_what_an_editor_wrote(cast, comes):
    story = take(comes(), by=cast.editor)
    texts.edit(story, by=cast.editor, version=1, changes={"headline": "Ours"})
    with pytest.raises(Unmerged, match="both changed headline"):
        take(comes(version="2", headline="Theirs", body_xhtml="<p>More.</p>"), by=cast.editor)
    story.refresh_from_db()
    assert (story.headline, story.body) == ("Ours", "<p>What happened.</p>")
    take(comes(version="3", headline="First", body_xhtml="<p>More.</p>"), by=cast.editor)
    story.refresh_from_db()
    assert (story.headline, story.body) == ("Ours", "<p>More.</p>")


def test_the_same_deliveries_again_change_nothing(cast, comes):
    live(cast, comes())
    comes(version="2", headline="Second")
    before = states()
    comes()
    comes(version="2", headline="Second")
    assert states() == before
