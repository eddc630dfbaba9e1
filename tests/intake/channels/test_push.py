import json
import time

import pytest
from django.test import Client
from django.utils import timezone

from articles.intake.channels import push as kind
from articles.models import Arrival, Channel, Delivery, Signature
from tests.intake.channels.conftest import arrivals
from tests.intake.samples import ninjs

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def door(channel):
    return channel(kind="push", code="agency", secret=KEY)


def send(body: bytes = b"", *, key=KEY, at=None, code="agency", **headers):
    stamp = str(int(time.time())) if at is None else at
    signed = {
        "X-Wire-Timestamp": stamp, "X-Wire-Signature": f"sha256={kind.signature(key, stamp, body)}",
        "X-Wire-Name": "a.json", **headers,
    }  # fmt: skip
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/wire/push/{code}/", body, content_type="application/octet-stream", headers=signed)


def refused(response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]


def test_a_signed_push_is_kept_read_and_answered_with_its_receipt(door):
    answer = send(ninjs())
    delivery = Delivery.objects.get()
    assert (answer.status_code, answer["Cache-Control"].split(",")[0]) == (202, "max-age=0")
    assert answer.json() == {
        "sha256": delivery.sha256, "received": delivery.received_at.isoformat(), "outcome": {"new": 1},
        "items": [{"guid": "urn:newsml:agency.example:1", "version": 1, "state": "new"}],
    }  # fmt: skip
    assert (bytes(delivery.raw), arrivals()) == (ninjs(), [("a.json", "1 new", "")])
    door.refresh_from_db()
    assert door.arrived_at is not None


def test_what_nobody_can_read_is_kept_too(door):
    assert send(b"%PDF-1.7").json()["outcome"] == {"unreadable": 1}


def test_a_wrong_signature_is_refused(door):
    wrong = (401, "X-Wire-Signature is not the HMAC-SHA256 of timestamp, full stop and body with our key.")
    assert refused(send(ninjs(), key="x" * 32)) == wrong
    stamp = str(int(time.time()))
    other = f"sha256={kind.signature(KEY, stamp, b'other')}"
    assert refused(send(ninjs(), at=stamp, **{"X-Wire-Signature": other})) == wrong
    assert refused(send(ninjs(), **{"X-Wire-Signature": ""})) == wrong
    assert refused(send(ninjs(), **{"X-Wire-Signature": "sha256=é"})) == wrong
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("at", ["", "soon", "-1", "1764100000", "9" * 30, "٣"])
def test_a_time_that_is_not_now_is_refused(door, at):
    assert refused(send(ninjs(), at=at))[0] == 401
    late, early = str(int(time.time()) - 310), str(int(time.time()) + 310)
    assert (refused(send(ninjs(), at=late))[0], refused(send(ninjs(), at=early))[0]) == (401, 401)
    assert send(ninjs(), at=str(int(time.time()) - 290)).status_code == 202


def test_the_same_request_again_is_refused_and_the_same_bytes_signed_anew_are_known(door):
    stamp = str(int(time.time()))
    assert send(ninjs(), at=stamp).status_code == 202
    assert refused(send(ninjs(), at=stamp)) == (
        409, "This very request was accepted before: nothing was done again.",
    )  # fmt: skip
    assert refused(send(ninjs(), at=stamp, **{"X-Wire-Signature": f"SHA256={kind.signature(KEY, stamp, ninjs())}"}))[0]
    assert send(ninjs(), at=str(int(stamp) - 1)).json()["outcome"] == {"known": 1}
    assert (Delivery.objects.count(), Signature.objects.count()) == (1, 2)


def test_without_a_key_nothing_is_accepted(channel):
    channel(kind="push", code="agency")
    assert refused(send(ninjs(), key="")) == (
        401, "This channel has no key, and accepts nothing until an administrator sets one.",
    )  # fmt: skip


def test_a_key_that_can_not_be_opened_is_none(door):
    Channel.objects.update(secret="spoilt")
    assert refused(send(ninjs()))[0] == 401


def test_a_closed_channel_or_one_of_another_kind_is_no_door(door, channel):
    channel(kind="feed", code="feed", address="https://agency.example/", secret=KEY)
    assert refused(send(ninjs(), code="feed")) == (404, "There is no open push channel “feed”.")
    Channel.objects.filter(code="agency").update(active=False)
    assert refused(send(ninjs())) == (404, "There is no open push channel “agency”.")
    assert Delivery.objects.count() == 0


def test_what_is_too_large_is_refused_before_it_is_read(door):
    Channel.objects.update(largest_mb=1)
    assert refused(send(b" " * (2**20 + 1))) == (413, "This channel takes 1 MB at most.")
    assert send(b" " * 2**20).status_code == 202


def test_more_than_the_agreed_number_a_minute_is_refused_and_says_when_to_come_back(door):
    Channel.objects.update(per_minute=2)
    for number in range(2):
        assert send(ninjs(uri=str(number))).status_code == 202
    answer = send(ninjs(uri="2"))
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    Arrival.objects.update(at="2020-01-01T00:00:00Z")
    assert send(ninjs(uri="3")).status_code == 202


def test_a_guesser_is_stopped(door, settings, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)  # tries are counted by the minute of the clock
    settings.CACHES = {"default": {"BACKEND": "newsroom.cache.ProcessMemory", "LOCATION": "guesses"}}
    statuses = {send(ninjs(), key=str(number)).status_code for number in range(61)}
    assert (statuses, send(ninjs()).status_code) == ({401, 429}, 429)


def test_only_post_is_answered(door):
    assert Client().get("/wire/push/agency/").status_code == 405


def test_the_key_is_nowhere_to_be_read(door):
    row = json.dumps(Channel.objects.values().get(), default=str)
    assert KEY not in row
