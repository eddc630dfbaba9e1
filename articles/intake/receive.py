"""Receiving: the raw bytes are kept in a transaction of their own before anything tries to read them.

Receiving the same bytes again, or after the process was killed half-way, gives the same wire items once.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.intake.placing import place
from articles.models import Delivery, Source, WireItem
from articles.wire.copy import Reading, SourceHints, Unreadable
from articles.wire.readers import read as read_bytes

NEW, KNOWN, UPDATED, UNREADABLE, SKIPPED = "new", "known", "updated", "unreadable", "not a story"


@dataclass(slots=True)
class Receipt:
    """What came of one delivery: its wire items, and how many were new, known, updated or unreadable."""

    delivery: Delivery
    items: list[WireItem] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)


def receive(raw: bytes, *, source: Source, name: str = "") -> Receipt:
    """Keep the bytes, then read them. Never raises for what they hold: see :attr:`Receipt.counts`."""
    delivery = keep(raw, source, name)
    return known(delivery) if delivery.read_at else read(delivery)


def keep(raw: bytes, source: Source, name: str) -> Delivery:
    with transaction.atomic(durable=True):
        delivery, _ = Delivery.objects.get_or_create(
            source=source,
            sha256=hashlib.sha256(raw).hexdigest(),
            defaults={"raw": raw, "name": printable(name)[-255:], "received_at": timezone.now()},
        )
    return delivery


def printable(name: str) -> str:
    """A file's name as text that any database stores: bytes that were no UTF-8 and control characters are marked."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def known(delivery: Delivery) -> Receipt:
    items = list(delivery.items.all())
    unreadable = sum(item.state == WireItem.State.UNREADABLE for item in items)
    counts = Counter({UNREADABLE: unreadable, KNOWN: max(len(items), 1) - unreadable})
    return Receipt(delivery, items, +counts)


def read(delivery: Delivery) -> Receipt:
    """Read a delivery that nobody has read yet, or that nobody could."""
    try:
        reading = read_bytes(bytes(delivery.raw), delivery.name, hints(delivery.source))
    except Unreadable as error:
        return set_down(delivery, str(error))
    return set_down(delivery, reading)


def hints(source: Source) -> SourceHints:
    wordings = source.disclaimer.wordings.values_list("text", flat=True) if source.disclaimer else ()
    return SourceHints(
        code=source.code,
        names=(source.name, source.credit_line),
        language=source.language,
        timezone=source.timezone,
        wordings=tuple(wordings),
    )


@transaction.atomic
def set_down(delivery: Delivery, reading: Reading | str) -> Receipt:
    """Make the wire items of one reading (or of the reason why there is none), all or nothing."""
    # One reading at a time for each source: the versions of a story must be compared in some order.
    source = Source.objects.select_for_update(no_key=True).get(pk=delivery.source_id)
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    receipt = Receipt(delivery)
    waiting = {item.position: item for item in delivery.items.filter(state=WireItem.State.UNREADABLE)}
    if delivery.read_at and not waiting:
        return known(delivery)
    now = timezone.now()
    if isinstance(reading, str):
        item = waiting.get(0) or WireItem(delivery=delivery, source=source, arrived_at=delivery.received_at)
        item.state, item.reason = WireItem.State.UNREADABLE, reading[:500]
        item.save()
        add(receipt, item, UNREADABLE)
    else:
        for item in waiting.values():
            item.delete()
        set_down_items(receipt, reading, now)
    Delivery.objects.filter(pk=delivery.pk).update(read_at=now)
    return receipt


def set_down_items(receipt: Receipt, reading: Reading, now: datetime) -> None:
    for position, copy in enumerate(reading.items):
        item, is_new = place(receipt.delivery, position, copy, reading, now)
        if not is_new:
            add(receipt, item, KNOWN)
        else:
            first = not WireItem.objects.family(item.source, item.guid).exclude(pk=item.pk).exists()
            add(receipt, item, NEW if first else UPDATED)
    for position, skipped in enumerate(reading.skipped, len(reading.items)):
        item = WireItem.objects.create(
            delivery=receipt.delivery, position=position, source=receipt.delivery.source, arrived_at=now,
            state=WireItem.State.SKIPPED, reader=reading.reader, headline=skipped.guid[:1000],
            reason=f"{skipped.reason}: {skipped.kind}"[:500],
        )  # fmt: skip
        add(receipt, item, SKIPPED)


def add(receipt: Receipt, item: WireItem, outcome: str) -> None:
    receipt.items.append(item)
    receipt.counts[outcome] += 1


def left_unread(source: Source | None = None):
    """Deliveries that were kept and not read: the process was killed in between."""
    rows = Delivery.objects.filter(read_at=None).order_by("received_at")
    return rows.filter(source=source) if source else rows


def unreadable(source: Source | None = None):
    """Deliveries that no reader could read, to be tried again when a reader has been mended."""
    rows = Delivery.objects.filter(items__state=WireItem.State.UNREADABLE).order_by("received_at").distinct()
    return rows.filter(source=source) if source else rows
