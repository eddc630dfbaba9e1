"""What the index of editions holds: a story's words by which it is found, and its filters as words of their own."""

from collections.abc import Iterable

from articles.wire.html import plain_text
from articles.wire.words import joined, token


def index_text(
    headline: str, standfirst: str, body_html: str, byline: str, dateline: str, credit: str, reference: str
) -> str:
    """The words of a story by which it is found, in reading order, so that phrases are found too."""
    return joined((headline, standfirst, dateline, byline, plain_text(body_html), credit, reference))


def index_tokens(
    *,
    section_id: int | None,
    source_id: int | None,
    language: str,
    topic_ids: Iterable[int],
    author_ids: Iterable[int],
) -> str:
    """The filters that a story passes, as words of the index."""
    facts = [("section", section_id), ("source", source_id), ("language", language)]
    facts += [("topic", topic) for topic in sorted(topic_ids)]
    facts += [("author", author) for author in sorted(author_ids)]
    return " ".join(token(kind, value) for kind, value in facts if value)
