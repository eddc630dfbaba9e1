"""Text as words: the same rules make what the index holds, what a reader asks for, and what is marked on the page.

Neither database's own tokenizer has a say. :func:`joined` writes words that are folded already, with one space
between them, and both engines only split at spaces; so they find the same stories, and a mark on the page stands
exactly where the engine found its word.

A word is a run of letters, digits and vowel signs; everything else parts words: ``C++`` is the word ``c``, ``e-mail``
are the neighbours ``e mail``, ``l’État`` are ``l etat``. Scripts that set no space between words (and Hangul, which
writes particles against them) are indexed as overlapping pairs of characters, ``北京大`` as ``北京 京大 大``: one word
of such a script is then found as a phrase of rarely more than three pairs, where single characters, each of them in
almost every story, would have the engine compare most of the archive.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from heapq import merge
from operator import itemgetter
from typing import NamedTuple

LONGEST_WORD = 64
BREAK = "."  # stands between two texts in the index; no query can name it, so no phrase reaches across
MOST_WORDS = 16_000  # of one story: PostgreSQL counts positions up to 16,383
MOST_CHARACTERS = 250_000  # of one story: PostgreSQL holds a megabyte of words at most

# Marks that may be left out in writing: accents of Latin, Greek and Cyrillic, Hebrew points, Arabic vowels; tatweel.
# The signs of Indic and South-East Asian scripts, and of kana, are letters in all but name and stay.
LEFT_OUT = (
    (0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05C7), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x08D3, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
# Letters that Unicode does not decompose, and that people type in the plain form.
ALIKE = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ە": "ه", "ک": "ك",
}  # fmt: skip
OTHER_DIGIT = re.compile(r"(?![0-9])\d")
FOLDED = str.maketrans({chr(code): None for first, last in LEFT_OUT for code in range(first, last + 1)} | ALIKE)
# Han, kana, bopomofo and Hangul; Thai, Lao, Myanmar, Khmer, Tai Le to New Tai Lue, Tai Tham, Tai Viet.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u3005-\u3007\u3021-\u30ff"
    "\u3105-\u31ff\u3400-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f"
    "\U00020000-\U0003ffff]"
)
# Without the quotes, dashes and spaces of good typography, which part words as plain ones do: what is left of most
# words is ASCII then, and read several times as fast.
BEYOND_ASCII = (
    "\u0080-\u009f\u00a1-\u00aa\u00ac-\u00ba\u00bc-\u200f\u2028-\u202f\u205f-\u2fff\u3004-\u3007\u3020-\uff00"
    "\uff10-\uff19\uff20-\U0010ffff"
)
TO_BE_FOLDED = re.compile(f"[{BEYOND_ASCII}]")
CHARACTERS = f"0-9A-Za-z{BEYOND_ASCII}"
RUN = re.compile(f"[{CHARACTERS}]+")
RUN_TO_BE_FOLDED = re.compile(f"(?<![0-9A-Za-z])[0-9A-Za-z]*+[{BEYOND_ASCII}][{CHARACTERS}]*")
REMEMBERED = 40  # characters: an ordinary word, but no whole paragraph of an unspaced script


class Piece(NamedTuple):
    """A word, or one character of an unspaced script; ``joined`` if it stands right against another such before it."""

    word: str
    start: int
    end: int
    unspaced: bool = False
    joined: bool = False


def fold(text: str) -> str:
    """Without what readers don't type: case, accents, Arabic vowels and forms of alef, full width, ligatures."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = unicodedata.normalize("NFKC", plain.translate(FOLDED))
    return OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), plain)


fold_once = lru_cache(maxsize=16384)(fold)  # by character: those of a few scripts at a time


def extends(character: str) -> bool:
    """Is it written onto the one before it? Also half-width kana's signs, and what follows in a Hangul syllable."""
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff" or character in "\uff9e\uff9f"


def clusters(run: str) -> Iterator[tuple[int, int, str]]:
    """Characters with the marks on them: where they stand, and folded."""
    start = 0
    for end in range(1, len(run) + 1):
        if end == len(run) or not extends(run[end]):
            yield start, end, fold_once(run[start:end])
            start = end


def read_run(run: str) -> tuple[Piece, ...]:
    """The pieces of a run of text that is not all ASCII."""
    found: list[Piece] = []
    letters, begun, touching = "", 0, False
    ended = 0

    def close() -> None:
        if any(unicodedata.category(letter)[0] in "LN" for letter in letters):
            found.append(Piece(letters[:LONGEST_WORD], begun, ended))

    for start, end, folded in clusters(run):
        for character in folded:
            kind = unicodedata.category(character)
            if kind == "Cf":  # joiners and direction marks are invisible: a word goes on across them
                continue
            unspaced = UNSPACED.match(character) is not None and kind[0] in "LNM"
            if kind[0] in "LNM" and not unspaced:
                letters, begun = letters + character, begun if letters else start
                ended, touching = end, False
                continue
            close()
            letters = ""
            if unspaced:
                found.append(Piece(character, start, end, unspaced=True, joined=touching))
            touching = unspaced
    close()
    return tuple(found)


read_word = lru_cache(maxsize=8192)(read_run)


def pieces(text: str, start: int = 0) -> Iterator[Piece]:
    """All pieces of a text in order, from ``start`` on, each with where it stands in it."""
    for match in RUN.finditer(text, start):
        run, at = match.group(), match.start()
        if run.isascii():
            yield Piece(run.lower()[:LONGEST_WORD], at, match.end())
            continue
        for piece in folded(run):
            yield Piece(piece.word, at + piece.start, at + piece.end, piece.unspaced, piece.joined)


def folded(run: str) -> tuple[Piece, ...]:
    return read_word(run) if len(run) <= REMEMBERED else read_run(run)


def starts(text: str, wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    """The pieces whose word is wanted, and where they start: of the others, of which there are many, none is made."""
    found = [plain_starts(text, word) for word in wanted if word.isascii()]
    if TO_BE_FOLDED.search(text):
        found.append(folded_starts(text, wanted))
    return found[0] if len(found) == 1 else merge(*found, key=itemgetter(1))


def plain_starts(text: str, word: str) -> Iterator[tuple[str, int]]:
    return ((word, match.start()) for match in plain_word(word).finditer(text))


@lru_cache(maxsize=256)
def plain_word(word: str) -> re.Pattern[str]:
    """A whole run that is this word, in capitals or not; what may not stand before it comes last, which is quicker."""
    rest = "[0-9a-z]*+" if len(word) == LONGEST_WORD else ""
    return re.compile(f"{word}(?<![{CHARACTERS}]{word}){rest}(?![{CHARACTERS}])", re.ASCII | re.IGNORECASE)


def folded_starts(text: str, wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    for match in RUN_TO_BE_FOLDED.finditer(text):
        for piece in folded(match.group()):
            if piece.word in wanted:
                yield piece.word, match.start() + piece.start


def words(found: Iterable[Piece]) -> Iterator[str]:
    """What the index holds of these pieces: words, and pairs of unspaced characters."""
    last: Piece | None = None
    for piece in found:
        if last:
            yield last.word + piece.word if piece.joined else last.word
        last = piece
    if last:
        yield last.word


@lru_cache(maxsize=32)  # of one item: its text is asked for by the index and by its fingerprint
def words_of(text: str) -> tuple[str, ...]:
    """The words of its pieces, without asking where they stand; no pair of characters reaches into the next run."""
    if text.isascii():
        return tuple(run[:LONGEST_WORD] for run in RUN.findall(text.lower()))
    found: list[str] = []
    for run in RUN.findall(text):
        if run.isascii():
            found.append(run.lower()[:LONGEST_WORD])
        else:
            found += words_of_word(run) if len(run) <= REMEMBERED else words(read_run(run))
    return tuple(found)


@lru_cache(maxsize=8192)
def words_of_word(run: str) -> tuple[str, ...]:
    return tuple(words(read_run(run)))


def joined(texts: Iterable[str]) -> str:
    """The words of these texts, with one space between them; no phrase reaches from one text into the next."""
    held: list[str] = []
    for text in texts:
        held += words_of(text)
        held.append(BREAK)
    whole = " ".join(held[:MOST_WORDS])
    return whole if len(whole) < MOST_CHARACTERS else whole[:MOST_CHARACTERS].rpartition(" ")[0]


def token(kind: str, value: int | str) -> str:
    """A filter as a word of the index, of a column of its own: ``section7``, ``languagear``."""
    return kind + "".join(character for character in str(value).casefold() if character.isalnum())
