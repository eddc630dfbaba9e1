"""Many deliveries at once: so many that a transaction pays, so few that nobody waits for it and memory stays flat."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

LARGEST = 50  # deliveries
BYTES = 4 * 2**20  # unless one alone has more

Thing = TypeVar("Thing")


def in_batches(things: Iterable[Thing], size: Callable[[Thing], int]) -> Iterator[list[Thing]]:
    """These in their order, as many at a time as make a batch. If getting one fails, those before it come first."""
    batch, held = [], 0
    try:
        for thing in things:
            if batch and (len(batch) == LARGEST or held + size(thing) > BYTES):
                yield batch
                batch, held = [], 0
            batch.append(thing)
            held += size(thing)
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
