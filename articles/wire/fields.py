"""The fields that every standard shares, read with the same care: numbers, statuses, times, limits."""

import hashlib
import re
from dataclasses import replace

from articles.wire import dates, holds, html, text
from articles.wire.copy import CANCELED, UNKNOWN_STATUS, USABLE, WITHHELD, SourceHints, Unreadable, WireCopy

MAX_BYTES = 10_000_000
MAX_ITEMS = 1_000
MAX_LIST = 100
# A million characters are a book; no database column, page or merge has to bear more.
BODY_LIMIT = 1_000_000
# Markup makes a text longer than it reads. A piece is what a tag or a line end parts; a book has fewer.
SENT_LIMIT, PIECES_LIMIT = 3 * BODY_LIMIT, 80_000
TOO_LONG = f"the text is longer than {BODY_LIMIT:,} characters, or in more than {PIECES_LIMIT:,} pieces"
LARGEST_VERSION = 2**31 - 1

STATUSES = {
    "usable": USABLE,
    "withheld": WITHHELD,
    "canceled": CANCELED,
    "cancelled": CANCELED,
}


def refuse_large(raw: bytes, name: str) -> None:
    if len(raw) > MAX_BYTES:
        raise Unreadable(f"{name}: {len(raw):,} bytes are more than the {MAX_BYTES:,} that one file of copy may have.")


def is_endless(written: str) -> bool:
    """Whether a text as sent is too long to be a story, or in so many pieces that cleaning it would stop the wire."""
    return len(written) > SENT_LIMIT or written.count("<") + written.count("\n") > PIECES_LIMIT


def version(value: object, warnings: list[str]) -> int:
    """A version that fits the database; 1 where none is given or none can be read."""
    if value is None or value == "":
        return 1
    written = text.line(value, 40)
    if not re.fullmatch(r"[0-9]{1,39}(?:\.0*)?", written):
        warnings.append(f"The version “{written or type(value).__name__}” is no number; it was read as 1.")
        return 1
    number = int(written.split(".")[0])
    if number > LARGEST_VERSION:
        warnings.append(f"The version {written} is too large; it was read as {LARGEST_VERSION}.")
        return LARGEST_VERSION
    return number


def urgency(value: object, warnings: list[str]) -> int | None:
    """https://iptc.org/std/nitf/ and nar:urgency: 1 is the most urgent, 9 the least; others mean nothing."""
    if value is None or value == "":
        return None
    written = text.line(value, 40)
    if re.fullmatch(r"[1-9](?:\.0*)?", written):
        return int(written[0])
    warnings.append(f"The urgency “{written or type(value).__name__}” is not between 1 and 9; it was left out.")
    return None


def pubstatus(value: object, warnings: list[str]) -> str:
    """https://cv.iptc.org/newscodes/pubstatusg2/; usable is the default, and anything unknown is doubt."""
    if value is None:
        return USABLE
    written = text.line(value, 40)
    status = STATUSES.get(written.lower().removeprefix("stat:"))
    if status is None:
        warnings.append(f"The publication status “{written or type(value).__name__}” is not known; the copy is held.")
        return UNKNOWN_STATUS
    return status


def with_warning(copy: WireCopy, warning: str) -> WireCopy:
    return replace(copy, warnings=(*copy.warnings, warning))


def with_guid(copy: WireCopy, reader: str) -> WireCopy:
    """*copy* with an identity of its headline and day where the file gives none: its corrections are the same story."""
    if copy.guid or not (copy.headline or copy.body_html):
        return copy
    when = copy.created or copy.modified
    told = f"{(copy.headline or copy.body_html).casefold()}\n{when.date().isoformat() if when else ''}"
    copy = replace(copy, guid=f"{reader}:{hashlib.sha256(told.encode()).hexdigest()[:32]}")
    return with_warning(copy, "The file gives no identifier; one was made of its headline and its day.")


def with_time(copy: WireCopy, field: str, value: object, hints: SourceHints) -> WireCopy:
    """*copy* with the time *value* in *field*; one that can't be read is left out, with a warning."""
    if value is None:
        return copy
    written = text.line(value, dates.VALUE_LIMIT)
    time = dates.read_time(value, hints.timezone)
    if field != "embargoed_until":
        copy = replace(copy, **{field: time})
        return copy if time else with_warning(copy, f"The time “{written}” ({field}) can’t be read; it was left out.")
    if time is None:
        copy = replace(copy, embargo_unreadable=True)
        return with_warning(copy, f"The embargo “{written}” can’t be read; the copy is held.")
    copy = replace(copy, embargoed_until=time)
    if dates.has_zone(written):
        return copy
    return with_warning(copy, f"The embargo “{written}” names no zone; it was read as {hints.timezone}.")


def with_prose_holds(copy: WireCopy, hints: SourceHints) -> WireCopy:
    """*copy*, held where headline, ednote or the first lines order a kill, a hold or an embargo in words."""
    start = copy.body_html[: 4 * holds.LINES * holds.LINE_LIMIT]
    start = start if len(start) == len(copy.body_html) else start[: start.rfind("<")]
    lines = html.text_of(start).split("\n\n")
    hold = holds.in_prose(headline=copy.headline, ednote=copy.ednote, lines=lines, zone=hints.timezone)
    if hold.pubstatus and copy.pubstatus == USABLE:
        copy = replace(copy, pubstatus=hold.pubstatus)
    for warning in hold.warnings:
        copy = with_warning(copy, warning)
    # The words may repeat what the field says; only words alone, or other ones, are doubt.
    if not hold.embargo or (copy.embargoed_until and hold.embargoed_until in (None, copy.embargoed_until)):
        return copy
    until = max(filter(None, (copy.embargoed_until, hold.embargoed_until)), default=None)
    copy = replace(copy, embargo_unreadable=True, embargoed_until=until)
    return with_warning(copy, f"The copy states an embargo in words: “{hold.embargo[:120]}”.")


def size(value: object) -> int | None:
    """The pixels of a picture's side, as a number or as text."""
    written = text.line(value, 12).removesuffix("px").rstrip()
    return int(written) if re.fullmatch(r"[1-9][0-9]{0,5}", written) else None


def joined(given: list[str], separator: str = "; ", limit: int = text.TEXT_LIMIT) -> str:
    """Each thing that is said, once."""
    return separator.join(dict.fromkeys(filter(None, given)))[:limit]


def link(value: object) -> str:
    """An http address, or nothing: file, gopher and javascript are no addresses of copy."""
    written = text.line(value, 2_000) if isinstance(value, str) and len(value) <= 2_000 else ""
    return written if re.fullmatch(r"https?://[^\s<>\"\\]+", written, re.IGNORECASE) else ""
