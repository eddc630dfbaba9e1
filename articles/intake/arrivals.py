"""What came by a channel, written down: the arrival, the channel's clocks, the numbers of its service."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.intake import sequences
from articles.intake.channels.base import Parcel
from articles.intake.receive import Receipt, Sent, receive_all
from articles.models import Arrival, Channel

CLOCK_ERROR = timedelta(hours=1)  # an item's own time further ahead than this says nothing


def take_in(channel: Channel, parcels: list[Parcel]) -> list[Receipt | None]:
    """Receive a batch of parcels; None for one that was refused at the door."""
    now, came = timezone.now(), [parcel for parcel in parcels if not parcel.refused]
    kept = iter(receive_all([Sent(parcel.raw, parcel.name) for parcel in came], source=channel.source))
    receipts = [None if parcel.refused else next(kept) for parcel in parcels]
    write_down(channel, list(zip(parcels, receipts, strict=True)), now)
    return receipts


@transaction.atomic
def write_down(channel: Channel, taken: list[tuple[Parcel, Receipt | None]], at: datetime) -> None:
    Arrival.objects.bulk_create(arrival(channel, parcel, receipt, at) for parcel, receipt in taken)
    receipts = [(parcel, receipt) for parcel, receipt in taken if receipt]
    if not receipts:
        return
    Channel.objects.filter(pk=channel.pk).update(arrived_at=at, quiet_since=None)
    items = [item for _, receipt in receipts for item in receipt.items]
    if times := [item.sent_at for item in items if item.sent_at and item.sent_at <= at + CLOCK_ERROR]:
        older = Q(newest_at=None) | Q(newest_at__lt=max(times))
        Channel.objects.filter(older, pk=channel.pk).update(newest_at=max(times))
    for parcel, receipt in receipts:
        reader = next((item.reader for item in receipt.items if item.reader), "")
        sequences.note(channel, parcel.raw, reader, by=parcel.name or receipt.delivery.sha256[:12], at=at)


def arrival(channel: Channel, parcel: Parcel, receipt: Receipt | None, at: datetime) -> Arrival:
    came = {"channel": channel, "at": at, "name": parcel.name[-255:]}
    if receipt is None:
        return Arrival(size=parcel.size, refused=parcel.refused[:500], **came)
    return Arrival(size=len(parcel.raw), delivery=receipt.delivery, outcome=in_words(receipt), **came)


def in_words(receipt: Receipt) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in receipt.counts.items()) or "nothing in it"
