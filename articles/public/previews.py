"""Secret previews: a story's page before readers have it, for whoever holds the link.

The desk wrote what it shows into the preview when it was made, so no path leads from here to the desk's story. Nobody
keeps, finds or passes on this page: no cache stores it, no search engine reads it, and no other site learns of it.
"""

import hashlib
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import Edition, Picture, PictureCut, Preview, Section, Source
from articles.models.picture import pictures_of
from articles.models.picture_files import FileName, stand_in
from articles.pictures.making import KINDS
from articles.public.bylines import linked, unnamed
from articles.public.converters import Text
from articles.public.frame import read_frame, show
from articles.public.languages import direction
from articles.public.pictures import PLAIN, inside, lead, sent
from articles.public.reading import only_read
from articles.public.stories import in_force_from

TIMES = ("released_at", "published_at", "updated_at", "sent_at")
HEADERS = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


class Token(Text):
    """Path converter: the secret of a link."""

    regex = r"[A-Za-z0-9_-]{20,100}"


@only_read
def preview(request: HttpRequest, token: str) -> HttpResponseBase:
    now = timezone.now()
    found = opened(token, now)
    edition = shown(found, now)
    lead_picture = lead(edition)
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
        in_force_from=in_force_from(edition),
        lead_picture=lead_picture and replace(lead_picture, token=token),
        pictures=[replace(picture, token=token) for picture in inside(edition)],
    )
    return for_nobody_else(page)


@only_read
def media(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """A file of a picture that this preview shows, which the public path may well refuse."""
    now, file = timezone.now(), FileName.parse(name)
    edition = shown(opened(token, now), now)
    if not any(facts["cut"] == file.cut and file.shape in facts["renditions"] for facts in pictures_of(edition)):
        raise Http404("This preview does not show that picture.")
    is_made = PictureCut.objects.filter(digest=file.cut).exclude(made_at=None).exists()
    path = file.path if is_made else stand_in(file.cut, file.shape)
    return for_nobody_else(sent(path, KINDS[file.kind if is_made else PLAIN]))


def for_nobody_else(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def opened(token: str, at: datetime) -> Preview:
    found = Preview.objects.open(at).filter(token_hash=hashlib.sha256(token.encode()).hexdigest()).first()
    if found is None:
        raise Http404("There is no such preview, or it has ended.")
    return found


def shown(preview: Preview, at: datetime) -> Edition:
    """The edition that was never issued, of what the preview holds."""
    held = {name: moment(value) if name in TIMES else value for name, value in preview.snapshot.items()}
    edition = Edition(**held)
    edition.section = Section.objects.filter(pk=edition.section_id).first()
    edition.source = Source.objects.filter(pk=edition.source_id).first()
    edition.picture_facts = edition.facts.get("pictures", [])
    # Rights that ended since it was made, ended here too.
    held = Picture.objects.filter(sha256__in=[one["sha256"] for one in edition.picture_facts])
    usable = {picture.sha256 for picture in held if not picture.is_expired(at)}
    places = [str(place) for place, one in enumerate(edition.picture_facts) if one["sha256"] in usable]
    edition.picture_places = ",".join(places)
    return edition


def moment(value: str | None) -> datetime | None:
    return parse_datetime(value) if value else None
