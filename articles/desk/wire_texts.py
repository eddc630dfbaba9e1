"""A story's first texts: what the wire item and its source say, under the story's own names."""

import re

from django.utils.text import slugify

from articles.models import Person, Section, Topic, WireItem
from articles.wire.copy import WireCopy

BY = re.compile(r"^\s*(?:by|par|von|de|por|بقلم|كتب)\s*[:：]?\s+", re.IGNORECASE)
BETWEEN = re.compile(r"\s*[,;،、]\s*|\s+(?:and|et|und|y|و)\s+")


def texts(item: WireItem) -> dict:
    """A story's first texts, as the wire item and its source have them."""
    copy, source = item.wire_copy, item.source
    return {
        "source": source,
        "credit": (copy.credit or source.credit_line)[:500],
        "disclaimer": item.wording.disclaimer if item.wording else source.disclaimer,
        "section": section(copy, sections()) or source.default_section,
        "language": (copy.language or source.language)[:35],
        "headline": copy.headline[:1000],
        "standfirst": copy.standfirst,
        "slugline": copy.slugline[:200],
        "byline": copy.byline[:500],
        "dateline": copy.dateline[:200],
        "body": copy.body_html,
        "ednote": copy.ednote,
        "urgency": copy.urgency,
        "reference": copy.reference[:200],
        "sent_at": item.sent_at,
        "embargo_until": copy.embargoed_until,
        "embargo_unreadable": copy.embargo_unreadable,
    }


def sections() -> dict[str, Section]:
    """By the codes of the subjects that they list."""
    return {code: section for section in Section.objects.all() for code in section.subject_codes}


def section(copy: WireCopy, by_code: dict[str, Section]) -> Section | None:
    """The section that lists the first of the copy's subjects that any section lists."""
    return next((by_code[subject.code] for subject in copy.subjects if subject.code in by_code), None)


def topics(copy: WireCopy) -> list[Topic]:
    words = [*copy.keywords, *(subject.name for subject in copy.subjects)]
    named = Topic.objects.filter(slug__in={slugify(word) for word in words if word}).select_related("merged_into")
    return list(dict.fromkeys(topic.merged_into or topic for topic in named))


def authors(copy: WireCopy) -> list[Person]:
    """The people of the byline whom we know, in the order of printing."""
    names = [name for name in BETWEEN.split(BY.sub("", copy.byline)) if name]
    known = {person.name: person for person in Person.objects.filter(name__in=names)}
    return [known[name] for name in names if name in known]
