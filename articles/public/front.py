"""The front page: what matters most, what is newest, and each section's newest stories; no story twice."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Section
from articles.models.composed import composed
from articles.models.fronts import FRONT_PAGE, arrange
from articles.public import narrowed
from articles.public.cards import Card, cards
from articles.public.frame import Place, read_frame, show
from articles.public.narrowed import listed
from articles.public.reading import only_read
from articles.search.candidates import HIGHEST, LOWEST

IN_BLOCK = 5


@dataclass(frozen=True, slots=True)
class Block:
    section: Place
    lead: Card
    rest: list[Card]


@only_read
def front(request: HttpRequest) -> HttpResponse:
    frame = read_frame()
    now = timezone.now()
    newest = narrowed.newest(now, LOWEST, HIGHEST, (), names=(), limit=FRONT_PAGE.considered)
    made = arrange(newest, narrowed.pinned(now, None), FRONT_PAGE)
    lead, *leads = cards([made.lead, *made.seconds]) if made.lead else [None]
    return show(
        request,
        "edition_front.html",
        frame,
        newest_at=newest[0].published_at if newest else None,
        lead=lead,
        second_leads=leads,
        rail=cards(made.rail),
        blocks=blocks(now, tuple(edition.pk for edition in made.shown), frame.sections),
    )


@composed
def lowest_shown(at: datetime, above: tuple[int, ...]):
    """Each section with the position of the last story that its block has room for; None if it has room for all."""
    of_section = listed(at).exclude(pk__in=above).filter(section=OuterRef("pk")).values("position")
    return Section.objects.annotate(floor=Subquery(of_section[IN_BLOCK - 1 : IN_BLOCK])).values_list("pk", "floor")


@composed
def in_blocks(at: datetime, above: tuple[int, ...], sections: tuple[int, ...], floors: tuple[int, ...]):
    wanted = [Q(section=pk, position__gte=floor) for pk, floor in zip(sections, floors, strict=True)]
    return listed(at).exclude(pk__in=above).filter(reduce(or_, wanted)).for_list()[: IN_BLOCK * len(wanted)]


def blocks(at: datetime, above: tuple[int, ...], sections: tuple[Place, ...]) -> list[Block]:
    """Each section that has stories other than those ``above``, with its newest; two queries for any number of them."""
    floors = {pk: LOWEST if floor is None else floor for pk, floor in lowest_shown(at, above)}
    if not floors:
        return []
    by_section: dict[int, list[Card]] = {}
    for card in cards(in_blocks(at, above, tuple(floors), tuple(floors.values()))):
        by_section.setdefault(card.edition.section_id, []).append(card)
    return [
        Block(section, *by_section[section.pk][:1], by_section[section.pk][1:])
        for section in sections
        if section.pk in by_section
    ]
