"""What stands around every page: the banner, the site's name, its sections, sources, disclaimers, and pages."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles.models import Banner, Disclaimer, Edition, Page, Section, Source
from articles.models.addresses import address
from articles.public import counter


@dataclass(frozen=True, slots=True)
class Place:
    """A section, source, disclaimer or page, as far as a link to it needs; or a banner, with the code of its story."""

    kind: str
    position: int
    name: str
    slug: str
    pk: int
    language: str
    about: str = ""

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address(self.kind, self.slug)


@dataclass(frozen=True, slots=True)
class Frame:
    sections: tuple[Place, ...] = ()
    sources: tuple[Place, ...] = ()
    disclaimers: tuple[Place, ...] = ()
    pages: tuple[Place, ...] = ()
    banner: Place | None = None


def banners():
    """Those that stand now. One whose story readers can't have is not shown: it would tell what came down."""
    now = timezone.now()
    led_to = Edition.objects.public(now).listed().filter(story=OuterRef("story")).order_by("-number")
    shown = Banner.objects.standing(now).filter(Q(story=None) | Exists(led_to))
    return shown.annotate(name=F("text"), slug=Coalesce(Subquery(led_to.values("code")[:1]), Value("")))


def read_frame() -> Frame:
    """All that the newsroom's header and footer name, in one query; in none while nothing that readers see changes."""
    stands = counter.STANDS.get()
    return frame_at(stands) if stands else frame_now()


@lru_cache(maxsize=2)
def frame_at(stands: str) -> Frame:
    """Remembered with the counter's value, which never comes again, and the moment until which it says all."""
    return frame_now()


def frame_now() -> Frame:
    sections, *others = (
        things.order_by().values_list(Value(kind), position, "name", "slug", "pk", language, about)
        for kind, things, position, language, about in (
            ("section", Section.objects, F("position"), Value(""), F("description")),
            ("source", Source.objects, Value(0), F("language"), Value("")),
            ("disclaimer", Disclaimer.objects, Value(0), Value(""), Value("")),
            ("page", Page.objects.in_footer(), F("position"), F("language"), Value("")),
            ("banner", banners(), Value(0), F("language"), Value("")),
        )
    )
    places = [Place(*row) for row in sorted(sections.union(*others, all=True))]
    return Frame(
        sections=tuple(place for place in places if place.kind == "section"),
        sources=tuple(place for place in places if place.kind == "source"),
        disclaimers=tuple(place for place in places if place.kind == "disclaimer"),
        pages=tuple(place for place in places if place.kind == "page"),
        banner=max((place for place in places if place.kind == "banner"), key=lambda place: place.pk, default=None),
    )


def show(request: HttpRequest, template: str, frame: Frame, *, status: int = 200, **context) -> HttpResponse:
    """The page, in the frame. Nothing here asks who is reading, so that one cached page serves everybody."""
    in_masthead = (address("latest"), *(section.get_absolute_url() for section in frame.sections))
    around = {
        "frame": frame,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "current": request.path if request.path in in_masthead else "",
        "address": settings.SITE_URL + iri_to_uri(request.path),
    }
    return render(request, f"public/{template}", {**around, **context}, status=status)
