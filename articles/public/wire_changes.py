"""What our desk changed of the wire's text: the wire's words beside those of the edition that was made of them.

The wire's text is the one that was kept with the edition; wire items are never read here.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Edition, WireText
from articles.public.compared import Change, change
from articles.public.frame import read_frame, show
from articles.public.from_wire import from_wire, may_be_compared
from articles.public.languages import direction
from articles.public.reading import only_read
from articles.public.stories import gone


@dataclass(frozen=True, slots=True)
class Comparison:
    new: Edition
    changes: list[Change]

    @property
    def direction(self) -> str:
        return direction(self.new.language)


@only_read
def wire_changes(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    public = Edition.objects.public(now).filter(code=code).select_related("source").order_by("-number")
    edition = public.defer("search_text", "search_tokens").first()
    if edition is None:
        return gone(request, code, now)
    if not may_be_compared(edition):
        raise Http404("The wire's text of this story is not shown.")
    wire = WireText.objects.get(digest=edition.facts["wire"]["text"])
    return show(
        request,
        "edition_wire.html",
        read_frame(),
        edition=edition,
        direction=direction(edition.language),
        from_wire=from_wire(edition),
        comparison=Comparison(edition, changes(wire, edition)),
    )


def changes(wire: WireText, edition: Edition) -> list[Change]:
    differing = [name for name in WireText.TEXTS if getattr(wire, name) != getattr(edition, name)]
    return [change(name, getattr(wire, name), getattr(edition, name)) for name in differing]
