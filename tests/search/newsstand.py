"""Editions on the stand, made directly: what the index does with them is the point, not how the desk makes them."""

import itertools
from datetime import UTC, datetime, timedelta

from articles.models import Edition, Story
from articles.models.edition import first_position
from articles.search.words import index_text, index_tokens

NOON = datetime(2025, 12, 28, 12, tzinfo=UTC)
serial = itertools.count(1)


def edition(headline: str, minutes: int = 0, **fields) -> Edition:
    """An edition released so many minutes after noon; public from then on."""
    number, at = next(serial), NOON + timedelta(minutes=minutes)
    story = fields.pop("story", None) or Story.objects.create(headline=headline, edited_at=at)
    said = {
        "number": number, "kind": Edition.Kind.PUBLICATION, "code": story.code, "slug": "a-story", "language": "en",
        "position": first_position(at) + number % 1024, "released_at": at, "published_at": at, "updated_at": at,
        "headline": headline, "facts": {}, "digest": f"{number:064d}", **fields,
    }  # fmt: skip
    made = Edition(story=story, **said)
    made.search_text = index_text(
        made.headline, made.standfirst, made.body, made.byline, made.dateline, made.credit, made.reference
    )
    made.search_tokens = index_tokens(
        section_id=made.section_id, source_id=made.source_id, language=made.language, topic_ids=[], author_ids=[]
    )
    made.save(force_insert=True)
    return made


def public(at: datetime = NOON + timedelta(hours=1)):
    return Edition.objects.public(at).listed()
