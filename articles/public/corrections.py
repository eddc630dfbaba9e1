"""What we got wrong: corrections, clarifications and retractions of all public stories, the newest first."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from articles.models import Edition
from articles.models.addresses import address
from articles.models.edition import EditionQuerySet, Listed
from articles.public.frame import read_frame, show
from articles.public.languages import direction
from articles.public.reading import only_read
from articles.search.candidates import HIGHEST, LOWEST


@dataclass(frozen=True, slots=True)
class Told:
    """A notice, beside the story as it stands now: the words that it mended are not shown again."""

    notice: Edition
    edition: Listed

    def get_absolute_url(self) -> str:
        return address("story", self.edition.code, self.edition.slug)

    @property
    def direction(self) -> str:
        return direction(self.edition.language)


class Key(forms.Form):
    before = forms.IntegerField(required=False, min_value=LOWEST, max_value=HIGHEST)


@only_read
def corrections(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    public = Edition.objects.public(now)
    told = Edition.objects.had(now).with_notice().filter(Exists(public.filter(story=OuterRef("story"))))
    page = older_than(told, request.GET).order_by("-released_at", "-position")
    notices = list(page.only("kind", "notice", "released_at", "position", "story")[: settings.PAGE_SIZE + 1])
    shown = notices[: settings.PAGE_SIZE]
    stories = {e.story_id: e for e in public.filter(story__in=[n.story_id for n in shown]).for_list()}
    return show(
        request,
        "correction_list.html",
        read_frame(),
        corrections=[Told(notice, stories[notice.story_id]) for notice in shown if notice.story_id in stories],
        older=len(notices) > len(shown) and f"?before={shown[-1].position}",
        newest="before" in request.GET and "?",
    )


def older_than(told: EditionQuerySet, parameters: QueryDict) -> EditionQuerySet:
    """What was told before the notice at this position, which is where the page before ended."""
    key = Key(parameters)
    if not key.is_valid() or parameters.get("page", "1") != "1":
        raise Http404("No page begins there.")
    if (before := key.cleaned_data["before"]) is None:
        return told
    last = told.filter(position=before).only("released_at").order_by().first()
    if last is None:
        raise Http404("No notice stands there.")
    return told.filter(Q(released_at__lt=last.released_at) | Q(released_at=last.released_at, position__lt=before))
