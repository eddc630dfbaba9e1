"""Where a story stands: what readers have, what they will have, and whether the desk's text says more."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk.editions import TEXTS
from articles.desk.foreseen import foresee
from articles.models import Edition, Story

LINKED = ("section", "source")


@dataclass(frozen=True, slots=True)
class Standing:
    live: Edition | None
    scheduled: Edition | None
    differs: list[str]

    @classmethod
    def of(cls, story: Story, now: datetime) -> _("Standing"):
        editions = story.editions.select_related("section", "source").prefetch_related("topics")
        live = editions.public(now).first()
        to_come = editions.filter(released_at__gt=now, public_until=None).exclude(kind__in=Edition.GONE).first()
        newest = to_come or live
        shown = newest is not None and not newest.is_retracted
        return cls(live, to_come, differences(story, newest) if shown else [])


def differences(story: Story, edition: Edition) -> list[str]:
    """The fields in which the desk's text is not what this edition shows."""
    changed = [name for name in TEXTS if getattr(story, name) != getattr(edition, name)]
    changed += [name for name in LINKED if getattr(story, f"{name}_id") != getattr(edition, f"{name}_id")]
    if story.printed_byline != edition.byline:
        changed.append("byline")
    if {topic.pk for topic in story.topics.all()} != {topic.pk for topic in edition.topics.all()}:
        changed.append("topics")
    wording = story.disclaimer and story.disclaimer.in_force(max(edition.released_at, timezone.now()))
    if (wording.text if wording else "") != edition.disclaimer_text:
        changed.append("disclaimer")
    return [str(Story._meta.get_field(name).verbose_name) for name in changed]


def before_and_after(story: Story, verb: str, notice: str = "") -> dict:
    """For the page of an act: what readers have, and what they will get in its place if it takes the story down."""
    now = timezone.now()
    return {
        "story": story,
        "standing": Standing.of(story, now),
        "foreseen": foresee(story, verb, notice=notice, now=now),
        "readers_language": settings.LANGUAGE_CODE,
    }
