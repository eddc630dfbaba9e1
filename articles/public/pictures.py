"""Pictures as pages show them: in one shape, at several widths, from files that readers may have at this moment."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags

from articles.models import Edition, PictureUse
from articles.models.edition import Listed
from articles.models.picture import pictures_of
from articles.models.picture_files import NAME, FileName, stand_in
from articles.pictures.making import KINDS
from articles.pictures.shape import WHOLE
from articles.public.converters import Text
from articles.public.languages import direction
from articles.public.reading import only_read

USUAL_WIDTH = 960  # for a browser that knows no srcset
PLAIN = "jpg"
JPEG = KINDS[PLAIN]
# Kept by whoever likes, but asked for each time: a picture may be gone at the next moment.
ASK_EACH_TIME = "public, no-cache"
NOTHING_RUNS = "default-src 'none'; sandbox"


class Name(Text):
    """Path converter: a picture's file."""

    regex = NAME


@dataclass(frozen=True, slots=True)
class Rendition:
    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Source:
    """What a browser chooses from, of one format."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of an edition in one shape; ``facts`` are those of the edition, ``token`` is a secret preview's."""

    facts: dict
    shape: str
    token: str = ""

    def __hash__(self):
        return hash((self.facts["cut"], self.shape))

    @property
    def sizes(self) -> list[list[int]]:
        return self.facts["renditions"][self.shape]

    def renditions(self, kind: str = PLAIN) -> list[Rendition]:
        """The smallest first."""
        return [
            Rendition(self.address(FileName(self.facts["cut"], self.shape, width, kind)), width, height)
            for width, height in self.sizes
        ]

    def address(self, file: FileName) -> str:
        return reverse("preview-media", args=[self.token, file]) if self.token else reverse("media", args=[file])

    def srcset(self, kind: str) -> str:
        return ", ".join(f"{one.url} {one.width}w" for one in self.renditions(kind))

    @property
    def sources(self) -> list[Source]:
        return [Source(KINDS[kind], self.srcset(kind)) for kind in self.facts["formats"] if kind != PLAIN]

    @property
    def plain(self) -> str:
        return self.srcset(PLAIN)

    @property
    def usual(self) -> Rendition:
        return min(self.renditions(), key=lambda one: abs(one.width - USUAL_WIDTH))

    @property
    def largest(self) -> Rendition:
        return self.renditions()[-1]

    @property
    def direction(self) -> str:
        return direction(self.facts["language"])


def shown(facts: dict, shape: str = "") -> Shown:
    """In this shape; or in the one that the story's editor chose, if others were not to be shown."""
    return Shown(facts, shape if shape in facts["renditions"] else facts["shape"])


def lead(edition: Edition | Listed, shape: str = "") -> Shown | None:
    facts = next((one for one in pictures_of(edition) if one["role"] == PictureUse.Role.LEAD), None)
    return facts and shown(facts, shape)


def inside(edition: Edition) -> list[Shown]:
    """The pictures that stand in the story, below its text."""
    return [shown(facts) for facts in pictures_of(edition) if facts["role"] == PictureUse.Role.INLINE]


def pictures(edition: Edition | Listed) -> tuple[Shown, ...]:
    return tuple(shown(facts) for facts in pictures_of(edition))


@only_read
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file, as long as any public edition shows its picture."""
    file = FileName.parse(name)
    made_at = public_cut(file, timezone.now())
    path = file.path if made_at else stand_in(file.cut, file.shape)
    etag = f'"{path}"'
    response: HttpResponseBase
    if settings.MEDIA_BUCKET:
        response = redirect(default_storage.url(path))
        response["Cache-Control"] = "no-store"
        return response
    if etag in [known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))]:
        response = HttpResponseNotModified()
    else:
        response = sent(path, KINDS[file.kind if made_at else PLAIN])
    response["Cache-Control"], response["ETag"] = ASK_EACH_TIME, etag
    return response


def public_cut(file: FileName, at: datetime) -> datetime | None:
    """When the cut's files were made, None if they are still to be; only if readers may have this file now."""
    with_rights = Q(pictured__expires_at=None) | Q(pictured__expires_at__gt=at)
    shows_it = Edition.objects.public(at).filter(
        with_rights, pictured__cut__digest=file.cut, pictured__shape__in=(WHOLE, file.shape)
    )
    found = list(shows_it.order_by().values_list("pictured__cut__made_at", flat=True)[:1])
    if not found:
        raise Http404("No public story shows this picture.")
    return found[0]


def sent(path: str, content_type: str) -> HttpResponse | FileResponse:
    try:
        response = FileResponse(default_storage.open(path), content_type=content_type)
    except FileNotFoundError as error:
        raise Http404("There is no such file.") from error
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response
