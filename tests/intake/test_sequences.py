"""What must hold after each delivery when an agency sends several, in NewsML-G2 and NewsML 1.2."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles.desk import verbs
from articles.desk.take import take
from articles.intake.receive import receive
from articles.models import Edition, WireItem
from tests.wire.xml_samples import g2, newsml12, nitf

pytestmark = pytest.mark.django_db


@pytest.fixture
def comes(cast):
    """Deliver one file; the wire item that it made."""

    def deliver(raw: bytes, source=None) -> WireItem:
        return receive(raw, source=source or cast.agency, name="ferry.xml").items[0]

    return deliver


def states() -> list[tuple]:
    return list(WireItem.objects.order_by("pk").values_list("headline", "version", "state"))


def inbox() -> list[tuple]:
    return list(WireItem.objects.inbox().order_by("pk").values_list("headline", "state"))


def public() -> list[str]:
    return list(Edition.objects.public(timezone.now()).listed().values_list("headline", flat=True))


def embargoed(until: str) -> str:
    return f"<embargoed>{until}</embargoed>"


def live(cast, item):
    story = take(item, by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    return story


def test_a_lower_version_that_comes_late_is_recorded_and_never_shown(comes):
    comes(g2(version="1", headline="First"))
    assert inbox() == [("First", "new")]
    comes(g2(version="3", headline="Third"))
    assert inbox() == [("Third", "new")]
    comes(g2(version="2", headline="Second"))
    assert inbox() == [("Third", "new")]
    assert states() == [("First", 1, "superseded"), ("Third", 3, "new"), ("Second", 2, "superseded")]


def test_a_cancel_of_a_story_that_never_came_keeps_the_late_original_out(comes):
    comes(g2(version="2", status="canceled", headline="Kill", body=""))
    assert (inbox(), states()) == ([], [("Kill", 2, "obeyed")])
    comes(g2(version="1", headline="First"))
    assert (inbox(), states()[1]) == ([], ("First", 1, "superseded"))


def test_an_original_that_comes_after_a_cancel_of_its_own_version_says_that_it_was_killed(comes):
    comes(g2(version="1", status="canceled", headline="Kill", body=""))
    late = comes(g2(version="1", headline="First"))
    assert (late.state, late.reason) == ("held", "It came after the agency killed this story: ask the agency.")


def test_a_cancel_takes_the_story_out_of_the_inbox_and_off_the_site(cast, comes):
    story = live(cast, comes(g2(version="1", headline="First")))
    live(cast, comes(g2(guid="urn:2", headline="Unharmed")))
    assert sorted(public()) == ["First", "Unharmed"]
    comes(g2(version="2", status="canceled", headline="First", body=""))
    story.refresh_from_db()
    assert (inbox(), public(), story.state) == ([], ["Unharmed"], "killed")
    assert "The <b>ferry</b> sails." in story.body


def test_a_cancel_empties_the_inbox_of_what_nobody_took(comes):
    comes(g2(version="1", headline="First"))
    comes(g2(version="2", status="canceled", headline="First", body=""))
    assert (inbox(), states()) == ([], [("First", 1, "superseded"), ("First", 2, "obeyed")])


def test_a_document_that_cancels_another_one_takes_our_story_of_that_down(cast, comes):
    story = live(cast, comes(nitf()))
    live(cast, comes(g2(guid="urn:2", headline="Unharmed")))
    replaced = nitf(management=' management-doc-idref="holm-1" management-idref-status="canceled"')
    item = comes(replaced.replace(b'id-string="holm-1"', b'id-string="holm-2"'))
    story.refresh_from_db()
    assert (item.guid, item.state, story.state, public()) == ("holm-2", "new", "killed", ["Unharmed"])


def test_one_guid_of_two_agencies_is_two_stories(cast, comes):
    comes(g2(headline="From A"))
    comes(g2(headline="From B"), source=cast.desk)
    assert inbox() == [("From A", "new"), ("From B", "new")]


def test_an_embargo_in_the_future_holds(comes):
    item = comes(g2(embargoed=embargoed("2099-01-01T00:00:00Z")))
    assert (item.state, item.embargo_until) == ("held", datetime(2099, 1, 1, tzinfo=UTC))
    assert item.reason == "It is under embargo until 01 January 2099, 00:00 UTC."


@pytest.mark.parametrize("embargo", ["<embargoed/>", embargoed(""), embargoed("tomorrow noon")])
def test_an_embargo_that_cannot_be_read_holds_and_warns(comes, embargo):
    item = comes(g2(embargoed=embargo))
    assert (item.state, item.reason) == ("held", "It came with an embargo that can't be read.")
    assert [warning for warning in item.warnings if "can’t be read; the copy is held." in warning]


def test_an_embargo_without_a_zone_holds_and_says_which_was_taken(comes):
    item = comes(g2(embargoed=embargoed("2099-06-01T12:00:00")))
    assert item.state == "held"
    assert item.warnings == [f"The embargo “2099-06-01T12:00:00” names no zone; it was read as {item.source.timezone}."]


def test_a_version_without_the_embargo_lifts_it(comes):
    comes(g2(version="1", headline="First", embargoed=embargoed("2099-01-01T00:00:00Z")))
    assert inbox() == [("First", "held")]
    comes(g2(version="2", headline="Second"))
    assert inbox() == [("Second", "new")]


def test_an_embargo_that_is_added_late_holds_what_is_not_out_and_warns_of_what_is(cast, comes):
    draft = take(comes(g2(version="1", headline="First")), by=cast.editor)
    out = live(cast, comes(g2(guid="urn:2", version="1", headline="Out")))
    for guid in (comes(g2(version="1", headline="First")).guid, "urn:2"):
        comes(g2(guid=guid, version="2", headline="Embargoed", embargoed=embargoed("2099-01-01T00:00:00Z")))
    draft.refresh_from_db()
    out.refresh_from_db()
    assert (draft.state, out.state, public()) == ("held", "published", ["Out"])
    assert inbox() == [("Embargoed", "held"), ("Embargoed", "held")]


def test_a_revision_of_newsml_1_2_is_one_story_though_its_urn_changes(comes):
    comes(newsml12(revision="1", headline="First"))
    comes(newsml12(revision="2", headline="Second"))
    assert inbox() == [("Second", "new")]
    assert states() == [("First", 1, "superseded"), ("Second", 2, "new")]


def test_the_same_files_again_change_nothing(comes):
    deliveries = [g2(version="1", headline="First"), g2(version="2", status="canceled"), newsml12(), newsml12()]
    for raw in deliveries:
        comes(raw)
    before = states()
    for raw in reversed(deliveries):
        comes(raw)
    assert states() == before
