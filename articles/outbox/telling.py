"""What may be said of an edition now: never a text that readers don't have at this moment."""

from dataclasses import dataclass
from datetime import datetime

from articles.models import Edition


@dataclass(frozen=True, slots=True)
class Told:
    """``edition`` is what is announced; ``shown`` its story as readers have it now, or that it is gone."""

    edition: Edition
    shown: Edition
    at: datetime


def told_of(edition: Edition, at: datetime) -> Told | None:
    """None if readers never had it, or if what readers have since makes it untrue."""
    never_shown = edition.public_until is not None and edition.public_until <= edition.released_at
    if edition.released_at > at or never_shown:
        return None
    if edition.kind in Edition.GONE:
        open_still = edition.public_until is None or edition.public_until > at
        return Told(edition, edition, at) if open_still else None
    shown = Edition.objects.public(at).filter(story=edition.story_id).select_related("source").first()
    return Told(edition, shown, at) if shown else None
