"""What a reader types into the search box: words, "quoted phrases", -excluded. No text is an error."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.wire.words import Piece, pieces, words

LONGEST_QUERY = 300
MOST_TERMS = 16
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
TERM = re.compile(r'(?P<without>(?<!\S)-+)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that must stand next to each other."""

    words: tuple[str, ...]
    prefix: bool  # a lone character of an unspaced script, which the index holds as the first of a pair
    pieces: tuple[tuple[str, bool], ...]  # the same as it stands in a text: each word, and whether it is joined


@dataclass(frozen=True, slots=True)
class Query:
    """What to find and what to leave out; false if there is nothing to find."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str) -> Query:
    wanted: dict[Term, None] = {}
    excluded: dict[Term, None] = {}
    for without, part in parts(bounded(text)):
        term = read_term(pieces(part))
        if term and len(wanted) + len(excluded) < MOST_TERMS:
            (excluded if without else wanted)[term] = None
    return Query(tuple(wanted), tuple(excluded))


def bounded(text: str) -> str:
    """At most so much of it, without the word that would be cut: half a word is found nowhere."""
    if len(text) <= LONGEST_QUERY:
        return text
    return re.sub(r"(?<=\s)\S*$", "", text[:LONGEST_QUERY])


def parts(text: str) -> Iterator[tuple[bool, str]]:
    for match in TERM.finditer(text.translate(QUOTES)):
        yield bool(match["without"]), match["phrase"] or match["word"] or ""


def read_term(found: Iterable[Piece]) -> Term | None:
    together = tuple(found)
    if not together:
        return None
    held = tuple(words(together))
    last = together[-1]
    if last.joined:
        held = held[:-1]  # the pair before says it all, and in the text another character may follow
    standing = tuple((piece.word, piece.joined) for piece in together)
    return Term(held, last.unspaced and not last.joined, standing)
