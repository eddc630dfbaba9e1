"""A page of a news site as a browser saves it: https://schema.org/NewsArticle, https://ogp.me/ and the text itself.

What the page says to machines comes first, then what it shows. The clock that a page shows is the page's and dates no
story; only what names the publication does. The guid is the page's canonical address.
"""

import re
from dataclasses import replace
from datetime import timedelta

from lxml import etree

from articles.wire import dates, fields, html, kinds, text, xml
from articles.wire.copy import Reading, SourceHints, Unreadable, WireCopy, WireImage
from articles.wire.dialects import chosen
from articles.wire.webpage_body import SHORTEST, body_of, joined, pictures_in, story_in, without_furniture
from articles.wire.webpage_said import (
    AUTHORS,
    CREATED,
    HEADLINES,
    MODIFIED,
    RIGHTS,
    SITES,
    SUMMARIES,
    Said,
    images_of,
    keywords_of,
    said_in,
    subjects_of,
)

NAME, VERSION = "webpage", 3

CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<charset>[A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
# What libxml2 needs too long for; no page of a story comes near.
MOST = {"<": 100_000, "=": 300_000, "&": 400_000}
LONG_TAG, MOST_ATTRIBUTES = re.compile(r"<[a-zA-Z][^<>]{4000,}"), 400
PARSER_OPTIONS = {"no_network": True, "huge_tree": False, "remove_comments": True, "remove_pis": True}
TITLE_END = re.compile(r"\s+[|–—-]\s+[^|–—]{2,60}$")


def sniff(raw: bytes, name: str) -> bool:
    return kinds.foreign(raw) == "an HTML page"


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    fields.refuse_large(raw, name)
    declared = CHARSET.search(raw[:4_096])
    decoded, warnings = text.decode(raw, declared["charset"].decode() if declared else hints.charset)
    root = _parsed(decoded, name)
    page = _canonical(root)
    said = said_in(root, page)
    copy = _copy(root, said, page, hints)
    if not copy.body_html or not copy.headline:
        raise Unreadable(f"{name}: this page holds no story: no article, and no text of some paragraphs.")
    if len(copy.body_html) > fields.BODY_LIMIT:
        raise Unreadable(f"{name}: {fields.TOO_LONG}.")
    copy = fields.with_guid(_with_reference(copy, root, hints), NAME)
    return Reading(reader=f"{NAME}/{VERSION}", items=(fields.with_prose_holds(copy, hints),), warnings=tuple(warnings))


def _parsed(decoded: str, name: str) -> etree._Element:
    for mark, most in MOST.items():
        if decoded.count(mark) > most:
            raise Unreadable(f"{name}: the page has more than {most:,} times the character {mark}; it was not parsed.")
    if any(match[0].count("=") > MOST_ATTRIBUTES for match in LONG_TAG.finditer(decoded)):
        raise Unreadable(f"{name}: one tag of the page has {MOST_ATTRIBUTES} attributes; it was not parsed.")
    document = xml.FORBIDDEN.sub("", decoded).encode("utf-8", "replace")
    try:
        root = etree.fromstring(document, etree.HTMLParser(encoding="utf-8", **PARSER_OPTIONS))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"{name}: the page can’t be parsed ({text.line(str(error), 200)}).") from error
    if root is None:
        raise Unreadable(f"{name}: the page is empty.")
    return root


def _canonical(root: etree._Element) -> str:
    links = [one.get("href") for one in root.iter("link") if (one.get("rel") or "").lower() == "canonical"]
    shared = [one.get("content") for one in root.iter("meta") if (one.get("property") or "") == "og:url"]
    return next(filter(None, (fields.link(one).partition("#")[0] for one in (*links, *shared))), "")


def _copy(root: etree._Element, said: Said, page: str, hints: SourceHints) -> WireCopy:
    page = page or fields.link(said.text("url")) or fields.link(said.text("mainEntityOfPage"))
    headline = _headline(root, said)
    names = said.names("author", AUTHORS)
    source = said.text("publisher", SITES, 500) or next(iter(hints.names), hints.code)
    body, pictures = _body(root, said, headline, ", ".join(names), page)
    copy = WireCopy(
        guid=text.identity(page),
        numbered=False,
        headline=headline,
        standfirst=_standfirst(said, body),
        byline=", ".join(names)[:500],
        dateline=said.text("dateline", (), 200) or said.text("locationCreated", (), 200),
        credit=said.text("creditText", (), 500) or said.text("sourceOrganization", (), 500) or source,
        source=source,
        copyright=_copyright(said),
        usage_terms=said.text("usageInfo", (), text.TEXT_LIMIT) or said.text("license", (), text.TEXT_LIMIT),
        language=_language(root, said) or hints.language,
        subjects=subjects_of(said),
        keywords=keywords_of(said),
        ednote=said.text("correction", (), 4_000),
        genre=said.text("genre", (), 200) or said.text("articleSection", ("article:section",), 200),
        images=_unique([*images_of(said), *pictures]),
        body_html=body,
        link=page,
    )
    if said.article.get("isAccessibleForFree") in (False, "False", "false"):
        copy = fields.with_warning(copy, "The page says that it is behind a paywall: the text may be cut.")
    return _with_times(copy, root, said, hints)


def _headline(root: etree._Element, said: Said) -> str:
    title = TITLE_END.sub("", xml.said(root, ".//head/title"))
    return said.text("headline", HEADLINES) or xml.said(root, ".//article//h1") or xml.said(root, ".//h1") or title


def _body(root: etree._Element, said: Said, headline: str, byline: str, page: str) -> tuple[str, list[WireImage]]:
    """The text that the page shows; what it tells machines only where it shows less than half of that."""
    without_furniture(root)
    story = story_in(root)
    pictures = pictures_in(story, page) if story is not None else []
    shown = body_of(story, headline, byline) if story is not None else ""
    told = said.article.get("articleBody")
    told = xml.body_from_string(told) if isinstance(told, str) and not fields.is_endless(told) else ""
    length, other = len(html.plain_text(shown)), len(html.plain_text(told))
    if other > 2 * length:
        return told, pictures
    return (shown if length >= SHORTEST or other else ""), pictures


def _standfirst(said: Said, body: str) -> str:
    summary = said.text("description", SUMMARIES, 2_000)
    return "" if summary and html.plain_text(body).startswith(summary.rstrip(".… ")) else summary


def _copyright(said: Said) -> str:
    holder, year = said.text("copyrightHolder", (), 500), said.text("copyrightYear", (), 10)
    return said.text("copyrightNotice", RIGHTS, text.TEXT_LIMIT) or (f"© {year} {holder}" if holder else "")


def _language(root: etree._Element, said: Said) -> str:
    spoken = said.text("inLanguage", (), 35) or text.line(root.get("lang") or root.get(xml.XML_LANG) or "", 35)
    return spoken or said.text("", ("og:locale", "content-language"), 35).replace("_", "-")


def _with_times(copy: WireCopy, root: etree._Element, said: Said, hints: SourceHints) -> WireCopy:
    times = [one.get("datetime") for one in root.iterfind(".//article//time") if one.get("datetime")]
    created = said.text("datePublished", CREATED, dates.VALUE_LIMIT) or (times[0] if len(set(times)) == 1 else "")
    copy = fields.with_time(copy, "created", created or None, hints)
    copy = fields.with_time(copy, "modified", said.text("dateModified", MODIFIED, dates.VALUE_LIMIT) or None, hints)
    return copy if created else fields.with_warning(copy, "The page does not say when the story was published.")


def _with_reference(copy: WireCopy, root: etree._Element, hints: SourceHints) -> WireCopy:
    """*copy* under the agency's own reference, whose day is stronger evidence than what the page says."""
    dialect = chosen(hints)
    lines = (text.line(one, 200) for one in root.itertext()) if dialect.reference else ()
    match = next(filter(None, map(dialect.reference.fullmatch, lines)), None) if dialect.reference else None
    if match is None:
        return copy
    copy = replace(copy, guid=match[0], reference=match[0])
    day = dates.day_in(match["date"], dialect.reference_date, dates.zone_of(hints.timezone))
    if day is None or (copy.created and abs(copy.created - day) <= timedelta(hours=36)):
        return copy
    if copy.created:
        copy = fields.with_warning(
            copy, f"The page says {copy.created:%-d %B %Y}; the reference dates the story to {day:%-d %B %Y}."
        )
    return replace(copy, created=day)


def _unique(images: list[WireImage]) -> tuple[WireImage, ...]:
    found: dict[str, WireImage] = {}
    for image in images:
        href = joined("", image.href)
        known = found.get(href)
        if href and (known is None or (image.caption and not known.caption)):
            found[href] = image
    return tuple(found.values())[: fields.MAX_LIST]
