from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from articles.desk import orders, verbs
from articles.desk.take import take
from articles.intake.receive import receive
from articles.models import Channel, Gap, KillPolicy, Order, Sequence
from tests.admin.screen import at_desk
from tests.intake.samples import ninjs

pytestmark = pytest.mark.django_db


def killed(cast, uri: str = "urn:1", with_story: bool = True) -> Order:
    KillPolicy.objects.get_or_create(source=cast.agency, defaults={"confirm": True, "minutes": 10})
    if with_story:
        item = receive(ninjs(uri=uri, headline=f"Story {uri}"), source=cast.agency).items[0]
        verbs.publish(take(item, by=cast.editor), by=cast.publisher)
    receive(ninjs(uri=uri, version="2", pubstatus="canceled", ednote="Wrong man."), source=cast.agency)
    return Order.objects.latest("pk")


def test_a_story_that_comes_down_by_itself_is_not_said_to_be_scheduled(cast):
    killed(cast)
    listed = at_desk(cast.editor).get("/admin/articles/story/").content.decode()
    assert ("Comes down at" in listed, "Scheduled for" in listed) == (True, False)


def test_who_confirms_is_shown_what_readers_get_then(cast):
    order, unknown = killed(cast), killed(cast, "urn:2", with_story=False)
    client = at_desk(cast.publisher)
    shown = client.get(f"/admin/articles/order/{order.pk}/act/confirm/")
    assert (shown.context["foreseen"].answer, "This story is gone" in shown.content.decode()) == (410, True)
    for address in (f"{order.pk}/act/refuse", f"{unknown.pk}/act/note"):
        assert "foreseen" not in client.get(f"/admin/articles/order/{address}/").context


def front(user) -> str:
    return at_desk(user).get("/admin/").content.decode()


def test_everybody_sees_the_clock_and_those_who_may_the_buttons(cast):
    order = killed(cast)
    for user, buttons in ((cast.reporter, 0), (cast.editor, 0), (cast.publisher, 2)):
        page = front(user)
        assert ("Orders that wait for a person" in page, "Story urn:1" in page) == (True, True)
        assert page.count(f"/admin/articles/order/{order.pk}/act/") == buttons
    assert 'role="timer">10 min' in front(cast.reporter)


def test_a_publisher_refuses_with_a_reason_and_the_front_screen_says_so(cast):
    order = killed(cast)
    client = at_desk(cast.publisher)
    url = f"/admin/articles/order/{order.pk}/act/refuse/"
    assert "The story stays up against the agency" in client.get(url).content.decode()
    assert "This field is required." in client.post(url, {"reason": ""}).content.decode()
    assert client.post(url, {"reason": "They killed the wrong one."})["Location"] == "/admin/"
    order.refresh_from_db()
    assert (order.state, order.decision) == ("refused", "They killed the wrong one.")
    page = client.get("/admin/").content.decode()
    assert ("Orders that wait for a person" in page, "refused (Publisher)" in page) == (False, True)


def test_a_publisher_confirms(cast):
    order = killed(cast)
    at_desk(cast.publisher).post(f"/admin/articles/order/{order.pk}/act/confirm/", {"reason": ""})
    order.refresh_from_db()
    order.story.refresh_from_db()
    assert (order.state, order.story.state) == ("confirmed", "killed")


@pytest.mark.parametrize(
    ("pubstatus", "act"),
    [("canceled", "kill, by the agency’s order"), ("withheld", "withhold, by the agency’s order")],
)
def test_the_record_says_in_words_what_the_agency_ordered(cast, pubstatus, act):
    KillPolicy.objects.create(source=cast.agency, confirm=True, minutes=10)
    item = receive(ninjs(uri="urn:1"), source=cast.agency).items[0]
    verbs.publish(take(item, by=cast.editor), by=cast.publisher)
    receive(ninjs(uri="urn:1", version="2", pubstatus=pubstatus), source=cast.agency)
    ordered = Order.objects.get()
    page = at_desk(cast.publisher).get("/admin/articles/move/", {"verb": f"order_{ordered.verb}"})
    row = html.fromstring(page.content.decode())
    assert row.xpath("//td[contains(concat(@class, ' '), 'field-act ')]/text()") == [act]


def test_an_editor_may_not_decide(cast):
    order = killed(cast)
    assert (
        at_desk(cast.editor).post(f"/admin/articles/order/{order.pk}/act/refuse/", {"reason": "No."}).status_code == 403
    )
    order.refresh_from_db()
    assert order.state == "pending"


def test_an_answer_after_the_clock_is_refused_in_words(cast):
    order = killed(cast)
    Order.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    page = at_desk(cast.publisher).post(f"/admin/articles/order/{order.pk}/act/refuse/", {"reason": "No."})
    assert "its clock has run out" in page.content.decode()


def test_a_kill_of_what_never_came_is_shown_until_somebody_has_seen_it(cast):
    order = killed(cast, with_story=False)
    page = front(cast.reporter)
    assert ("We have no story of it." in page, f"/order/{order.pk}/act/note/" in page) == (True, True)
    at_desk(cast.reporter).post(f"/admin/articles/order/{order.pk}/act/note/", {"reason": ""})
    assert "Orders that wait for a person" not in front(cast.reporter)


def test_channels_in_trouble_and_missing_numbers_are_on_the_front_screen(cast):
    channel = Channel.objects.create(
        name="Feed", code="feed", source=cast.agency, kind="feed", failures=1, failure="It refuses to answer us.",
    )  # fmt: skip
    sequence = Sequence.objects.create(channel=channel, service="pol", last=9, at=timezone.now())
    Gap.objects.create(sequence=sequence, first=8, last=8, noticed_at=timezone.now())
    page = front(cast.reporter)
    assert ("It refuses to answer us." in page, ">pol8</a>" in page) == (True, True)


def test_the_policy_is_set_on_the_source(cast):
    page = at_desk(cast.administrator).get(f"/admin/articles/source/{cast.agency.pk}/change/").content.decode()
    assert "When the agency kills or withholds a story" in page


def test_the_alerts_cost_the_same_however_many_there_are(cast):
    client = at_desk(cast.administrator)
    costs = []
    for rows in (1, 12):
        for number in range(rows):
            killed(cast, uri=f"urn:{rows}:{number}")
            killed(cast, uri=f"urn:unknown:{rows}:{number}", with_story=False)
        orders.carry_out_due(timezone.now() + timedelta(hours=1))
        killed(cast, uri=f"urn:{rows}:last")
        client.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
