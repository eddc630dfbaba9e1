"""A dialect: what one agency does differently, as plain data, and the one place where it is put to use.

Readers read their standard and ask no agency's name. What they made is then looked at in the dialect that the source
has: :func:`in_dialect` for stories of every format. Page text is nothing but habits, so its reader asks the same data.
"""

import re
from dataclasses import dataclass, replace

from articles.wire import fields, html, text
from articles.wire.copy import UNKNOWN_STATUS, USABLE, SourceHints, WireCopy

# Where a dateline, a mark or an order can stand.
FIRST_LINES, LINE_LIMIT = 4, 300
PARAGRAPH = re.compile(r"<p(?: [^<>]*)?>(?P<said>.*?)</p>", re.DOTALL)
OPENING_TAGS = re.compile(r"(?:<[^<>]*>\s*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """For stories of every format:

    ``mark`` opens the first paragraph, names the credit and is cut there. ``dateline`` opens one of the first
    paragraphs: groups ``place``, perhaps ``byline``. ``credit`` splits what the file gives as source into its group
    ``source`` and the credit line, which is all of it. ``guid`` has a group ``guid``, the stable part, and perhaps
    ``version``. ``boilerplate`` is a whole paragraph that is cut. ``headings`` stand above the disclaimer,
    ``wordings`` are those of it that are known. ``orders`` are words that hold the story.

    For page text also: ``reference`` has a group ``date`` in ``reference_date``; ``furniture`` are lines of the page
    and not of the story, ``ends`` lines after which nothing is the story's.
    """

    code: str = ""
    name: str = ""
    language: str = ""
    timezone: str = "UTC"
    mark: re.Pattern[str] | None = None
    dateline: re.Pattern[str] | None = None
    credit: re.Pattern[str] | None = None
    guid: re.Pattern[str] | None = None
    boilerplate: re.Pattern[str] | None = None
    headings: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    orders: re.Pattern[str] | None = None
    reference: re.Pattern[str] | None = None
    reference_date: str = "%d%m%Y"
    furniture: re.Pattern[str] | None = None
    ends: re.Pattern[str] | None = None

    def hints(self) -> SourceHints:
        return SourceHints(
            code=self.code,
            names=(self.name,) if self.name else (),
            language=self.language,
            timezone=self.timezone,
            wordings=self.wordings,
            dialect=self.code,
        )


def in_dialect(copy: WireCopy, dialect: Dialect, wordings: tuple[str, ...] = ()) -> WireCopy:
    """*copy* as the agency means it; what a field says already is left as it is."""
    copy = _identity(_credit(copy, dialect), dialect)
    copy = _without_boilerplate(copy, dialect)
    copy = _without_disclaimer(copy, dialect, dialect.wordings + wordings)
    copy = _dateline(_mark(copy, dialect), dialect)
    return _order(copy, dialect)


def marked(line: str, dialect: Dialect) -> tuple[str, str]:
    """*line* without the agency's mark, and the credit that it names: "(MENAFN - Jordan Times)" a partner's too."""
    match = dialect.mark.match(line) if dialect.mark else None
    if match is None:
        return line, ""
    named = match[0].strip().strip("()").strip()
    return line[match.end() :], dialect.name if named == dialect.code else named


def known_wording(found: str, wordings: tuple[str, ...]) -> bool:
    return _comparable(found) in {_comparable(wording) for wording in wordings}


def disclaimer_starts(dialect: Dialect) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, dialect.headings)) or "(?!)", re.IGNORECASE)


def _comparable(wording: str) -> str:
    return text.squeeze(text.clean(wording))


def _credit(copy: WireCopy, dialect: Dialect) -> WireCopy:
    match = dialect.credit.fullmatch(copy.source) if dialect.credit else None
    if match is None:
        return copy
    return replace(copy, source=match["source"].strip(), credit=copy.source if _no_credit(copy) else copy.credit)


def _no_credit(copy: WireCopy) -> bool:
    """Readers take the source for the credit where there is no line of its own."""
    return copy.credit in ("", copy.source)


def _identity(copy: WireCopy, dialect: Dialect) -> WireCopy:
    match = dialect.guid.fullmatch(copy.guid) if dialect.guid else None
    if match is None:
        return copy
    number = match.groupdict().get("version") or ""
    if not number.isascii() or not number.isdigit():
        return replace(copy, guid=match["guid"])
    version = min(max(int(number), copy.version), fields.LARGEST_VERSION)
    return replace(copy, guid=match["guid"], version=version, numbered=True)


def _paragraphs(copy: WireCopy) -> list[tuple[re.Match[str], str]]:
    found = list(PARAGRAPH.finditer(copy.body_html))
    return [(match, html.plain_text(match[0][: 4 * text.TEXT_LIMIT])) for match in found]


def _without_boilerplate(copy: WireCopy, dialect: Dialect) -> WireCopy:
    if dialect.boilerplate is None:
        return copy
    body, cut = copy.body_html, []
    for match, said in reversed(_paragraphs(copy)):
        if dialect.boilerplate.fullmatch(said):
            body, cut = body[: match.start()] + body[match.end() :], [said, *cut]
    copy = replace(copy, body_html=html.clean(body)) if cut else copy
    for said in cut[: fields.MAX_LIST]:
        copy = fields.with_warning(copy, f"Cut from the text, as the agency’s boilerplate: “{said[:80]}”.")
    return copy


def _without_disclaimer(copy: WireCopy, dialect: Dialect, wordings: tuple[str, ...]) -> WireCopy:
    """The text before its disclaimer, where the heading stands or a wording that is known."""
    if copy.disclaimer or not (dialect.headings or wordings):
        return copy
    starts, found = disclaimer_starts(dialect), _paragraphs(copy)
    known = {_comparable(wording) for wording in wordings}
    at = next((i for i, (_, said) in enumerate(found) if starts.match(said) or _comparable(said) in known), None)
    if at is None:
        return copy
    told = [starts.sub("", found[at][1], count=1).strip(), *(said for _, said in found[at + 1 :])]
    body = html.clean(copy.body_html[: found[at][0].start()])
    return replace(copy, body_html=body, disclaimer="\n\n".join(filter(None, told)))


def _mark(copy: WireCopy, dialect: Dialect) -> WireCopy:
    start = OPENING_TAGS.match(copy.body_html).end()
    match = dialect.mark.match(copy.body_html, start, start + LINE_LIMIT) if dialect.mark else None
    if match is None:
        return copy
    _, credit = marked(text.unescape(match[0]), dialect)
    body = html.clean(copy.body_html[:start] + copy.body_html[match.end() :])
    return replace(copy, body_html=body, credit=credit if _no_credit(copy) else copy.credit)


def _first_lines(copy: WireCopy) -> list[str]:
    lines = html.plain_text(copy.body_html[: 8 * LINE_LIMIT]).split("\n\n")[:FIRST_LINES]
    return [line[:LINE_LIMIT] for line in lines]


def _dateline(copy: WireCopy, dialect: Dialect) -> WireCopy:
    """The place that the text begins with; the text keeps it, for it is the source's word."""
    if dialect.dateline is None:
        return copy
    match = next(filter(None, map(dialect.dateline.match, _first_lines(copy))), None)
    if match is None:
        return copy
    given = match.groupdict()
    place = text.line((given.get("place") or "").strip(" ,"), 200)
    byline = text.line((given.get("byline") or "").strip(" ,"), 500)
    return replace(copy, dateline=copy.dateline or place, byline=copy.byline or byline)


def _order(copy: WireCopy, dialect: Dialect) -> WireCopy:
    told = [copy.headline, *copy.ednote.split("\n"), *_first_lines(copy)] if dialect.orders else []
    order = next((line for line in told if dialect.orders.search(line[:LINE_LIMIT])), "")
    if not order or copy.pubstatus != USABLE:
        return copy
    held = replace(copy, pubstatus=UNKNOWN_STATUS)
    return fields.with_warning(held, f"In the agency’s own words this is an order to hold it: “{order[:120]}”.")
