"""Receiving: the raw bytes are kept in a transaction of their own before anything tries to read them.

Deliveries come in batches: one transaction keeps the bytes of all, and one places what was read, in their order.
Receiving the same bytes again, or after the process was killed half-way, gives the same wire items once.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.functions import Length
from django.utils import timezone

from articles.desk import routing
from articles.desk.refusals import Refused
from articles.desk.routing import Plan
from articles.intake import clusters, rows
from articles.intake.batches import in_batches
from articles.intake.placing import pieces_of, place, remember, runs
from articles.models import Delivery, Source, WireItem
from articles.wire.copy import Reading, SourceHints, Unreadable
from articles.wire.readers import read as read_bytes

log = logging.getLogger(__name__)

NEW, KNOWN, UPDATED, UNREADABLE, SKIPPED = "new", "known", "updated", "unreadable", "not a story"
TOLD = {WireItem.State.UNREADABLE: UNREADABLE, WireItem.State.SKIPPED: SKIPPED}
ROUTED_AT_ONCE = 5  # deliveries: what routes do takes its time, and until their transaction ends nobody else may act
Plans = dict[tuple[int, int], Plan | Exception]


class Sent(NamedTuple):
    raw: bytes
    name: str = ""


@dataclass(slots=True)
class Receipt:
    """What came of one delivery: its wire items, and how many were new, known, updated or unreadable."""

    delivery: Delivery
    items: list[WireItem] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)

    def add(self, item: WireItem, outcome: str) -> None:
        self.items.append(item)
        self.counts[outcome] += 1


def receive(raw: bytes, *, source: Source, name: str = "") -> Receipt:
    """Keep the bytes, then read them. Never raises for what they hold: see :attr:`Receipt.counts`."""
    return receive_all([Sent(raw, name)], source=source)[0]


def receive_all(sent: Sequence[Sent], *, source: Source) -> list[Receipt]:
    """A batch of deliveries (see :mod:`articles.intake.batches`); a receipt for each."""
    return answer(keep(sent, source))


def keep(sent: Sequence[Sent], source: Source) -> list[Delivery]:
    hashes = [hashlib.sha256(one.raw).hexdigest() for one in sent]
    found, new, now = rows.deliveries(source, hashes), {}, timezone.now()
    for number, (sha256, one) in enumerate(zip(hashes, sent, strict=True)):
        if sha256 not in found and sha256 not in new:
            name, moment = printable(one.name)[-255:], now + timedelta(microseconds=number)
            new[sha256] = Delivery(source=source, sha256=sha256, raw=one.raw, name=name, received_at=moment)
    if new:
        with transaction.atomic(durable=True):
            # In the order of their hashes: two processes with the same files never wait for each other both ways.
            found |= {one.sha256: one for one in rows.insert_new([new[sha256] for sha256 in sorted(new)], "sha256")}
        if others := new.keys() - found.keys():  # another process kept them at this very moment
            found |= rows.deliveries(source, others)
    for delivery in found.values():
        delivery.source = source
    return [found[sha256] for sha256 in hashes]


def printable(name: str) -> str:
    """A file's name as text that any database stores: bytes that were no UTF-8 and control characters are marked."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def answer(deliveries: Sequence[Delivery]) -> list[Receipt]:
    """Read those that nobody has read; what has been read, and what stands twice among these, is known."""
    unread = {delivery.pk: delivery for delivery in deliveries if not delivery.read_at}
    fresh = {receipt.delivery.pk: receipt for receipt in read(list(unread.values()))}
    often = Counter(delivery.pk for delivery in deliveries)
    before = known([delivery for delivery in deliveries if delivery.pk not in fresh or often[delivery.pk] > 1])
    return [fresh.pop(delivery.pk, None) or before[delivery.pk] for delivery in deliveries]


def known(deliveries: Sequence[Delivery]) -> dict[int, Receipt]:
    receipts = {delivery.pk: Receipt(delivery) for delivery in deliveries}
    for item in rows.items(receipts) if receipts else ():
        receipts[item.delivery_id].add(item, UNREADABLE if item.state == WireItem.State.UNREADABLE else KNOWN)
    for receipt in receipts.values():
        receipt.counts = receipt.counts or Counter({KNOWN: 1})
    return receipts


def read(deliveries: Sequence[Delivery]) -> list[Receipt]:
    """Read a batch from one source that nobody has read yet, or that nobody could."""
    if not deliveries:
        return []
    source = deliveries[0].source
    told = hints(source)
    readings = [(delivery, read_one(delivery, told)) for delivery in deliveries]
    plans = planned(readings, source)
    return [receipt for some in in_turns(readings, plans) for receipt in settle(some, source, plans)]


def read_one(delivery: Delivery, told: SourceHints) -> Reading | str:
    """What was read, or the reason why nothing was."""
    try:
        return read_bytes(bytes(delivery.raw), delivery.name, told)
    except Unreadable as error:
        return str(error)


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


def planned(readings: list[tuple[Delivery, Reading | str]], source: Source) -> Plans:
    """What the active routes have to do, by delivery and place in it; or the fault that keeps them from knowing."""
    active, plans = routing.active(), {}
    for delivery, reading in readings if active else ():
        for position, copy in enumerate(reading.items if isinstance(reading, Reading) else ()):
            try:
                plan = routing.plan(copy, source, active)
            except Exception as fault:
                plans[delivery.pk, position] = fault
            else:
                plans |= {(delivery.pk, position): plan} if plan.acts else {}
    return plans


def in_turns(readings: list[tuple[Delivery, Reading | str]], plans: Plans) -> Iterator[list]:
    """In their order, with work for routes in no more than are ROUTED_AT_ONCE."""
    routed, turn, work = {pk for pk, _ in plans}, [], 0
    for delivery, reading in readings:
        work += delivery.pk in routed
        if work > ROUTED_AT_ONCE:
            yield turn
            turn, work = [], 1
        turn.append((delivery, reading))
    yield turn


def settle(readings: list[tuple[Delivery, Reading | str]], source: Source, plans: Plans) -> list[Receipt]:
    """Set them down together; if a fault of ours keeps them from it, one by one, so that it costs only its own."""
    try:
        receipts, alone = set_down(readings, source, plans)
    except Exception as fault:
        if len(readings) > 1:
            return [receipt for one in readings for receipt in settle([one], source, plans)]
        if isinstance(fault, OperationalError | InterfaceError):
            raise  # The database is away, busy or full: the delivery waits until it is back.
        ((delivery, _),) = readings
        log.exception("“%s” could not be placed.", delivery)
        receipts, alone = set_down([(delivery, f"It could not be placed: {first_line(fault)}.")], source, plans)
    if not alone:
        clusters.join_others([item for receipt in receipts for item in receipt.items], timezone.now())
    return receipts


@transaction.atomic
def set_down(
    readings: list[tuple[Delivery, Reading | str]], source: Source, plans: Plans
) -> tuple[list[Receipt], bool]:
    """Make the wire items of these readings (or of the reasons why there is none), all or nothing.

    Also whether nobody else was placing copy meanwhile.
    """
    alone, now = rows.lock(source), timezone.now()
    before = rows.read_before([delivery.pk for delivery, _ in readings])
    unreadable = WireItem.objects.filter(delivery__in=before, state=WireItem.State.UNREADABLE) if before else ()
    waiting = {item.delivery_id: item for item in unreadable}
    receipts = known([delivery for delivery, _ in readings if delivery.pk in before and delivery.pk not in waiting])
    readings = [(delivery, reading) for delivery, reading in readings if delivery.pk not in receipts]
    pieces = []
    for delivery, reading in readings:
        delivery.source, receipts[delivery.pk] = source, Receipt(delivery)
        pieces += pieces_of(delivery, reading, waiting.get(delivery.pk), now)
    families = rows.families(source, {piece.guid for piece in pieces})
    for run in runs(pieces):
        for piece in run:
            piece.family = families[piece.guid]
        place(run, now)
        for piece in run:
            outcome = KNOWN if not piece.is_new else UPDATED if piece.family else NEW
            receipts[piece.delivery.pk].add(piece.item, TOLD.get(piece.item.state, outcome))
            if piece.copy and piece.is_new:
                route(piece.item, plans.get((piece.delivery.pk, piece.position)))
                remember(piece)
    rows.mark_read([delivery.pk for delivery, _ in readings], now)
    return list(receipts.values()), alone


def route(item: WireItem, plan: Plan | Exception | None) -> None:
    """What the active routes do with it. A route that can’t do its work costs that work; the item stays, and warns."""
    if plan is None:
        return
    try:
        if isinstance(plan, Exception):
            raise plan
        routing.apply(item, plan)
    except Exception as fault:
        log.warning("No route for “%s”: %s", item, fault, exc_info=not isinstance(fault, Refused))
        item.refresh_from_db()
        item.warnings = [*item.warnings, f"No route could do its work here: {first_line(fault)}"]
        item.make_findable()
        item.save(update_fields=["warnings", "search_text", "search_tokens"])


def first_line(fault: Exception) -> str:
    """PostgreSQL goes on to say where in its code."""
    return next(iter(str(fault).splitlines()), type(fault).__name__)


def read_what_waits(deliveries: QuerySet) -> Iterator[Receipt]:
    """Read these, batch by batch; of the bytes no more than a batch has is in memory."""
    rows = deliveries.defer("raw").annotate(size=Length("raw")).select_related("source__disclaimer")
    for _, of_source in groupby(list(rows), key=attrgetter("source_id")):
        for batch in in_batches(of_source, size=attrgetter("size")):
            yield from read(batch)


def left_unread(source: Source | None = None) -> QuerySet:
    """Deliveries that were kept and not read: the process was killed in between."""
    rows = Delivery.objects.filter(read_at=None).order_by("received_at", "pk")
    return rows.filter(source=source) if source else rows


def unreadable(source: Source | None = None) -> QuerySet:
    """Deliveries that no reader could read, to be tried again when a reader has been mended."""
    rows = Delivery.objects.filter(items__state=WireItem.State.UNREADABLE).order_by("received_at", "pk").distinct()
    return rows.filter(source=source) if source else rows
