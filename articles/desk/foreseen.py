"""What readers will get in place of a story that an act takes down: made as the act would make it, and never saved."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from articles.desk.editions import ever_shown, fill, next_edition, still_to_come, updated_at
from articles.models import Edition, EditionPicture, Story, Subscriber
from articles.models.addresses import address

ANSWERS = {Edition.Kind.RETRACTION: 200, Edition.Kind.WITHDRAWAL: 404, Edition.Kind.KILL: 410}


@dataclass(frozen=True, slots=True)
class Foreseen:
    edition: Edition
    path: str
    notices: list[Edition]
    pictures: int
    subscribers: int

    @property
    def answer(self) -> int:
        """The status of its address."""
        return ANSWERS[self.edition.kind]


def foresee(story: Story, verb: str, *, notice: str, now: datetime) -> Foreseen | None:
    """None if readers will not notice the act."""
    kind = edition_of(story, verb, now)
    if not kind:
        return None
    edition, had = next_edition(story, kind, released_at=now, notice=notice.strip())
    fill(edition, story)
    edition.updated_at = updated_at(edition, had)
    told = [*story.editions.had(now).with_notice().order_by("released_at", "number"), edition]
    return Foreseen(
        edition=edition,
        path=address("story", story.code, had[-1].slug),
        notices=told if kind == Edition.Kind.RETRACTION else [],
        pictures=shown_nowhere_else(story, now),
        subscribers=Subscriber.objects.listening(edition, now).count(),
    )


def edition_of(story: Story, verb: str, now: datetime) -> str:
    """The kind of edition by which the act takes the story from readers; none if they don't have it."""
    if verb == "kill":
        return Edition.Kind.KILL if ever_shown(story) else ""
    if not story.editions.public(now).exists():
        return ""
    if verb == "retract":
        return Edition.Kind.RETRACTION
    quietly = verb in ("withdraw", "hold") or (verb == "place_legal_hold" and still_to_come(story))
    return Edition.Kind.WITHDRAWAL if quietly else ""


def shown_nowhere_else(story: Story, now: datetime) -> int:
    """How many of its pictures readers see in no other story."""
    public = Edition.objects.public(now)
    others = EditionPicture.objects.filter(edition__in=public.exclude(story=story), picture=OuterRef("picture"))
    pictures = EditionPicture.objects.filter(edition__in=public.filter(story=story)).exclude(Exists(others))
    return pictures.values("picture").distinct().count()
