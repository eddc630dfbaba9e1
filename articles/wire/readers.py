"""All readers of wire copy, and the one way to read a file. A new format is a new module and one line here."""

from dataclasses import replace
from types import ModuleType

from articles.wire import (
    anpa1312,
    feeds,
    fields,
    iptc7901,
    jsonfeed,
    kinds,
    mail,
    newsml12,
    newsmlg2,
    ninjs,
    nitf,
    pagetext,
    text,
    webpage,
)
from articles.wire.copy import Reading, SourceHints, Unreadable
from articles.wire.dialect import in_dialect as copy_in_dialect
from articles.wire.dialects import chosen

# Asked in this order: the text of pages comes last, since it takes any text that nothing else knows.
READERS: tuple[ModuleType, ...] = (
    jsonfeed,
    ninjs,
    newsmlg2,
    newsml12,
    nitf,
    feeds,
    iptc7901,
    anpa1312,
    mail,
    webpage,
    pagetext,
)


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    """What the first reader that knows *raw* makes of it, or :class:`Unreadable` and no other exception."""
    name = text.line(name) or "the file"
    fields.refuse_large(raw, name)
    for reader in READERS:
        try:
            if reader.sniff(raw, name):
                return in_dialect(reader.read(raw, name, hints), hints)
        except Unreadable:
            raise
        except Exception as error:
            # A fault of ours in one reader must cost one file its reading and never stop the wire.
            raise Unreadable(f"{name}: the reader {reader.NAME} failed ({type(error).__name__}: {error}).") from error
    raise Unreadable(f"{name}: no reader knows this format; it is {kinds.foreign(raw) or 'of an unknown kind'}.")


def in_dialect(reading: Reading, hints: SourceHints) -> Reading:
    """*reading*, its stories understood in the dialect that is chosen on the source."""
    if not hints.dialect:
        return reading
    dialect = chosen(hints)
    items = tuple(copy_in_dialect(item, dialect, hints.wordings) for item in reading.items)
    return replace(reading, items=items)
