"""The most relevant first, among the newest matches: a story is about what its headline says.

Both engines would rank by how often a word occurs, over every match there is; a common word would cost them a second.
Here the newest matches are weighed by where the words stand: in the headline, in the standfirst, in the first
paragraphs, or further down. All of it is read from what the index holds, whose words are folded already.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connections
from django.db.models.functions import Left

from articles.models.edition import EditionQuerySet, Listed
from articles.search.candidates import Bounds, listing
from articles.search.find import ENGINES, MOST_TOKENS
from articles.search.query import Query, Term, parse
from articles.wire.words import BREAK

RANKED = 2_000  # of the newest matches
READ = 1_200  # characters of each: headline, standfirst and the first paragraphs
BETWEEN = f" {BREAK} "
IN_HEADLINE, IN_STANDFIRST, NEAR_THE_TOP, BELOW = 8, 4, 2, 1
TOGETHER = 6  # for words that stand in the headline as they stand in the query
OFTEN = 3  # times a word counts near the top, half a point each


@dataclass(frozen=True, slots=True)
class Ranked:
    """``capped``: there are older matches that were not weighed."""

    query: Query = field(default_factory=Query)
    positions: list[int] = field(default_factory=list)
    capped: bool = False


def rank(editions: EditionQuerySet, query: str, *, tokens: Iterable[str] = (), within: Bounds) -> Ranked:
    """The positions of the newest matches among ``editions``, the most relevant first, and of equal ones the newest."""
    asked = parse(query)
    if not asked:
        return Ranked(asked)
    connection = connections[editions.db]
    engine = ENGINES[connection.vendor]
    batch = engine.candidates(
        connection, asked, sorted(set(tokens))[:MOST_TOKENS], within, wanted=RANKED, counted=RANKED
    )
    beginnings = editions.order_by().filter(position__among=listing(batch.positions))
    weighed = [
        (weight(text, asked), position)
        for position, text in beginnings.values_list("position", Left("search_text", READ))
    ]
    positions = [position for _, position in sorted(weighed, reverse=True)]
    return Ranked(asked, positions, capped=batch.reached is not None)


def in_order(editions: Iterable[Listed], positions: Sequence[int]) -> list[Listed]:
    """The editions at these positions, in this order."""
    by_position = {edition.position: edition for edition in editions}
    return [by_position[position] for position in positions if position in by_position]


def weight(beginning: str, query: Query) -> float:
    text = f" {beginning} "
    headline = end_of_part(text, 0)
    standfirst = end_of_part(text, headline + 2)
    total = sum(weight_of(phrase(term), text, headline, standfirst) for term in query.terms)
    together = " ".join(word for term in query.terms for word in term.words)
    if len(query.terms) > 1 and f" {together} " in text[: headline + 1]:
        total += TOGETHER
    return total


def end_of_part(text: str, start: int) -> int:
    end = text.find(BETWEEN, start)
    return len(text) if end < 0 else end


def phrase(term: Term) -> str:
    return " " + " ".join(term.words) + ("" if term.prefix else " ")


def weight_of(words: str, text: str, headline: int, standfirst: int) -> float:
    first = text.find(words)
    if first < 0:
        return BELOW
    often = min(text.count(words), OFTEN) / 2
    if first < headline:
        return IN_HEADLINE + often
    return (IN_STANDFIRST if first < standfirst else NEAR_THE_TOP) + often
