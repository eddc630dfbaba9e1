"""Stories that belong beside a story: the newest that share its topics, then the newest of its section."""

from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Concat

from articles.models import Edition, EditionTopic
from articles.models.composed import composed

SHOWN = 5
TOPICS = 4  # of the story, that others are looked for under
OF_A_TOPIC, OF_A_SECTION = 12, 16  # editions that are considered: read from the end of an index, none is sorted for it
READ = (
    "code", "slug", "headline", "standfirst", "language", "position", "published_at", "kind", "story", "source",
    "section", "reference",
)  # fmt: skip
SPARE = 5  # rows for those of a wire story that is here already

NEWEST_OF_TOPIC = """
    SELECT * FROM (
        SELECT edition_id FROM articles_editiontopic
        WHERE topic_id = (SELECT id FROM articles_topic WHERE slug = %s)
        ORDER BY position DESC LIMIT %s
    ) AS of_topic
"""
NEWEST_OF_SECTION = """
    SELECT * FROM (
        SELECT id FROM articles_edition WHERE section_id = %s ORDER BY position DESC LIMIT %s
    ) AS of_section
"""


def related(edition: Edition, at: datetime) -> list[Edition]:
    """In one query. Never the story itself, nor another story that was made of the same wire story."""
    topics = tuple(topic["slug"] for topic in edition.facts["topics"][:TOPICS])
    if not topics and edition.section_id is None:
        return []
    found = beside(at, edition.story_id, edition.language.partition("-")[0], topics, edition.section_id)
    return once_each_wire_story(edition, found)[:SHOWN]


@composed
def beside(at: datetime, story: int, language: str, topics: tuple[str, ...], section: int | None):
    shared = EditionTopic.objects.filter(edition=OuterRef("pk"), topic__slug__in=topics).order_by().values("edition")
    return (
        Edition.objects.public(at)
        .listed()
        .filter(in_language(language), pk__in=considered(topics, section))
        .exclude(story=story)
        .annotate(
            shared=Coalesce(Subquery(shared.annotate(number=Count("pk")).values("number")), 0),
            family=KT("facts__wire__family"),
        )
        .order_by("-shared", "-position")
        .only(*READ)[: SHOWN + SPARE]
    )


def considered(topics: tuple[str, ...], section_id: int | None) -> RawSQL:
    """Editions, superseded ones among them: the public queryset decides which of them may be shown."""
    queries, asks = [NEWEST_OF_TOPIC] * len(topics), [ask for slug in topics for ask in (slug, OF_A_TOPIC)]
    if section_id is not None:
        queries, asks = [*queries, NEWEST_OF_SECTION], [*asks, section_id, OF_A_SECTION]
    return RawSQL(" UNION ".join(queries), asks)


def in_language(language: str) -> Q:
    return Q(language=language) | Q(language__startswith=Concat(Value(language), Value("-")))


def once_each_wire_story(edition: Edition, found: list[Edition]) -> list[Edition]:
    families = {(edition.facts.get("wire") or {}).get("family"), None} - {None}
    references = {(edition.source_id, edition.reference)} if edition.reference else set()
    kept = []
    for other in found:
        reference = (other.source_id, other.reference)
        if other.family in families or reference in references:
            continue
        kept.append(other)
        if other.family:
            families.add(other.family)
        if other.reference:
            references.add(reference)
    return kept
