"""Receiving: the raw bytes are kept in a transaction of their own before anything tries to read them.

Receiving the same bytes again, or after the process was killed half-way, gives the same wire items once.
"""

import bisect
import hashlib
import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from articles.desk import routing
from articles.desk.refusals import Refused
from articles.intake import clusters, rows
from articles.intake.placing import place
from articles.models import Delivery, Route, Source, WireItem
from articles.wire.copy import Reading, SourceHints, Unreadable
from articles.wire.readers import read as read_bytes

log = logging.getLogger(__name__)

NEW, KNOWN, UPDATED, UNREADABLE, SKIPPED = "new", "known", "updated", "unreadable", "not a story"


@dataclass(slots=True)
class Receipt:
    """What came of one delivery: its wire items, and how many were new, known, updated or unreadable."""

    delivery: Delivery
    items: list[WireItem] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    beside_others: bool = False


def receive(raw: bytes, *, source: Source, name: str = "") -> Receipt:
    """Keep the bytes, then read them. Never raises for what they hold: see :attr:`Receipt.counts`."""
    delivery = keep(raw, source, name)
    return known(delivery) if delivery.read_at else read(delivery)


def keep(raw: bytes, source: Source, name: str) -> Delivery:
    sha256 = hashlib.sha256(raw).hexdigest()
    delivery = rows.delivery(source, sha256)
    if delivery is None:
        try:
            with transaction.atomic(durable=True):
                delivery = Delivery(
                    source=source, sha256=sha256, raw=raw, name=printable(name)[-255:], received_at=timezone.now()
                )
                rows.insert(delivery)
        except IntegrityError:  # another process kept them at this very moment
            delivery = rows.delivery(source, sha256)
    delivery.source = source
    return delivery


def printable(name: str) -> str:
    """A file's name as text that any database stores: bytes that were no UTF-8 and control characters are marked."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def known(delivery: Delivery) -> Receipt:
    items = rows.items(delivery)
    unreadable = sum(item.state == WireItem.State.UNREADABLE for item in items)
    counts = Counter({UNREADABLE: unreadable, KNOWN: max(len(items), 1) - unreadable})
    return Receipt(delivery, items, +counts)


def read(delivery: Delivery) -> Receipt:
    """Read a delivery that nobody has read yet, or that nobody could."""
    try:
        reading = read_bytes(bytes(delivery.raw), delivery.name, hints(delivery.source))
    except Unreadable as error:
        return set_down(delivery, str(error))
    receipt = set_down(delivery, reading)
    if receipt.beside_others:
        clusters.join_others(receipt.items, timezone.now())
    return receipt


def hints(source: Source) -> SourceHints:
    # Kept with this Source object: whoever receives many files with it asks for its wordings once.
    prefetch_related_objects([source], "disclaimer__wordings")
    wordings = [wording.text for wording in source.disclaimer.wordings.all()] if source.disclaimer else []
    return SourceHints(
        code=source.code,
        names=(source.name, source.credit_line),
        language=source.language,
        timezone=source.timezone,
        wordings=tuple(wordings),
        dialect=source.dialect,
    )


@transaction.atomic
def set_down(delivery: Delivery, reading: Reading | str) -> Receipt:
    """Make the wire items of one reading (or of the reason why there is none), all or nothing."""
    # One reading at a time for each source: the versions of a story must be compared in some order.
    is_read, alone = rows.lock(delivery)
    receipt, waiting = Receipt(delivery, beside_others=not alone), {}
    if is_read:
        waiting = {item.position: item for item in delivery.items.filter(state=WireItem.State.UNREADABLE)}
        if not waiting:
            return known(delivery)
    now = timezone.now()
    if isinstance(reading, str):
        item = waiting.get(0) or WireItem(delivery=delivery, source=delivery.source, arrived_at=delivery.received_at)
        item.state, item.reason = WireItem.State.UNREADABLE, reading[:500]
        item.save()
        add(receipt, item, UNREADABLE)
    else:
        for item in waiting.values():
            item.delete()
        set_down_items(receipt, reading, now)
    rows.mark_read(delivery, now)
    return receipt


def set_down_items(receipt: Receipt, reading: Reading, now: datetime) -> None:
    source = receipt.delivery.source
    families = rows.families(source, {copy.guid[:500] for copy in reading.items})
    routes = routing.active()
    for position, copy in enumerate(reading.items):
        family = families[copy.guid[:500]]
        item, is_new = place(receipt.delivery, position, copy, reading, family, now)
        add(receipt, item, KNOWN if not is_new else UPDATED if family else NEW)
        if is_new and routes:
            route(item, routes)
        if is_new and item.guid:
            bisect.insort(family, item, key=lambda member: (-member.version, -member.pk))
    for position, skipped in enumerate(reading.skipped, len(reading.items)):
        item = WireItem.objects.create(
            delivery=receipt.delivery, position=position, source=source, arrived_at=now,
            state=WireItem.State.SKIPPED, reader=reading.reader, headline=skipped.guid[:1000],
            reason=f"{skipped.reason}: {skipped.kind}"[:500],
        )  # fmt: skip
        add(receipt, item, SKIPPED)


def route(item: WireItem, routes: list[Route]) -> None:
    """What the active routes do with it. A route that can’t do its work costs that work; the item stays, and warns."""
    try:
        with transaction.atomic():
            routing.apply(item, routes)
    except Exception as fault:
        log.warning("No route for “%s”: %s", item, fault, exc_info=not isinstance(fault, Refused))
        item.refresh_from_db()
        words = next(iter(str(fault).splitlines()), type(fault).__name__)  # PostgreSQL goes on to say where in its code
        item.warnings = [*item.warnings, f"No route could do its work here: {words}"]
        item.make_findable()
        item.save(update_fields=["warnings", "search_text", "search_tokens"])


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
