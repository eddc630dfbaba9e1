"""Many deliveries at once come out as they would one by one, whatever is wrong with one of them."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk import verbs
from articles.desk.take import take
from articles.intake import batches
from articles.intake import receive as intake
from articles.intake.batches import in_batches
from articles.intake.receive import Sent, keep, left_unread, read, read_what_waits, receive, receive_all, unreadable
from articles.models import Delivery, Edition, Fingerprint, Source, WireItem
from tests.intake.samples import feed, ninjs
from tests.intake.test_clusters import LEAD, OTHER, REST, company

pytestmark = pytest.mark.django_db


def sent(number: int, headline: str = "", body: str = "What happened.", **fields) -> Sent:
    fields = {
        "uri": f"urn:{number}",
        "headline": headline or f"Head {number}",
        "body_xhtml": f"<p>{body}</p>",
        **fields,
    }
    return Sent(ninjs(**fields), f"{number}.json")


@pytest.fixture
def come(cast):
    """Deliver these in one batch; what came of each."""

    def deliver(*all_sent: Sent) -> list[dict]:
        return [dict(receipt.counts) for receipt in receive_all(all_sent, source=cast.agency)]

    return deliver


def states() -> list[tuple]:
    return list(WireItem.objects.order_by("pk").values_list("headline", "version", "state"))


def test_a_batch_is_placed_in_the_order_of_arrival(come):
    headlines = [f"Head {number}" for number in (5, 1, 4, 2, 3)]
    assert come(*(sent(number, head) for number, head in enumerate(headlines))) == [{"new": 1}] * 5
    assert [headline for headline, _, _ in states()] == headlines


def test_a_batch_kept_before_the_process_was_killed_is_read_once_and_in_the_order_of_arrival(cast, come):
    mine = [sent(number) for number in (3, 1, 2)]
    kept = keep(mine, cast.agency)
    assert (WireItem.objects.count(), list(left_unread())) == (0, kept)
    assert [dict(receipt.counts) for receipt in read_what_waits(left_unread())] == [{"new": 1}] * 3
    assert (states(), list(left_unread())) == ([(f"Head {n}", 1, "new") for n in (3, 1, 2)], [])
    assert come(*mine) == [{"known": 1}] * 3
    assert [dict(receipt.counts) for receipt in read(kept)] == [{"known": 1}] * 3


def test_the_same_bytes_twice_in_a_batch_are_one_delivery(come):
    assert come(sent(1), sent(2), sent(1)) == [{"new": 1}, {"new": 1}, {"known": 1}]
    assert (Delivery.objects.count(), len(states())) == (2, 2)


def test_two_versions_and_a_kill_in_a_batch_leave_what_they_would_one_by_one(cast, come):
    story = take(receive(sent(1).raw, source=cast.agency).items[0], by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    kill = {"version": "3", "pubstatus": "canceled", "body": ""}
    assert come(sent(2), sent(1, "Second", version="2"), sent(1, "Kill", **kill), sent(1, "Back", version="4")) == [
        {"new": 1}, {"updated": 1}, {"updated": 1}, {"updated": 1},
    ]  # fmt: skip
    assert states() == [
        ("Head 1", 1, "taken"), ("Head 2", 1, "new"), ("Second", 2, "superseded"), ("Kill", 3, "obeyed"),
        ("Back", 4, "held"),
    ]  # fmt: skip
    story.refresh_from_db()
    assert (story.state, list(Edition.objects.public(timezone.now()))) == ("killed", [])


def test_changes_of_one_entry_in_a_batch_are_counted_as_its_versions(come):
    second = feed("Second", "2026-11-20T11:00:00Z")
    assert come(Sent(feed("First")), Sent(second)) == [{"new": 1}, {"updated": 1}]
    assert come(Sent(second + b"\n"), Sent(feed("Third", "2026-11-20T12:00:00Z"))) == [{"known": 1}, {"updated": 1}]
    assert states() == [("First", 1, "superseded"), ("Second", 2, "superseded"), ("Third", 3, "new")]


def test_what_is_told_by_several_of_a_batch_is_one_cluster(cast, come):
    partner = Source.objects.create(code="PAR", name="Partner", slug="partner", credit_line="Partner")
    before = receive(sent(9, body=OTHER).raw, source=partner).items[0].pk
    come(
        sent(1, body=LEAD + REST), sent(2, body="Votes."), sent(3, body=LEAD + REST + "More."), sent(4, body=OTHER),
        sent(3, body="Short.", version="2"), sent(5, body="Ships are back. " + REST),
    )  # fmt: skip
    first = WireItem.objects.get(headline="Head 1").pk
    assert company() == [
        ("Head 9", before), ("Head 1", first), ("Head 2", None), ("Head 3", first), ("Head 4", before),
        ("Head 3", None), ("Head 5", first),
    ]  # fmt: skip
    assert Fingerprint.objects.count() == 5


def test_one_delivery_that_can_not_be_read_or_placed_costs_the_others_nothing(cast, come, monkeypatch):
    def lets_through(raw, name, hints):
        reading = intake_reads(raw, name, hints)
        wrong = 77 if b"Poison" in raw else None  # the database takes 1 to 9
        return replace(reading, items=tuple(replace(copy, urgency=wrong) for copy in reading.items))

    intake_reads = intake.read_bytes
    with monkeypatch.context() as patch:
        patch.setattr(intake, "read_bytes", lets_through)
        came = come(sent(1), sent(2, "Poison"), Sent(b"%PDF-1.7 nothing", "a.pdf"), sent(3))
    assert came == [{"new": 1}, {"unreadable": 1}, {"unreadable": 1}, {"new": 1}]
    assert [state for _, _, state in states()] == ["new", "unreadable", "unreadable", "new"]
    assert [reason[:24] for reason in WireItem.objects.filter(pk__in=unreadable().values("items")).values_list(
        "reason", flat=True).order_by("pk")] == ["It could not be placed: ", "a.pdf: no reader knows t"]  # fmt: skip
    assert [dict(receipt.counts) for receipt in read_what_waits(unreadable())] == [{"new": 1}, {"unreadable": 1}]
    assert (sorted(state for _, _, state in states()), list(left_unread())) == (["new"] * 3 + ["unreadable"], [])


def test_a_batch_of_fifty_asks_the_database_the_same_as_a_batch_of_one(come):
    def asked(*mine: Sent) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            come(*mine)
        return [query["sql"].split()[0] for query in captured]

    def told(number: int) -> Sent:
        return sent(number, body=" ".join(f"w{number}x{place}" for place in range(30)))

    come(told(0))  # after which the source's wordings are known
    fifty = [told(number) for number in range(2, 52)]
    first, second = asked(told(1)), asked(*fifty)
    assert (first, Fingerprint.objects.count()) == (second, 52)
    assert (first.count("INSERT"), first.count("UPDATE"), asked(*fifty)) == (4, 1, ["SELECT", "SELECT"])


def test_a_batch_is_bounded_by_number_and_bytes_and_what_came_before_a_fault_comes_first(monkeypatch):
    monkeypatch.setattr(batches, "LARGEST", 3)
    monkeypatch.setattr(batches, "BYTES", 10)
    assert list(in_batches([4, 4, 4, 25, 1, 1, 1, 1], size=int)) == [[4, 4], [4], [25], [1, 1, 1], [1]]

    def breaks():
        yield 1
        yield 2
        raise OSError("gone")

    found = in_batches(breaks(), size=int)
    assert next(found) == [1, 2]
    with pytest.raises(OSError, match="gone"):
        next(found)
