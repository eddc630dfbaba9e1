"""ANPA 1312, the "Highspeed Wire Service Transmission Guidelines" (http://www.iptc.org/IPTC7901/ calls them its model):
a header of two lines (service, number, selector; priority, category, format, keyword, date, word count), the text, and
after it the time. It has no field for a headline: senders mark the lines of the head, and so they are known here.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from articles.wire import dates, fields, telex, text
from articles.wire.copy import Reading, Skipped, SourceHints, Subject, WireCopy

NAME, VERSION = "anpa1312", 3

SNIFF = re.compile(rb"[\x00\x16\x7f\r\n ]{0,40}\x01[A-Za-z][0-9]{4}[^\x1f\r\n]{0,20}\x1f")
OPENING = re.compile(r"\x01(?=[A-Za-z][0-9]{4}[^\x1f\r\n]{0,20}\x1f)")
NUMBER = re.compile(r"(?P<number>[A-Za-z][0-9]{4})(?P<agency>[^\x1f\r\n]{0,20})\x1f")
# The control characters between category and keyword say how the text is set.
KEYWORD_LINE = re.compile(r"(?P<priority>[a-z]) ?(?P<category>[a-z])?[\x0e-\x1f]{0,4} ?(?P<keyword>[^\r\n]{0,100})")
DATE_AND_COUNT = re.compile(r"\s*(?P<date>[0-9]{2}-[0-9]{2})(?:\s+[0-9]{1,5})?\s*\Z")
# Flash, bulletin, urgent, regular and deferred, as numbers of NITF's urgency.
URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5}

# "AP-WF-11-13-13 0745GMT" and "KWS-21:37-09-12-18"
TRAILER_AGENCY = re.compile(r"\s*(?P<agency>[A-Z]{2,6})-")
TRAILER_DATE = re.compile(r"(?<![\d:])(?P<one>[0-9]{2})-(?P<two>[0-9]{2})-(?P<year>[0-9]{2})(?![\d-])")
TRAILER_CLOCK = re.compile(r"(?<!\d)(?P<hour>[0-9]{2}):?(?P<minute>[0-9]{2})(?P<zone>[A-Z]{1,4})?(?![\d:])")

CYCLES = ("BC-", "AM-", "PM-", "AP-", "BC ", "AM ", "PM ")
WORD_COUNT = re.compile(r",\s*[0-9]{1,5}\s*$")
ROUTING = re.compile(r"^[*][0-9]{1,6}<?\s*\^?")
BYLINE = re.compile(r"(?:By|BY)\s+(?P<name>.{2,200})")
NOTE = re.compile(
    r"\(?\s*(?:Eds|EDS|Editors|EDITORS|EDITOR[’']S NOTE|Editor[’']s note)\b.*"
    r"|[A-Z]{2,10} (?:Photos?|Video|Graphics?)\b.*"
)
END = re.compile(r"\^?END<?|==\s*(?P<agency>[^\n=<]{2,40})")
TYPEWRITTEN = ((re.compile("``"), "“"), (re.compile("''"), "”"), (re.compile(r"(?<=\s)_(?=\s)"), "—"))


@dataclass(slots=True)
class _Story:
    slugline: str = ""
    headline: str = ""
    byline: str = ""
    agency: str = ""
    notes: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def sniff(raw: bytes, name: str) -> bool:
    return SNIFF.match(raw) is not None


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    fields.refuse_large(raw, name)
    found, warnings = telex.messages(raw, name, OPENING, hints)
    return telex.reading(f"{NAME}/{VERSION}", [_item(one, hints) for one in found], warnings)


def _item(message: telex.Telex, hints: SourceHints) -> WireCopy | Skipped:
    number = NUMBER.match(message.header)
    second = message.header.partition("\n")[2].lstrip()[:200]
    header = KEYWORD_LINE.match(second)
    keyword = DATE_AND_COUNT.sub("", header["keyword"]) if header else ""
    story = _story(message.body, keyword)
    paragraphs = [_typographic(one) for one in telex.paragraphs("\n".join(story.body))]
    created = _created(message.trailer, telex.dateline(paragraphs), hints)
    trailer = TRAILER_AGENCY.match(message.trailer)
    source = text.line(number["agency"], 40) or (trailer["agency"] if trailer else next(iter(hints.names), hints.code))
    category = header["category"] if header else ""
    copy = WireCopy(
        guid=telex.guid(NAME, number["number"], created, message),
        headline=_typographic(story.headline),
        slugline=text.line(story.slugline or keyword, 200),
        byline=story.byline,
        dateline=telex.place(paragraphs),
        credit=story.agency or source,
        source=source,
        language=hints.language,
        urgency=URGENCIES.get(header["priority"]) if header else None,
        subjects=(Subject(scheme=NAME, code=category),) if category else (),
        created=created,
        ednote="\n".join(story.notes)[:4_000],
        body_html=telex.body_html(paragraphs),
    )
    return telex.finished(copy, message, hints)


def _story(body: str, keyword: str) -> _Story:
    """The lines of the text by their marks: "^" begins a line of the head, "<", "=" or "+" ends it."""
    story, marked = _Story(), "^" in body[:4]
    for written in text.NEWLINES.sub("\n", body).split("\n"):
        line = ROUTING.sub("", written.strip().removeprefix("^"))
        if end := END.fullmatch(line):
            story.agency = story.agency or text.line(end["agency"], 200)
            if not end["agency"]:
                break
        elif written.startswith("^") if marked else not story.body and not written[:1].isspace():
            _head(story, line, keyword)
        else:
            # Where nothing marks the head, what is marked in the text is a heading of it.
            story.body.append(written.rstrip().removesuffix("<").replace("^", "", written.lstrip().startswith("^")))
    return story


def _head(story: _Story, line: str, keyword: str) -> None:
    said = text.line(line.rstrip("<=+ "), 1_000)
    if not said:
        return
    if not story.slugline and (line.startswith(CYCLES) or (keyword and line.startswith(keyword[:12]))):
        # "BC-US--Ferry, 1st Ld-Writethru,127": what follows the keyword says which version this is.
        story.slugline, _, version = WORD_COUNT.sub("", said).rstrip(", ").partition(", ")
        story.notes += [version] if version else []
    elif NOTE.fullmatch(said):
        story.notes.append(said)
    elif match := BYLINE.fullmatch(said):
        story.byline = match["name"]
    elif story.byline and not story.agency and (line.endswith("=") or (story.headline and not story.body)):
        story.agency = said
    elif not story.headline:
        story.headline = said
    else:
        story.body += [line.removesuffix("<"), ""]


def _typographic(line: str) -> str:
    """Typewriters' quotes and dashes as they were meant: the character set of the wire had no others."""
    for pattern, meant in TYPEWRITTEN:
        line = pattern.sub(meant, line)
    return line


def _created(trailer: str, dateline: re.Match[str] | None, hints: SourceHints) -> datetime | None:
    day, clock = TRAILER_DATE.search(trailer), TRAILER_CLOCK.search(TRAILER_DATE.sub(" ", trailer))
    if day is None or clock is None:
        return None
    month, of_month = int(day["one"]), int(day["two"])
    # The guidelines write the month first; some senders the day, which their dateline then shows.
    if month > 12 or (dateline and _day_of(dateline) == (of_month, month)):
        month, of_month = of_month, month
    year = telex.full_year(day["year"])
    return telex.time_at(year, month, of_month, clock["hour"] + clock["minute"], clock["zone"] or "", hints)


def _day_of(dateline: re.Match[str]) -> tuple[int | None, int]:
    given = dateline.groupdict()
    return dates.month_number(given.get("month") or ""), int(given.get("day") or 0)
