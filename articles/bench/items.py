"""Many made-up wire items, quickly: bare inserts past intake, with the words and filters that intake gives them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db import connection, transaction

from articles.bench.rows import Rows
from articles.bench.stories import furnish
from articles.bench.words import COMMON, RARE, Writer
from articles.models import Delivery, Source, WireItem
from articles.models.wire_words import index_tokens
from articles.search import wire_index
from articles.wire.copy import USABLE, Subject, WireCopy
from articles.wire.html import plain_text
from articles.wire.words import joined

READER = "make_wire"
BATCH = 1000
YEARS = timedelta(days=2 * 365)
RARE_ITEMS = 25  # of the oldest
BODIES = 1_000  # of a source; an item takes one, and has a headline, a slugline and a reference of its own
CLUSTERED, CLUSTER = 0.2, 400  # of the items stand in one; of so many neighbours in time some tell the same
STATES = (
    (WireItem.State.NEW, 60), (WireItem.State.TAKEN, 8), (WireItem.State.SPIKED, 20), (WireItem.State.SUPERSEDED, 10),
    (WireItem.State.HELD, 0.5), (WireItem.State.UPDATE, 1), (WireItem.State.UNREADABLE, 0.1),
    (WireItem.State.OBEYED, 0.4),
)  # fmt: skip
NAMES, WEIGHTS = zip(*STATES, strict=True)
URGENCIES = (None, 1, 3, 4, 4, 5, 5, 6, 8)
WARNED = 0.02
SUBJECTS = ("11000000", "04000000", "15000000", "13000000", "01000000", "16000000")


@dataclass(frozen=True, slots=True)
class Body:
    copy: dict
    words: str
    filters: dict[tuple, str] = field(default_factory=dict)  # of the items that have it, by what else they depend on


def make(number: int, *, seed: int, until: datetime) -> Iterator[int]:
    """Make ``number`` items, spread over the two years before ``until``; yields how many there are after each batch.

    The search index is made anew at the end, which takes a fraction of what keeping it current would.
    """
    random = Random(seed)
    writer = Writer(random)
    texts = {source: bodies(random, writer, source) for source in furnish().sources}
    sources = list(texts)
    deliveries, items = Rows(Delivery), Rows(WireItem)
    first = 1 + max(deliveries.last_key(), items.last_key())
    step = YEARS / max(number, 1)
    with index_made_at_the_end():
        for begun in range(0, number, BATCH):
            places = range(begun, min(begun + BATCH, number))
            made = []
            for place in places:
                source = random.choice(sources)
                body = random.choice(texts[source])
                at = until - YEARS + step * place
                made.append(item(random, writer, source, body, place=place, first=first, at=at))
            with transaction.atomic():
                deliveries.insert([delivery(row) for row in made])
                items.insert(made)
            yield places.stop
        deliveries.count_on()
        items.count_on()


@contextmanager
def index_made_at_the_end():
    wire_index.remove(connection)
    try:
        yield
    finally:
        wire_index.make(connection)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def bodies(random: Random, writer: Writer, source: Source) -> list[Body]:
    """Texts to choose from, with what is dear to make of them: their words for the index, and the copy around them."""
    made = []
    for _ in range(BODIES):
        paragraphs = [writer.paragraph(source.language) for _ in range(random.randint(1, 3))]
        subject = Subject("medtop", random.choice(SUBJECTS))
        html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        copy = WireCopy(
            guid="", language=source.language, credit=source.credit_line, subjects=(subject,), body_html=html
        )
        made.append(Body(copy.as_dict(), joined((plain_text(html), source.credit_line, ""))))
    return made


def item(random: Random, writer: Writer, source: Source, body: Body, *, place: int, first: int, at: datetime) -> dict:
    """The columns of one; its delivery has the same key."""
    (state,) = random.choices(NAMES, WEIGHTS)
    key = first + place
    said = {
        "headline": writer.headline(source.language) + (f" {RARE}" if place < RARE_ITEMS else ""),
        "slugline": f"{writer.name()}-{COMMON}".upper(),
        "urgency": random.choice(URGENCIES),
        "reference": f"{source.code}{key:012}",
        "guid": f"urn:made:{key}",
    }
    warnings = ["The clocks disagree."] if random.random() < WARNED else []
    copy = {**body.copy, **said, "created": at.isoformat()}
    made = {
        "id": key, "delivery_id": key, "source_id": source.pk, "state": state, "reader": READER,
        "digest": f"{key:064}", "language": source.language, "pubstatus": USABLE, "sent_at": at, "arrived_at": at,
        "copy": copy, "warnings": warnings, "reason": "Made up, and held." if state == WireItem.State.HELD else "",
        **said,
    }  # fmt: skip
    if random.random() < CLUSTERED:
        made["cluster"] = first + place // CLUSTER * CLUSTER + random.randrange(CLUSTER // 10)
    before = joined((said["headline"], said["slugline"], "", "", ""))
    made["search_text"] = f"{before} {body.words} {joined(('', said['reference'], said['guid']))}"
    depends = said["urgency"], bool(warnings)
    if depends not in body.filters:
        row = WireItem(**made)
        body.filters[depends] = index_tokens(row, row.wire_copy)
    made["search_tokens"] = body.filters[depends]
    return made


def delivery(made: dict) -> dict:
    """Its bytes are the item's guid."""
    raw = made["guid"].encode()
    return {
        "id": made["id"], "source_id": made["source_id"], "name": f"{made['id']}.made", "raw": raw,
        "sha256": hashlib.sha256(raw).hexdigest(), "received_at": made["arrived_at"], "read_at": made["arrived_at"],
    }  # fmt: skip
