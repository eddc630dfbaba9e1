import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import Dispatch, Subscriber
from articles.outbox.sending import deliver_due
from articles.sealing import SUBSCRIBERS
from tests.admin.screen import at_desk, told
from tests.outbox.receiver import LOOPBACK, Receiver

pytestmark = pytest.mark.django_db

DISPATCHES = reverse("admin:articles_dispatch_changelist")
SUBSCRIBER_LIST = reverse("admin:articles_subscriber_changelist")


@pytest.fixture
def away(cast):
    """Somebody whose program does not answer, after one attempt."""
    subscriber = Subscriber.objects.create(name="The Partner", url="http://127.0.0.1:9/")
    cast.published(headline="Ferry saved")
    assert len(list(deliver_due(timezone.now()))) == 1
    return subscriber


def test_an_administrator_sees_in_words_what_became_of_each_and_sends_it_again(cast, away):
    client, dispatch = at_desk(cast.administrator), Dispatch.objects.get()
    page = client.get(DISPATCHES).content.decode()
    assert "Attempts so far: 1; the next is due" in page
    assert "not a public one" in page
    assert (client.get(SUBSCRIBER_LIST).status_code, "The Partner" in client.get(SUBSCRIBER_LIST).content.decode()) == (
        200,
        True,
    )
    Dispatch.objects.update(state=Dispatch.State.GIVEN_UP, done_at=timezone.now())
    again = {"action": "send_again", "_selected_action": [dispatch.pk]}
    asked = client.post(DISPATCHES, again)
    assert (asked.context["open"], Dispatch.objects.get().state) == ([dispatch], Dispatch.State.GIVEN_UP)
    again["_confirmed"] = ""
    assert told(client.post(DISPATCHES, again)) == [f"“{dispatch}”: send again, done."]
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.attempts) == (Dispatch.State.WAITING, 0)
    late = at_desk(cast.administrator).post(DISPATCHES, again)
    assert told(late) == [f"“{dispatch}” is waiting: there is nothing to send again."]
    del again["_confirmed"]
    assert [reasons for _, _, reasons in client.post(DISPATCHES, again).context["hindered"]] == [
        [f"“{dispatch}” is waiting now, so “Send again” is not open to it."]
    ]


def test_what_others_are_told_is_seen_by_administrators_only(cast, away):
    page = reverse("admin:articles_subscriber_change", args=[away.pk])
    assert at_desk(cast.administrator).get(page).status_code == 200
    for user in (cast.publisher, cast.editor, cast.reporter):
        for address in (page, SUBSCRIBER_LIST, DISPATCHES):
            assert at_desk(user).get(address).status_code == 403


def test_a_subscriber_is_made_with_a_secret_of_its_own(cast):
    client = at_desk(cast.administrator)
    add = reverse("admin:articles_subscriber_add")
    said = {"name": "New", "url": "https://new.example/hook", "new_secret": "", "active": "on"}
    assert client.post(add, said).status_code == 200
    assert not Subscriber.objects.exists()
    offered = [re.search(r'value="(whsec_[^"]+)"', client.get(add).content.decode())[1] for _ in range(2)]
    assert offered[0] != offered[1]
    assert client.post(add, {**said, "new_secret": offered[0]}).status_code == 302
    assert SUBSCRIBERS.open(Subscriber.objects.get().secret) == offered[0]


def test_a_subscribers_secret_is_sealed_and_never_shown_again(cast, away, capsys):
    client, page = at_desk(cast.administrator), reverse("admin:articles_subscriber_change", args=[away.pk])
    said = {"name": "Renamed", "url": "https://new.example/hook", "new_secret": "", "active": "on"}
    secret = SUBSCRIBERS.open(away.secret)
    assert client.post(page, said).status_code == 302
    kept = Subscriber.objects.get()
    assert (kept.name, SUBSCRIBERS.open(kept.secret)) == ("Renamed", secret)
    assert client.post(page, {**said, "new_secret": "typed anew"}).status_code == 302
    kept = Subscriber.objects.get()
    assert SUBSCRIBERS.open(kept.secret) == "typed anew"
    call_command("dumpdata", "articles.subscriber", "admin.logentry")
    shown = client.get(page).content.decode()
    assert [word in shown for word in ("Renamed", "typed anew", kept.secret)] == [True, False, False]
    dumped = capsys.readouterr().out
    assert [word in dumped for word in ("Renamed", "typed anew", kept.secret)] == [True, False, True]


def test_a_subscribers_secret_that_no_key_opens_is_said_and_nothing_is_sent_unsigned(cast, settings):
    settings.WIRE_PRIVATE_NETWORKS = LOOPBACK
    with Receiver() as receiver:
        Subscriber.objects.create(name="The Partner", url=receiver.url, secret="of another newsroom")
        cast.published(headline="Ferry saved")
        list(deliver_due(timezone.now()))
    assert receiver.posts == []
    assert "can&#x27;t be opened, since SECRET_KEY has changed: enter another" in (
        at_desk(cast.administrator).get(DISPATCHES).content.decode()
    )


@pytest.mark.parametrize("number", [1, 20])
def test_the_lists_take_as_many_queries_for_twenty_as_for_one(cast, django_assert_max_num_queries, number):
    for count in range(number):
        Subscriber.objects.create(name=f"Partner {count}", url="http://127.0.0.1:9/")
    cast.published()
    list(deliver_due(timezone.now()))
    client = at_desk(cast.administrator)
    for address in (DISPATCHES, SUBSCRIBER_LIST):
        with django_assert_max_num_queries(14):
            client.get(address)
