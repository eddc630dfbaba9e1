"""A signed push: the sender posts the bytes to ``/wire/push/<code>/`` with a time and an HMAC-SHA256 of time and body.

X-Wire-Timestamp: 1764100000
X-Wire-Signature: sha256=<hex of HMAC-SHA256(key, timestamp + "." + body)>
X-Wire-Name: story.xml        (if it has a name)
"""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy

from articles.intake.channels.base import Look, Parcels
from articles.models import Channel

NAME, POLLED = gettext_lazy("Signed push"), False
WINDOW = 300  # seconds that the sender's clock may be off, either way
SHORTEST_KEY = 32


def problems(channel: Channel) -> Iterator[tuple[str, str]]:
    if channel.address:
        yield "address", "A push comes to us: leave the address empty."


def look(look: Look) -> Parcels:
    """Nothing to look at: it comes by itself."""
    yield from ()


def signature(key: str, timestamp: str, body: bytes) -> str:
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_timely(timestamp: str, now: datetime) -> bool:
    plain = timestamp.isascii() and timestamp.isdecimal() and len(timestamp) <= 12
    return plain and abs(int(timestamp) - now.timestamp()) <= WINDOW


def is_signed(key: str, timestamp: str, body: bytes, given: str) -> bool:
    wanted = f"sha256={signature(key, timestamp, body)}"
    return hmac.compare_digest(wanted.encode(), given.strip().lower().encode("utf-8", "replace"))
