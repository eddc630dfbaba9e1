import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Dispatch, Subscriber
from articles.outbox.sending import deliver_due
from tests.admin.screen import at_desk

pytestmark = pytest.mark.django_db

DISPATCHES = reverse("admin:articles_dispatch_changelist")
SUBSCRIBERS = reverse("admin:articles_subscriber_changelist")


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
    assert (client.get(SUBSCRIBERS).status_code, "The Partner" in client.get(SUBSCRIBERS).content.decode()) == (
        200,
        True,
    )
    Dispatch.objects.update(state=Dispatch.State.GIVEN_UP, done_at=timezone.now())
    again = {"action": "send_again", "_selected_action": [dispatch.pk]}
    page = client.post(DISPATCHES, again, follow=True).content.decode()
    assert "1 will be sent again" in page
    dispatch.refresh_from_db()
    assert (dispatch.state, dispatch.attempts) == (Dispatch.State.WAITING, 0)
    page = client.post(DISPATCHES, again, follow=True).content.decode()
    assert "there is nothing to send again" in page


def test_secrets_are_seen_by_administrators_only(cast, away):
    page = reverse("admin:articles_subscriber_change", args=[away.pk])
    assert away.secret in at_desk(cast.administrator).get(page).content.decode()
    for user in (cast.publisher, cast.editor, cast.reporter):
        for address in (page, SUBSCRIBERS, DISPATCHES):
            assert at_desk(user).get(address).status_code == 403


def test_a_subscriber_is_made_with_a_secret_of_its_own(cast):
    client = at_desk(cast.administrator)
    said = {"name": "New", "url": "https://new.example/hook", "secret": "", "active": "on"}
    assert client.post(reverse("admin:articles_subscriber_add"), said).status_code == 200
    assert not Subscriber.objects.exists()
    page = client.get(reverse("admin:articles_subscriber_add")).content.decode()
    assert 'value="whsec_' in page


@pytest.mark.parametrize("number", [1, 20])
def test_the_lists_take_as_many_queries_for_twenty_as_for_one(cast, django_assert_max_num_queries, number):
    for count in range(number):
        Subscriber.objects.create(name=f"Partner {count}", url="http://127.0.0.1:9/")
    cast.published()
    list(deliver_due(timezone.now()))
    client = at_desk(cast.administrator)
    for address in (DISPATCHES, SUBSCRIBERS):
        with django_assert_max_num_queries(14):
            client.get(address)
