"""What differs between two bodies: words, and also emphasis, links, and what kind of block they stand in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from articles.wire.compare import ADDED, REMOVED, SAME, compare_paragraphs, too_long
from articles.wire.html import clean
from articles.wire.tags import RUNS, VOID, Alphabet, escaped, is_end, is_inline, name_of

REFORMATTED = "reformatted"
HREF = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Segment:
    """Some text of one kind; ``html`` is well-formed and clean by itself."""

    kind: str
    html: str
    old_links: tuple[str, ...] = ()

    @property
    def old_addresses(self) -> list[str]:
        """Where its link led before, if it leads elsewhere now."""
        return [unescape(match[1]) for tag in self.old_links if tag not in self.html and (match := HREF.search(tag))]


@dataclass(slots=True)
class Row:
    """One paragraph, heading, item or cell of both texts; ``was`` names the block that it was before, if another.

    ``begins_line``: it is the first cell of a table's row.
    """

    kind: str
    block: str = "p"
    was: str = ""
    begins_line: bool = False
    segments: list[Segment] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        return bool(self.was) or any(segment.kind != SAME for segment in self.segments)


@dataclass(slots=True)
class Side:
    """Where in one of the two texts we are: the open blocks, and the open inline tags."""

    blocks: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    def turn(self, tag: str) -> None:
        stack = self.inline if is_inline(tag) else self.blocks
        if not is_end(tag):
            stack.append(tag)
        elif stack:
            stack.pop()

    @property
    def place(self) -> tuple[str, ...]:
        return tuple(self.blocks)

    @property
    def block(self) -> str:
        return name_of(self.blocks[-1]) if self.blocks else "p"


def compare_html(old: str, new: str) -> list[Row] | None:
    """Both bodies as one, block by block; None if they are too long to be compared."""
    old, new = clean(old), clean(new)
    if too_long(old, new):
        return None
    alphabet, sides = Alphabet(), (Side(), Side())
    found = compare_paragraphs(alphabet.paragraphs(old), alphabet.paragraphs(new))
    rows = [row(paragraph, sides, alphabet) for paragraph in found]
    return [one for one in rows if one.segments or one.was]


def row(paragraph, sides: tuple[Side, Side], alphabet: Alphabet) -> Row:
    before, after = sides
    made = Row(paragraph.kind)
    for piece in paragraph.pieces:
        told = {REMOVED: (before,), ADDED: (after,)}.get(piece.kind, sides)
        for text, tag in parts(piece.text, alphabet):
            if tag and name_of(tag) not in VOID:
                made.begins_line = made.begins_line or tag.startswith("<tr")
                for side in told:
                    side.turn(tag)
                continue
            if not made.segments:
                made.block = (after if piece.kind != REMOVED else before).block
                elsewhere = piece.kind == SAME and names(before) != names(after)
                made.was = before.block if elsewhere else ""
            add(made.segments, segment(piece.kind, tag or escaped(text), before, after))
    return made


def names(side: Side) -> list[str]:
    return [tag for tag in side.place if name_of(tag) not in ("tr", "thead", "tbody", "tfoot")]


def parts(text: str, alphabet: Alphabet) -> Iterator[tuple[str, str]]:
    """Runs of text and single tags, in their order."""
    run = ""
    for some in RUNS.findall(text):
        tag = alphabet.tag(some)
        if not tag:
            run += alphabet.meanings.get(some, some)
            continue
        if run:
            yield run, ""
            run = ""
        yield "", tag
    if run:
        yield run, ""


def segment(kind: str, html: str, before: Side, after: Side) -> Segment:
    if kind == SAME and sorted(before.inline) != sorted(after.inline):
        kind = REFORMATTED
    shown = before if kind == REMOVED else after
    opened = "".join(shown.inline)
    closed = "".join(f"</{name_of(tag)}>" for tag in reversed(shown.inline))
    links = tuple(tag for tag in before.inline if name_of(tag) == "a") if kind == REFORMATTED else ()
    return Segment(kind, f"{opened}{html}{closed}", links)


def add(segments: list[Segment], new: Segment) -> None:
    if segments and segments[-1].kind == new.kind and segments[-1].old_links == new.old_links:
        segments[-1] = Segment(new.kind, segments[-1].html + new.html, new.old_links)
    else:
        segments.append(new)
