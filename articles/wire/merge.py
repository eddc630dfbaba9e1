"""Three-way merges: what two people, or an agency and a desk, have made of one text, put together where they agree.

A paragraph that only one of them changed is taken from that one; one that both changed is merged word by word; what
can't be merged is a conflict that holds both, so that no word of either is ever lost. Knows no stories.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.wire.compare import ALIKE, likeness, vocabulary
from articles.wire.html import clean, text_of
from articles.wire.tags import Alphabet, blocks

MOST_WORK = 4_000_000  # words of one text times words of the other: above it, they are a conflict as a whole
LONGEST = 100_000  # characters of a body; longer ones are merged as a whole, and so are those of more blocks
MOST_BLOCKS = 1_000
WORDS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]|[^\\s\ue000-\uf8ff\U000f0000-\U0010ffff]+\\s*|\\s+")

SAME, OURS, THEIRS, BOTH, CONFLICT = "same", "ours", "theirs", "both", "conflict"


@dataclass(frozen=True, slots=True)
class Part:
    """Some text: unchanged, changed by one side, by both in the same way or in ways that fit, or a conflict."""

    kind: str
    base: str
    ours: str
    theirs: str
    merged: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    parts: list[Part]

    @property
    def conflicts(self) -> list[Part]:
        return [part for part in self.parts if part.kind == CONFLICT]

    @property
    def text(self) -> str:
        """All that could be merged; in a conflict, what is ours."""
        return "".join(part.ours if part.kind == CONFLICT else part.merged for part in self.parts)

    @property
    def others_text(self) -> str:
        """The same, and in a conflict what is theirs."""
        return "".join(part.theirs if part.kind == CONFLICT else part.merged for part in self.parts)


def regions(base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> Iterator[tuple]:
    """Stretches of all three, parted where all three agree: ``(of base, of ours, of theirs)``."""
    in_ours, in_theirs = matches(base, ours), matches(base, theirs)
    b = o = t = 0
    for place in range(len(base)):
        if place in in_ours and place in in_theirs:
            at_ours, at_theirs = in_ours[place], in_theirs[place]
            if place > b or at_ours > o or at_theirs > t:
                yield base[b:place], ours[o:at_ours], theirs[t:at_theirs]
            b, o, t = place + 1, at_ours + 1, at_theirs + 1
            yield base[place:b], ours[at_ours:o], theirs[at_theirs:t]
    if b < len(base) or o < len(ours) or t < len(theirs):
        yield base[b:], ours[o:], theirs[t:]


def matches(base: Sequence[Hashable], other: Sequence[Hashable]) -> dict[int, int]:
    found = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in found for step in range(block.size)}


def kind_of(base, ours, theirs) -> str:
    if ours == theirs:
        return SAME if ours == base else BOTH
    if ours == base:
        return THEIRS
    return OURS if theirs == base else CONFLICT


def merge_text(base: str, ours: str, theirs: str) -> Merge:
    """One text without tags, word by word."""
    return Merge(in_words(base, ours, theirs))


def in_words(base: str, ours: str, theirs: str) -> list[Part]:
    words = [WORDS.findall(text) for text in (base, ours, theirs)]
    if kind_of(base, ours, theirs) != CONFLICT:
        return [part(base, ours, theirs)]
    if len(words[0]) * max(len(words[1]), len(words[2])) > MOST_WORK:
        return [Part(CONFLICT, base, ours, theirs)]
    return joined(part(*map("".join, region)) for region in regions(*words))


def part(base: str, ours: str, theirs: str) -> Part:
    kind = kind_of(base, ours, theirs)
    return Part(kind, base, ours, theirs, merged={THEIRS: theirs, CONFLICT: ""}.get(kind, ours))


def joined(parts: Iterator[Part]) -> list[Part]:
    """Neighbours of one kind are one; a conflict is as long as it is, and no longer."""
    found: list[Part] = []
    for one in parts:
        last = found[-1] if found else None
        if last and last.kind == one.kind:
            found[-1] = Part(
                one.kind, last.base + one.base, last.ours + one.ours, last.theirs + one.theirs, last.merged + one.merged
            )
        elif any((one.base, one.ours, one.theirs)):
            found.append(one)
    return found


def merge_html(base: str, ours: str, theirs: str) -> Merge:
    """Three bodies of clean HTML, paragraph by paragraph, and word by word where both sides changed one."""
    return Merge(joined(html_parts(base, ours, theirs)))


def html_parts(base: str, ours: str, theirs: str) -> Iterator[Part]:
    """The same parts, and those that stand side by side are each by itself; bodies too long for this are one part."""
    texts = [blocks(text) for text in (base, ours, theirs)]
    if max(map(len, texts)) > MOST_BLOCKS or max(map(len, (base, ours, theirs))) > LONGEST:
        yield part(base, ours, theirs)
        return
    for region in regions(*texts):
        for stretch in side_by_side(*region):
            one = part(*map("".join, stretch))
            yield fitted(one) if one.kind == CONFLICT else one


def side_by_side(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[tuple]:
    """A stretch that both sides changed, paragraph by paragraph where each became one that is like it."""
    pairs = list(zip(base, ours, theirs, strict=False))
    if len(base) == len(ours) == len(theirs) and all(like(b, o) and like(b, t) for b, o, t in pairs):
        yield from (([b], [o], [t]) for b, o, t in pairs)
    else:
        yield base, ours, theirs


def like(old: str, new: str) -> bool:
    return old == new or likeness(vocabulary(text_of(old)), vocabulary(text_of(new))) >= ALIKE


def fitted(conflict: Part) -> Part:
    """The conflict merged word by word, if what comes of it is whole: no tag of one side may cut into the other's."""
    alphabet = Alphabet()
    parts = in_words(*(alphabet.encoded(text) for text in (conflict.base, conflict.ours, conflict.theirs)))
    if any(one.kind == CONFLICT for one in parts):
        return conflict
    merged = alphabet.decoded("".join(one.merged for one in parts))
    if clean(merged) != merged:
        return conflict
    return Part(BOTH, conflict.base, conflict.ours, conflict.theirs, merged)
