"""How fast copy is received: made-up ninjs items, each in a delivery of its own, and then the same bytes again."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from time import perf_counter, process_time

from django.db import connection

from articles.bench.wire_samples import PARAGRAPHS, SENTENCES, Made, ninjs
from articles.bench.words import Writer
from articles.intake.batches import in_batches
from articles.intake.receive import Sent, hints, receive_all
from articles.models import Source, WireItem
from articles.wire.readers import read

CODE = "BENCH"
BATCH = 500  # items that are made before they are received, so that making them is not measured
KILOBYTE = 1024


@dataclass(slots=True)
class Received:
    """Seconds of some deliveries by the clock, what part of them went into reading and the database, and our CPU's."""

    items: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    reading: float = 0.0
    database: float = 0.0
    queries: int = 0
    outcomes: set[str] = field(default_factory=set)
    peaks: list[int] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return self.items / self.wall

    @property
    def ours(self) -> float:
        return self.wall - self.reading - self.database

    def execute(self, execute, sql, params, many, context):
        self.queries += 1
        return self.asked(execute, sql, params, many, context)

    def asked(self, database, *args):
        began = perf_counter()
        try:
            return database(*args)
        finally:
            self.database += perf_counter() - began


def measure_receiving(items: int) -> tuple[Received, Received]:
    """The first delivery of so many items, and the second one of the same."""
    if WireItem.objects.exclude(source__code=CODE).exists():
        raise LookupError(
            "There is real copy in this inbox, and made-up items could never be taken out of it again. "
            "Set DATABASE_URL to a database that is for measuring only."
        )
    source, _ = Source.objects.get_or_create(
        code=CODE, defaults={"name": "Bench", "slug": "bench", "credit_line": "Bench"}
    )
    seed = WireItem.objects.count()
    first, second = (delivered(made_up(items, seed), source) for _ in range(2))
    second.reading = 0.0  # what came before is not read again
    return first, second


def made_up(items: int, seed: int) -> Iterator[list[bytes]]:
    """The same bytes for the same seed, in batches."""
    random = Random(seed)
    writer = Writer(random)
    for begun in range(0, items, BATCH):
        yield [ninjs([story(seed + place, writer)]) for place in range(begun, min(begun + BATCH, items))]


def story(number: int, writer: Writer) -> Made:
    paragraphs = (" ".join(writer.sentence("en") for _ in range(SENTENCES)) for _ in range(PARAGRAPHS))
    return Made(number, writer.headline("en"), tuple(paragraphs))


def delivered(batches: Iterator[list[bytes]], source: Source) -> Received:
    measured, alone = Received(), hints(source)
    for batch in batches:
        with timed(measured):
            for sent in in_batches((Sent(raw, "bench.json") for raw in batch), size=lambda one: len(one.raw)):
                for receipt in receive_all(sent, source=source):
                    measured.outcomes.update(receipt.counts)
        began = perf_counter()
        for raw in batch:
            read(raw, "bench.json", alone)
        measured.reading += perf_counter() - began
        measured.items += len(batch)
        measured.peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTE)
    return measured


@contextmanager
def timed(measured: Received):
    """Queries pass by Django's wrappers; commits don't."""
    commit = connection.commit
    connection.commit = lambda: measured.asked(commit)
    wall, cpu = perf_counter(), process_time()
    try:
        with connection.execute_wrapper(measured.execute):
            yield
    finally:
        measured.wall += perf_counter() - wall
        measured.cpu += process_time() - cpu
        del connection.commit
