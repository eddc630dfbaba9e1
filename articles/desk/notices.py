"""A first draft of what readers are told of a correction: what the live edition said, and what the desk says now."""

import re
from itertools import pairwise

from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Edition, Story
from articles.wire.compare import ADDED, REMOVED, Piece, compare
from articles.wire.html import plain_text

MOST = 3  # changes that are spelt out
LONGEST = 200  # characters of one that is
TEXTS = ("headline", "standfirst", "body")


def draft(edition: Edition, story: Story) -> str:
    """In the story's own language where we have it; a human mends and completes it before anybody reads it."""
    found = []
    for name in TEXTS:
        old, new = (
            plain_text(getattr(thing, name)) if name == "body" else getattr(thing, name) for thing in (edition, story)
        )
        for paragraph in compare(old, new) if old != new else ():
            found += swapped(paragraph.pieces)
    with translation.override(story.language):
        return " ".join(sentence(*pair) for pair in found[:MOST])


def swapped(pieces: list[Piece]) -> list[tuple[str, str]]:
    """Some words in the place of others, with the word before them if they are short."""
    return [
        (old.text.strip(), new.text.strip())
        for old, new in pairwise(pieces)
        if (old.kind, new.kind) == (REMOVED, ADDED)
        and re.search(r"\w", old.text)
        and len(old.text + new.text) <= LONGEST
    ]


def sentence(old: str, new: str) -> str:
    said = {"old": old, "new": new}
    return _("An earlier version of this story said “%(old)s”; it should have said “%(new)s”.") % said
