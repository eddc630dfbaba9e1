"""Fronts: who leads, pinned by hand or by urgency and age; no story stands in two slots."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from articles.models.curation import Pin, Slot
from articles.models.edition import EditionQuerySet, Listed

ROUTINE = 5  # the urgency of a story that says none: the middle of the scale


class Shape(NamedTuple):
    """Of the newest ``considered`` stories the most urgent lead, then so many second leads; so many fill the rail."""

    considered: int
    seconds: int
    rail: int


FRONT_PAGE = Shape(considered=30, seconds=4, rail=8)
SECTION_FRONT = Shape(considered=10, seconds=4, rail=0)


@dataclass(frozen=True, slots=True)
class Front:
    """``pinned`` are the keys of the editions that stand where they do by hand."""

    lead: Listed | None = None
    seconds: list[Listed] = field(default_factory=list)
    rail: list[Listed] = field(default_factory=list)
    rest: list[Listed] = field(default_factory=list)
    pinned: frozenset[int] = frozenset()

    @property
    def shown(self) -> list[Listed]:
        return [*([self.lead] if self.lead else []), *self.seconds, *self.rail]


def pinned_to(public: EditionQuerySet, section: int | None, at: datetime) -> EditionQuerySet:
    """Those of ``public`` whose story has a standing pin, in the pins' order; each has its ``slot``."""
    pins = Pin.objects.on_front_of(section).standing(at)
    of_story = pins.filter(story=OuterRef("story"))
    found = public.filter(story__in=pins.order_by().values("story")).annotate(
        slot=Subquery(of_story.values("slot")[:1]), place=Subquery(of_story.values("place")[:1])
    )
    return found.order_by("place", "-position")


def arrange(newest: Iterable[Listed], pinned: Iterable[Listed], shape: Shape) -> Front:
    """Fill the slots: pinned stories first, then by weight and age. A second pinned lead heads the second leads."""
    by_hand = {slot: [edition for edition in pinned if edition.slot == slot] for slot in Slot.values}
    leads = by_hand[Slot.LEAD] + by_hand[Slot.SECOND]
    taken = {edition.pk for edition in pinned}
    others = [edition for edition in newest if edition.pk not in taken]
    heavy = sorted(others[: shape.considered], key=weight)
    seats = 1 + shape.seconds
    if not by_hand[Slot.LEAD] and heavy:
        leads = [heavy.pop(0), *leads]
    leads = [*leads, *heavy][:seats]
    below = [edition for edition in others if edition not in leads]
    # What is pinned above but finds no seat there, and what is pinned to a rail that a front does not have, comes next.
    waiting = [edition for edition in pinned if edition not in leads]
    rest = [*waiting, *below]
    return Front(next(iter(leads), None), leads[1:], rest[: shape.rail], rest[shape.rail :], frozenset(taken))


def weight(edition: Listed) -> tuple[int, int]:
    """The most urgent first, and of equally urgent ones the newest."""
    return edition.urgency or ROUTINE, -edition.position
