"""What a reader may have meant to search for: the same query, with a word of it spelled like one that was published."""

from collections.abc import Iterator
from datetime import datetime

from articles.models import SearchWord
from articles.search.query import bounded
from articles.search.vocabulary import alike, considered, is_learned
from articles.wire.words import Piece, pieces

MOST_WORDS = 8  # of a query that are looked at
MOST_TRIED = 3


def suggestions(text: str, at: datetime) -> list[str]:
    """A few queries, the likeliest first. Suggest none to a reader that finds nothing among public editions."""
    text = bounded(text)
    looked_at = list(filter(is_learned, pieces(text)))[:MOST_WORDS]
    if not looked_at:
        return []
    among = considered([piece.word for piece in looked_at], at)
    known = {word.word for word in among}
    likely = {piece: near for piece in looked_at if (near := alike(piece.word, among))}
    return list(dict.fromkeys(rewritten(text, likely, known)))[:MOST_TRIED]


def rewritten(text: str, likely: dict[Piece, list[SearchWord]], known: set[str]) -> Iterator[str]:
    """First with all words mended that nothing published has, then with one word in another's place."""
    strange = {piece: near[0] for piece, near in likely.items() if piece.word not in known}
    if strange:
        yield replaced(text, strange)
    for piece, near in likely.items():
        for other in near[:MOST_TRIED]:
            yield replaced(text, {**strange, piece: other})


def replaced(text: str, words: dict[Piece, SearchWord]) -> str:
    for piece in sorted(words, key=lambda piece: piece.start, reverse=True):
        text = text[: piece.start] + words[piece].shown + text[piece.end :]
    return text
