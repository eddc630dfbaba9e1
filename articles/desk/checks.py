"""What must, and what should, be mended before a story is published: each finding names its field and its remedy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

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
        yield Finding("headline", gettext("It has no headline."), gettext("Write one."))
    if is_empty(story.body):
        yield Finding("body", gettext("It has no text."), gettext("Write the body, or spike the story."))


def terms(story: Story, release: datetime) -> Iterator[Finding]:
    """What the source asks for: its name, its credit, its legal text."""
    if story.source is None:
        yield Finding(
            "source",
            gettext("It has no source."),
            gettext("Say who reported it; our own stories have our desk as source."),
        )
        return
    if not story.credit.strip():
        yield Finding(
            "credit",
            gettext("It has no credit."),
            gettext("Credit it as %(source)s asks: %(credit_line)s.")
            % {"source": story.source, "credit_line": story.source.credit_line},
        )
    if story.source.demands_disclaimer and story.disclaimer is None:
        yield Finding(
            "disclaimer",
            gettext("%(source)s demands a disclaimer and it has none.") % {"source": story.source},
            gettext("Choose the source's disclaimer."),
        )
    in_force = story.disclaimer and story.disclaimer.in_force(release)
    if story.wire_item and in_force and story.wire_item.wording not in (None, in_force):
        yield Finding(
            "disclaimer",
            gettext("It came with the wording of %(in_force_from)s.")
            % {"in_force_from": date_format(story.wire_item.wording.in_force_from, "d F Y")},
            gettext("The one of %(in_force_from)s is in force and will be printed: is that right?")
            % {"in_force_from": date_format(in_force.in_force_from, "d F Y")},
            blocking=False,
        )
    if story.disclaimer and in_force is None:
        yield Finding(
            "disclaimer",
            gettext("No wording of the disclaimer “%(disclaimer)s” is in force at its release.")
            % {"disclaimer": story.disclaimer},
            gettext("Ask an administrator to add a wording that is in force from then."),
        )


def clearance(story: Story, release: datetime, now: datetime) -> Iterator[Finding]:
    """Who may still forbid it: the source's embargo, the wire's status, the law."""
    yield from embargo(story, release, now)
    yield from orders(story)
    origin = story.origin
    if origin.wire_item and origin.wire_item.pubstatus != USABLE:
        yield Finding(
            "wire_item",
            gettext("Its wire status is “%(pubstatus)s”, not usable.") % {"pubstatus": origin.wire_item.pubstatus},
            gettext("Wait for a usable version from the agency, or spike it."),
        )
    if origin != story and origin.state in TAKEN_BACK:
        yield Finding(
            "wire_item",
            gettext("“%(origin)s”, of which it was made, is %(state)s.")
            % {"origin": origin, "state": origin.get_state_display().lower()},
            gettext("Spike it too, or write it anew without that text."),
        )


def embargo(story: Story, release: datetime, now: datetime) -> Iterator[Finding]:
    if story.embargo_unreadable:
        yield Finding(
            "embargo_until",
            gettext("An embargo came that could not be read."),
            gettext("Ask the agency; set or clear it."),
        )
    if story.embargo_until and story.embargo_until > release:
        lifts = date_format(timezone.localtime(story.embargo_until), "d F Y, H:i T")
        if release > now:
            yield Finding(
                "at",
                gettext("The release is before the embargo lifts, %(lifts)s.") % {"lifts": lifts},
                gettext("Set a release time from then on."),
            )
        else:
            yield Finding(
                "embargo_until",
                gettext("It is under embargo until %(lifts)s.") % {"lifts": lifts},
                gettext("Set a release time from then on."),
            )


def orders(story: Story) -> Iterator[Finding]:
    """Those of the agency, and those of the law."""
    order = story.orders.pending().first() if story.pk else None
    if order:
        until = f"{timezone.localtime(order.due_at):%H:%M:%S}"
        yield Finding(
            "wire_item",
            gettext("The agency orders it taken down; it comes down at %(until)s.") % {"until": until},
            gettext("Confirm or refuse the order first."),
        )
    if story.legal_hold:
        reason = story.legal_hold.rstrip(".")
        yield Finding(
            "legal_hold",
            gettext("It is on legal hold: %(reason)s.") % {"reason": reason},
            gettext("Somebody who may must lift the hold first."),
        )


def pictures(story: Story, release: datetime) -> Iterator[Finding]:
    for use in story.picture_uses.select_related("picture"):
        picture = use.picture
        if picture.is_expired(release):
            yield Finding(
                "pictures",
                gettext("The rights to the picture “%(picture)s” have ended by then.") % {"picture": picture},
                gettext("Take it off the story."),
            )
        if not picture.credit.strip():
            yield Finding(
                "pictures",
                gettext("The picture “%(picture)s” has no credit.") % {"picture": picture},
                gettext("Say whose it is."),
            )
        if not (use.alt or picture.alt).strip():
            yield Finding(
                "pictures",
                gettext("The picture “%(picture)s” has no alternative text.") % {"picture": picture},
                gettext("Say in a sentence what it shows, for those who can't see it."),
                blocking=False,
            )


def advice(story: Story, topics: list | None = None) -> Iterator[Finding]:
    has_topic = story.topics.exists() if topics is None else bool(topics)
    found = {
        "standfirst": (
            not story.standfirst.strip(),
            gettext("It has no standfirst."),
            gettext("Sum it up in a sentence or two."),
        ),
        "headline": (
            len(story.headline) > LONG_HEADLINE,
            gettext("The headline has %(number)s characters.") % {"number": len(story.headline)},
            gettext("Readers on phones see the first %(long_headline)s at most: shorten it.")
            % {"long_headline": LONG_HEADLINE},
        ),
        "section": (
            story.section is None,
            gettext("It has no section."),
            gettext("Choose one, or it stands in no section's list."),
        ),
        "topics": (not has_topic, gettext("It has no topic."), gettext("Readers who follow a topic won't find it.")),
    }
    for field, (wanting, message, remedy) in found.items():
        if wanting:
            yield Finding(field, message, remedy, blocking=False)
    if story.wire_item:
        for warning in story.wire_item.warnings:
            yield Finding("wire_item", warning, gettext("Compare with the wire original."), blocking=False)


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.blocking]
