"""A story as it stands in a list: its words, marked if they were searched for, and the way that they are written."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from articles.models.addresses import address
from articles.models.edition import Listed
from articles.public.drawn import drawn
from articles.public.languages import direction
from articles.public.pictures import Shown, lead
from articles.search.find import Found
from articles.search.highlight import highlight, snippet
from articles.wire.html import text_of

SNIPPET = 240
SUMMARY = 400


class Named(NamedTuple):
    """The section or the source of a story, as far as a card needs it."""

    kind: str
    name: str
    slug: str

    def get_absolute_url(self) -> str:
        return address(self.kind, self.slug)


@dataclass(frozen=True, slots=True)
class Card:
    """``headline`` and ``summary`` are plain text, or HTML that the search marked and escaped.

    ``eager``: its picture is the first of its page, and is fetched before it comes into view.
    """

    edition: Listed
    headline: str
    summary: str
    eager: bool = False

    def get_absolute_url(self) -> str:
        return address("story", self.edition.code, self.edition.slug)

    @property
    def section(self) -> Named | None:
        return named(self.edition, "section")

    @property
    def source(self) -> Named | None:
        return named(self.edition, "source")

    @property
    def shows(self) -> Hashable:
        """All that a card's template makes something of, but for its picture."""
        edition = self.edition
        return (
            edition.code, edition.slug, edition.kind, edition.language, edition.published_at,
            edition.section_id, self.section, self.source,
            type(self.headline), self.headline, type(self.summary), self.summary,
        )  # fmt: skip

    @property
    def picture(self) -> Shown | None:
        return lead(self.edition, "16x9")

    @property
    def thumb(self) -> Shown | None:
        return lead(self.edition, "4x3")

    @property
    def direction(self) -> str:
        return direction(self.edition.language)

    @property
    def when(self) -> str:
        return when(self.edition.published_at)


def when(at: datetime) -> str:
    """A moment as every page writes it."""
    return drawn("public/_when.html", at=at)


def named(edition: Listed, kind: str) -> Named | None:
    """Its section or source as that is called now; None too where the edition was not read for a list."""
    name = getattr(edition, f"{kind}_name", None)
    return name and Named(kind, name, getattr(edition, f"{kind}_slug"))


def cards(editions: Iterable[Listed], *, on_top: bool = True) -> list[Card]:
    """``on_top``: they are the first that a reader of the page sees."""
    made = [Card(edition, edition.headline, edition.standfirst) for edition in editions]
    return first_picture_at_once(made) if on_top else made


def first_picture_at_once(made: list[Card]) -> list[Card]:
    first = next((place for place, card in enumerate(made) if card.picture), None)
    return [replace(card, eager=place == first) for place, card in enumerate(made)]


def found_cards(found: Found) -> list[Card]:
    """Each summary shows the words that were searched for: from the standfirst if they stand there, else the body."""
    made = []
    for edition in found.editions:
        summary = snippet(edition.standfirst, found.query, SUMMARY)
        if "<mark>" not in summary:
            inside = snippet(text_of(edition.body), found.query, SNIPPET)
            summary = inside if "<mark>" in inside else summary
        made.append(Card(edition, highlight(edition.headline, found.query), summary))
    return first_picture_at_once(made)
