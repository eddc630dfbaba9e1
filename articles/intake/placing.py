"""Placing: what each piece of wire copy is among the versions that came before, and what it orders.

A wire story is one source *and* one guid. Doubt holds: what cannot be told to be usable waits for a human.
"""

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from articles.desk import orders, rules, verbs
from articles.intake import clusters, rows
from articles.models import Delivery, DisclaimerWording, Order, Story, WireItem
from articles.wire.copy import CANCELED, USABLE, WITHHELD, Reading, WireCopy
from articles.wire.holds import kills_in_prose

State = WireItem.State
CLOSED = (Story.State.KILLED, Story.State.RETRACTED, Story.State.SPIKED)
LONGEST_RUN = 100


@dataclass(slots=True)
class Piece:
    """One thing in a delivery: copy, with the versions that came before it (the newest first) and what we made of them;
    or the item that says why it is no copy.
    """

    delivery: Delivery
    position: int
    reading: Reading | None = None
    copy: WireCopy | None = None
    family: list[WireItem] = field(default_factory=list)
    story: Story | None = None
    item: WireItem | None = None
    digest: str = ""
    fingerprint: bytes | None = None
    is_new: bool = True

    @property
    def guid(self) -> str:
        return self.copy.guid[:500] if self.copy else ""


@dataclass(frozen=True, slots=True)
class Verdict:
    state: str
    reason: str = ""


def pieces_of(delivery: Delivery, reading: Reading | str, unread: WireItem | None, now: datetime) -> list[Piece]:
    """All that is in a delivery, or why there is nothing. ``unread`` is the item that said so the last time."""
    said = {"delivery": delivery, "source": delivery.source}
    if isinstance(reading, str):
        item = unread or WireItem(state=State.UNREADABLE, arrived_at=delivery.received_at, **said)
        item.reason = reading[:500]
        item.make_findable()
        if unread:
            item.save(update_fields=["reason"])
        return [Piece(delivery, 0, item=item, is_new=not unread)]
    if unread:
        unread.delete()
    pieces = [Piece(delivery, position, reading, copy) for position, copy in enumerate(reading.items)]
    for position, skipped in enumerate(reading.skipped, len(pieces)):
        item = WireItem(
            state=State.SKIPPED, position=position, arrived_at=now, reader=reading.reader,
            headline=skipped.guid[:1000], reason=f"{skipped.reason}: {skipped.kind}"[:500], **said,
        )  # fmt: skip
        item.make_findable()
        pieces.append(Piece(delivery, position, item=item))
    return pieces


def runs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """In their order, those that can be placed together: no two of them are versions of one story."""
    run, guids = [], set()
    for piece in pieces:
        if piece.guid in guids or len(run) == LONGEST_RUN:
            yield run
            run, guids = [], set()
        run.append(piece)
        guids |= {piece.guid} - {""}
    if run:
        yield run


def place(run: list[Piece], now: datetime) -> None:
    """Make the wire items, let older versions step back, and carry out what is ordered.

    The same version with the same words is the item that we have. Call it in a transaction that holds the source's row.
    """
    placed = [piece for piece in run if piece.copy and not is_known(piece)]
    find_stories([piece for piece in placed if piece.family])
    for piece in placed:
        if piece.family and not piece.copy.numbered:
            piece.copy = replace(piece.copy, version=counted(piece.copy, piece.family[0]))
        piece.item = make(piece, judge(piece.copy, piece.family, piece.story, now), now)
        piece.fingerprint = clusters.fingerprint(piece.item)
    if new := [piece.item for piece in run if piece.is_new]:
        rows.insert(new, "delivery_id", "position")
    clusters.join({piece.item: piece.fingerprint for piece in placed if piece.fingerprint}, now)
    for piece in placed:
        follow(piece.item, piece.copy, piece.family, piece.story, now)


def is_known(piece: Piece) -> bool:
    piece.digest = piece.copy.digest()
    same = (item for item in piece.family if item.digest == piece.digest)
    piece.item = next((item for item in same if item.version == piece.copy.version or not piece.copy.numbered), None)
    piece.is_new = piece.item is None
    return not piece.is_new


def remember(piece: Piece) -> None:
    """It has come before the next version of its story."""
    if piece.guid:
        bisect.insort(piece.family, piece.item, key=lambda member: (-member.version, -member.pk))


def find_stories(pieces: list[Piece]) -> None:
    """What we made of a version that came before: the one that was edited last."""
    if pieces:
        stories = Story.objects.filter(wire_item__in=[item.pk for piece in pieces for item in piece.family])
        made = list(stories.order_by("edited_at", "pk"))
        for piece in pieces:
            versions = {item.pk for item in piece.family}
            piece.story = next((story for story in reversed(made) if story.wire_item_id in versions), None)


def counted(copy: WireCopy, newest: WireItem) -> int:
    """The number of a version that its format does not number: the next one, unless the file says that it is older."""
    before = newest.wire_copy.modified
    is_older = before and copy.modified and copy.modified < before
    return max(newest.version - 1, 0) if is_older else newest.version + 1


def judge(copy: WireCopy, family: list[WireItem], story: Story | None, now: datetime) -> Verdict:
    newest = family[0] if family else None
    if newest and copy.version < newest.version:
        return Verdict(State.SUPERSEDED, f"Version {newest.version} came before this older one.")
    if copy.pubstatus == CANCELED:
        return Verdict(State.OBEYED, "The agency kills this story.")
    if any(item.state == State.OBEYED for item in family):
        return Verdict(State.HELD, "It came after the agency killed this story: ask the agency.")
    if newest and copy.version == newest.version:
        return Verdict(State.HELD, f"Version {copy.version} came before with other words: compare the two.")
    if doubt := doubts(copy, now):
        return Verdict(State.HELD, doubt)
    if story and story.state in CLOSED:
        return Verdict(State.HELD, f"Our story “{story}” is {story.get_state_display().lower()}.")
    if story:
        return Verdict(State.UPDATE, f"A new version of our story “{story}”.")
    return Verdict(State.NEW)


def doubts(copy: WireCopy, now: datetime) -> str:
    """Why a human must look before this is used; empty if there is no doubt."""
    if copy.pubstatus != USABLE:
        return f"Its wire status is “{copy.pubstatus}”, not usable."
    if copy.embargo_unreadable:
        return "It came with an embargo that can't be read."
    if copy.embargoed_until and copy.embargoed_until > now:
        return f"It is under embargo until {copy.embargoed_until:%d %B %Y, %H:%M %Z}."
    return ""


def follow(item: WireItem, copy: WireCopy, family: list[WireItem], story: Story | None, now: datetime) -> None:
    """Let older versions step back, and carry out what the newest one orders."""
    newest = max((one.version for one in family), default=-1)
    order = ordered(copy)
    if not family and order and (order == Order.Verb.KILL or copy.headline or copy.body_html):
        orders.note_unknown(item, order, why(copy))
    if not family or not (newest < copy.version or (newest == copy.version and order) or item.state == State.OBEYED):
        return
    older = WireItem.objects.filter(pk__in=[one.pk for one in family], state__in=(State.NEW, State.HELD, State.UPDATE))
    older.update(state=State.SUPERSEDED, reason=f"Version {copy.version} has come.")
    if story:
        for ours in (story, *Story.objects.made_of(story)):
            obey(ours, item, copy, now)


def ordered(copy: WireCopy) -> str:
    """What the copy orders, by its status or in prose: "kill", "hold" or "". What prose says is doubted: it holds."""
    if copy.pubstatus == CANCELED:
        return Order.Verb.KILL
    return Order.Verb.HOLD if copy.pubstatus == WITHHELD or kills_in_prose(copy.warnings) else ""


def why(copy: WireCopy) -> str:
    said = copy.ednote or copy.headline or next(iter(copy.warnings), "")
    return f"{copy.source or 'The agency'}, version {copy.version}: {said}"[:1000]


def obey(story: Story, item: WireItem, copy: WireCopy, now: datetime) -> None:
    """What the newest version orders for the story that we made; doubt stops what is not out yet."""
    order = ordered(copy)
    if order:
        orders.give(story, order, item=item, reason=why(copy))
        return
    doubt, stoppable = doubts(copy, now), story.state in rules.STORY_RULES["hold"].from_states
    if doubt and stoppable and not story.editions.public(now).exists():
        verbs.hold(story, by=None, reason=f"{doubt} {why(copy)}")


def make(piece: Piece, verdict: Verdict, now: datetime) -> WireItem:
    copy, source = piece.copy, piece.delivery.source
    wording = recognised(piece.delivery, copy)
    warnings = [*piece.reading.warnings, *copy.warnings]
    if copy.disclaimer and wording is None:
        warnings.append("The disclaimer that came with it is not a wording that we know.")
    item = WireItem(
        delivery=piece.delivery,
        position=piece.position,
        source=source,
        state=verdict.state,
        reason=verdict.reason[:500],
        reader=piece.reading.reader,
        guid=piece.guid,
        version=copy.version,
        digest=piece.digest,
        headline=copy.headline[:1000],
        slugline=copy.slugline[:200],
        language=(copy.language or source.language)[:35],
        urgency=copy.urgency,
        reference=copy.reference[:200],
        pubstatus=copy.pubstatus,
        embargo_until=copy.embargoed_until,
        sent_at=copy.created or copy.modified,
        arrived_at=now,
        copy=copy.as_dict(),
        warnings=warnings,
        wording=wording,
    )
    item.make_findable(copy)
    return item


def recognised(delivery: Delivery, copy: WireCopy) -> DisclaimerWording | None:
    """The known wording that the copy came with; only white space may differ."""
    disclaimer = delivery.source.disclaimer
    if not (copy.disclaimer and disclaimer):
        return None
    said = " ".join(copy.disclaimer.split())
    return next((w for w in disclaimer.wordings.all() if " ".join(w.text.split()) == said), None)
