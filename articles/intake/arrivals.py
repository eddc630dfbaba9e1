"""What came by a channel, written down: the arrival, the channel's clocks, the numbers of its service."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from articles.intake import sequences
from articles.intake.channels.base import Parcel
from articles.intake.receive import Receipt, receive
from articles.models import Arrival, Channel

CLOCK_ERROR = timedelta(hours=1)  # an item's own time further ahead than this says nothing


def take_in(channel: Channel, parcel: Parcel) -> Receipt | None:
    """Receive one parcel; None for one that was refused at the door."""
    now = timezone.now()
    if parcel.refused:
        Arrival.objects.create(
            channel=channel, at=now, name=parcel.name[-255:], size=parcel.size, refused=parcel.refused[:500]
        )
        return None
    receipt = receive(parcel.raw, source=channel.source, name=parcel.name)
    write_down(channel, parcel, receipt, now)
    return receipt


def write_down(channel: Channel, parcel: Parcel, receipt: Receipt, at: datetime) -> None:
    Arrival.objects.create(
        channel=channel, delivery=receipt.delivery, at=at, name=parcel.name[-255:], size=len(parcel.raw),
        outcome=in_words(receipt),
    )  # fmt: skip
    Channel.objects.filter(pk=channel.pk).update(arrived_at=at, quiet_since=None)
    times = [item.sent_at for item in receipt.items if item.sent_at and item.sent_at <= at + CLOCK_ERROR]
    if times:
        older = Q(newest_at=None) | Q(newest_at__lt=max(times))
        Channel.objects.filter(older, pk=channel.pk).update(newest_at=max(times))
    reader = next((item.reader for item in receipt.items if item.reader), "")
    sequences.note(channel, parcel.raw, reader, by=parcel.name or receipt.delivery.sha256[:12], at=at)


def in_words(receipt: Receipt) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in receipt.counts.items()) or "nothing in it"
