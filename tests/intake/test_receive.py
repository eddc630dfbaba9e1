import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.desk.take import take
from articles.intake import receive as intake
from articles.intake.receive import Sent, keep, left_unread, read, receive
from articles.models import Delivery, Disclaimer, Source, WireItem
from tests.intake.samples import ninjs, page

pytestmark = pytest.mark.django_db

SEED = Path(__file__).parents[2] / "fixtures/wire/MENAFN/001-lavrov-taiwan.txt"
WORDING = (
    "MENAFN provides the information “as is” without warranty of any kind. We do not accept any responsibility or "
    "liability for the accuracy, content, images, videos, licenses, completeness, legality, or reliability of the "
    "information contained in this article. If you have any complaints or copyright issues related to this article, "
    "kindly contact the provider above."
)


@pytest.fixture
def menafn(cast) -> Source:
    terms = Disclaimer.objects.create(name="MENAFN terms", slug="menafn-terms")
    terms.wordings.create(text=WORDING, in_force_from="2020-01-01T00:00:00Z")
    return Source.objects.create(
        code="MENAFN",
        name="MENAFN",
        slug="menafn",
        credit_line="MENAFN",
        dialect="MENAFN",
        disclaimer=terms,
        demands_disclaimer=True,
    )


def test_the_first_story_that_we_ever_got_is_read_field_by_field(menafn, cast):
    raw = SEED.read_bytes()
    (item,) = receive(raw, source=menafn, name=SEED.name).items
    copy = item.wire_copy
    assert (item.raw, item.sha256) == (raw, hashlib.sha256(raw).hexdigest())
    assert copy.headline == "Russia Reiterates Opposition to Taiwan’s Independence"
    assert copy.credit == "MENAFN"
    assert copy.reference == "MENAFN28122025000045017167ID1110531716"
    assert f"{copy.created:%d %B %Y}" == "28 December 2025"
    assert copy.body_html.count("<p>") == 8
    assert copy.body_html.startswith("<p>Russian Foreign Minister Sergey Lavrov declared")
    assert copy.body_html.endswith("collective self-defense.”</p>") or copy.body_html.endswith(
        "collective self-defense.</p>"
    )
    assert copy.disclaimer == WORDING
    assert item.wording.text == WORDING
    assert [warning for warning in item.warnings if "02 January 2024" in warning]
    assert "Search" not in copy.body_html
    story = take(item, by=cast.reporter)
    assert (story.reference, story.credit, story.disclaimer) == (copy.reference, "MENAFN", menafn.disclaimer)


def test_the_same_bytes_give_the_same_item_once(cast):
    first = receive(ninjs(), source=cast.agency, name="a.json")
    again = receive(ninjs(), source=cast.agency, name="b.json")
    assert (dict(first.counts), dict(again.counts)) == ({"new": 1}, {"known": 1})
    assert again.items == first.items
    assert (Delivery.objects.count(), WireItem.objects.count()) == (1, 1)


def test_the_same_bytes_again_take_two_queries_and_write_nothing(cast, django_assert_num_queries):
    (item,) = receive(ninjs(), source=cast.agency).items
    with django_assert_num_queries(2) as asked:
        (again,) = receive(ninjs(), source=cast.agency).items
        told = [getattr(again, name) for name in ("guid", "version", "state", "headline", "reader", "sent_at")]
    assert told == [item.guid, item.version, item.state, item.headline, item.reader, item.sent_at]
    assert [query["sql"].split()[0] for query in asked.captured_queries] == ["SELECT", "SELECT"]
    assert all('"raw"' not in query["sql"] and " raw" not in query["sql"] for query in asked.captured_queries)


def test_the_same_words_in_other_bytes_are_known(cast):
    receive(ninjs(), source=cast.agency)
    again = receive(ninjs() + b"\n", source=cast.agency)
    assert dict(again.counts) == {"known": 1}
    assert (Delivery.objects.count(), WireItem.objects.count()) == (2, 1)


def test_bytes_that_nobody_can_read_are_kept_with_the_reason(cast):
    receipt = receive(b"%PDF-1.7 nothing", source=cast.agency, name="story.json")
    (item,) = receipt.items
    assert (item.state, item.raw) == ("unreadable", b"%PDF-1.7 nothing")
    assert "story.json" in item.reason
    assert list(WireItem.objects.inbox()) == [item]
    assert dict(receive(b"%PDF-1.7 nothing", source=cast.agency).counts) == {"unreadable": 1}


def test_what_was_unreadable_is_read_again_when_its_reader_is_mended(cast, monkeypatch):
    def broken(*args):
        raise intake.Unreadable("story.json: this reader is broken")

    with monkeypatch.context() as patch:
        patch.setattr(intake, "read_bytes", broken)
        receive(ninjs(), source=cast.agency, name="story.json")
    assert list(WireItem.objects.values_list("state", "headline")) == [("unreadable", "")]
    read(intake.unreadable())
    assert list(WireItem.objects.values_list("state", "headline")) == [("new", "First")]


def test_a_delivery_kept_before_the_process_was_killed_is_read_by_the_next(cast):
    deliveries = keep([Sent(ninjs(), "a.json")], cast.agency)
    assert list(left_unread()) == deliveries
    receipt = receive(ninjs(), source=cast.agency, name="a.json")
    assert dict(receipt.counts) == {"new": 1}
    assert not left_unread().exists()
    assert (Delivery.objects.count(), WireItem.objects.count()) == (1, 1)


def test_a_picture_is_kept_and_said_to_be_no_story(cast):
    receipt = receive(ninjs(type="picture"), source=cast.agency)
    assert dict(receipt.counts) == {"not a story": 1}
    assert list(WireItem.objects.values_list("state", "reason")) == [("skipped", "not a text story: picture")]
    assert not WireItem.objects.inbox().exists()


def test_a_disclaimer_that_we_do_not_know_is_pointed_out(menafn):
    (item,) = receive(page(), source=menafn).items
    assert item.wording is None
    assert "The disclaimer that came with it is not a wording that we know." in item.warnings


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300), name=st.text(max_size=20))
def test_whatever_bytes_come_are_kept_and_answered(cast, raw, name):
    receipt = receive(raw, source=cast.agency, name=name)
    assert bytes(Delivery.objects.get(pk=receipt.delivery.pk).raw) == raw
    assert sum(receipt.counts.values()) >= 1
    assert all(item.state != "unreadable" or item.reason for item in receipt.items)
