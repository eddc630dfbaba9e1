"""Where each value of a story came from, found out by experiment.

No reader keeps books. Instead each place of the file is changed a little and the file read again: the fields that
change are those that the place fills or decides. So what is told is what the reader does, for every format, also for
one that is added tomorrow. The source's settings and the rules of its dialect are left out in the same way.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import partial

from articles.wire import dialects, html, readers, text
from articles.wire.copy import SourceHints, Unreadable, WireCopy
from articles.wire.dialect import Dialect, in_dialect
from articles.wire.places import Place, places_in

# Changing each place of a feed of a thousand items would take hours; what was not tried is told.
SECONDS = 30.0
LETTER = re.compile(rb"[A-Za-z0-9]")
SETTINGS = ("code", "names", "language", "timezone", "wordings", "dialect")
NOT_FIELDS = ("warnings", "kind", "numbered", "embargo_unreadable")
QUOTED, SHORT = 60, 120


@dataclass(frozen=True, slots=True)
class Origin:
    """``what`` names a place, a setting or a rule; ``fills`` where the value itself is in it, else it only decides."""

    what: str
    said: str = ""
    line: int | None = None
    fills: bool = False


@dataclass(slots=True)
class Explained:
    """One story's fields and their origins; ``complete`` unless time ran out before every place was tried."""

    copy: WireCopy
    origins: dict[str, list[Origin]] = field(default_factory=dict)
    complete: bool = True


Read = Callable[[bytes, SourceHints], tuple[WireCopy, ...]]


def explain(raw: bytes, name: str, hints: SourceHints, seconds: float = SECONDS) -> list[Explained]:
    """The stories of *raw* with the origins of their fields; raises what :func:`readers.read` raises."""
    reading = readers.read(raw, name, hints)
    explained = [Explained(copy) for copy in reading.items]

    def read(changed: bytes, with_hints: SourceHints) -> tuple[WireCopy, ...]:
        try:
            again = readers.read(changed, name, with_hints)
        except Unreadable:
            return ()
        return again.items if again.reader == reading.reader else ()

    _by_settings(explained, raw, hints, read)
    _by_dialect(explained, raw, hints, read)
    ends = time.monotonic() + seconds
    for place in places_in(raw):
        if time.monotonic() > ends:
            for one in explained:
                one.complete = False
            break
        _by_place(explained, raw, place, lambda changed: read(changed, hints))
    return explained


def _by_place(explained: list[Explained], raw: bytes, place: Place, read: Callable) -> None:
    said = raw[place.start : place.end]
    for changed in _changes(said):
        again = read(raw[: place.start] + changed + raw[place.end :])
        found = _compared(explained, again, partial(_origin, place.name, _told(said), place.line))
        # A name and an address may fill two fields from one short place; of a paragraph one change tells all.
        if found and len(said) > SHORT:
            return


def _origin(what: str, said: str, line: int | None, value: object) -> Origin:
    return Origin(what, said[:QUOTED], line, _is_in(said, value))


def _told(said: bytes) -> str:
    """What stands at a place, for people: decoded as far as one place alone can be."""
    try:
        written = said.decode("utf-8")
    except UnicodeDecodeError:
        written = said.decode("cp1252", "replace")
    if "\\" in written:
        with suppress(ValueError):
            written = str(json.loads(f'"{written}"'))
    return text.squeeze(text.clean(written))


def _changes(said: bytes) -> Iterator[bytes]:
    """*said* with its first letter or digit made another one, then its last, then with letters before it."""
    letters = [match.start() for match in LETTER.finditer(said[:2_000])]
    for at in dict.fromkeys((letters[0], letters[-1])) if letters else ():
        letter = said[at : at + 1]
        other = {b"z": b"a", b"Z": b"A", b"9": b"1"}.get(letter, bytes([letter[0] + 1]))
        yield said[:at] + other + said[at + 1 :]
    yield b"Qq" + said


def _by_settings(explained: list[Explained], raw: bytes, hints: SourceHints, read: Read) -> None:
    for setting in SETTINGS:
        value = getattr(hints, setting)
        plain = ", ".join(value) if isinstance(value, tuple) else value
        if value and value != getattr(SourceHints(), setting):
            empty = replace(hints, **{setting: getattr(SourceHints(), setting)})
            _compared(explained, read(raw, empty), partial(_origin, f"the source’s {setting}", plain, None))


def _by_dialect(explained: list[Explained], raw: bytes, hints: SourceHints, read: Read) -> None:
    """What each rule of the dialect did, to stories that were read without any."""
    dialect = dialects.chosen(hints)
    if not hints.dialect:
        return
    plain = read(raw, replace(hints, dialect=""))
    for rule in fields(Dialect):
        if rule.name in ("code", "name", "language", "timezone") or not getattr(dialect, rule.name):
            continue
        without = replace(dialect, **{rule.name: rule.default})
        again = tuple(in_dialect(copy, without, () if rule.name == "wordings" else hints.wordings) for copy in plain)
        spoken = [in_dialect(copy, dialect, hints.wordings) for copy in plain]
        if [one.copy for one in explained] == spoken:
            rule_of = f"the dialect {dialect.code}: {rule.name}"
            _compared(explained, again, lambda value, what=rule_of: Origin(what, fills=True))


def _compared(explained: list[Explained], again: tuple[WireCopy, ...], origin: Callable[[object], Origin]) -> bool:
    """Notes *origin* for each field that is another one in *again*; whether there was any."""
    found = False
    if len(again) != len(explained):
        return False
    for one, other in zip(explained, again, strict=True):
        for name in (spec.name for spec in fields(WireCopy) if spec.name not in NOT_FIELDS):
            value = getattr(one.copy, name)
            if value != getattr(other, name):
                origins, told = one.origins.setdefault(name, []), origin(value)
                if told not in origins[-1:]:
                    origins.append(told)
                found = True
    return found


def _is_in(said: str, value: object) -> bool:
    """Whether what stands at a place is the value or a part of it, or the value a part of that."""
    place, written = _letters(said), _letters(html.plain_text(value) if isinstance(value, str) else str(value))
    return bool(place and written) and (place in written or written in place)


def _letters(written: str) -> str:
    return re.sub(r"[\W_]+", "", text.unescape(re.sub(r"</?[a-zA-Z][^<>@]*>", "", written))).casefold()
