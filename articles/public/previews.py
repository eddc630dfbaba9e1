"""Secret previews: a story's page before readers have it, for whoever holds the link.

The desk wrote what it shows into the preview when it was made, so no path leads from here to the desk's story. Nobody
keeps, finds or passes on this page: no cache stores it, no search engine reads it, and no other site learns of it.
"""

import hashlib
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from articles.models import Edition, Preview, Section, Source
from articles.public.bylines import linked, unnamed
from articles.public.converters import Text
from articles.public.frame import read_frame, show
from articles.public.languages import direction
from articles.public.stories import in_force_from, sent_long_before

TIMES = ("released_at", "published_at", "updated_at", "sent_at")
HEADERS = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


class Token(Text):
    """Path converter: the secret of a link."""

    regex = r"[A-Za-z0-9_-]{20,100}"


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    found = Preview.objects.open(now).filter(token_hash=hashlib.sha256(token.encode()).hexdigest()).first()
    if found is None:
        raise Http404("There is no such preview, or it has ended.")
    edition = shown(found)
    authors = edition.facts["authors"]
    byline = linked(edition.byline, authors)
    page = show(
        request,
        "preview.html",
        read_frame(),
        made=found,
        edition=edition,
        direction=direction(edition.language),
        byline=byline,
        more_authors=unnamed(byline, authors),
        sent_at=edition.sent_at if sent_long_before(edition) else None,
        in_force_from=in_force_from(edition),
    )
    for name, value in HEADERS.items():
        page.headers[name] = value
    return page


def shown(preview: Preview) -> Edition:
    """The edition that was never issued, of what the preview holds."""
    held = {name: moment(value) if name in TIMES else value for name, value in preview.snapshot.items()}
    edition = Edition(**held)
    edition.section = Section.objects.filter(pk=edition.section_id).first()
    edition.source = Source.objects.filter(pk=edition.source_id).first()
    return edition


def moment(value: str | None) -> datetime | None:
    return parse_datetime(value) if value else None
