"""The front page: what matters most, what is newest, and each section's newest stories; no story twice."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition, Section
from articles.models.edition import EditionQuerySet
from articles.models.fronts import FRONT_PAGE, arrange, pinned_to
from articles.models.picture import with_pictures
from articles.public.cards import Card, cards
from articles.public.frame import Place, read_frame, show

IN_BLOCK = 5


@dataclass(frozen=True, slots=True)
class Block:
    section: Place
    lead: Card
    rest: list[Card]


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    frame = read_frame()
    now = timezone.now()
    public = with_pictures(Edition.objects.public(now).listed().newest_first(), now)
    newest = list(public.for_list()[: FRONT_PAGE.considered])
    made = arrange(newest, pinned_to(public.for_list(), None, now), FRONT_PAGE)
    others = public.exclude(pk__in=[edition.pk for edition in made.shown])
    lead, *leads = cards([made.lead, *made.seconds]) if made.lead else [None]
    return show(
        request,
        "edition_front.html",
        frame,
        newest_at=newest[0].published_at if newest else None,
        lead=lead,
        second_leads=leads,
        rail=cards(made.rail),
        blocks=blocks(others, frame.sections),
    )


def blocks(editions: EditionQuerySet, sections: tuple[Place, ...]) -> list[Block]:
    """Each section that has stories, with its newest; two queries for any number of sections."""
    of_section = editions.filter(section=OuterRef("pk")).values("position")
    last_shown = Subquery(of_section[IN_BLOCK - 1 : IN_BLOCK])
    floors = Section.objects.annotate(floor=last_shown).values_list("pk", "floor")
    wanted = [Q(section=pk) if floor is None else Q(section=pk, position__gte=floor) for pk, floor in floors]
    if not wanted:
        return []
    stories = editions.filter(reduce(or_, wanted)).for_list()[: IN_BLOCK * len(wanted)]
    by_section: dict[int, list[Card]] = {}
    for card in cards(stories):
        by_section.setdefault(card.edition.section_id, []).append(card)
    return [
        Block(section, *by_section[section.pk][:1], by_section[section.pk][1:])
        for section in sections
        if section.pk in by_section
    ]
