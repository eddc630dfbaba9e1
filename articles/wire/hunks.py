"""The places at which two sides differ from what both began with, and what a person chose at each of them.

Whoever chooses sends a place's key back: it is made of the place's words, so a choice can never land on other words.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from articles.wire import html, merge, text
from articles.wire.merge import BOTH, CONFLICT, OURS, SAME, THEIRS, Part

MOST = 200  # places of one text; a text with more is one place
ALL, OWN = "all", "own"  # picks beside OURS, THEIRS and BOTH: one after the other, and words that somebody typed
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
MANY_LINES = ("standfirst", "ednote")


@dataclass(frozen=True, slots=True)
class Hunk:
    """One stretch of a text: what it was, what either side made of it, and what is proposed (empty in a conflict)."""

    key: str
    kind: str
    base: str
    ours: str
    theirs: str
    merged: str = ""
    is_text: bool = True  # of two things that are no text one is right

    @property
    def is_choice(self) -> bool:
        """Whether the sides differ here."""
        return self.ours != self.theirs

    @property
    def picks(self) -> tuple[str, ...]:
        """What can be chosen, OWN aside."""
        first = (BOTH,) if self.kind == BOTH else ()
        both = self.is_text and self.kind == CONFLICT and self.ours and self.theirs
        return (*first, OURS, THEIRS, *((ALL,) if both else ()))

    @property
    def proposed(self) -> str:
        """The pick that nobody needs to think about; "" where somebody must."""
        return "" if self.kind == CONFLICT else self.kind


@dataclass(frozen=True, slots=True)
class Choice:
    pick: str = ""
    text: str = ""


def hunks(name: str, base: str, ours: str, theirs: str) -> list[Hunk]:
    """All of the text in its order: joined, what was picked of each hunk is a text again."""
    if name == "body":
        return keyed(name, grouped(merge.html_parts(*map(html.clean, (base, ours, theirs)))))
    return keyed(name, iter([of_line(base, ours, theirs)]))


def of_line(base: str, ours: str, theirs: str) -> Part:
    """A text without paragraphs is one place, with both sides' words put together if they fit."""
    found = merge.merge_text(base, ours, theirs)
    if merge.kind_of(base, ours, theirs) == CONFLICT and not found.conflicts:
        return Part(BOTH, base, ours, theirs, found.text)
    return merge.part(base, ours, theirs)


def grouped(parts: Iterator[Part]) -> Iterator[Part]:
    """Paragraphs that nobody changed, or both in the same way, are one; too many places are one."""
    found: list[Part] = []
    for one in parts:
        if one.ours == one.theirs and found and found[-1].kind == SAME:
            found[-1] = merge.part(found[-1].base + one.base, found[-1].ours + one.ours, found[-1].theirs + one.theirs)
            found[-1] = replace(found[-1], kind=SAME)
        elif any((one.base, one.ours, one.theirs)):
            found.append(replace(one, kind=SAME) if one.ours == one.theirs else one)
    if len(found) > MOST:
        return iter(
            [merge.part(*("".join(getattr(one, side) for one in found) for side in ("base", "ours", "theirs")))]
        )
    return iter(found)


def keyed(name: str, parts: Iterator[Part]) -> list[Hunk]:
    seen: Counter[str] = Counter()
    found = []
    for one in parts:
        key = digest("\0".join((name, one.base, one.ours, one.theirs)))
        found.append(Hunk(f"{key}-{seen[key]}", one.kind, one.base, one.ours, one.theirs, one.merged))
        seen[key] += 1
    return found


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def picked(name: str, hunk: Hunk, choice: Choice | None) -> str | None:
    """The words that stand at this place; None if somebody must choose and has not."""
    if not hunk.is_choice:
        return hunk.ours
    pick = choice.pick if choice else hunk.proposed
    if pick == OWN and choice and hunk.is_text:
        return from_typed(name, choice.text)
    if pick not in hunk.picks:
        return None
    if pick == ALL:
        return hunk.ours + ("" if name == "body" else " ") + hunk.theirs
    return {OURS: hunk.ours, THEIRS: hunk.theirs, BOTH: hunk.merged}[pick]


def undecided(name: str, places: list[Hunk], choices: Mapping[str, Choice]) -> list[Hunk]:
    return [hunk for hunk in places if picked(name, hunk, choices.get(hunk.key)) is None]


def joined(name: str, places: list[Hunk], choices: Mapping[str, Choice]) -> str:
    """The text that was chosen; where nobody has, ours."""
    texts = [picked(name, hunk, choices.get(hunk.key)) for hunk in places]
    whole = "".join(hunk.ours if one is None else one for hunk, one in zip(places, texts, strict=True))
    return html.clean(whole) if name == "body" else whole


def from_typed(name: str, typed: str) -> str:
    """What somebody typed at one place: of a body tags or plain paragraphs, of anything else a text."""
    typed = text.clean(typed).strip()
    if name == "body":
        return html.clean(typed) if TAG.search(typed) else html.paragraphs(typed)
    return typed if name in MANY_LINES else text.squeeze(typed)


def to_type(name: str, words: str) -> str:
    """A place's words as they are offered for typing: plain where nothing is lost by that."""
    if name != "body":
        return words
    plain = html.plain_text(words)
    return plain if from_typed(name, plain) == words else words
