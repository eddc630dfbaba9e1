"""Where an edition comes from: when the wire brought it, when our desk took it, and what we changed of it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from articles.models import Edition

COMPARED = {
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "byline": gettext_lazy("Byline"),
    "dateline": gettext_lazy("Dateline"),
    "body": gettext_lazy("Text"),
    "credit": gettext_lazy("Credit"),
    "disclaimer_text": gettext_lazy("Disclaimer"),
}


@dataclass(frozen=True, slots=True)
class FromWire:
    """``published_at`` is when readers first got this version; ``changed`` names the texts that our desk changed."""

    received_at: datetime
    taken_at: datetime | None
    published_at: datetime
    version: int
    changed: list[str]
    may_be_compared: bool


def from_wire(edition: Edition) -> FromWire | None:
    wire = edition.facts.get("wire")
    if not wire:
        return None
    return FromWire(
        received_at=datetime.fromisoformat(wire["received_at"]),
        taken_at=datetime.fromisoformat(wire["taken_at"]) if wire["taken_at"] else None,
        published_at=datetime.fromisoformat(wire["published_at"]),
        version=wire["version"],
        changed=[COMPARED[name] for name in wire["changed"]],
        may_be_compared=may_be_compared(edition),
    )


def may_be_compared(edition: Edition) -> bool:
    """The source's licence let us show the wire's text when this was published, and it still does."""
    wire = edition.facts.get("wire") or {}
    return bool(wire.get("text")) and not edition.is_retracted and edition.source.shows_changes
