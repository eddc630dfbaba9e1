"""Who leads a front: slots, filled by urgency and age; no story stands in two of them."""

from dataclasses import dataclass, field

from articles.public.cards import Card

ROUTINE = 5  # the urgency of a story that says none: the middle of the scale


@dataclass(frozen=True, slots=True)
class Slots:
    lead: Card | None = None
    seconds: list[Card] = field(default_factory=list)
    rest: list[Card] = field(default_factory=list)


def arrange(cards: list[Card], *, considered: int, seconds: int) -> Slots:
    """Of the newest ``considered`` cards the most urgent lead; the rest stay in their order."""
    leads = sorted(cards[:considered], key=weight)[: 1 + seconds]
    return Slots(next(iter(leads), None), leads[1:], [card for card in cards if card not in leads])


def weight(card: Card) -> tuple[int, int]:
    """The most urgent first, and of equally urgent ones the newest."""
    return card.edition.urgency or ROUTINE, -card.edition.position
