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
from django.views.decorators.http import require_safe

from articles.models import Edition, Order
from articles.models.edition import EditionQuerySet
from articles.public.filters import Parameters
from articles.public.frame import read_frame, show
from articles.public.from_wire import COMPARED
from articles.public.languages import direction
from articles.public.stories import gone
from articles.wire.compare import SAME, Paragraph, compare, too_long
from articles.wire.html import plain_text

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
class Change:
    """What differs in one text; if none of its words do, its links or its emphasis have changed."""

    name: str
    paragraphs: list[Paragraph]
    is_too_long: bool = False

    @property
    def is_in_words(self) -> bool:
        return any(paragraph.kind != SAME for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Comparison:
    old: Edition
    new: Edition
    changes: list[Change]

    @property
    def direction(self) -> str:
        return direction(self.new.language)


class Choice(Parameters):
    """The numbers of two editions."""

    NAMES = {"older": "from", "newer": "to"}

    older = forms.IntegerField(required=False)
    newer = forms.IntegerField(required=False)


@require_safe
def history(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    public = Edition.objects.public(now).filter(code=code).order_by("-number")
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
    texts = Edition.objects.filter(story=edition.story_id, number__in=(older, newer))
    by_number = {text.number: text for text in texts.only("number", "language", *COMPARED)}
    old, new = by_number[older], by_number[newer]
    changed = [name for name in COMPARED if getattr(old, name) != getattr(new, name)]
    return Comparison(old, new, [change(name, getattr(old, name), getattr(new, name)) for name in changed])


def change(name: str, old: str, new: str) -> Change:
    if too_long(old, new):
        return Change(COMPARED[name], [], is_too_long=True)
    if name == "body":
        old, new = plain_text(old), plain_text(new)
    return Change(COMPARED[name], compare(old, new))
