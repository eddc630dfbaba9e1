"""How a channel is claimed, and what it says of itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.intake import watch
from articles.intake.receive import receive
from articles.intake.worker import Job, Worker
from articles.models import Channel, WireItem
from tests.intake.samples import ninjs

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(cast):
    return Channel.objects.create(name="In", code="in", source=cast.agency, kind="folder", address="agency")


def test_a_channel_is_one_workers_until_its_lease_ends(channel):
    now = timezone.now()
    assert watch.claim("one", now) == channel
    assert watch.claim("two", now) is None
    later = now + timedelta(minutes=10)
    assert (watch.claim("two", later), Channel.objects.get().claimed_by) == (channel, "two")


def test_whoever_has_lost_the_lease_writes_nothing_more(channel):
    mine = watch.claim("one", timezone.now())
    Channel.objects.update(claimed_by="two")
    watch.went_well(watch.Look(mine, timezone.now(), {"seen": {}}), "one")
    channel.refresh_from_db()
    assert (channel.looked_at, channel.claimed_by) == (None, "two")


@pytest.mark.parametrize("changes", [{"active": False}, {"kind": "push"}, {"due_at": timezone.now() + timedelta(1)}])
def test_what_is_closed_pushed_or_not_due_is_not_looked_at(channel, changes):
    Channel.objects.update(**changes)
    assert watch.claim("one", timezone.now()) is None


def test_gone_quiet_is_said_once_an_episode(channel):
    now = timezone.now()
    Channel.objects.update(quiet_after=30, opened_at=now - timedelta(days=2), arrived_at=now - timedelta(minutes=29))
    assert watch.notice_quiet(now) == []
    later = now + timedelta(minutes=2)
    assert watch.notice_quiet(later) == ["in: gone quiet, nothing has come for 30 minutes or more"]
    assert watch.notice_quiet(later) == []
    assert Channel.objects.get().health(now) == "Gone quiet: nothing has come for 30 minutes or more."
    Channel.objects.update(quiet_since=None, arrived_at=later)  # as an arrival does
    assert watch.notice_quiet(later + timedelta(minutes=29)) == []
    assert len(watch.notice_quiet(later + timedelta(minutes=31))) == 1


def test_a_channel_that_nobody_looks_at_asks_after_the_worker(channel):
    now = timezone.now()
    assert channel.health(now) == ""
    assert channel.health(now + timedelta(minutes=10)) == "Not looked at when it was due: is the worker running?"


def test_a_fault_of_one_job_stops_no_other(channel, monkeypatch):
    monkeypatch.setattr("articles.intake.worker.AFTER_FAULT", 0.0)
    done = []

    def fails(now):
        raise RuntimeError("a fault of ours")

    def works(now):
        done.append(now)
        return ["worked"]

    said = []
    worker = Worker(said.append, (Job("fails", 1, fails), Job("works", 1, works)))
    worker.turn()
    worker.turn()
    assert (said, len(done)) == (["worked"], 1)


def test_closing_a_channel_deletes_nothing(channel, cast):
    receive(ninjs(), source=cast.agency)
    Channel.objects.update(active=False)
    assert (channel.source.deliveries.count(), WireItem.objects.count()) == (1, 1)
