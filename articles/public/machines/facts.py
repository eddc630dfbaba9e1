"""What every format says of a story: its name for ever, its address, its terms, and what was told of it since."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy

from articles.models import Edition, Source
from articles.models.addresses import address as path_of

LABELS = {
    Edition.Kind.CORRECTION: gettext_lazy("Correction"),
    Edition.Kind.CLARIFICATION: gettext_lazy("Clarification"),
    Edition.Kind.RETRACTION: gettext_lazy("Retraction"),
}


def urn(code: str) -> str:
    """The story's identity: no edition, no new headline and no move to another address changes it."""
    return f"urn:newsroom:story:{code}"


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def address(edition: Edition) -> str:
    return absolute(edition.get_absolute_url())


def page_of(kind: str, slug: str) -> str:
    """The address of a section's, topic's, source's, author's or disclaimer's page."""
    return absolute(path_of(kind, slug))


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def title(edition: Edition) -> str:
    return gettext("Retracted") + f": {edition.headline}" if edition.is_retracted else edition.headline


def changed_at(edition: Edition) -> datetime:
    """When what readers get changed last: a retraction takes the text away and does not count as a new text."""
    return edition.released_at if edition.is_retracted else edition.updated_at


def is_ours(edition: Edition) -> bool:
    """Our own desk's."""
    return edition.source is None or edition.source.kind == Source.Kind.DESK


def may_pass_on(edition: Edition) -> bool:
    """Whether others may have the text from us, by the terms under which it was published; doubt withholds it."""
    source = edition.facts["source"]
    return source is None or source.get("may_syndicate", False)


def source_name(edition: Edition) -> str:
    source = edition.facts["source"]
    return source["name"] if source else settings.SITE_NAME


def copyright_notice(edition: Edition) -> str:
    return f"© {edition.published_at.astimezone(UTC).year} {source_name(edition)}"


def terms(edition: Edition) -> str:
    """What may be done with it, and the disclaimer as it was worded when it was published."""
    source = edition.facts["source"]
    return "\n\n".join(text for text in (source and source["licence"], edition.disclaimer_text) if text)


def told(kind: str, notice: str) -> str:
    return f"{LABELS[kind]}: {notice}"
