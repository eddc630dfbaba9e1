"""What differs between two texts: which paragraphs, and in them which words. Knows no stories and no HTML.

Readers compare plain texts with it; :mod:`articles.wire.compare_html` gives it HTML with a character for each tag.

Paragraphs are compared first, whole; those that have no equal are paired with the one most like them, and only pairs
are compared word by word. So the work stays small for long texts too, and a moved comma is not lost in a page of red.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import attrgetter

from articles.wire.words import UNSPACED

LONGEST = 50_000  # characters of a text; longer ones are not compared
MOST_PARAGRAPHS = 1_000  # of a text in which equal ones are looked for
ALIKE = 0.35  # of their words that two paragraphs share, at least, if one is what became of the other
MOST_PAIRS = 10_000  # of paragraphs that are weighed against each other
MOST_WORK = 250_000  # words of one paragraph times words of the other: above it, sentences are compared first

SAME, REMOVED, ADDED, CHANGED = "same", "removed", "added", "changed"

MARKS = re.escape(".,;:!?…\"'“”„‘’«»‹›()[]{}¡¿،؛؟۔。、，．：；！？「」『』《》（）【】—–-/")
# Of a script without spaces each character, with its vowel signs, is a word here; so is what stands for a tag.
PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
ALONE = UNSPACED.pattern[1:-1] + PRIVATE
WORDS = re.compile(
    rf"\s+|[{ALONE}][^\w\s{MARKS}]*|[^\s{MARKS}{ALONE}](?:[^\s—–{ALONE}]*[^\s{MARKS}{ALONE}])?|.", re.DOTALL
)
SENTENCES = re.compile(r".+?(?:[.!?؟۔。！？]+\s*|\Z)", re.DOTALL)
PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Run:
    """Some text that stands in both, or what stands in the one where the other has something else."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


def too_long(old: str, new: str) -> bool:
    return max(len(old), len(new)) > LONGEST


def compare(old: str, new: str) -> list[Paragraph]:
    """Both texts as one, paragraph by paragraph; an empty line parts paragraphs."""
    return compare_paragraphs(paragraphs(old), paragraphs(new))


def compare_paragraphs(before: list[str], after: list[str]) -> list[Paragraph]:
    if max(len(before), len(after)) > MOST_PARAGRAPHS:
        return [became(*pair) for pair in paired(before, after)]
    found = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            found += [whole(SAME, text) for text in before[i1:i2]]
        else:
            found += [became(*pair) for pair in paired(before[i1:i2], after[j1:j2])]
    return found


def paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in PARAGRAPHS.split(text.strip()) if paragraph]


def whole(kind: str, text: str) -> Paragraph:
    return Paragraph(kind, [Piece(kind, text)])


def became(old: str, new: str) -> Paragraph:
    if not new:
        return whole(REMOVED, old)
    if not old:
        return whole(ADDED, new)
    return Paragraph(CHANGED, pieces(old, new))


def paired(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """Each old paragraph with what became of it, in the order of both; "" where one has no other.

    Of all such pairings the one in which the pairs have most in common.
    """
    if len(before) * len(after) > MOST_PAIRS:
        return [(old, "") for old in before] + [("", new) for new in after]
    news = [vocabulary(new) for new in after]
    alike = [[likeness(words, new) for new in news] for words in map(vocabulary, before)]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            together = best[i + 1][j + 1] + alike[i][j] if alike[i][j] >= ALIKE else 0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(before) and j < len(after):
        if best[i][j] == best[i + 1][j]:
            pairs.append((before[i], ""))
            i += 1
        elif best[i][j] == best[i][j + 1]:
            pairs.append(("", after[j]))
            j += 1
        else:
            pairs.append((before[i], after[j]))
            i, j = i + 1, j + 1
    return pairs + [(old, "") for old in before[i:]] + [("", new) for new in after[j:]]


def vocabulary(text: str) -> set[str]:
    return {word for word in WORDS.findall(text) if word[0].isalnum()}


def likeness(old: set[str], new: set[str]) -> float:
    """0 for nothing in common, 1 for the same words."""
    return 2 * len(old & new) / (len(old) + len(new) or 1)


def pieces(old: str, new: str) -> list[Piece]:
    found = []
    for run in joined(runs(old, new)):
        if run.is_same:
            found.append(Piece(SAME, run.old))
        else:
            found += [Piece(kind, text) for kind, text in ((REMOVED, run.old), (ADDED, run.new)) if text]
    return found


def runs(old: str, new: str) -> list[Run]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) * len(after) <= MOST_WORK:
        return matched(before, after)
    found = []
    for run in matched(SENTENCES.findall(old), SENTENCES.findall(new)):
        before, after = WORDS.findall(run.old), WORDS.findall(run.new)
        small = not run.is_same and len(before) * len(after) <= MOST_WORK
        found += matched(before, after) if small else [run]
    return found


def matched(before: list[str], after: list[str]) -> list[Run]:
    """The longest stretches of words that stand in both, and what stands between them.

    Spaces are no evidence that two texts agree, so they only follow the words beside them.
    """
    olds, news = ([place for place, one in enumerate(side) if not one.isspace()] for side in (before, after))
    matcher = SequenceMatcher(None, [before[place] for place in olds], [after[place] for place in news], autojunk=False)
    found, i, j = [], 0, 0
    for a, b, size in matcher.get_matching_blocks():
        for old, new in zip(olds[a : a + size], news[b : b + size], strict=True):
            found += [*between(before[i:old], after[j:new]), Run(before[old], after[new])]
            i, j = old + 1, new + 1
    found += between(before[i:], after[j:])
    neighbours = (list(alike) for _, alike in groupby(found, key=attrgetter("is_same")))
    return [Run("".join(run.old for run in alike), "".join(run.new for run in alike)) for alike in neighbours]


def between(old: list[str], new: list[str]) -> list[Run]:
    """What differs, and around it the spaces that don't."""
    last = old[-1:] if old[-1:] == new[-1:] else []
    old, new = old[: len(old) - len(last)], new[: len(new) - len(last)]
    first = old[:1] if old[:1] == new[:1] else []
    old, new = old[len(first) :], new[len(first) :]
    runs = [("".join(one), "".join(other)) for one, other in ((first, first), (old, new), (last, last))]
    return [Run(*run) for run in runs if any(run)]


def joined(parts: list[Run]) -> list[Run]:
    """Changes with nothing but a space or a comma between them are one: it reads better than a patchwork."""
    found: list[Run] = []
    for place, run in enumerate(parts):
        small = 0 < place < len(parts) - 1 and not any(map(str.isalnum, run.old))
        if found and not found[-1].is_same and (small or not run.is_same):
            found[-1] = Run(found[-1].old + run.old, found[-1].new + run.new)
        else:
            found.append(run)
    return found
