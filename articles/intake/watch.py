"""Looking at channels: a worker claims one that is due, takes in what came, and writes down how it went."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.intake.arrivals import in_words, take_in
from articles.intake.channels.base import Failure, Look, Parcel, Parcels
from articles.intake.channels.kinds import KINDS, POLLED
from articles.intake.receive import Receipt
from articles.models import Channel

LONGEST_PAUSE = 3600.0  # seconds between two tries of a channel that fails
Say = Callable[[str], None]


def lease(at: datetime) -> datetime:
    return at + timedelta(seconds=settings.WIRE_LEASE)


def claim(worker: str, at: datetime) -> Channel | None:
    """The channel that is longest due and that nobody is at; it is this worker's until its lease ends."""
    due = Channel.objects.due(at).filter(kind__in=POLLED)
    if not due.exists():
        return None
    with transaction.atomic():
        channel = due.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
        if channel is None or not due.filter(pk=channel.pk).update(claimed_by=worker, claimed_until=lease(at)):
            return None
    return Channel.objects.select_related("source__disclaimer").get(pk=channel.pk)


def mine(channel: Channel, worker: str):
    return Channel.objects.filter(pk=channel.pk, claimed_by=worker)


def look_at(channel: Channel, *, worker: str, say: Say, stopping: Callable[[], bool]) -> None:
    """One look at a claimed channel, batch by batch; each is finished before ``stopping`` is asked."""
    look = Look(channel, timezone.now(), dict(channel.bookmark))
    kind = KINDS[channel.kind]
    try:
        carry_in(look, kind.look(look), worker=worker, say=say, stopping=stopping)
    except Failure as failure:
        failed(look, failure, worker)
        say(f"{channel.code}: {failure}")
    else:
        went_well(look, worker)


def carry_in(look: Look, parcels: Parcels, *, worker: str, say: Say, stopping: Callable[[], bool]) -> None:
    channel = look.channel
    try:
        batch = next(parcels, None)
        while batch is not None and not stopping():
            receipts = take_in(channel, batch)
            for parcel, receipt in zip(batch, receipts, strict=True):
                say(f"{channel.code} {parcel.name}: {in_words(receipt) if receipt else f'refused. {parcel.refused}'}")
            renewed = {"claimed_until": lease(timezone.now()), "bookmark": look.bookmark}
            if not mine(channel, worker).update(**renewed):
                return  # it took longer than the lease, and another worker has gone on
            batch = following(parcels, receipts)
    finally:
        parcels.close()


def following(parcels: Parcels, receipts: list[Receipt | None]) -> list[Parcel] | None:
    try:
        return parcels.send(receipts)
    except StopIteration:
        return None


def went_well(look: Look, worker: str) -> None:
    pause = look.channel.every if look.again_in is None else look.again_in
    mine(look.channel, worker).update(
        looked_at=look.at, failures=0, bookmark=look.bookmark, due_at=look.at + timedelta(seconds=pause),
        claimed_by="", claimed_until=None,
    )  # fmt: skip


def failed(look: Look, failure: Failure, worker: str) -> None:
    """The words are kept; the next try comes later each time, and never before the other side wants it."""
    now, failures = timezone.now(), look.channel.failures + 1
    pause = max(back_off(look.channel.every, failures), failure.retry_after)
    mine(look.channel, worker).update(
        looked_at=look.at, failures=failures, failure=str(failure)[:500], failed_at=now, bookmark=look.bookmark,
        due_at=now + timedelta(seconds=pause), claimed_by="", claimed_until=None,
    )  # fmt: skip


def back_off(every: float, failures: int) -> float:
    pause = min(every * 2 ** min(failures - 1, 20), max(LONGEST_PAUSE, every))
    return pause * random.uniform(0.8, 1.2)


def notice_quiet(at: datetime) -> list[str]:
    """Say once of each channel that nothing has come for too long; what comes next ends the episode."""
    told = []
    for channel in Channel.objects.filter(active=True, quiet_after__gt=0, quiet_since=None):
        last = max(filter(None, (channel.arrived_at, channel.opened_at)))
        if last + timedelta(minutes=channel.quiet_after) > at:
            continue
        still = Channel.objects.filter(pk=channel.pk, active=True, quiet_since=None, arrived_at=channel.arrived_at)
        if still.update(quiet_since=at):
            told.append(f"{channel.code}: gone quiet, nothing has come for {channel.quiet_after} minutes or more")
    return told
