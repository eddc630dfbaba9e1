"""Who saw what readers may not have yet: noted when somebody opens it at the desk."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from articles.desk.record import name_of
from articles.models import Look, Story, WireItem
from articles.models.look import SLOT


def why(thing: Story | WireItem, now: datetime) -> str:
    """Why a look at it is noted; empty for what anybody at the desk may know."""
    story = isinstance(thing, Story)
    unreadable = thing.embargo_unreadable if story else (thing.copy or {}).get("embargo_unreadable")
    if unreadable or (thing.embargo_until and thing.embargo_until > now):
        return Look.Why.EMBARGO
    held = thing.state == thing.State.HELD or (story and thing.legal_hold)
    return Look.Why.HOLD if held else ""


def note(thing: Story | WireItem, *, by: User, now: datetime | None = None) -> None:
    """Once a person, thing and ten minutes; two requests at once make one line."""
    now = now or timezone.now()
    reason = why(thing, now)
    if not reason:
        return
    seen = {
        "user": by,
        "slot": int(now.timestamp()) // SLOT,
        "story" if isinstance(thing, Story) else "wire_item": thing,
    }
    if not Look.objects.filter(**seen).exists():
        Look.objects.bulk_create([Look(**seen, at=now, user_name=name_of(by), why=reason)], ignore_conflicts=True)
