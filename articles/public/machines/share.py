"""Cards: what a story looks like where its address is shared, if it has no picture of its own.

A card's address holds the digest of the words on it, and is answered only while a public edition says just these: so
the card of a story that was killed, is under embargo or has got another headline is not there.
"""

import hashlib
import logging
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags

from articles.models import Edition
from articles.pictures.card import HEIGHT, RECIPE, WIDTH, CardWords, draw
from articles.public.converters import Text
from articles.public.languages import direction
from articles.public.machines import facts
from articles.public.pictures import ASK_EACH_TIME, lead
from articles.public.reading import only_read

WHOLE_PNG = b"IEND\xaeB`\x82"  # what each file ends with: one that somebody is still writing does not
LATELY, MOST = timedelta(days=2), 2_000  # the files of so many editions are looked for each time
log = logging.getLogger(__name__)
READ = ("code", "number", "kind", "headline", "language", "credit", "facts")


class CardName(Text):
    """Path converter: a story's code and the digest of its card."""

    regex = r"[0-9a-z]{1,12}-[0-9a-f]{32}"


@dataclass(frozen=True, slots=True)
class Preview:
    """The picture that stands for a story where its address is shared."""

    url: str
    type: str
    width: int
    height: int
    alt: str
    credit: str = ""


def preview(edition: Edition) -> Preview:
    """Its lead picture, or else its card."""
    if picture := lead(edition, "16x9"):
        file = picture.largest
        alt, credit = picture.facts["alt"], picture.facts["credit"]
        return Preview(facts.absolute(file.url), "image/jpeg", file.width, file.height, alt, credit)
    card = reverse("card", args=[card_name(edition)])
    return Preview(facts.absolute(card), "image/png", WIDTH, HEIGHT, facts.title(edition))


def card_words(edition: Edition) -> CardWords:
    section = edition.facts["section"]
    return CardWords(
        site=settings.SITE_NAME,
        headline=facts.title(edition),
        section=section["name"] if section else "",
        credit=edition.credit,
        direction=direction(edition.language),
    )


def card_name(edition: Edition) -> str:
    said = repr((RECIPE, *astuple(card_words(edition))))
    return f"{edition.code}-{hashlib.sha256(said.encode(errors='replace')).hexdigest()[:32]}"


@only_read
def card(request: HttpRequest, name: str) -> HttpResponseBase:
    edition = shown_as(name, timezone.now())
    etag = f'"{name}"'
    response: HttpResponseBase
    if etag in [known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))]:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(drawn(name, edition), content_type="image/png")
    response["Cache-Control"], response["ETag"] = ASK_EACH_TIME, etag
    return response


def shown_as(name: str, at: datetime) -> Edition:
    code = name.partition("-")[0]
    edition = Edition.objects.public(at).filter(code=code).only(*READ).order_by("-number").first()
    if edition is None or card_name(edition) != name:
        raise Http404("No public story has this card.")
    return edition


def place(name: str) -> str:
    return f"cards/{name[-32:-30]}/{name}.png"


def drawn(name: str, edition: Edition) -> bytes:
    """As it was drawn once; anew each time while the storage is away or full, for it is made of words alone."""
    try:
        return kept(name) or keep(name, draw(card_words(edition)))
    except OSError as error:
        log.warning("The card of “%s” could not be kept: %s", edition.headline, error)
        return draw(card_words(edition))


def kept(name: str) -> bytes:
    """The card as it was drawn once; nothing if it was not."""
    try:
        with default_storage.open(place(name)) as file:
            drawn = file.read()
    except FileNotFoundError:
        return b""
    return drawn if drawn.endswith(WHOLE_PNG) else b""


def keep(name: str, drawn: bytes) -> bytes:
    if not default_storage.exists(place(name)):
        default_storage.save(place(name), ContentFile(drawn))
    return drawn


def forget(at: datetime) -> int:
    """Delete the cards that stand no more since lately: their story came down, or says something else. How many."""
    changed = Edition.objects.filter(
        kind__in=Edition.Kind.values, released_at__gt=at - LATELY, released_at__lte=at, number__gt=1
    )
    of_these = Edition.objects.filter(story__in=changed.order_by().values("story"))
    standing = {card_name(edition) for edition in of_these.public(at).only(*READ)[:MOST]}
    had_text = of_these.filter(released_at__lte=at).exclude(kind__in=Edition.GONE)
    had = {card_name(edition) for edition in had_text.only(*READ)[:MOST]}
    gone = [name for name in had - standing if default_storage.exists(place(name))]
    for name in gone:
        default_storage.delete(place(name))
    return len(gone)
