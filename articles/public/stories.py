"""A story's page, and the ways that lead to it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from articles.models import Edition, Source
from articles.models.addresses import address
from articles.models.composed import composed
from articles.models.picture import with_pictures
from articles.models.translation import Translation, translations_of, with_translations
from articles.public import languages
from articles.public.bylines import linked, unnamed
from articles.public.cards import cards
from articles.public.frame import read_frame, show
from articles.public.from_wire import from_wire
from articles.public.languages import direction
from articles.public.machines.facts import changed_at
from articles.public.machines.metadata import json_ld
from articles.public.machines.share import preview
from articles.public.pictures import inside, lead
from articles.public.reading import only_read
from articles.public.related import related


@composed
def standing(at: datetime, code: str):
    """The story with this code as readers have it."""
    public = Edition.objects.public(at).filter(code=code).order_by("-number")
    whole = public.select_related("section", "source", "wording__disclaimer").defer("search_text", "search_tokens")
    return with_translations(with_pictures(whole, at), at)[:1]


@only_read
def story(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    now = timezone.now()
    edition = next(iter(standing(now, code)), None)
    if edition is None:
        return gone(request, code, now)
    if slug != edition.slug:
        return redirect(edition, permanent=True)
    return show_story(request, edition, told=notices(edition, now), beside=related(edition, now))


def show_story(request: HttpRequest, edition: Edition, *, told: list[Edition], beside: list[Edition]) -> HttpResponse:
    standing_for = preview(edition)
    translations = [told_in(one) for one in translations_of(edition)]
    authors = edition.facts["authors"]
    byline = linked(edition.byline, authors)
    return show(
        request,
        "edition_story.html",
        read_frame(),
        edition=edition,
        changed_at=changed_at(edition),
        direction=direction(edition.language),
        notices=told,
        lead_picture=lead(edition),
        preview=standing_for,
        pictures=inside(edition),
        json_ld=json_ld(edition, told, standing_for),
        byline=byline,
        more_authors=unnamed(byline, authors),
        from_wire=from_wire(edition),
        in_force_from=in_force_from(edition),
        noindex=edition.is_retracted or not may_be_indexed(edition),
        related=cards(beside),
        translations=translations,
        indexed_translations=[one for one in translations if one.may_be_indexed],
    )


@dataclass(frozen=True, slots=True)
class ToldIn:
    """A link to the same story in another language; search engines are told only of those that they may list."""

    language: str
    name: str
    direction: str
    path: str
    may_be_indexed: bool


def told_in(one: Translation) -> ToldIn:
    path = address("story", one.code, one.slug)
    return ToldIn(one.language, languages.name(one.language), direction(one.language), path, one.may_be_indexed)


def gone(request: HttpRequest, code: str, now: datetime) -> HttpResponse:
    """A killed story's address says that it is gone; of any other that readers can't have, it tells nothing."""
    edition = Edition.objects.killed(now).filter(code=code).only("notice", "released_at").order_by("-number").first()
    if edition is None:
        raise Http404("Readers have no such story.")
    return show(request, "edition_gone.html", read_frame(), status=410, edition=edition)


@only_read
def reference(request: HttpRequest, reference: str) -> HttpResponse:
    public = Edition.objects.public(timezone.now()).exclude(reference="").newest_first()
    edition = public.filter(reference=reference).only("code", "slug").first()
    if edition is None:
        raise Http404("No public story has this reference.")
    return redirect(edition)


def notices(edition: Edition, now: datetime) -> list[Edition]:
    """All that readers were told of this story, in that order; with its first edition nothing."""
    if edition.number == 1:
        return []
    told = Edition.objects.had(now).with_notice().filter(story=edition.story_id).order_by("released_at", "number")
    return list(told.only("kind", "notice", "released_at", "number"))


def in_force_from(edition: Edition) -> datetime | None:
    disclaimer = edition.facts["disclaimer"]
    return datetime.fromisoformat(disclaimer["in_force_from"]) if disclaimer else None


def may_be_indexed(edition: Edition) -> bool:
    """Where the source wants its own page found, ours stays out: we were not sent the address to point to."""
    source = edition.facts["source"]
    return source is None or source["indexing"] == Source.Indexing.SELF
