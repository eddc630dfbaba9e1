"""Placing: what one piece of wire copy is among the versions that came before, and what it orders.

A wire story is one source *and* one guid. Doubt holds: what cannot be told to be usable waits for a human.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from articles.desk import orders, rules, verbs
from articles.intake import clusters, rows
from articles.models import Delivery, DisclaimerWording, Order, Story, WireItem
from articles.wire.copy import CANCELED, USABLE, WITHHELD, Reading, WireCopy
from articles.wire.holds import kills_in_prose

State = WireItem.State
CLOSED = (Story.State.KILLED, Story.State.RETRACTED, Story.State.SPIKED)


@dataclass(frozen=True, slots=True)
class Verdict:
    state: str
    reason: str = ""


def place(
    delivery: Delivery, position: int, copy: WireCopy, reading: Reading, family: list[WireItem], now: datetime
) -> tuple[WireItem, bool]:
    """Make the wire item, let older versions (``family``, the newest first) step back, and carry out what is ordered.

    Returns the item, and whether it is new: the same version with the same words is the item that we have.
    Call it in a transaction that holds the source's row.
    """
    digest = copy.digest()
    for item in family:
        if item.digest == digest and (item.version == copy.version or not copy.numbered):
            return item, False
    if family and not copy.numbered:
        copy = replace(copy, version=counted(copy, family[0]))
    story = Story.objects.filter(wire_item__in=[item.pk for item in family]).first() if family else None
    verdict = judge(copy, family, story, now)
    item = make(delivery, position, copy, reading, digest, verdict, now)
    clusters.join(item, now)
    follow(item, copy, family, story, now)
    return item, True


def counted(copy: WireCopy, newest: WireItem) -> int:
    """The number of a version that its format does not number: the next one, unless the file says that it is older."""
    before = newest.wire_copy.modified
    is_older = before and copy.modified and copy.modified < before
    return max(newest.version - 1, 0) if is_older else newest.version + 1


def judge(copy: WireCopy, family: list[WireItem], story: Story | None, now: datetime) -> Verdict:
    newest = family[0] if family else None
    if newest and copy.version < newest.version:
        return Verdict(State.SUPERSEDED, f"Version {newest.version} came before this older one.")
    if newest and copy.version == newest.version and copy.pubstatus != CANCELED:
        return Verdict(State.HELD, f"Version {copy.version} came before with other words: compare the two.")
    if copy.pubstatus == CANCELED:
        return Verdict(State.OBEYED, "The agency kills this story.")
    if doubt := doubts(copy, now):
        return Verdict(State.HELD, doubt)
    if newest and any(item.state == State.OBEYED for item in family):
        return Verdict(State.HELD, "It came after the agency killed this story: ask the agency.")
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


def make(
    delivery: Delivery, position: int, copy: WireCopy, reading: Reading, digest: str, verdict: Verdict, now: datetime
) -> WireItem:
    wording = recognised(delivery, copy)
    warnings = [*reading.warnings, *copy.warnings]
    if copy.disclaimer and wording is None:
        warnings.append("The disclaimer that came with it is not a wording that we know.")
    item = WireItem(
        delivery=delivery,
        position=position,
        source=delivery.source,
        state=verdict.state,
        reason=verdict.reason[:500],
        reader=reading.reader,
        guid=copy.guid[:500],
        version=copy.version,
        digest=digest,
        headline=copy.headline[:1000],
        slugline=copy.slugline[:200],
        language=(copy.language or delivery.source.language)[:35],
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
    item.make_findable()
    rows.insert(item)
    return item


def recognised(delivery: Delivery, copy: WireCopy) -> DisclaimerWording | None:
    """The known wording that the copy came with; only white space may differ."""
    disclaimer = delivery.source.disclaimer
    if not (copy.disclaimer and disclaimer):
        return None
    said = " ".join(copy.disclaimer.split())
    return next((w for w in disclaimer.wordings.all() if " ".join(w.text.split()) == said), None)
