"""The text of a web page or of a plain file, as agencies' pages give it when they are copied: no standard exists.

What is known of an agency's page is in :mod:`articles.wire.dialects`. Of an unknown one the first line that can be one
is the headline, and all that is not evidently the page's own is the story's.

The guid is the agency's reference. Without one it is a hash of the headline and of the day that the page gives: it
never depends on when the page is read, a mended text keeps it, and the same headline on another day is another story.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from articles.wire import dates, fields, holds, html, kinds, text
from articles.wire.copy import Reading, SourceHints, Unreadable, WireCopy
from articles.wire.dialect import Dialect, disclaimer_starts, known_wording, marked
from articles.wire.dialects import chosen

NAME, VERSION = "pagetext", 3

HEADLINE_LIMIT = 300
CLOCK_LINE_LIMIT = 100
# A dateline stands in one of the first paragraphs, after a caption or a lead at most.
DATELINE_PARAGRAPHS, DATELINE_LIMIT = 3, 200

CLOCK_TIME = re.compile(r"\d{1,2}[:.h]\d\d")
SOURCE_LINE = re.compile(
    r"^(?:Source|Quelle|المصدر)\s*:\s*(?P<name>.{1,80})$|(?:^|\s)来源\s*[:：]\s*(?P<name_zh>\S{1,40})"
)
KICKER = re.compile(r".{1,60}[:：]")
MONTH_DAY = (
    r"(?:(?P<name1>[^\W\d_]{3,10})\.?\s+(?P<day1>\d{1,2})(?:,\s*(?P<year1>\d{4}))?"
    r"|(?P<day2>\d{1,2})\.?\s+(?P<name2>[^\W\d_]{3,10})\.?(?:\s+(?P<year2>\d{4}))?)"
)
DATELINES = (
    re.compile(
        r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\- ]{1,40}(?:\s*\([^()]{2,40}\))?"
        r"(?:,\s*[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.\- ]){1,30}?)?)"
        rf"(?:,\s*{MONTH_DAY})?\s*(?:\((?P<agency>[^()]{{2,40}})\)|/(?P<service>[^/]{{2,40}})/)?\s*(?:--|[–—-])(?=\s|$)"
    ),
    re.compile(
        r"(?P<agency>[一-鿿]{1,6}社)(?P<place>[一-鿿]{2,10}?)(?P<month>\d{1,2})月(?P<day1>\d{1,2})日电"
        r"(?:\s*[（(]\s*记者[\s:：]*(?P<byline>[^（）()]{1,40})[）)])?"
    ),
)


@dataclass(slots=True)
class _Page:
    headline: str = ""
    body: list[str] = field(default_factory=list)
    clock: str = ""
    ednote: list[str] = field(default_factory=list)
    source: str = ""
    credit: str = ""
    reference: str = ""
    disclaimer: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Dateline:
    place: str = ""
    agency: str = ""
    byline: str = ""
    month: int | None = None
    day: int | None = None
    year: int | None = None


def sniff(raw: bytes, name: str) -> bool:
    return not kinds.foreign(raw)


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    fields.refuse_large(raw, name)
    if kind := kinds.foreign(raw):
        raise Unreadable(f"{name}: this is {kind}, not the text of a story.")
    decoded, warnings = text.decode(raw, hints.charset)
    if fields.is_endless(decoded):
        raise Unreadable(f"{name}: {fields.TOO_LONG}.")
    story, lost = text.without_lost(text.clean(decoded))
    dialect = chosen(hints, story)
    if not hints.code and dialect.code:
        hints = replace(dialect.hints(), charset=hints.charset)
    page = _page(story, dialect, hints)
    if not page.body:
        raise Unreadable(f"{name}: there is no story in it, only {'a headline' if page.headline else 'no text'}.")
    if sum(map(len, page.body)) > fields.BODY_LIMIT:
        raise Unreadable(f"{name}: {fields.TOO_LONG}.")
    copy = fields.with_prose_holds(_copy(page, dialect, hints, warnings + lost), hints)
    return Reading(
        reader=f"{NAME}/{VERSION}",
        items=(copy,),
        warnings=() if dialect.code else _left_out(page.cut),
    )


def _left_out(lines: list[str]) -> tuple[str, ...]:
    """What an editor is told of a page that nobody knows; a known agency's furniture is no news."""
    return tuple(f"Not part of the story, left out: “{line[:80]}”." for line in lines[: fields.MAX_LIST])


def _page(story: str, dialect: Dialect, hints: SourceHints) -> _Page:
    page = _Page()
    lines = _without_disclaimer(text.blocks(story), page, dialect, hints)
    for index, line in enumerate(lines):
        if dialect.reference and dialect.reference.fullmatch(line):
            page.reference = page.reference or line
        elif page.body and dialect.ends and dialect.ends.fullmatch(line):
            page.cut += lines[index:]
            break
        elif _is_furniture(line, dialect, hints):
            page.cut.append(line)
        elif page.body:
            page.body.append(line)
        else:
            _head(page, line, is_last=index == len(lines) - 1)
    return page


def _head(page: _Page, line: str, *, is_last: bool) -> None:
    """Sorts a line that comes before the story's first paragraph."""
    source = SOURCE_LINE.search(line)
    if holds.is_mark(line) and len(line) <= HEADLINE_LIMIT:
        page.ednote.append(line)
    elif _is_clock(line):
        page.clock = page.clock or line
        page.source = page.source or _source_name(source)
    elif source and source.start() == 0:
        page.source = page.source or _source_name(source)
    elif not page.headline and not is_last and KICKER.fullmatch(line):
        page.cut.append(line)
    elif not page.headline and not is_last and len(line) <= HEADLINE_LIMIT:
        page.headline = line
    elif page.headline and line.startswith(page.headline) and len(line) <= HEADLINE_LIMIT:
        # Pages print the headline again, as a link or with the caption of the picture.
        page.cut.append(line)
    elif page.headline or len(line) > HEADLINE_LIMIT:
        page.body.append(line)
    else:
        page.headline = line


def _without_disclaimer(lines: list[str], page: _Page, dialect: Dialect, hints: SourceHints) -> list[str]:
    wordings = dialect.wordings + hints.wordings
    opening = disclaimer_starts(dialect)
    start = next((at for at, line in enumerate(lines) if opening.match(line) or known_wording(line, wordings)), None)
    if start is None:
        return lines
    rest = [opening.sub("", lines[start], count=1).strip(), *lines[start + 1 :]]
    for part in filter(None, rest):
        if dialect.reference and dialect.reference.fullmatch(part):
            page.reference = part
        elif _is_furniture(part, dialect, hints) or (dialect.ends and dialect.ends.fullmatch(part)):
            page.cut.append(part)
        else:
            page.disclaimer.append(part)
    return lines[:start]


def _is_furniture(line: str, dialect: Dialect, hints: SourceHints) -> bool:
    return line in hints.names or bool(dialect.furniture and dialect.furniture.fullmatch(line))


def _is_clock(line: str) -> bool:
    if len(line) > CLOCK_LINE_LIMIT:
        return False
    # A headline may name a day; only a page's clock is nothing but a date, or has the time of day too.
    return dates.read_time(line) is not None or bool(CLOCK_TIME.search(line) and dates.times_in(line))


def _source_name(match: re.Match[str] | None) -> str:
    return (match["name"] or match["name_zh"]).strip() if match else ""


def _copy(page: _Page, dialect: Dialect, hints: SourceHints, warnings: tuple[str, ...]) -> WireCopy:
    said = list(warnings)
    page.body[0], page.credit = marked(page.body[0], dialect)
    dateline = _dateline(page.body)
    source = dialect.name or page.source or dateline.agency or next(iter(hints.names), hints.code)
    created = _created(page, dialect, dateline, hints, said)
    disclaimer = "\n\n".join(page.disclaimer)
    if not page.headline:
        said.append("No headline was found: the text begins at once.")
    if disclaimer and dialect.code and not known_wording(disclaimer, dialect.wordings + hints.wordings):
        said.append(f"The wording of this disclaimer is not one known of {dialect.code}.")
    return WireCopy(
        guid=page.reference or _guid(page.headline or page.body[0], created),
        numbered=False,
        headline=text.line(page.headline, 1_000),
        byline=text.line(dateline.byline, 500),
        dateline=text.line(dateline.place, 200),
        credit=text.line(page.credit or source, 500),
        source=text.line(source, 500),
        language=hints.language,
        created=created,
        ednote="\n".join(page.ednote)[:4_000],
        body_html=html.clean("".join(html.paragraph(line) for line in page.body)),
        reference=page.reference,
        disclaimer=disclaimer,
        warnings=tuple(said),
    )


def _guid(headline: str, created: datetime | None) -> str:
    day = created.date().isoformat() if created else ""
    return "page:" + hashlib.sha256(f"{headline.casefold()}\n{day}".encode()).hexdigest()[:32]


def _dateline(body: list[str]) -> _Dateline:
    for line, pattern in ((line[:DATELINE_LIMIT], one) for line in body[:DATELINE_PARAGRAPHS] for one in DATELINES):
        parts = match.groupdict() if (match := pattern.match(line)) else {}
        day = parts.get("day1") or parts.get("day2")
        agency = parts.get("agency") or parts.get("service") or ""
        if not (day or agency):
            continue
        name = parts.get("name1") or parts.get("name2")
        month = dates.month_number(name) if name else int(parts.get("month") or 0) or None
        year = parts.get("year1") or parts.get("year2")
        return _Dateline(
            place=(parts["place"] or "").strip(" ,"),
            agency=agency.strip(),
            byline=(parts.get("byline") or "").strip(),
            month=month,
            day=int(day) if day and month else None,
            year=int(year) if year else None,
        )
    return _Dateline()


def _created(
    page: _Page, dialect: Dialect, dateline: _Dateline, hints: SourceHints, said: list[str]
) -> datetime | None:
    """The story's time: the reference is the strongest evidence, then the dateline; the page's clock only agrees."""
    clocks = dates.times_in(page.clock, hints.timezone)
    for evidence, day in _days(page.reference, dialect, dateline, hints):
        agreeing = [clock for clock in clocks if abs(clock - day) <= timedelta(hours=36)]
        if len(agreeing) == 1:
            return agreeing[0]
        if page.clock:
            said.append(f"The page’s clock says “{page.clock}”; {evidence} dates the story to {day:%-d %B %Y}.")
        return day
    if dateline.day:
        clocks = tuple(one for one in clocks if _same_day_of_year(one, dateline))
        if page.clock and len(clocks) != 1:
            said.append(f"The page’s clock says “{page.clock}”, the dateline another day: the story has no date.")
    elif len(clocks) == 1:
        said.append("Only the page’s clock dates the story.")
    elif page.clock:
        said.append(f"The date “{page.clock}” can be read in more than one way; it was left out.")
    return clocks[0] if len(clocks) == 1 else None


def _days(reference: str, dialect: Dialect, dateline: _Dateline, hints: SourceHints) -> Iterator[tuple[str, datetime]]:
    zone = dates.zone_of(hints.timezone)
    match = dialect.reference.fullmatch(reference) if dialect.reference else None
    if match and (day := dates.day_in(match["date"], dialect.reference_date, zone)):
        yield "the reference", day
    if dateline.year and dateline.month and dateline.day:
        written = f"{dateline.day:02}{dateline.month:02}{dateline.year:04}"
        if day := dates.day_in(written, "%d%m%Y", zone):
            yield "the dateline", day


def _same_day_of_year(time: datetime, dateline: _Dateline) -> bool:
    return any(
        ((time + timedelta(days=shift)).month, (time + timedelta(days=shift)).day) == (dateline.month, dateline.day)
        for shift in (-1, 0, 1)
    )
