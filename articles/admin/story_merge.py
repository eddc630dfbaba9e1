"""What is offered when somebody saved in between: both texts put together, with the places where they do not fit."""

import re
from dataclasses import dataclass

from articles.wire.compare import compare, too_long
from articles.wire.compare_html import compare_html
from articles.wire.html import clean
from articles.wire.merge import CONFLICT, Part, merge_html, merge_text
from articles.wire.tags import blocks

BLOCK_END = re.compile(r"(</(?:p|h[2-4]|ul|ol|blockquote|table|figure)>)\s*")
TEXTS = (
    "headline", "standfirst", "byline", "dateline", "credit", "reference", "slugline", "ednote", "body",
)  # fmt: skip


def apart(body: str) -> str:
    """The body as it is typed: a paragraph a line, with a line between."""
    return BLOCK_END.sub("\\1\n\n", body).strip()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both wrote anew: hers stands in the form, after ``before``; this is what the other wrote there."""

    ours: str
    theirs: str
    both: str
    before: str
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
    around = zip([None, *merge.parts], merge.parts, strict=False)
    conflicts = [conflict(name, part, before) for before, part in around if part.kind == CONFLICT]
    return Offer(*shown, conflicts, is_hers_alone=theirs == base)


def conflict(name: str, part: Part, previous: Part | None) -> Conflict:
    """Between two conflicts something always fits, so what stands before one is the same whatever is chosen."""
    ours, theirs, before = part.ours, part.theirs, previous.merged if previous else ""
    if name == "body":
        last = (blocks(before) or [""])[-1]
        return Conflict(ours, theirs, ours + theirs, last, compare_html(ours, theirs), None)
    both = f"{ours.rstrip()} {theirs}".lstrip()
    rows = None if too_long(ours, theirs) else compare(ours, theirs)
    return Conflict(ours, theirs, both, before, None, rows)
