"""IPTC 7901, http://www.iptc.org/IPTC7901/, version 5 of 1995, the last: a message header (source, number, priority,
category, word count), a keyword line, the text and, after it, the day and time.
"""

import re
from datetime import datetime

from articles.wire import dates, fields, telex, text
from articles.wire.copy import Reading, Skipped, SourceHints, Subject, WireCopy

NAME, VERSION = "iptc7901", 3

SNIFF = re.compile(rb"[\x00\x16\x7f\r\n ]{0,40}\x01[\r\n ]{0,4}[A-Za-z]{3}[0-9]{1,6} ")
OPENING = re.compile(r"\x01(?=[\r\n ]{0,4}[A-Za-z]{3}[0-9]{1,6} )")
HEADER = re.compile(
    r"(?P<service>[A-Za-z]{3})(?P<number>[0-9]{1,6}) +(?P<priority>[0-9])? *(?P<category>[A-Za-z]{1,3})?"
    r" *(?P<words>[0-9]{1,6})?(?P<optional>[^\r\n]{0,100})"
)
# The optional information ends with the agency's name and its own count: "ccccb   dpa 061".
AGENCY = re.compile(r"(?:^| )(?P<agency>[A-Za-z]{2,12}(?:-[A-Za-z]{1,12})?) +[0-9]{1,6} *$")
# DDHHMM, zone, month and year; agencies write the month in their language.
TRAILER = re.compile(
    r"\s*(?P<day>[0-9]{2})(?P<clock>[0-9]{4}) *(?P<zone>[A-Z]{1,4})? +(?P<month>[^\W\d_]{3,10})\.?"
    r" +(?P<year>[0-9]{4}|[0-9]{2})\b"
)

HEAD_LINES, HEADLINE_LIMIT = 8, 300
# A line above the headline that tells editors what this copy is: "REFILE", "1ST LEAD", "(Achtung)".
MARK = re.compile(r"\([^()]{1,200}\)|[^a-zß-öø-ÿ\n]{2,40}|[0-9]{1,2}\. ?(?:Lead|lead)[^\n]{0,20}")
BYLINE = re.compile(r"(?:By|Von|Par|Por)\s+(?P<name>[^\n]{2,200})")

# What follows is for the desk: contacts, links, corrections.
NOTEBOOK = re.compile(
    r"^[ \t]*#{1,3}[ \t]*(?:[a-z]{2,6}[ -])?(?:notebook|notizblock|bloc-notes|libreta)\b"
    r"|^[ \t]*(?:\*[ \t]?){3,}[ \t]*$(?=\s{1,8}[^\n]{0,80}"
    r"(?:for publication|zur Veröffentlichung|à (?:la )?publication))",
    re.IGNORECASE | re.MULTILINE,
)
# Said of the notebook and not of the story: as a note it would hold the story.
NOT_FOR_PUBLICATION = re.compile(r"not (?:intended )?for publication", re.IGNORECASE)
NOTE_LIMIT = 20_000


def sniff(raw: bytes, name: str) -> bool:
    return SNIFF.match(raw) is not None


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    fields.refuse_large(raw, name)
    found, warnings = telex.messages(raw, name, OPENING, hints)
    return telex.reading(f"{NAME}/{VERSION}", [_item(one, hints) for one in found], warnings)


def _item(message: telex.Telex, hints: SourceHints) -> WireCopy | Skipped:
    first, *others = text.NEWLINES.sub("\n", message.header.lstrip()).split("\n", HEAD_LINES)
    above = [line for line in map(text.line, others) if line]
    header = HEADER.match(first)
    said: list[str] = []
    agency = AGENCY.search(header["optional"].rstrip())
    source = agency["agency"] if agency else next(iter(hints.names), hints.code)
    story, note = _without_notebook(text.NEWLINES.sub("\n", message.body))
    marks, headline, byline, lines = _head(story)
    paragraphs = _without_signature(telex.paragraphs(lines), source)
    created = _created(message.trailer, hints)
    copy = WireCopy(
        guid=telex.guid(NAME, header["service"] + header["number"], created, message),
        headline=headline,
        slugline=" ".join(one for one in above if not MARK.fullmatch(one))[:200].rstrip("/ "),
        byline=byline,
        dateline=telex.place(paragraphs),
        credit=source,
        source=source,
        language=hints.language,
        urgency=fields.urgency(header["priority"], said),
        subjects=(Subject(scheme=NAME, code=header["category"]),) if header["category"] else (),
        created=created,
        ednote="\n".join([*filter(MARK.fullmatch, above), *marks, *note])[:4_000],
        body_html=telex.body_html(paragraphs),
        warnings=tuple(said),
    )
    return telex.finished(copy, message, hints)


def _created(trailer: str, hints: SourceHints) -> datetime | None:
    match = TRAILER.match(trailer)
    month = dates.month_number(match["month"]) if match else None
    if not month:
        return None
    return telex.time_at(
        telex.full_year(match["year"]), month, int(match["day"]), match["clock"], match["zone"] or "", hints
    )


def _without_notebook(body: str) -> tuple[str, list[str]]:
    """The story, and the lines that are for editors only."""
    match = NOTEBOOK.search(body)
    if match is None:
        return body, []
    lines = [text.line(one) for one in body[match.start() :][:NOTE_LIMIT].split("\n")]
    return body[: match.start()], [one for one in lines if one.strip("#* ") and not NOT_FOR_PUBLICATION.search(one)]


def _head(body: str) -> tuple[list[str], str, str, str]:
    """Marks, headline, byline and the rest. The last line of the head ends with "="; an alert has no head."""
    lines = body.lstrip("\n").split("\n", HEAD_LINES)
    end = next((at for at, one in enumerate(lines[:HEAD_LINES]) if one.rstrip().endswith("=")), None)
    if end is None:
        end = _end_of_title(lines)
    if end is None:
        return [], "", "", body
    head = [text.line(one) for one in lines[: end + 1]]
    head[-1] = head[-1].rstrip("= ")
    byline = BYLINE.fullmatch(head[-1]) if len(head) > 1 else None
    if byline:
        head.pop()
    marks = 0
    while marks < len(head) - 1 and MARK.fullmatch(head[marks]):
        marks += 1
    headline = text.line(" ".join(head[marks:]), HEADLINE_LIMIT)
    return head[:marks], headline, byline["name"] if byline else "", "\n".join(lines[end + 1 :])


def _end_of_title(lines: list[str]) -> int | None:
    """Not every agency writes the "=": lines before a blank one or an indent, and not the story's first, are a head."""
    end = next((at for at, one in enumerate(lines) if not one.strip() or one.startswith("   ")), None)
    title = " ".join(lines[:end])
    if end not in (1, 2, 3) or len(title) > HEADLINE_LIMIT or title.rstrip().endswith(".") or telex.place([title]):
        return None
    return end - 1 if any(one.strip() for one in lines[end:]) else None


def _without_signature(paragraphs: list[str], source: str) -> list[str]:
    """The last line may be the agency's name and the initials of those who worked on the story: no text of it."""
    initials = rf"{re.escape(source.partition('-')[0])}(?: [a-z]{{2,4}}){{1,8}}"
    return paragraphs[:-1] if len(paragraphs) > 1 and re.fullmatch(initials, paragraphs[-1]) else paragraphs
