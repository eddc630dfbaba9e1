"""How fast the readers are: files of each format, made up in memory and read again and again."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter, process_time

from articles.bench.wire_samples import FILES, made
from articles.wire.copy import SourceHints
from articles.wire.readers import read

SECONDS, ROUNDS = 0.3, 3
HINTS = SourceHints(code="BENCH", names=("Bench",), language="en")


@dataclass(frozen=True, slots=True)
class Speed:
    """Of one format, in seconds of this process's CPU: the quickest of some rounds."""

    format: str
    reader: str
    items: int
    size: int
    seconds: float

    @property
    def items_per_second(self) -> float:
        return self.items / self.seconds

    @property
    def megabytes_per_second(self) -> float:
        return self.size / self.seconds / 1_000_000


def measure_readers() -> Iterator[Speed]:
    for make, count in FILES:
        stories = made(count)
        raw = make(stories)
        reading = read(raw, make.__name__, HINTS)
        if len(reading.items) != count:
            raise AssertionError(f"{make.__name__}: {len(reading.items)} of {count} stories were read")
        quickest = min(_once(raw, make.__name__) for _ in range(ROUNDS))
        yield Speed(make.__name__, reading.reader, count, len(raw), quickest)


def _once(raw: bytes, name: str) -> float:
    """The CPU seconds of one reading, on the average of as many as go into SECONDS."""
    started, ends, readings = process_time(), perf_counter() + SECONDS, 0
    while not readings or perf_counter() < ends:
        read(raw, name, HINTS)
        readings += 1
    return (process_time() - started) / readings
