"""Moves as they are spoken: the record itself keeps the words of the code, for ever the same."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy

from articles.admin.versions import NAMES
from articles.desk.acts import named
from articles.models import Move, Revision, Story, WireItem

FIELDS = {**NAMES, "authors": gettext_lazy("Authors"), "pictures": gettext_lazy("Pictures")}
STATES = {state.value: state.label for states in (WireItem.State, Story.State) for state in states}


def state_in_words(state: str) -> str:
    return str(STATES.get(state, state))


def told(moves: Iterable[Move]) -> list[Move]:
    """With its act, the states before and after, and the fields that it changed, in words."""
    found = list(moves)
    for move in found:
        move.act = named(move.verb)
        move.was, move.became = state_in_words(move.from_state), state_in_words(move.to_state)
        move.fields = fields_in_words(move.details.get("fields", []))
    return found


def saved(revisions: Iterable[Revision]) -> list[Revision]:
    """With the act that saved it, and the fields that it changed, in words."""
    found = list(revisions)
    for revision in found:
        revision.act, revision.fields = named(revision.verb), fields_in_words(revision.changed)
    return found


def fields_in_words(names: list[str]) -> list[str]:
    return [str(FIELDS.get(name, name)) for name in names]
