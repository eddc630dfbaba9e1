"""A story's history: every edition that readers have had, and what differs between any two of them.

What was taken down stays down. Of an edition that a retraction, a withdrawal or a kill followed, however long ago and
whatever came after, the history says when it stood, what readers were told and its digest, and shows no text.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django import forms
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Edition, Order
from articles.models.edition import EditionQuerySet
from articles.models.picture import pictures_of, with_pictures
from articles.public.compared import Change, changes
from articles.public.compared_pictures import PictureChange, picture_changes
from articles.public.filters import Parameters
from articles.public.frame import read_frame, show
from articles.public.from_wire import COMPARED
from articles.public.languages import direction
from articles.public.reading import only_read
from articles.public.stories import gone

MOST_LISTED = 50
TAKES_DOWN = (Edition.Kind.RETRACTION, *Edition.GONE)
LISTED = ("number", "kind", "released_at", "notice", "credit", "digest")


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition in the list; ``since`` is the number of the one before it that it can be compared with."""

    edition: Edition
    is_shown: bool
    since: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    old: Edition
    new: Edition
    changes: list[Change]
    pictures: list[PictureChange]

    @property
    def direction(self) -> str:
        return direction(self.new.language)


class Choice(Parameters):
    """The numbers of two editions."""

    NAMES = {"older": "from", "newer": "to"}

    older = forms.IntegerField(required=False)
    newer = forms.IntegerField(required=False)


@only_read
def history(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    public = with_pictures(Edition.objects.public(now), now).filter(code=code).order_by("-number")
    edition = public.only("story", "number", "kind", "code", "slug", "language", "headline").first()
    if edition is None:
        return gone(request, code, now)
    editions = list(had_by_readers(edition, now)[: MOST_LISTED + 1])
    entries = listed(editions[:MOST_LISTED])
    numbers = chosen(request, entries)
    return show(
        request,
        "edition_history.html",
        read_frame(),
        edition=edition,
        direction=direction(edition.language),
        entries=entries,
        choices=[entry.edition.number for entry in entries if entry.is_shown],
        has_older=len(editions) > MOST_LISTED,
        numbers=numbers,
        comparison=comparison(edition, *numbers) if numbers else None,
    )


def had_by_readers(edition: Edition, now: datetime) -> EditionQuerySet:
    """The story's editions whose turn came, the newest first, and among them those that took others down."""
    opened = Q(public_until=None) | Q(public_until__gt=F("released_at"))
    told = Edition.objects.filter(Q(opened, released_at__lte=now) | Q(kind__in=TAKES_DOWN), story=edition.story_id)
    # An agency's order that a person may still refuse, or has refused, took nothing down.
    told = told.exclude(order__state=Order.State.PENDING, released_at__gt=now).exclude(order__state=Order.State.REFUSED)
    return told.order_by("-number").only(*LISTED)


def listed(editions: list[Edition]) -> list[Entry]:
    """Readers have never had an edition that shows nothing, so there is none of those."""
    last_down = max((edition.number for edition in editions if edition.kind in TAKES_DOWN), default=0)
    had = [edition for edition in editions if edition.kind not in Edition.GONE]
    shown = [edition.number for edition in had if edition.number >= last_down]
    since = dict(pairwise(shown))
    return [Entry(edition, edition.number >= last_down, since.get(edition.number)) for edition in had]


def chosen(request: HttpRequest, entries: list[Entry]) -> tuple[int, int] | None:
    """The two editions to compare, by default the newest with the one before it; None if a text of them is down."""
    choice = Choice(request.GET)
    if not choice.is_valid():
        raise Http404("That is no number of an edition.")
    by_number = {entry.edition.number: entry for entry in entries}
    older, newer = choice.cleaned_data["older"], choice.cleaned_data["newer"]
    if newer is None:
        newer = entries[0].edition.number
    if newer in by_number and older is None:
        older = by_number[newer].since
        if older is None:
            return None
    if older not in by_number or newer not in by_number:
        raise Http404("Readers have had no such edition.")
    return (older, newer) if by_number[older].is_shown and by_number[newer].is_shown else None


def comparison(edition: Edition, older: int, newer: int) -> Comparison:
    """``edition`` is the one that readers have now: no picture is shown that is not in it."""
    both = Edition.objects.filter(story=edition.story_id, number__in=(older, newer))
    by_number = {one.number: one for one in both.only("number", "language", "reference", "facts", *COMPARED)}
    old, new = by_number[older], by_number[newer]
    return Comparison(old, new, changes(old, new), picture_changes(old, new, pictures_of(edition)))
