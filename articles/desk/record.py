"""The record: every act is a move, and every move carries the hash of the one before it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.db import connection, transaction

from articles.desk.acts import RECORDED
from articles.models import Delivery, DisclaimerWording, Edition, Move, Route, Story, WireItem, WireText
from articles.models.move import FIRST

THE_WIRE = "The wire"
CHAIN_LOCK = 0x6E657773  # any number, the same in every process: PostgreSQL's advisory lock of the chain


def lock_chain() -> None:
    """Let one act at a time through: the chain has one end. SQLite's immediate transactions do that by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def one_at_a_time(act: Callable) -> Callable:
    """An act is one transaction, and from its first line on nobody else acts."""

    @wraps(act)
    def alone(*args, **kwargs):
        with transaction.atomic():
            lock_chain()
            return act(*args, **kwargs)

    return alone


def person(by):
    """The user who acts; None for the wire and its routes."""
    return None if isinstance(by, Route) else by


def name_of(by) -> str:
    if isinstance(by, Route):
        return f"{THE_WIRE} (route “{by}”)"
    return (by.get_full_name() or by.get_username()) if by else THE_WIRE


def append(
    thing: Story | WireItem,
    verb: str,
    *,
    by,
    at: datetime,
    from_state: str,
    to_state: str,
    reason: str = "",
    details: dict | None = None,
    edition: Edition | None = None,
) -> Move:
    """Add one move to the chain, inside an act that is :func:`one_at_a_time`. ``by`` is None for the wire."""
    if verb not in RECORDED:
        raise ValueError(f"The record knows no act “{verb}”: name it in articles/desk/acts.py.")
    last = Move.objects.order_by("-pk").values_list("hash", flat=True).first()
    move = Move(
        previous=last or FIRST,
        verb=verb,
        at=at,
        actor=person(by),
        actor_name=name_of(by),
        story=thing if isinstance(thing, Story) else None,
        wire_item=thing if isinstance(thing, WireItem) else None,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        details=details or {},
        edition=edition,
        edition_digest=edition.digest if edition else "",
    )
    move.hash = move.compute_hash()
    move.save(force_insert=True)
    return move


@dataclass(frozen=True, slots=True)
class Fault:
    where: str
    what: str

    def __str__(self):
        return f"{self.where}: {self.what}"


def verify() -> Iterator[Fault]:
    """Walk the whole record in the order of the acts; the first fault is the first broken link."""
    previous = FIRST
    for move in Move.objects.order_by("pk").select_related("edition").iterator(chunk_size=500):
        where = f"move {move.pk} ({move.verb}, {move.at:%Y-%m-%d %H:%M})"
        if move.previous != previous:
            yield Fault(where, "does not follow the move before it: one was changed, removed or put in between")
        if move.compute_hash() != move.hash:
            yield Fault(where, "was changed after it was written")
        if move.edition and move.edition.compute_digest() != move.edition_digest:
            yield Fault(where, f"edition {move.edition.number} of {move.edition.code} is not what was published")
        previous = move.hash
    for edition in Edition.objects.filter(move=None).iterator(chunk_size=500):
        yield Fault(f"edition {edition.number} of {edition.code}", "was published by no act in the record")
    yield from verify_windows()
    yield from verify_wordings()
    yield from verify_deliveries()
    yield from verify_wire_texts()


def verify_windows() -> Iterator[Fault]:
    """Each edition must be public exactly until the earliest release of a later edition of its story.

    One that was to take the story down, and was called off by a refusal in the record, never opens and closes nothing.
    """
    story, closes = None, None
    refusals = Move.objects.filter(verb="refuse_order").values_list("story_id", "details")
    called_off = {(story_id, details["edition"]) for story_id, details in refusals}
    rows = Edition.objects.order_by("story_id", "-number")
    for edition in rows.only("story_id", "number", "code", "released_at", "public_until").iterator(chunk_size=2000):
        if edition.story_id != story:
            story, closes = edition.story_id, None
        if (edition.story_id, edition.number) in called_off:
            if edition.public_until is None or edition.public_until > edition.released_at:
                yield Fault(f"edition {edition.number} of {edition.code}", "opens though it was called off")
            continue
        if edition.public_until != closes:
            yield Fault(f"edition {edition.number} of {edition.code}", "was opened or closed to readers by no act")
        closes = min(closes or edition.released_at, edition.released_at)


def verify_wordings() -> Iterator[Fault]:
    """Each wording must still say what stood under the editions that carry it."""
    for wording in DisclaimerWording.objects.select_related("disclaimer").iterator(chunk_size=500):
        if wording.editions.exclude(kind__in=Edition.GONE).exclude(disclaimer_text=wording.text).exists():
            yield Fault(f"the wording “{wording}”", "is not what was printed under the editions that carry it")


def verify_deliveries() -> Iterator[Fault]:
    for delivery in Delivery.objects.order_by("pk").select_related("source").iterator(chunk_size=50):
        if hashlib.sha256(delivery.raw).hexdigest() != delivery.sha256:
            yield Fault(f"delivery {delivery}", "does not hold the bytes that came")


def verify_wire_texts() -> Iterator[Fault]:
    for text in WireText.objects.order_by("pk").iterator(chunk_size=500):
        if text.compute_digest() != text.digest:
            yield Fault(f"the wire's text {text.digest[:12]}", "is not what our editions were made of")
