"""Who is told of an edition: those who listen to the lists that its story stands, or stood, in."""

from datetime import datetime

from django.db.models import Q

from articles.models import Edition, Subscriber
from articles.public.machines.asked import were_shown

MENDS = (Edition.Kind.CORRECTION, Edition.Kind.CLARIFICATION, Edition.Kind.RETRACTION, *Edition.GONE)


def listeners(edition: Edition, at: datetime) -> list[Subscriber]:
    """What came down is told to everybody who was told of it, and who was not yet there is told nothing old."""
    seen = list(were_shown(at).filter(story=edition.story_id).values_list("section", "source"))
    sections, sources = ({key for key in keys if key} for keys in zip(*seen, strict=True)) if seen else (set(), set())
    found = Subscriber.objects.filter(
        Q(sections=None) | Q(sections__in=sections),
        Q(sources=None) | Q(sources__in=sources),
        active=True,
        since__lte=edition.released_at,
    )
    if edition.kind not in MENDS:
        found = found.filter(corrections_only=False)
    return list(found.distinct())
