import base64
import hashlib
import hmac
import json
from datetime import timedelta
from io import StringIO
from urllib.parse import parse_qs

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.desk import texts, verbs
from articles.desk.announcements import send_again
from articles.desk.refusals import OutOfTurn, Refused
from articles.models import Announcement, Dispatch, Edition, Subscriber
from articles.outbox import sending
from articles.outbox.sending import deliver_due
from articles.sealing import SUBSCRIBERS
from tests.outbox.receiver import LOOPBACK, Receiver

pytestmark = pytest.mark.django_db

SECRET = "whsec_" + base64.b64encode(b"known to two").decode()


@pytest.fixture
def receiver(settings):
    settings.WIRE_PRIVATE_NETWORKS = LOOPBACK
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def subscriber(receiver):
    sealed = SUBSCRIBERS.seal(SECRET)
    return Subscriber.objects.create(name="The Partner", url=f"{receiver.url}/news", secret=sealed)


def deliver(after: timedelta = timedelta()) -> list[str]:
    return list(deliver_due(timezone.now() + after))


def said(receiver) -> list[tuple]:
    """The type of each post, the edition, and what stands of the story now."""
    found = []
    for post in receiver.posts:
        message = json.loads(post.body)
        story = message["data"]["story"]
        headline = story["headlines"][0]["value"] if "headlines" in story else ""
        found.append((message["type"], message["data"]["edition"], story["pubStatus"], headline))
    return found


def rewritten(cast, story, **changes):
    story.refresh_from_db()
    return texts.edit(story, by=cast.editor, version=story.version, changes=changes)


def test_each_act_that_changes_what_readers_get_is_told(cast, receiver, subscriber):
    story = cast.published(headline="Ferry sunk")
    deliver()
    verbs.correct(rewritten(cast, story, headline="Ferry saved"), by=cast.publisher, kind="correction", notice="No.")
    deliver()
    verbs.retract(story, by=cast.publisher, notice="Untrue.")
    deliver()
    verbs.kill(story, by=cast.publisher, reason="Libel.", notice="Gone.")
    deliver()
    held = cast.published(headline="Doubtful")
    deliver()
    verbs.hold(held, by=cast.publisher, reason="Doubt.")
    deliver()
    assert deliver() == []
    assert said(receiver) == [
        ("story.publication", 1, "usable", "Ferry sunk"),
        ("story.correction", 2, "usable", "Ferry saved"),
        ("story.retraction", 3, "canceled", "Retracted: Ferry saved"),
        ("story.kill", 4, "canceled", ""),
        ("story.publication", 1, "usable", "Doubtful"),
        ("story.withdrawal", 2, "canceled", ""),
    ]


def test_a_post_is_signed_for_its_receiver_and_for_this_minute(cast, receiver, subscriber):
    cast.published()
    deliver()
    (post,) = receiver.posts
    assert (post.path, post.headers["content-type"]) == ("/news", "application/json")
    key, stamp = post.headers["webhook-id"], post.headers["webhook-timestamp"]
    assert key == Dispatch.objects.get().key
    assert abs(int(stamp) - timezone.now().timestamp()) < 60
    signed = hmac.new(b"known to two", f"{key}.{stamp}.".encode() + post.body, hashlib.sha256).digest()
    assert post.headers["webhook-signature"] == "v1," + base64.b64encode(signed).decode()
    assert SECRET not in str(post)


def test_a_scheduled_release_is_told_when_it_is_released_and_not_before(cast, receiver, subscriber):
    cast.published(headline="Quagga", at=timezone.now() + timedelta(seconds=1))
    assert Announcement.objects.count() == 1
    assert (deliver(), receiver.posts) == ([], [])
    deliver_late(Announcement.objects.get().due_at)
    assert said(receiver) == [("story.publication", 1, "usable", "Quagga")]


def deliver_late(at):
    """Let the moment come, on the real clock."""
    while timezone.now() < at:
        pass
    return deliver()


@pytest.mark.parametrize("verb", ["withdraw", "kill"])
def test_what_came_down_before_its_release_is_never_told(cast, receiver, subscriber, verb):
    story = cast.published(headline="Quagga", at=timezone.now() + timedelta(hours=1))
    getattr(verbs, verb)(story, by=cast.publisher, reason="Rights.")
    deliver(timedelta(hours=2))
    assert (receiver.posts, Dispatch.objects.count()) == ([], 0)


def test_a_clock_that_is_ahead_tells_nothing_early(cast, receiver, subscriber):
    cast.published(headline="Quagga", at=timezone.now() + timedelta(hours=1))
    deliver(timedelta(hours=2))
    assert (receiver.posts, Announcement.objects.get().handed_out_at) == ([], None)


def test_what_was_overtaken_shows_no_text_that_readers_no_longer_have(cast, receiver, subscriber):
    killed, mended = cast.published(headline="Quagga"), cast.published(headline="Quagga too")
    receiver.answers = [500]
    deliver()
    receiver.posts.clear()
    verbs.kill(killed, by=cast.publisher, reason="Libel.")
    verbs.correct(rewritten(cast, mended, headline="Mended"), by=cast.publisher, kind="update")
    deliver(timedelta(minutes=2))
    assert sorted(said(receiver)) == [
        ("story.kill", 2, "canceled", ""),
        ("story.publication", 1, "usable", "Mended"),
        ("story.update", 2, "usable", "Mended"),
    ]
    assert Dispatch.objects.get(announcement__edition__story=killed, announcement__edition__number=1).state == (
        Dispatch.State.OVERTAKEN
    )


def test_an_agency_s_text_is_not_passed_on_and_the_desk_s_notes_never_are(cast, receiver, subscriber):
    cast.published(
        source=cast.agency, credit="The Agency", disclaimer=cast.disclaimer, body="<p>Theirs.</p>", ednote="Quagga",
        slugline="Quagga",
    )  # fmt: skip
    cast.published(body="<p>Ours.</p>", ednote="Quagga")
    deliver()
    theirs, ours = (post.body.decode() for post in receiver.posts)
    assert ("Theirs." in theirs, "Ours." in ours, "Quagga" in theirs + ours) == (False, True, False)
    assert json.loads(theirs)["data"]["story"]["usageTerms"].startswith("The Agency")


def test_who_does_not_take_it_is_asked_again_under_the_same_key_and_later_each_time(cast, receiver, subscriber):
    receiver.answers = [500, 503]
    cast.published()
    pauses = []
    for days in (1, 2, 3):
        now = timezone.now() + timedelta(days=days)
        list(deliver_due(now))
        dispatch = Dispatch.objects.get()
        pauses.append(round((dispatch.due_at - now).total_seconds() / 60))
    assert len({post.headers["webhook-id"] for post in receiver.posts}) == 1
    assert (dispatch.state, dispatch.attempts, pauses[:2]) == (Dispatch.State.DELIVERED, 3, [1, 5])


def test_it_is_given_up_in_the_end_and_can_be_sent_again(cast, receiver, subscriber):
    receiver.answers = [500] * 8
    cast.published()
    lines = [line for days in range(9) for line in deliver(timedelta(days=2 * days))]
    dispatch = Dispatch.objects.get()
    assert (len(lines), len(receiver.posts), dispatch.state) == (8, 8, Dispatch.State.GIVEN_UP)
    assert "given up" in lines[-1]
    with pytest.raises(Refused):
        send_again(dispatch, by=cast.editor)
    send_again(dispatch, by=cast.administrator)
    dispatch.refresh_from_db()
    with pytest.raises(OutOfTurn):
        send_again(dispatch, by=cast.administrator)
    deliver()
    assert receiver.posts[-1].headers["webhook-id"] == dispatch.key
    dispatch.refresh_from_db()
    assert dispatch.state == Dispatch.State.DELIVERED


def test_one_who_does_not_answer_holds_up_nobody_else(cast, receiver, subscriber):
    Subscriber.objects.create(name="Away", url="http://127.0.0.1:9/")
    for _ in range(3):
        cast.published()
    lines = deliver()
    assert ["can't be reached" in line for line in lines if "to Away" in line] == [True]
    assert len(receiver.posts) == 3
    assert Dispatch.objects.filter(state=Dispatch.State.WAITING, due_at__lte=timezone.now()).count() == 0


def test_a_worker_that_is_killed_after_it_posted_leaves_a_claim_and_the_key_tells(cast, receiver, subscriber):
    cast.published()
    now = timezone.now()
    sending.hand_out(now)
    dispatch = sending.claim(now)
    assert sending.claim(now) is None
    assert deliver() == []
    deliver(sending.CLAIM + timedelta(seconds=1))
    assert [post.headers["webhook-id"] for post in receiver.posts] == [dispatch.key]
    assert "delivered" in sending.finish(dispatch, Dispatch.State.GIVEN_UP, "") or (
        Dispatch.objects.get().state == Dispatch.State.DELIVERED
    )


def test_an_act_that_is_undone_tells_nothing(cast, receiver, subscriber):
    with pytest.raises(Refused):
        verbs.publish(cast.draft(headline=""), by=cast.publisher)
    assert Announcement.objects.count() == 0


def test_subscribers_hear_of_what_they_listen_to_and_of_all_that_came_down_of_it(cast, receiver):
    def subscribe(name, *, sections=(), sources=(), **fields):
        made = Subscriber.objects.create(name=name, url=f"{receiver.url}/{name}", **fields)
        made.sections.set(sections)
        made.sources.set(sources)

    subscribe("all")
    subscribe("sport", sections=[cast.sport])
    subscribe("agency", sources=[cast.agency])
    subscribe("mends", corrections_only=True)
    subscribe("off", active=False)
    story = cast.published(section=cast.sport)
    verbs.correct(rewritten(cast, story, section=cast.world), by=cast.publisher, kind="update")
    deliver()
    verbs.kill(story, by=cast.publisher, reason="Libel.")
    subscribe("late")
    deliver()
    heard = [(post.path[1:], json.loads(post.body)["data"]["edition"]) for post in receiver.posts]
    assert sorted(heard) == [
        ("all", 1), ("all", 2), ("all", 3), ("mends", 3), ("sport", 1), ("sport", 2), ("sport", 3),
    ]  # fmt: skip


def test_the_hub_is_told_of_each_feed_that_changed_by_its_own_address(client, cast, receiver, settings):
    settings.WEBSUB_HUB = f"{receiver.url}/hub"
    story = cast.published(authors=[cast.author])
    deliver()
    (post,) = receiver.posts
    asked = parse_qs(post.body.decode())
    assert (post.path, asked["hub.mode"]) == ("/hub", ["publish"])
    day = f"archive/{timezone.localdate(story.editions.get().published_at):%Y/%m/%d}/"
    lists = ("", "latest/", day, "section/world/", "source/our-desk/", "topic/elections/", "author/ada-lindqvist/")
    site = settings.SITE_URL
    assert asked["hub.url"] == [f"{site}/{path}feed.{form}" for path in lists for form in ("rss", "atom", "json")]
    for topic in asked["hub.url"]:
        assert f'<{topic}>; rel="self"' in client.get(topic.removeprefix(site))["Link"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1:{port}/", "not a public one"),
        ("http://localhost:{port}/", "not a public one"),
        ("http://[::ffff:127.0.0.1]:{port}/", "not a public one"),
        ("http://10.0.0.7/", "not a public one"),
        ("http://169.254.169.254/latest/", "not a public one"),
        ("http://2130706433:{port}/", "not a public one"),
        ("ftp://127.0.0.1/", "is no address that begins with https"),
        ("nonsense", "is no address that begins with https"),
    ],
)
def test_nobody_inside_the_house_is_posted_to_unless_it_is_meant(cast, receiver, settings, url, words):
    settings.WIRE_PRIVATE_NETWORKS = []
    Subscriber.objects.create(name="Inside", url=url.format(port=receiver.server.server_port))
    cast.published()
    (line,) = deliver()
    assert words in line
    assert receiver.posts == []


def test_a_redirect_is_followed_nowhere_and_a_long_answer_is_not_read(cast, receiver, subscriber):
    receiver.answers, receiver.location, receiver.body = [302], "http://127.0.0.1:9/", b"x" * 10_000_000
    cast.published()
    (line,) = deliver()
    assert "answered 302" in line


def test_who_is_slow_is_cut_off(cast, receiver, subscriber, monkeypatch):
    monkeypatch.setattr("articles.outbox.post.SECONDS", 0.2)
    receiver.slow = 2
    cast.published()
    (line,) = deliver()
    assert "did not answer within" in line


def test_the_command_prints_a_line_for_each(cast, receiver, subscriber):
    story = cast.published()
    out = StringIO()
    call_command("announce", stdout=out)
    assert out.getvalue() == (
        f"Publication of {story.code}, edition 1 to The Partner: delivered. 127.0.0.1 answered 204 No Content.\n"
    )


def test_every_edition_of_the_desk_that_readers_may_see_has_its_announcement(cast):
    story = cast.published()
    verbs.withdraw(story, by=cast.publisher, reason="Rights.")
    verbs.publish(rewritten(cast, story, headline="Anew"), by=cast.publisher)
    assert Edition.objects.count() == 3
    assert list(Edition.objects.filter(announcement=None)) == []
