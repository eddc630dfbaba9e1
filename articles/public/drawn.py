"""Pieces of pages that many pages share, such as a card or the footer: drawn once, remembered by all that they show.

Such a piece knows nothing but what it is given, and what it is given is what it is remembered by. So what ends a
story, a picture or a name needs to purge nothing here: what is given is another thing then, and so is the piece.
"""

from collections.abc import Hashable
from typing import Protocol

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

REMEMBERED = 4_000  # pieces; then all are forgotten, which costs less than to know which was asked for last

pieces: dict[tuple[Hashable, ...], str] = {}


class Showing(Protocol):
    """Something that is not what it shows, such as a card of a story: ``shows`` is all that a piece makes of it."""

    shows: Hashable


def drawn(template: str, **given: Showing | Hashable) -> str:
    known_by = (template, get_language(), settings.TIME_ZONE, *((name, known(it)) for name, it in given.items()))
    piece = pieces.get(known_by)
    if piece is None:
        if len(pieces) >= REMEMBERED:
            pieces.clear()
        piece = pieces[known_by] = render_to_string(template, given)
    return piece


def known(given: Showing | Hashable) -> Hashable:
    """With its type, for HTML that is safe equals the same text that is still to be escaped."""
    return getattr(given, "shows", given), type(given)
