"""Who has a story open. One has the pen; whoever else wants it takes it, and both know."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.desk import record, rules
from articles.desk.assigning import name_of
from articles.desk.verbs import may
from articles.models import Move, Presence, Story
from articles.models.presence import EXPIRES


@dataclass(frozen=True, slots=True)
class Around:
    """What one person is told: whether the pen is hers, who else is here, and who took the pen from her."""

    has_pen: bool
    holder: Presence | None
    others: list[Presence]
    taken_by: str


def sign_of_life(story: Story, *, by) -> Around:
    """``by`` has the story open. The pen goes to the first who comes; it comes back when she who had it is gone."""
    now = timezone.now()
    story.presences.filter(seen_at__lte=now - EXPIRES).delete()
    Presence.objects.update_or_create(
        story=story, user=by, defaults={"seen_at": now}, create_defaults={"opened_at": now, "seen_at": now}
    )
    reach_for_pen(story, by)
    return around(story, by, now)


def reach_for_pen(story: Story, by) -> None:
    if story.presences.filter(has_pen=True).exists():
        return
    try:
        with transaction.atomic():
            story.presences.filter(user=by).update(has_pen=True)
    except IntegrityError:
        pass  # somebody else reached for it in this very moment, and the database gives it once


def around(story: Story, by, now: datetime) -> Around:
    here = list(story.presences.here(now).select_related("user"))
    mine = next((one for one in here if one.user_id == by.pk), None)
    others = [one for one in here if one.user_id != by.pk]
    holder = next((one for one in here if one.has_pen), None)
    return Around(bool(mine and mine.has_pen), holder, others, mine.told if mine else "")


def leave(story: Story, *, by) -> None:
    story.presences.filter(user=by).delete()


@record.one_at_a_time
def take_over(story: Story, *, by) -> Move:
    """Take the pen from whoever has it. She is told, and what she typed stays with her."""
    may(by, rules.EDIT_PERMISSION, "take_over", story)
    now = timezone.now()
    before = story.presences.here(now).filter(has_pen=True).exclude(user=by).select_related("user").first()
    story.presences.filter(has_pen=True).update(has_pen=False, told=name_of(by))
    Presence.objects.update_or_create(
        story=story, user=by, defaults={"seen_at": now, "has_pen": True, "told": ""},
        create_defaults={"opened_at": now, "seen_at": now, "has_pen": True},
    )  # fmt: skip
    reason = f"from {name_of(before.user)}" if before else ""
    return record.append(
        story, "take_over", by=by, at=now, from_state=story.state, to_state=story.state, reason=reason
    )  # fmt: skip
