import gzip
import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.intake import arrivals as arrivals_module
from articles.intake import http
from articles.models import Delivery, WireItem
from tests.intake.channels.conftest import disk_full
from tests.intake.channels.servers import Script, serving
from tests.intake.samples import feed

pytestmark = pytest.mark.django_db


@pytest.fixture
def polled(channel, web):
    return channel(kind="feed", address=f"{web.url}/feed.xml")


def test_a_feed_is_fetched_and_asked_only_for_what_is_new(polled, web, look):
    def answer(handler):
        if handler.headers["If-None-Match"] == '"v1"':
            return handler.say(304)
        return handler.say(200, feed("First"), ETag='"v1"', Last_Modified="Fri, 20 Nov 2026 10:00:00 GMT")

    web.paths["/feed.xml"] = answer
    assert look(polled) == ["in feed.xml: 1 new"]
    assert look(polled) == []
    asked = web.asked[1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"v1"', "Fri, 20 Nov 2026 10:00:00 GMT")
    assert (polled.failures, Delivery.objects.count()) == (0, 1)
    assert polled.due_at - polled.looked_at == timedelta(seconds=60)


def test_what_was_not_kept_is_asked_for_again(polled, web, look, monkeypatch):
    web.paths["/feed.xml"] = lambda handler: handler.say(200, feed("First"), ETag='"v1"')
    with monkeypatch.context() as patch:
        patch.setattr(arrivals_module, "receive_all", disk_full)
        with pytest.raises(OSError, match="No space left"):
            look(polled)
    assert look(polled) == ["in feed.xml: 1 new"]
    assert "If-None-Match" not in web.asked[1][1]


def test_a_feed_that_fails_says_why_and_is_asked_later_each_time(polled, web, look):
    web.paths["/feed.xml"] = lambda handler: handler.say(404)
    pauses = []
    for _ in range(4):
        assert look(polled) == ["in: There is nothing at this address (status 404)."]
        pauses.append((polled.due_at - polled.failed_at).total_seconds())
    assert polled.health(timezone.now()) == ("Fails, 4 times in a row: There is nothing at this address (status 404).")
    for pause, wanted in zip(pauses, (60, 120, 240, 480), strict=True):
        assert wanted * 0.8 <= pause <= wanted * 1.2
    web.paths["/feed.xml"] = lambda handler: handler.say(200, feed("First"))
    look(polled)
    assert (polled.failures, polled.health(timezone.now())) == (0, "")


def test_the_pause_that_the_other_side_asks_for_is_kept(polled, web, look):
    web.paths["/feed.xml"] = lambda handler: handler.say(429, Retry_After="7200")
    look(polled)
    assert (polled.due_at - polled.failed_at).total_seconds() == pytest.approx(7200, abs=1)


def test_redirects_are_followed_five_times_and_no_further(polled, web, look):
    web.paths["/feed.xml"] = lambda handler: handler.say(302, Location="/1")
    for number in range(1, 6):
        web.paths[f"/{number}"] = lambda handler, n=number: handler.say(307, Location=f"/{n + 1}")
    web.paths["/5"] = lambda handler: handler.say(200, feed("First"))
    assert look(polled) == ["in feed.xml: 1 new"]
    web.paths["/5"] = lambda handler: handler.say(307, Location="/6")
    assert look(polled) == ["in: It redirects more than 5 times."]


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://169.254.169.254/latest/meta-data", "which is not a public one"),
        ("http://[::ffff:10.0.0.1]/", "which is not a public one"),
        ("file:///etc/passwd", "no address that begins with https:// or http://"),
        ("http://me:secret@localhost/", "The address holds a user name"),
    ],
)
def test_a_redirect_is_judged_like_the_first_address(polled, web, look, location, words):
    web.paths["/feed.xml"] = lambda handler: handler.say(302, Location=location)
    (said,) = look(polled)
    assert words in said
    assert Delivery.objects.count() == 0


def test_a_private_address_is_refused_unless_it_is_allowed(polled, web, look, settings):
    settings.WIRE_PRIVATE_NETWORKS = []
    (said,) = look(polled)
    assert "is not a public one: if it is meant, add its network to WIRE_PRIVATE_NETWORKS." in said
    assert web.asked == []


def test_a_body_without_end_is_cut_at_the_limit(polled, web, look):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b" " * 65536)

    polled.largest_mb = 1
    polled.save()
    web.paths["/feed.xml"] = endless
    assert look(polled) == ["in: It is larger than 1 MB: nothing of it was read."]


def test_a_zip_bomb_is_cut_at_the_limit(polled, web, look):
    bomb = gzip.compress(b" " * 2**26)
    polled.largest_mb = 1
    polled.save()
    web.paths["/feed.xml"] = lambda handler: handler.say(200, bomb, Content_Encoding="gzip")
    assert look(polled) == ["in: It is larger than 1 MB: nothing of it was read."]
    web.paths["/feed.xml"] = lambda handler: handler.say(200, gzip.compress(feed("First")), Content_Encoding="gzip")
    assert look(polled) == ["in feed.xml: 1 new"]


@pytest.mark.parametrize("part", ["header", "body"])
def test_a_server_that_drips_is_left_when_the_time_is_up(polled, web, look, monkeypatch, part):
    monkeypatch.setattr(http, "SECONDS", 0.5)
    hung_up = threading.Event()

    def drip(handler):
        handler.send_response(200)
        if part == "body":
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
        handler.flush_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            hung_up.set()

    web.paths["/feed.xml"] = drip
    started = time.monotonic()
    assert look(polled) == ["in: localhost did not answer within 0 seconds."]
    assert time.monotonic() - started < 2
    assert hung_up.wait(2)


def test_half_an_answer_is_none(polled, web, look):
    web.paths["/feed.xml"] = lambda handler: handler.say(200, feed("First"), Content_Length="9999")
    assert look(polled) == ["in: localhost broke off: IncompleteRead."]
    assert WireItem.objects.count() == 0


def test_name_and_password_go_to_the_feeds_own_place_only(channel, loopback, pem, look):
    with serving(Script(pem)) as own, serving(Script(pem)) as other:
        made = channel(kind="feed", address=f"{own.url}/feed.xml", login="desk", secret="open sesame")
        own.paths["/feed.xml"] = lambda handler: handler.say(302, Location=f"{other.url}/feed.xml")
        other.paths["/feed.xml"] = lambda handler: handler.say(200, feed("First"), ETag='"x"')
        assert look(made) == ["in feed.xml: 1 new"]
    assert own.asked[0][1]["Authorization"] == "Basic ZGVzazpvcGVuIHNlc2FtZQ=="
    assert "Authorization" not in other.asked[0][1]


def test_a_certificate_that_nobody_vouches_for_is_refused(channel, loopback, pem, look, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with serving(Script(pem)) as server:
        made = channel(kind="feed", address=f"{server.url}/feed.xml")
        (said,) = look(made)
    assert said.startswith("in: The certificate of localhost is not valid")
    assert server.asked == []


def test_https_does_not_lead_back_to_http(channel, web, pem, look):
    with serving(Script(pem)) as server:
        made = channel(kind="feed", address=f"{server.url}/feed.xml")
        server.paths["/feed.xml"] = lambda handler: handler.say(301, Location=f"{web.url}/feed.xml")
        assert look(made) == [f"in: It redirects from https to {web.url}/feed.xml, which is not encrypted."]
    assert web.asked == []
