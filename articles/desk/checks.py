"""What must, and what should, be mended before a story is published: each finding names its field and its remedy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import Story
from articles.wire.copy import USABLE
from articles.wire.html import is_empty

LONG_HEADLINE = 100
TAKEN_BACK = (Story.State.KILLED, Story.State.RETRACTED)


@dataclass(frozen=True, slots=True)
class Finding:
    field: str
    message: str
    remedy: str
    blocking: bool = True


def check(
    story: Story, at: datetime | None = None, now: datetime | None = None, topics: list | None = None
) -> list[Finding]:
    """All findings for publishing ``story`` at the moment ``at`` (now, if None), the blocking ones first.

    ``topics`` are those of a story that is being written and was not saved yet.
    """
    now = now or timezone.now()
    release = at or now
    return [
        *texts(story), *terms(story, release), *clearance(story, release, now), *pictures(story, release),
        *advice(story, topics),
    ]  # fmt: skip


def texts(story: Story) -> Iterator[Finding]:
    if not story.headline.strip():
        yield Finding("headline", "It has no headline.", "Write one.")
    if is_empty(story.body):
        yield Finding("body", "It has no text.", "Write the body, or spike the story.")


def terms(story: Story, release: datetime) -> Iterator[Finding]:
    """What the source asks for: its name, its credit, its legal text."""
    if story.source is None:
        yield Finding("source", "It has no source.", "Say who reported it; our own stories have our desk as source.")
        return
    if not story.credit.strip():
        yield Finding("credit", "It has no credit.", f"Credit it as {story.source} asks: {story.source.credit_line}.")
    if story.source.demands_disclaimer and story.disclaimer is None:
        yield Finding(
            "disclaimer", f"{story.source} demands a disclaimer and it has none.", "Choose the source's disclaimer."
        )
    in_force = story.disclaimer and story.disclaimer.in_force(release)
    if story.wire_item and in_force and story.wire_item.wording not in (None, in_force):
        yield Finding(
            "disclaimer",
            f"It came with the wording of {story.wire_item.wording.in_force_from:%d %B %Y}.",
            f"The one of {in_force.in_force_from:%d %B %Y} is in force and will be printed: is that right?",
            blocking=False,
        )
    if story.disclaimer and in_force is None:
        yield Finding(
            "disclaimer",
            f"No wording of the disclaimer “{story.disclaimer}” is in force at its release.",
            "Ask an administrator to add a wording that is in force from then.",
        )


def clearance(story: Story, release: datetime, now: datetime) -> Iterator[Finding]:
    """Who may still forbid it: the source's embargo, the wire's status, the law."""
    if story.embargo_unreadable:
        yield Finding("embargo_until", "An embargo came that could not be read.", "Ask the agency; set or clear it.")
    if story.embargo_until and story.embargo_until > release:
        lifts = f"{timezone.localtime(story.embargo_until):%d %B %Y, %H:%M %Z}"
        if release > now:
            yield Finding(
                "at", f"The release is before the embargo lifts, {lifts}.", "Set a release time from then on."
            )
        else:
            yield Finding("embargo_until", f"It is under embargo until {lifts}.", "Set a release time from then on.")
    order = story.orders.pending().first() if story.pk else None
    if order:
        until = f"{timezone.localtime(order.due_at):%H:%M:%S}"
        yield Finding(
            "wire_item",
            f"The agency orders it taken down; it comes down at {until}.",
            "Confirm or refuse the order first.",
        )
    if story.legal_hold:
        reason = story.legal_hold.rstrip(".")
        yield Finding("legal_hold", f"It is on legal hold: {reason}.", "Somebody who may must lift the hold first.")
    origin = story.origin
    if origin.wire_item and origin.wire_item.pubstatus != USABLE:
        yield Finding(
            "wire_item",
            f"Its wire status is “{origin.wire_item.pubstatus}”, not usable.",
            "Wait for a usable version from the agency, or spike it.",
        )
    if origin != story and origin.state in TAKEN_BACK:
        yield Finding(
            "wire_item",
            f"“{origin}”, of which it was made, is {origin.get_state_display().lower()}.",
            "Spike it too, or write it anew without that text.",
        )


def pictures(story: Story, release: datetime) -> Iterator[Finding]:
    for use in story.picture_uses.select_related("picture"):
        picture = use.picture
        if picture.is_expired(release):
            yield Finding(
                "pictures", f"The rights to the picture “{picture}” have ended by then.", "Take it off the story."
            )
        if not picture.credit.strip():
            yield Finding("pictures", f"The picture “{picture}” has no credit.", "Say whose it is.")
        if not (use.alt or picture.alt).strip():
            yield Finding(
                "pictures",
                f"The picture “{picture}” has no alternative text.",
                "Say in a sentence what it shows, for those who can't see it.",
                blocking=False,
            )


def advice(story: Story, topics: list | None = None) -> Iterator[Finding]:
    has_topic = story.topics.exists() if topics is None else bool(topics)
    found = {
        "standfirst": (not story.standfirst.strip(), "It has no standfirst.", "Sum it up in a sentence or two."),
        "headline": (
            len(story.headline) > LONG_HEADLINE,
            f"The headline has {len(story.headline)} characters.",
            f"Readers on phones see the first {LONG_HEADLINE} at most: shorten it.",
        ),
        "section": (story.section is None, "It has no section.", "Choose one, or it stands in no section's list."),
        "topics": (not has_topic, "It has no topic.", "Readers who follow a topic won't find it."),
    }
    for field, (wanting, message, remedy) in found.items():
        if wanting:
            yield Finding(field, message, remedy, blocking=False)
    if story.wire_item:
        for warning in story.wire_item.warnings:
            yield Finding("wire_item", warning, "Compare with the wire original.", blocking=False)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.blocking]
