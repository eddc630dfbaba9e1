"""A disclaimer's page: what it says, what it said before, and how many stories carry each wording."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles.models import Disclaimer, DisclaimerWording, Edition
from articles.models.edition import EditionQuerySet
from articles.public.frame import read_frame, show
from articles.public.reading import only_read

WORDINGS = 12
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Carried:
    """A wording and the number of public stories that carry it, of which no more than ``COUNTED`` are counted."""

    wording: DisclaimerWording
    stories: int
    more: bool


@only_read
def disclaimer(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    thing = get_object_or_404(Disclaimer, slug=slug)
    wordings = list(thing.wordings.filter(in_force_from__lte=now)[:WORDINGS])
    public = Edition.objects.public(now)
    return show(
        request,
        "disclaimer_detail.html",
        read_frame(),
        disclaimer=thing,
        in_force=next((carried(public, wording) for wording in wordings[:1]), None),
        earlier=[carried(public, wording) for wording in wordings[1:]],
    )


def carried(public: EditionQuerySet, wording: DisclaimerWording) -> Carried:
    counted = public.filter(wording=wording).order_by()[: COUNTED + 1].count()
    return Carried(wording, min(counted, COUNTED), counted > COUNTED)
