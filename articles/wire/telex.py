"""What the two telex formats share: frames of control characters, 8-bit text, hard-wrapped lines, datelines.

The frame is that of ISO 646 (https://www.itu.int/rec/T-REC-T.50, section 6.1): SOH begins the header, STX the text,
ETX ends it and EOT ends the message. What one file holds may be several messages, or one that was cut off.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from articles.wire import dates, fields, html, text
from articles.wire.copy import UNKNOWN_STATUS, Reading, Skipped, SourceHints, Unreadable, WireCopy

STX, ETX = "\x02", "\x03"
# ISO 646's separators of information, and ANPA's fixed spaces: between the cells of a table nothing else stands.
SEPARATORS = re.compile("[\x1c-\x1f]+")
TRAILER_LIMIT = 200
LINES_LIMIT = 50_000
INDENT = re.compile(r"\n(?=[ \t]{3,}\S)")
# A full line without a stop, and one that goes on in small letters.
FULL, GOES_ON = re.compile(r"[^;]{40,}[\w,]"), re.compile(r"[a-zß-öø-ÿ]")

# Only the first paragraphs can have one, and only at their start.
DATELINE_PARAGRAPHS, DATELINE_LIMIT = 3, 200
DATELINES = (
    # Berlin (dpa) -
    re.compile(r"(?P<place>[^\W\d_][^()\n:]{1,60}?)\s*\([^()\n]{2,40}\)\s*(?:--|[-–—_])\s"),
    # SAITAMA, Japan, Dec. 9 Kyodo -
    re.compile(
        r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\- ]{1,40}(?:,\s[A-ZÀ-ÖØ-Þ][\w'’. ]{1,30}?)?)"
        r",\s(?P<month>[^\W\d_]{3,10})\.?\s(?P<day>\d{1,2})(?:[,\s]\s*[^\n–—]{1,30}?)?\s*(?:--|[-–—_])\s"
    ),
)


@dataclass(frozen=True, slots=True)
class Telex:
    """One message: what stands before STX, between STX and ETX, and after it; ``complete`` if ETX came."""

    header: str
    body: str
    trailer: str
    complete: bool


def messages(raw: bytes, name: str, opening: re.Pattern[str], hints: SourceHints) -> tuple[list[Telex], list[str]]:
    """The messages of a file, and warnings; *opening* is how a header of the format begins."""
    # Both formats came before UTF-8; where the source has no setting they are Latin-1.
    decoded, warnings = text.decode(raw, hints.charset or "iso8859-1")
    starts = [match.start() for match in opening.finditer(decoded)]
    said = list(warnings) if hints.charset else []
    if len(starts) > fields.MAX_ITEMS:
        said.append(f"Only the first {fields.MAX_ITEMS} of {len(starts)} messages were read.")
    found = []
    for begin, end in list(pairwise([*starts, len(decoded)]))[: fields.MAX_ITEMS]:
        header, start_of_text, rest = decoded[begin + 1 : end].partition(STX)
        body, end_of_text, trailer = rest.partition(ETX)
        if len(body) > fields.BODY_LIMIT or body.count("\n") > LINES_LIMIT:
            raise Unreadable(
                f"{name}: a text is longer than {fields.BODY_LIMIT:,} characters or {LINES_LIMIT:,} lines."
            )
        if start_of_text:
            found.append(Telex(header, SEPARATORS.sub(" ", body), trailer[:TRAILER_LIMIT], bool(end_of_text)))
    if not found:
        raise Unreadable(f"{name}: the telex ends in its header; no text (STX) begins.")
    return found, said


def reading(reader: str, results: list[WireCopy | Skipped], warnings: list[str]) -> Reading:
    return Reading(
        reader=reader,
        items=tuple(one for one in results if isinstance(one, WireCopy)),
        skipped=tuple(one for one in results if isinstance(one, Skipped)),
        warnings=tuple(warnings),
    )


def finished(copy: WireCopy, telex: Telex, hints: SourceHints) -> WireCopy | Skipped:
    """*copy* with what holds for every telex; a telex that was cut off is doubt."""
    if not copy.headline and not copy.body_html:
        return Skipped(kind="text", guid=copy.guid, reason="neither a headline nor a text")
    if len(copy.body_html) > fields.BODY_LIMIT:
        return Skipped(kind="text", guid=copy.guid, reason=fields.TOO_LONG)
    if not copy.headline:
        copy = fields.with_warning(copy, "The copy has no headline.")
    if not telex.complete:
        copy = replace(copy, pubstatus=UNKNOWN_STATUS)
        copy = fields.with_warning(copy, "The telex breaks off before its end (ETX): it is incomplete and held.")
    elif copy.created is None:
        copy = fields.with_warning(copy, "The telex has no time that can be read after its text.")
    return fields.with_prose_holds(copy, hints)


def guid(format_name: str, number: str, created: datetime | None, telex: Telex) -> str:
    """Numbers begin again, each day or at 9999, so the time is part of it; without one, the text."""
    when = created.strftime("%Y%m%dT%H%M%z") if created else hashlib.sha256(telex.body.encode()).hexdigest()[:16]
    return f"{format_name}:{number}:{when}"


def paragraphs(lines: str) -> list[str]:
    """Paragraphs of hard-wrapped text, where a blank line or an indent begins one."""
    found: list[str] = []
    for block in text.blocks(INDENT.sub("\n\n", text.NEWLINES.sub("\n", lines))):
        if found and GOES_ON.match(block) and FULL.fullmatch(found[-1]):
            found[-1] = f"{found[-1]} {block}"  # of two or three lines alone no width can be told
        else:
            found.append(block)
    return found


def body_html(found: list[str]) -> str:
    return html.clean("".join(map(html.paragraph, found)))


def dateline(found: list[str]) -> re.Match[str] | None:
    """The dateline, with a group ``place`` and perhaps ``month`` and ``day``."""
    starts = [one[:DATELINE_LIMIT] for one in found[:DATELINE_PARAGRAPHS]]
    return next((match for one in starts for layout in DATELINES if (match := layout.match(one))), None)


def place(found: list[str]) -> str:
    match = dateline(found)
    return text.line(match["place"], 200).strip(" ,") if match else ""


def full_year(two_or_four: str) -> int:
    """Telexes write two digits; none is older than 1970."""
    year = int(two_or_four)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def time_at(year: int, month: int, day: int, clock: str, zone: str, hints: SourceHints) -> datetime | None:
    return dates.read_time(f"{year:04}-{month:02}-{day:02} {clock[:2]}:{clock[-2:]} {zone}".strip(), hints.timezone)
