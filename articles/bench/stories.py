"""Many made-up published stories, quickly: bulk inserts, and a record in which every link holds.

What the desk does one act at a time is done here for hundreds at once, so these rows are made past the verbs. They say
so: each move names ``make_stories`` as its actor.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.utils.text import slugify

from articles.bench.words import COMMON, RARE, Writer
from articles.desk.editions import facts
from articles.desk.record import lock_chain
from articles.models import (
    Byline,
    Disclaimer,
    DisclaimerWording,
    Edition,
    EditionAuthor,
    EditionTopic,
    Move,
    Person,
    Section,
    Source,
    Story,
    Topic,
)  # fmt: skip
from articles.models.edition import first_position
from articles.models.move import FIRST
from articles.models.story import CODE_ALPHABET
from articles.search import vocabulary
from articles.search.words import index_text, index_tokens

ACTOR = "make_stories"
BATCH = 500
YEARS = timedelta(days=5 * 365)
RARE_STORIES = 25  # the oldest so many have the rare word, however many there are: more than a page of results
LANGUAGES, WEIGHTS = ("en", "fr", "ar", "zh"), (70, 15, 10, 5)
CORRECTED = 0.03
SECTIONS = ("World", "Politics", "Business", "Science", "Culture", "Sport", "Weather", "Opinion")
SOURCES = (
    ("NORDA", "Norda", "en"),
    ("MERID", "Agence Méridien", "fr"),
    ("SAHIL", "Sahil", "ar"),
    ("OWN", "Desk", "en"),
)
TOPICS, PEOPLE = 60, 40
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Newsroom:
    sections: list[Section]
    topics: list[Topic]
    people: list[Person]
    sources: list[Source]
    disclaimer: Disclaimer
    wording: DisclaimerWording


@dataclass
class Printed:
    """A story, and all that goes into the database with it; the keys are known only once it is there."""

    story: Story
    editions: list[Edition]
    topics: list[Topic]
    authors: list[Person]
    moves: list[Move] = field(default_factory=list)


def make(number: int, *, seed: int, until: datetime) -> Iterator[int]:
    """Make ``number`` stories, spread over the years before ``until``; yields how many there are after each batch."""
    before = Story.objects.count()
    random = Random(f"{seed} {before}")
    writer, newsroom = Writer(random), furnish()
    step = YEARS / max(number, 1)
    for first in range(0, number, BATCH):
        batch = []
        for place in range(first, min(first + BATCH, number)):
            at = until - YEARS + step * (place + random.random() * 0.9)
            batch.append(printed(random, writer, newsroom, at, rare=before + place < RARE_STORIES))
        save(batch)
        yield first + len(batch)
    if connection.vendor == "postgresql":
        # Autovacuum would do it in a while; until then the planner takes the tables for empty, and is slow.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def furnish() -> Newsroom:
    """Sections, sources and the rest: those of an earlier run if there was one."""
    disclaimer, _ = Disclaimer.objects.get_or_create(slug="terms", defaults={"name": "Terms of the wire"})
    wording, _ = disclaimer.wordings.get_or_create(
        in_force_from=LONG_AGO, defaults={"text": "Made up by a command, for measuring. Nothing in it happened."}
    )
    sections = [
        Section.objects.get_or_create(slug=slugify(name), defaults={"name": name, "position": place})[0]
        for place, name in enumerate(SECTIONS)
    ]
    sources = [
        Source.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "slug": slugify(name),
                "credit_line": name,
                "language": tag,
                "disclaimer": disclaimer,
            },
        )[0]
        for code, name, tag in SOURCES
    ]
    names = Writer(Random(0))
    topics = [
        Topic.objects.get_or_create(slug=f"topic-{place}", defaults={"name": f"{names.name()} {place}"})[0]
        for place in range(TOPICS)
    ]
    people = [
        Person.objects.get_or_create(slug=f"writer-{place}", defaults={"name": f"{names.name()} {names.name()}"})[0]
        for place in range(PEOPLE)
    ]
    return Newsroom(sections, topics, people, sources, disclaimer, wording)


def printed(random: Random, writer: Writer, newsroom: Newsroom, at: datetime, *, rare: bool) -> Printed:
    (language,) = random.choices(LANGUAGES, WEIGHTS)
    source = random.choice([s for s in newsroom.sources if s.language == language] or newsroom.sources)
    paragraphs = [writer.paragraph(language) for _ in range(random.randint(3, 6))]
    paragraphs[0] += f" {COMMON.capitalize()} {writer.name()}" + (f" {RARE}." if rare else ".")
    story = Story(
        code="".join(random.choices(CODE_ALPHABET, k=8)),
        state=Story.State.PUBLISHED,
        headline=writer.headline(language),
        standfirst=writer.paragraph(language)[:300],
        body="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        dateline=writer.name(),
        source=source,
        credit=source.credit_line,
        reference=f"{source.code}{random.randrange(10**12):012}",
        disclaimer=newsroom.disclaimer,
        section=random.choices(newsroom.sections, range(len(newsroom.sections), 0, -1))[0],
        language=language,
        urgency=random.choice([None, 2, 4, 4, 5, 5, 6]),
        sent_at=at,
        edited_at=at,
    )
    topics = sorted(random.sample(newsroom.topics, random.randint(1, 3)), key=lambda topic: topic.name)
    authors = random.sample(newsroom.people, random.randint(1, 2))
    made = Printed(story, [], topics, authors)
    made.editions.append(edition(made, newsroom.wording, Edition.Kind.PUBLICATION, at))
    if random.random() < CORRECTED:
        later = at + timedelta(minutes=random.randint(5, 600))
        made.editions[0].public_until = later
        made.editions.append(edition(made, newsroom.wording, Edition.Kind.CORRECTION, later))
    return made


def edition(made: Printed, wording: DisclaimerWording, kind: str, at: datetime) -> Edition:
    """What the desk's ``issue`` would have made; a test holds the two beside each other."""
    story, number = made.story, len(made.editions) + 1
    first = made.editions[0].published_at if made.editions else at
    byline = ", ".join(person.name for person in made.authors)
    texts = ("headline", "standfirst", "dateline", "body", "credit", "language", "urgency", "reference", "sent_at")
    issued = Edition(
        number=number,
        kind=kind,
        code=story.code,
        slug=slugify(story.headline, allow_unicode=True)[:80].strip("-") or story.code,
        position=first_position(first) + number - 1,
        released_at=at,
        published_at=first,
        updated_at=at,
        notice="An earlier version misstated a name." if kind == Edition.Kind.CORRECTION else "",
        source=story.source,
        section=story.section,
        wording=wording,
        disclaimer_text=wording.text,
        byline=byline,
        facts=facts(story, wording, made.authors, made.topics),
        search_text=index_text(
            story.headline, story.standfirst, story.body, byline, story.dateline, story.credit, story.reference
        ),
        search_tokens=index_tokens(
            section_id=story.section.pk,
            source_id=story.source.pk,
            language=story.language,
            topic_ids=[topic.pk for topic in made.topics],
            author_ids=[person.pk for person in made.authors],
        ),
        **{name: getattr(story, name) for name in texts},
    )
    issued.digest = issued.compute_digest()
    return issued


@transaction.atomic
def save(batch: list[Printed]) -> None:
    """All of a batch or none of it, after the last move that there is."""
    lock_chain()
    Story.objects.bulk_create(made.story for made in batch)
    for made in batch:
        for issued in made.editions:
            issued.story = made.story
    Edition.objects.bulk_create(issued for made in batch for issued in made.editions)
    vocabulary.learn(issued for made in batch for issued in made.editions)
    save_lists(batch)
    last = Move.objects.order_by("-pk").values_list("hash", flat=True).first() or FIRST
    moves = []
    for made in batch:
        for move in moves_of(made):
            move.previous = last
            last = move.hash = move.compute_hash()
            moves.append(move)
    Move.objects.bulk_create(moves)


def save_lists(batch: list[Printed]) -> None:
    Story.topics.through.objects.bulk_create(
        Story.topics.through(story=made.story, topic=topic) for made in batch for topic in made.topics
    )
    Byline.objects.bulk_create(
        Byline(story=made.story, person=person, position=place)
        for made in batch
        for place, person in enumerate(made.authors)
    )
    issues = [(made, issued) for made in batch for issued in made.editions]
    EditionTopic.objects.bulk_create(
        EditionTopic(edition=issued, topic=topic, position=issued.position)
        for made, issued in issues
        for topic in made.topics
    )
    EditionAuthor.objects.bulk_create(
        EditionAuthor(edition=issued, person=person, position=issued.position)
        for made, issued in issues
        for person in made.authors
    )


def moves_of(made: Printed) -> list[Move]:
    first = made.editions[0]
    start = act(made.story, "start", first.released_at, "", Story.State.DRAFT)
    publish = act(made.story, "publish", first.released_at, Story.State.DRAFT, Story.State.PUBLISHED, first)
    corrections = [
        act(made.story, "correct", issued.released_at, Story.State.PUBLISHED, Story.State.PUBLISHED, issued)
        for issued in made.editions[1:]
    ]
    return [start, publish, *corrections]


def act(story: Story, verb: str, at: datetime, left: str, came: str, issued: Edition | None = None) -> Move:
    return Move(
        verb=verb,
        at=at,
        actor_name=ACTOR,
        story=story,
        from_state=left,
        to_state=came,
        reason=issued.notice if issued else "",
        edition=issued,
        edition_digest=issued.digest if issued else "",
    )
