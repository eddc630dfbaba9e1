"""Marks where the words that were searched for stand. All other text is escaped here: no engine's own is printed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.query import Query, Term
from articles.wire.words import pieces, starts

MOST_READ = 100_000  # characters of a text that are looked through for a snippet
ELLIPSIS = "…"

Span = tuple[int, int]
Hit = tuple[Span, Term]


def highlight(text: str, query: Query) -> SafeString:
    """The text as HTML with ``<mark>`` around what was searched for."""
    return marked(text, [span for span, _ in hits(text, query)])


def snippet(text: str, query: Query, length: int = 240) -> SafeString:
    """About ``length`` characters of the text, from where most of what was searched for stands together."""
    text = " ".join(text[:MOST_READ].split())
    found = list(until_all_stand_together(hits(text, query), len(set(query.terms)), length))
    start, end = window(text, found, length)
    inside = [
        (max(first, start) - start, min(last, end) - start)
        for (first, last), _ in found
        if start < last and first < end
    ]
    cut = text[start:end]
    before, after = ELLIPSIS if start else "", ELLIPSIS if end < len(text) else ""
    return mark_safe(before + marked(cut, inside) + after)


def until_all_stand_together(found: Iterable[Hit], terms: int, length: int) -> Iterator[Hit]:
    """Hits up to the end of the first stretch that shows every one of the terms: no stretch below can show more."""
    last: dict[Term, Span] = {}
    ends: int | None = None
    for (first, end), term in found:
        if ends is not None and first >= ends:
            return
        yield (first, end), term
        last[term] = first, end
        if ends is None and len(last) == terms:
            begins = min(last.values())[0]
            if max(end for _, end in last.values()) <= begins + reach(length):
                ends = begins + length


def reach(length: int) -> int:
    """How far from its first hit a snippet of this length may have others: what is left stands before it."""
    return length * 3 // 4


def hits(text: str, query: Query) -> Iterator[Hit]:
    """Where each term stands, in the order of the text; spans may overlap."""
    by_first: dict[str, list[Term]] = {}
    for term in query.terms:
        by_first.setdefault(term.pieces[0][0], []).append(term)
    if not by_first:
        return
    for word, start in starts(text, by_first.keys()):
        for term in by_first[word]:
            if (end := end_of(term, text, start)) is not None:
                yield (start, end), term


def end_of(term: Term, text: str, start: int) -> int | None:
    """Where the term that may stand at ``start`` ends; None if it doesn't stand there."""
    here = list(islice(pieces(text, start), len(term.pieces)))
    if len(here) < len(term.pieces):
        return None
    stands = all(
        piece.word == word and (piece.joined == joined or not number)
        for number, (piece, (word, joined)) in enumerate(zip(here, term.pieces, strict=True))
    )
    return here[-1].end if stands else None


def marked(text: str, spans: Sequence[Span]) -> SafeString:
    out: list[str] = []
    at = 0
    for start, end in spans:
        start = max(start, at)
        if start >= end:
            continue
        out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    out.append(escape(text[at:]))
    return mark_safe("".join(out))


def window(text: str, found: Sequence[Hit], length: int) -> Span:
    """The stretch that shows the most different terms, whole words only; the beginning, if none is in the text."""
    if len(text) <= length:
        return 0, len(text)
    best, most = 0, 0
    for place, ((first, _), _) in enumerate(found):
        together = set()
        for (_, last), term in found[place : place + length]:
            if last > first + reach(length):
                break
            together.add(term)
        if len(together) > most:
            best, most = first, len(together)
    start = max(0, min(best - length // 4, len(text) - length))
    end = start + length
    return word_start(text, start, best), word_end(text, end)


def word_start(text: str, start: int, hit: int) -> int:
    """Not in the middle of a word, where the script has spaces; never after the hit itself."""
    if start == 0 or text[start - 1] == " ":
        return start
    space = text.find(" ", start, hit)
    return start if space < 0 else space + 1


def word_end(text: str, end: int) -> int:
    if end >= len(text) or text[end] == " ":
        return min(end, len(text))
    space = text.rfind(" ", end - 30, end)
    return end if space < 0 else space
