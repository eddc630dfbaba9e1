"""What every kind of channel has in common.

A kind is a module with ``NAME``; ``POLLED``, whether the worker looks at it; ``problems(channel)``, which yields
(field, words) for what an administrator must mend; and ``look(look)``, a generator of batches of parcels. A batch whose
bytes are kept is answered with its receipts (``receipts = yield parcels``): only then are they moved or marked as read.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import datetime

from articles.intake.receive import Receipt
from articles.models import Channel


class Failure(Exception):
    """A look that failed, in words for an administrator; ``retry_after`` is what the other side asked for."""

    def __init__(self, words: str, retry_after: float = 0):
        super().__init__(words)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Parcel:
    """One thing that came. With ``refused`` it has no bytes: they stayed where they were, for that reason."""

    name: str
    raw: bytes = b""
    refused: str = ""
    size: int = 0


@dataclass(slots=True)
class Look:
    """One look at one channel. ``bookmark`` is what the kind remembers; ``again_in`` asks for the next look sooner."""

    channel: Channel
    at: datetime
    bookmark: dict = field(default_factory=dict)
    again_in: float | None = None


Parcels = Generator[list[Parcel], list[Receipt | None], None]
