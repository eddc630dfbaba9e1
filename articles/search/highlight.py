"""Marks where the words that were searched for stand. All other text is escaped here: no engine's own is printed."""

from collections.abc import Sequence
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.query import Query, Term
from articles.wire.words import pieces, starts

MOST_READ = 100_000  # characters of a text that are looked through for a snippet
NEARBY = (800, 2_000)  # characters in which most searches find all their words together; the rest is read only if not
ELLIPSIS = "…"

Span = tuple[int, int]


def highlight(text: str, query: Query) -> SafeString:
    """The text as HTML with ``<mark>`` around what was searched for."""
    return marked(text, [span for span, _ in hits(text, query)])


def snippet(text: str, query: Query, length: int = 240) -> SafeString:
    """About ``length`` characters of the text, from where most of what was searched for stands together."""
    text = " ".join(text[:MOST_READ].split())
    for looked_at in (*(part for part in NEARBY if part < len(text)), len(text)):
        found = hits(text[:looked_at], query)
        start, end = window(text, found, length)
        if shows_all(found, query, start, end) and end + length <= looked_at:
            break
    inside = [
        (max(first, start) - start, min(last, end) - start)
        for (first, last), _ in found
        if start < last and first < end
    ]
    cut = text[start:end]
    before, after = ELLIPSIS if start else "", ELLIPSIS if end < len(text) else ""
    return mark_safe(before + marked(cut, inside) + after)


def shows_all(found: Sequence[tuple[Span, Term]], query: Query, start: int, end: int) -> bool:
    """Whether the stretch has every term, so that none further down can have more."""
    within = {term for (first, last), term in found if start <= first and last <= end}
    return len(within) == len(query.terms)


def hits(text: str, query: Query) -> list[tuple[Span, Term]]:
    """Where each term stands, in the order of the text; spans may overlap."""
    by_first: dict[str, list[Term]] = {}
    for term in query.terms:
        by_first.setdefault(term.pieces[0][0], []).append(term)
    if not by_first:
        return []
    return [
        ((start, end), term)
        for word, start in starts(text, by_first.keys())
        for term in by_first[word]
        if (end := end_of(term, text, start)) is not None
    ]


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


def window(text: str, found: Sequence[tuple[Span, Term]], length: int) -> Span:
    """The stretch that shows the most different terms, whole words only; the beginning, if none is in the text."""
    if len(text) <= length:
        return 0, len(text)
    best, most = 0, 0
    for place, ((first, _), _) in enumerate(found):
        together = set()
        for (_, last), term in found[place : place + length]:
            if last > first + length * 3 // 4:
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
