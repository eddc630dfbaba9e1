"""Live stories that lack what their source demands: a list that must be empty."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Edition, Source
from articles.models.edition import EditionQuerySet, Listed

LISTED = 50
LOOKED_AT = 500  # of the newest live stories, where the answer is wanted again and again

NO_DISCLAIMER = _("No disclaimer, though the source demands one")
NO_CREDIT = _("No credit")


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing, what to do about it, and the newest stories that it is missing from."""

    what: str
    remedy: str
    may_reissue: bool
    editions: list[Listed]
    more: bool


def lacking(now: datetime | None = None) -> list[Lack]:
    """Each kind of lack that there is, of those that readers can see at this moment."""
    live = Edition.objects.public(now or timezone.now()).newest_first().for_list()
    demanding = demanding_sources()
    found = [
        lack(
            live.filter(source__in=demanding, wording=None),
            NO_DISCLAIMER,
            _("Re-issue them with the source’s disclaimer."),
            may_reissue=True,
        ),
        lack(
            live.filter(credit=""),
            NO_CREDIT,
            _("Open each story, write its credit and publish it as a correction."),
            may_reissue=False,
        ),
    ]
    return [each for each in found if each.editions]


def lack(editions: EditionQuerySet, what: str, remedy: str, *, may_reissue: bool) -> Lack:
    first = list(editions[: LISTED + 1])
    return Lack(what, remedy, may_reissue, first[:LISTED], len(first) > LISTED)


def lacking_among_newest(now: datetime) -> list[tuple[Edition, str]]:
    """What is lacking to the newest live stories: the same cost however large the archive."""
    live = Edition.objects.public(now).newest_first().only(
        "headline", "story_id", "source_id", "wording_id", "credit", "released_at"
    )  # fmt: skip
    demanding, found = set(demanding_sources()), []
    for edition in live[:LOOKED_AT]:
        if edition.wording_id is None and edition.source_id in demanding:
            found.append((edition, NO_DISCLAIMER))
        elif not edition.credit:
            found.append((edition, NO_CREDIT))
    return found


def demanding_sources() -> list[int]:
    return list(Source.objects.filter(demands_disclaimer=True).values_list("pk", flat=True))
