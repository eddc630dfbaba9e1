"""A first draft of what readers are told of a correction: what the live edition said, and what the desk says now."""

import re
from itertools import pairwise

from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Edition, Story, WireItem
from articles.wire.compare import ADDED, REMOVED, Piece, compare
from articles.wire.corrections import is_correction
from articles.wire.html import plain_text

MOST = 3  # changes that are spelt out
LONGEST = 200  # characters of one that is
QUOTES_AND_SPACES, DASHES = re.compile("[\\s\"'`´“”„‟‘’‚‛«»‹›]"), re.compile("[‐‑‒–—―−]")
TEXTS = ("headline", "standfirst", "body")
VERSIONS = 20  # of the wire that are looked at
TAKEN = (WireItem.State.TAKEN, WireItem.State.SUPERSEDED)


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
        and without_style(old.text) != without_style(new.text)
        and len(old.text + new.text) <= LONGEST
    ]


def without_style(text: str) -> str:
    """What is left when quotes, spaces, dashes and capitals don't count: to change these alone mends no error."""
    return QUOTES_AND_SPACES.sub("", DASHES.sub("-", text)).casefold()


def sentence(old: str, new: str) -> str:
    said = {"old": old, "new": new}
    return _("An earlier version of this story said “%(old)s”; it should have said “%(new)s”.") % said


def proposed(edition: Edition, story: Story) -> dict[str, str]:
    """The kind and the notice of what readers are to get next, as far as the wire says them.

    Where the text follows a later version than readers have, the agency's word decides: a correction has its notice
    drafted, an update needs none. Of what only the desk has changed a person must say what it is.
    """
    followed = versions_since(edition, story)
    if not followed:
        return {"notice": draft(edition, story)}
    if not any(copy is not None and is_correction(copy) for copy in (item.wire_copy for item in followed)):
        return {"kind": Edition.Kind.UPDATE}
    return {"kind": Edition.Kind.CORRECTION, "notice": draft(edition, story)}


def versions_since(edition: Edition, story: Story) -> list[WireItem]:
    """The versions of the wire that the desk has taken since the one of which this edition was made."""
    item, shown = story.wire_item, (edition.facts.get("wire") or {}).get("version")
    if item is None or shown is None or item.version <= shown:
        return []
    family = WireItem.objects.family(item.source, item.guid)
    later = family.filter(version__gt=shown, version__lte=item.version, state__in=TAKEN)
    return list(later.defer("search_text", "search_tokens")[:VERSIONS])
