"""Placing: what one piece of wire copy is among the versions that came before, and what it orders.

A wire story is one source *and* one guid. Doubt holds: what cannot be told to be usable waits for a human.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from articles.desk import verbs
from articles.intake import clusters
from articles.models import Delivery, DisclaimerWording, Story, WireItem
from articles.wire.copy import CANCELED, USABLE, WITHHELD, Reading, WireCopy

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
    if all(item.version < copy.version for item in family) or verdict.state == State.OBEYED:
        older = WireItem.objects.filter(
            pk__in=[item.pk for item in family], state__in=(State.NEW, State.HELD, State.UPDATE)
        )
        older.update(state=State.SUPERSEDED, reason=f"Version {copy.version} has come.")
        if story:
            for ours in (story, *Story.objects.made_of(story)):
                obey(ours, copy, now)
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


def obey(story: Story, copy: WireCopy, now: datetime) -> None:
    """What the newest version orders for the story that we made: a kill is a kill; doubt stops what is not out yet."""
    why = f"{copy.source or 'The agency'}, version {copy.version}: {copy.ednote or copy.headline}"[:1000]
    if copy.pubstatus == CANCELED:
        if story.state != Story.State.KILLED:
            verbs.kill(story, by=None, reason=why)
        return
    live = story.editions.public(now).exists()
    stoppable = story.state in (Story.State.DRAFT, Story.State.FILED, Story.State.PUBLISHED)
    if stoppable and (copy.pubstatus == WITHHELD or (doubts(copy, now) and not live)):
        verbs.hold(story, by=None, reason=f"{doubts(copy, now)} {why}")


def make(
    delivery: Delivery, position: int, copy: WireCopy, reading: Reading, digest: str, verdict: Verdict, now: datetime
) -> WireItem:
    wording = recognised(delivery, copy)
    warnings = [*reading.warnings, *copy.warnings]
    if copy.disclaimer and wording is None:
        warnings.append("The disclaimer that came with it is not a wording that we know.")
    return WireItem.objects.create(
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


def recognised(delivery: Delivery, copy: WireCopy) -> DisclaimerWording | None:
    """The known wording that the copy came with; only white space may differ."""
    disclaimer = delivery.source.disclaimer
    if not (copy.disclaimer and disclaimer):
        return None
    said = " ".join(copy.disclaimer.split())
    return next((w for w in disclaimer.wordings.all() if " ".join(w.text.split()) == said), None)
