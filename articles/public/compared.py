"""What differs between two texts, or between all that readers saw of two editions, in the words of a page.

A body is compared with its mark-up: links, emphasis, and what is a heading, an item or a cell of a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.models import Edition
from articles.public import languages
from articles.public.from_wire import COMPARED
from articles.wire.compare import ADDED, REMOVED, SAME, Paragraph, compare, too_long, whole
from articles.wire.compare_html import Row, compare_html

MOST_SAME = 3  # blocks without a change that are shown one after the other; of more, the reader asks for them
CELLS = ("td", "th")
BLOCKS: dict[str, str | Promise] = {
    "p": gettext_lazy("a paragraph"),
    **dict.fromkeys(("h2", "h3", "h4"), gettext_lazy("a heading")),
    "li": gettext_lazy("an item of a list"),
    **dict.fromkeys(CELLS, gettext_lazy("a cell of a table")),
    **dict.fromkeys(("caption", "figcaption"), gettext_lazy("a caption")),
}


NAMED = {
    "section": gettext_lazy("Section"),
    "topics": gettext_lazy("Topics"),
    "authors": gettext_lazy("Authors"),
    "source": gettext_lazy("Source"),
    "reference": gettext_lazy("Reference"),
    "language": gettext_lazy("Language"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table: its lines, each of some cells."""

    lines: list[list[Row]]
    is_table: bool

    @property
    def differs(self) -> bool:
        return any(row.differs for line in self.lines for row in line)


@dataclass(frozen=True, slots=True)
class Stretch:
    blocks: list[Block]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one thing that readers saw: stretches of a body, or the paragraphs of any other text."""

    name: str | Promise
    paragraphs: list[Paragraph] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    is_too_long: bool = False

    @property
    def is_seen(self) -> bool:
        """Whether anything differs that can be shown."""
        found = [paragraph.kind != SAME for paragraph in self.paragraphs]
        return any(found) or any(block.differs for stretch in self.stretches for block in stretch.blocks)


def change(name: str, old: str, new: str) -> Change:
    """Of one of the texts that :data:`COMPARED` names."""
    if name == "body":
        rows = compare_html(old, new)
        return Change(COMPARED[name], is_too_long=True) if rows is None else in_body(rows)
    return in_text(COMPARED[name], old, new)


def in_text(name: str | Promise, old: str, new: str) -> Change:
    return Change(name, is_too_long=True) if too_long(old, new) else Change(name, compare(old, new))


def in_body(rows: list[Row]) -> Change:
    for row in rows:
        row.was = BLOCKS.get(row.was, row.was)
    stretches = []
    for differs, some in groupby(blocks(rows), key=lambda block: block.differs):
        found = list(some)
        stretches.append(Stretch(found, is_folded=not differs and len(found) > MOST_SAME))
    return Change(COMPARED["body"], stretches=stretches)


def blocks(rows: list[Row]) -> Iterator[Block]:
    for is_table, some in groupby(rows, key=lambda row: row.block in CELLS):
        if is_table:
            yield Block(lines(paired(list(some))), is_table)
        else:
            yield from (Block([[row]], is_table) for row in some)


def paired(cells: list[Row]) -> list[Row]:
    """A cell that went, and one that came in its place, are the same cell with other words in it."""
    found: list[Row] = []
    for is_other, some in groupby(cells, key=lambda cell: cell.kind in (REMOVED, ADDED)):
        group = list(some)
        if is_other:
            old, new = ([cell for cell in group if cell.kind == kind] for kind in (REMOVED, ADDED))
            both = list(takewhile(lambda two: two[0].begins_line == two[1].begins_line, zip(old, new, strict=False)))
            same = [replace(after, segments=before.segments + after.segments) for before, after in both]
            group = [*same, *old[len(both) :], *new[len(both) :]]
        found += group
    return found


def lines(cells: list[Row]) -> list[list[Row]]:
    found: list[list[Row]] = []
    for cell in cells:
        if cell.begins_line or not found:
            found.append([])
        found[-1].append(cell)
    return found


def changes(old: Edition, new: Edition) -> list[Change]:
    """What differs in the words of two editions, pictures aside."""
    texts = [name for name in COMPARED if getattr(old, name) != getattr(new, name)]
    before, after = names(old), names(new)
    named = [name for name in before if before[name] != after[name] and not (name == "authors" and "byline" in texts)]
    return [
        *(change(name, getattr(old, name), getattr(new, name)) for name in texts),
        *(in_names(NAMED[name], before[name], after[name]) for name in named),
    ]


def names(edition: Edition) -> dict[str, list[str]]:
    """What an edition was printed under, as it was called then."""
    facts = edition.facts
    return {
        "section": [facts["section"]["name"]] if facts["section"] else [],
        "topics": [topic["name"] for topic in facts["topics"]],
        "authors": [author["name"] for author in facts["authors"]],
        "source": [facts["source"]["name"]] if facts["source"] else [],
        "reference": [edition.reference] if edition.reference else [],
        "language": [languages.name(edition.language)],
    }


def in_names(name: str | Promise, old: list[str], new: list[str]) -> Change:
    stayed = [whole(SAME if one in new else REMOVED, one) for one in old]
    return Change(name, [*stayed, *(whole(ADDED, one) for one in new if one not in old)])
