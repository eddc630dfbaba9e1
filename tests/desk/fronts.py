"""A front as readers would get it, in headlines."""

from datetime import datetime

from django.utils import timezone

from articles.models import Edition, Section
from articles.models.fronts import FRONT_PAGE, SECTION_FRONT, arrange, pinned_to


def front(at: datetime | None = None, section: Section | None = None) -> dict:
    at = at or timezone.now()
    public = Edition.objects.public(at).listed().newest_first()
    narrowed = public.filter(section=section) if section else public
    made = arrange(
        list(narrowed), pinned_to(public, section and section.pk, at), SECTION_FRONT if section else FRONT_PAGE
    )
    return {
        "lead": made.lead and made.lead.headline,
        **{name: [edition.headline for edition in getattr(made, name)] for name in ("seconds", "rail", "rest")},
    }
