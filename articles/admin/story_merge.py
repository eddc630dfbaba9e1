"""What is offered when somebody saved in between: both texts put together, with the places where they do not fit."""

import re
from dataclasses import dataclass

from articles.wire.compare import compare, too_long
from articles.wire.compare_html import compare_html
from articles.wire.html import clean
from articles.wire.merge import merge_html, merge_text

BLOCK_END = re.compile(r"(</(?:p|h[2-4]|ul|ol|blockquote|table|figure)>)\s*")
TEXTS = (
    "headline", "standfirst", "byline", "dateline", "credit", "reference", "slugline", "ednote", "body",
)  # fmt: skip


def apart(body: str) -> str:
    """The body as it is typed: a paragraph a line, with a line between."""
    return BLOCK_END.sub("\\1\n\n", body).strip()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both wrote anew: hers stands in the form, and this is what the other wrote there."""

    ours: str
    theirs: str
    rows: list | None
    paragraphs: list | None


@dataclass(frozen=True, slots=True)
class Offer:
    merged: str
    ours: str
    theirs: str
    conflicts: list[Conflict]
    is_hers_alone: bool


def together(name: str, base, ours, theirs) -> Offer | None:
    """None where there is no text to be merged: of two choices one is right."""
    if name not in TEXTS or base is None:
        return None
    if name == "body":
        ours = clean(ours)
    merge = (merge_html if name == "body" else merge_text)(base, ours, theirs)
    shown = [apart(text) if name == "body" else text for text in (merge.text, ours, theirs)]
    conflicts = [conflict(name, part.ours, part.theirs) for part in merge.conflicts]
    return Offer(*shown, conflicts, is_hers_alone=theirs == base)


def conflict(name: str, ours: str, theirs: str) -> Conflict:
    if name == "body":
        return Conflict(ours, theirs, compare_html(ours, theirs), None)
    return Conflict(ours, theirs, None, None if too_long(ours, theirs) else compare(ours, theirs))
