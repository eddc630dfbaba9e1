"""Kills and withholds, at once or after a person was asked: what readers have, second by second."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import orders, record, verbs
from articles.desk.refusals import Blocked, NotAllowed, OutOfTurn, Refused
from articles.desk.reissue import reissue
from articles.desk.take import take
from articles.intake.receive import receive
from articles.models import Edition, KillPolicy, Move, Order, WireItem
from tests.intake.samples import ninjs

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def comes(cast):
    def deliver(**fields) -> WireItem:
        return receive(ninjs(**fields), source=cast.agency).items[0]

    return deliver


@pytest.fixture
def asked(cast):
    return KillPolicy.objects.create(source=cast.agency, confirm=True, minutes=10)


@pytest.fixture
def live(cast, comes):
    story = take(comes(), by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    other = cast.published(headline="Unharmed")
    other.refresh_from_db()
    return story


def kill(comes, **fields) -> Order:
    comes(**{"version": "2", "pubstatus": "canceled", "headline": "KILL", "body_xhtml": "", **fields})
    return Order.objects.latest("pk")


def public(at=None) -> list[str]:
    shown = Edition.objects.public(at or timezone.now()).listed().order_by("headline")
    return list(shown.values_list("headline", flat=True))


def faults() -> list[str]:
    return [str(fault) for fault in record.verify()]


def test_without_a_policy_a_kill_is_carried_out_at_once_and_told(comes, live):
    order = kill(comes, ednote="Wrong man named.")
    live.refresh_from_db()
    assert (live.state, public(), order.state, order.story) == ("killed", ["Unharmed"], "carried_out", live)
    assert "Wrong man named." in order.reason


def test_a_kill_that_asks_first_takes_the_story_down_when_the_clock_runs_out_with_no_worker(comes, live, asked):
    order = kill(comes)
    live.refresh_from_db()
    assert (order.state, order.due_at - order.raised_at, live.state) == ("pending", 10 * MINUTE, "published")
    just_before, then = order.due_at - timedelta(microseconds=1), order.due_at
    assert (public(just_before), public(then)) == (["First", "Unharmed"], ["Unharmed"])
    assert Edition.objects.killed(then).filter(story=live).exists()
    assert not Edition.objects.killed(just_before).exists()
    move = live.moves.first()
    assert (move.verb, move.actor_name, move.details) == ("order_kill", "The wire", {"due_at": then.isoformat()})
    assert faults() == []


def test_the_desk_follows_once_the_clock_has_run_out(comes, live, asked):
    order = kill(comes)
    assert orders.carry_out_due(order.due_at - MINUTE) == []
    assert orders.carry_out_due(order.due_at) == ["Kill: First: nobody answered, carried out"]
    assert orders.carry_out_due(order.due_at) == []
    live.refresh_from_db()
    order.refresh_from_db()
    assert (live.state, order.state, live.editions.count(), faults()) == ("killed", "carried_out", 2, [])
    assert Edition.objects.public(order.due_at).filter(story=live).count() == 0


def test_who_confirms_takes_it_down_now_and_by_name(cast, comes, live, asked):
    order = kill(comes)
    orders.confirm(order, by=cast.publisher, reason="Called the agency.")
    live.refresh_from_db()
    assert (live.state, public(), order.state, order.decided_by) == (
        "killed", ["Unharmed"], "confirmed", cast.publisher,
    )  # fmt: skip
    move = live.moves.first()
    assert (move.verb, move.actor, "Called the agency." in move.reason) == ("kill", cast.publisher, True)
    assert (public(order.due_at + MINUTE), faults()) == (["Unharmed"], [])


def test_who_refuses_keeps_it_up_by_name_and_for_a_reason(cast, comes, live, asked):
    order = kill(comes)
    with pytest.raises(Refused, match="Say why"):
        orders.refuse(order, by=cast.publisher, reason=" ")
    orders.refuse(order, by=cast.publisher, reason="They killed the wrong one.")
    late = order.due_at + 60 * MINUTE
    assert (public(), public(late)) == (["First", "Unharmed"], ["First", "Unharmed"])
    assert (orders.carry_out_due(late), Edition.objects.killed(late).count(), faults()) == ([], 0, [])
    move = live.moves.first()
    assert (move.verb, move.actor, move.reason) == ("refuse_order", cast.publisher, "They killed the wrong one.")
    live.refresh_from_db()
    verbs.correct(live, by=cast.publisher, kind="update")
    assert (public(late), faults()) == (["First", "Unharmed"], [])


def test_a_refused_order_leaves_a_correction_to_come_where_it_was(cast, comes, live, asked):
    at = timezone.now() + 30 * MINUTE
    verbs.correct(live, by=cast.publisher, kind="correction", notice="A name was wrong.", at=at)
    order = kill(comes)
    assert public(at + MINUTE) == ["Unharmed"]
    orders.refuse(order, by=cast.publisher, reason="No.")
    windows = list(live.editions.order_by("number").values_list("released_at", "public_until"))
    assert (windows[0][1], windows[1], windows[2][1], faults()) == (at, (at, None), order.due_at, [])


def test_a_refusal_comes_too_late_when_the_clock_has_run_out(cast, comes, live, asked):
    order = kill(comes)
    Order.objects.update(due_at=timezone.now() - MINUTE)
    with pytest.raises(OutOfTurn, match="its clock has run out"):
        orders.refuse(order, by=cast.publisher, reason="No.")


def test_only_one_answer_counts(cast, comes, live, asked):
    order = kill(comes)
    orders.refuse(order, by=cast.publisher, reason="No.")
    with pytest.raises(OutOfTurn, match="is refused already"):
        orders.confirm(order, by=cast.administrator)
    live.refresh_from_db()
    assert live.state == "published"


def test_who_may_not_take_down_may_not_decide(cast, comes, live, asked):
    order = kill(comes)
    for act in (orders.confirm, orders.refuse):
        with pytest.raises(NotAllowed):
            act(order, by=cast.editor, reason="I think so.")
    order.refresh_from_db()
    assert order.state == "pending"


def test_while_the_clock_runs_nothing_new_of_the_story_goes_out(cast, comes, live, asked):
    kill(comes)
    live.refresh_from_db()
    with pytest.raises(Blocked, match="Confirm or refuse the order first"):
        verbs.correct(live, by=cast.publisher, kind="update")


def test_a_hold_while_the_clock_runs_takes_it_down_now_and_the_kill_still_follows(cast, comes, live, asked):
    order = kill(comes)
    live.refresh_from_db()
    verbs.hold(live, by=cast.editor, reason="Better safe.")
    assert public() == ["Unharmed"]
    orders.carry_out_due(order.due_at)
    live.refresh_from_db()
    assert (live.state, faults()) == ("killed", [])


def test_a_story_that_readers_do_not_have_is_killed_at_once_whatever_the_policy(cast, comes, asked):
    draft = take(comes(), by=cast.editor)
    order = kill(comes)
    draft.refresh_from_db()
    assert (draft.state, order.state) == ("killed", "carried_out")


def test_a_story_that_is_yet_to_be_released_never_is(cast, comes, asked):
    story = take(comes(), by=cast.editor)
    at = timezone.now() + MINUTE
    verbs.publish(story, by=cast.publisher, at=at)
    kill(comes)
    story.refresh_from_db()
    assert (story.state, public(at + MINUTE)) == ("killed", [])


def test_a_withheld_version_runs_the_same_clock_and_ends_in_a_hold(comes, live, asked):
    comes(version="2", pubstatus="withheld")
    order = Order.objects.get()
    assert (order.verb, public(order.due_at - MINUTE), public(order.due_at)) == (
        "hold", ["First", "Unharmed"], ["Unharmed"],
    )  # fmt: skip
    orders.carry_out_due(order.due_at)
    live.refresh_from_db()
    assert (live.state, faults()) == ("held", [])


def test_a_kill_takes_the_place_of_a_withhold_and_of_its_clock(cast, comes, live, asked):
    comes(version="2", pubstatus="withheld")
    first = Order.objects.get()
    second = kill(comes, version="3")
    first.refresh_from_db()
    assert (first.state, second.state, second.verb, second.due_at) == ("refused", "pending", "kill", first.due_at)
    assert (public(second.due_at), faults()) == (["Unharmed"], [])
    orders.refuse(second, by=cast.publisher, reason="No.")
    assert (public(second.due_at + MINUTE), faults()) == (["First", "Unharmed"], [])


def test_the_same_kill_again_starts_no_second_clock(comes, live, asked):
    first = kill(comes)
    assert (kill(comes), kill(comes, version="3")) == (first, first)


@pytest.mark.parametrize("repeats", [True, False])
def test_a_kill_in_prose_takes_a_published_story_down(comes, live, repeats):
    version = "1" if repeats else "2"
    item = comes(version=version, headline="KILL: Harbour story", ednote="KILL: please kill this story.")
    live.refresh_from_db()
    assert (item.state, live.state, public()) == ("held", "held", ["Unharmed"])
    assert (Order.objects.get().verb, Order.objects.get().state) == ("hold", "carried_out")


def test_a_kill_in_prose_asks_first_where_the_policy_says_so(comes, live, asked):
    comes(version="2", ednote="KILL: please kill this story.")
    order = Order.objects.get()
    assert (order.state, public(), public(order.due_at)) == ("pending", ["First", "Unharmed"], ["Unharmed"])


def test_a_kill_of_a_story_that_never_came_is_kept_and_waits_to_be_seen(cast, comes):
    order = kill(comes)
    assert (order.story, order.state, order.item.state) == (None, "pending", "obeyed")
    comes()
    assert not WireItem.objects.inbox().exists()
    with pytest.raises(OutOfTurn):
        orders.confirm(order, by=cast.publisher)
    orders.note(order, by=cast.editor)
    assert (order.state, order.decided_by) == ("noted", cast.editor)


def test_a_page_that_was_called_off_to_be_killed_shows_its_whole_history(cast, comes, live, asked, client):
    verbs.correct(live, by=cast.publisher, kind="correction", notice="A name was wrong.")
    orders.refuse(kill(comes), by=cast.publisher, reason="No.")
    page = Client().get(f"/story/{live.code}/history/").content.decode()
    assert 'name="from"' in page
    assert Client().get(live.editions.public(timezone.now()).get().get_absolute_url()).status_code == 200


def test_a_window_that_was_emptied_by_nobody_is_found(cast, comes, live, asked):
    order = kill(comes)
    Edition.objects.filter(pk=order.edition_id).update(public_until=order.due_at)
    assert [fault for fault in faults() if "was opened or closed to readers by no act" in fault]


def test_every_order_is_in_the_record(cast, comes, live, asked):
    orders.refuse(kill(comes), by=cast.publisher, reason="No.")
    kill(comes, version="4")
    assert list(Move.objects.filter(story=live).order_by("pk").values_list("verb", "actor_name"))[-3:] == [
        ("order_kill", "The wire"), ("refuse_order", "Publisher"), ("order_kill", "The wire"),
    ]  # fmt: skip


def test_while_the_clock_runs_nobody_may_issue_the_story_anew(cast, comes, live, asked):
    kill(comes)
    with pytest.raises(OutOfTurn, match="confirm or refuse the order first"):
        reissue(live, by=cast.publisher)


def test_an_entry_that_its_feed_deleted_is_withheld_by_policy_and_an_unknown_one_disturbs_nobody(cast, asked):
    feed = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">{}</feed>'
    entry = (
        "<entry><id>tag:h,1</id><title>Ferry</title><updated>2026-11-20T05:00:00Z</updated>"
        '<content type="html">&lt;p>It sails.&lt;/p></content></entry>'
    )
    gone = '<at:deleted-entry ref="tag:h,{}" when="2026-11-20T06:00:00Z"/>'
    (item,) = receive(feed.format(entry).encode(), source=cast.agency).items
    story = take(item, by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    receive(feed.format(gone.format(1) + gone.format(2)).encode(), source=cast.agency)
    assert [(order.verb, order.story, order.state) for order in Order.objects.all()] == [("hold", story, "pending")]
    assert "The feed says that this entry was deleted" in Order.objects.get().reason
