"""NewsML-G2, https://iptc.org/std/NewsML-G2/guidelines/ ("Item Metadata", "Content Metadata", "Rights Info").

A file is one item, or a newsMessage with many. Only news items of the nature text are copy; packages, concepts,
events and plans are named and skipped. ``pubStatus`` is usable where it is left out; an ``embargoed`` without a time
holds until the next version.
"""

import re
from dataclasses import replace

from lxml import etree

from articles.wire import corrections, dates, fields, nitf_parts, text, xml
from articles.wire.copy import Reading, Skipped, SourceHints, Unreadable, WireCopy, WireImage
from articles.wire.newsmlg2_parts import (
    body_of,
    in_own_language,
    language_of,
    name_of,
    named,
    notes_of,
    primary,
    ranked,
    spoken,
    subjects_of,
)
from articles.wire.newsmlg2_pictures import beside, images_of

NAME, VERSION = "newsmlg2", 4

# The items of the standard, and what each is for an editor.
KINDS = {
    "newsItem": "text",
    "packageItem": "package",
    "conceptItem": "concept",
    "knowledgeItem": "knowledge",
    "planningItem": "planning",
    "catalogItem": "catalog",
}
TEXT_KINDS = {"", "text", "composite"}
# https://cv.iptc.org/newscodes/signal/: what a version is to the one before it.
SIGNALS = {
    "correction": corrections.SIGNAL,
    "update": "The agency calls this version an update.",
}
SUBTITLE = re.compile(r"sub|short|second|kicker|alternative", re.IGNORECASE)
TERMS = "rightsInfo/usageTerms"
# https://cv.iptc.org/newscodes/itemrelation/
WEB_PAGE = re.compile(r"(?:alternate|canonical|webversion|publishedas|hasPublished)", re.IGNORECASE)
SUMMARY_ROLES = ("summary", "abstract", "standfirst", "teaser", "lead", "intro", "synopsis", "")
SECOND_LINE = re.compile(r"sub-?(?:title|head)", re.IGNORECASE)


def sniff(raw: bytes, name: str) -> bool:
    return xml.root_name(raw) in {*KINDS, "newsMessage"}


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    root, warnings = xml.parse(raw, name, hints)
    found = [one for one in root.iterfind("itemSet/*") if one.tag in KINDS] if root.tag == "newsMessage" else [root]
    if not found:
        raise Unreadable(f"{name}: this NewsML-G2 message holds no items.")
    if len(found) > fields.MAX_ITEMS:
        warnings += (f"Only the first {fields.MAX_ITEMS} of {len(found)} items were read.",)
    pictures = beside(root)
    results = [_item(one, pictures, hints) for one in found[: fields.MAX_ITEMS]]
    return xml.reading(f"{NAME}/{VERSION}", results, warnings)


def _item(item: etree._Element, pictures: dict[str, tuple[WireImage, ...]], hints: SourceHints) -> WireCopy | Skipped:
    guid = text.identity(item.get("guid") or "")
    kind = KINDS[item.tag]
    if kind == "concept" and item.find("concept/eventDetails") is not None:
        kind = "event"
    nature = _code(item.find("itemMeta/itemClass"))
    if kind != "text" or nature not in TEXT_KINDS:
        return Skipped(kind=nature if kind == "text" else kind, guid=guid)
    headline = _headline(item)
    body = body_of(item, headline)
    if nature == "composite" and not body:
        return Skipped(kind=nature, guid=guid, reason="not a text story: a package without a text of its own")
    copy = _copy(item, guid, headline, body, hints)
    copy = replace(copy, images=(*copy.images, *pictures.get(item.get("guid") or "", ()))[: fields.MAX_LIST])
    for signal in xml.at(item, "itemMeta/signal"):
        if order := SIGNALS.get(_code(signal)):
            copy = fields.with_warning(copy, order)
    return xml.story(fields.with_guid(copy, NAME), hints)


def _copy(item: etree._Element, guid: str, headline: str, body: str, hints: SourceHints) -> WireCopy:
    warnings: list[str] = []
    meta, content, rights = item.find("itemMeta"), item.find("contentMeta"), item.find("rightsInfo")
    source, lines = _source(item, meta, content), _lines(item)
    status = meta.find("pubStatus") if meta is not None else None
    keywords = [text.plain("".join(one.itertext()), 200) for one in xml.at(item, "contentMeta/keyword")]
    copy = WireCopy(
        guid=guid,
        version=fields.version(item.get("version"), warnings),
        headline=headline,
        standfirst=_standfirst(content) or lines.standfirst,
        slugline=spoken(content, "slugline", 200),
        byline=spoken(content, "by", 500) or lines.byline or _creators(content),
        dateline=_dateline(content) or lines.dateline,
        credit=spoken(content, "creditline", 500) or source,
        source=source,
        copyright=xml.said(rights, "copyrightNotice", text.TEXT_LIMIT) or named(rights, "copyrightHolder"),
        usage_terms=fields.joined([xml.said(one, ".", text.TEXT_LIMIT) for one in xml.at(item, TERMS)]),
        language=xml.attribute(content, "language", "tag", 35) or language_of(item) or hints.language,
        urgency=fields.urgency(xml.said(content, "urgency") or _priority(item), warnings),
        subjects=subjects_of(item),
        keywords=tuple(filter(None, dict.fromkeys(keywords)))[: fields.MAX_LIST],
        pubstatus=fields.pubstatus(None if status is None else _code(status), warnings),
        ednote=notes_of(meta),
        genre=named(content, "genre"),
        images=images_of(item),
        reference=_reference(content),
        link=_link(meta),
        body_html=body,
    )
    for warning in warnings:
        copy = fields.with_warning(copy, warning)
    created = xml.said(meta, "firstCreated") or xml.said(content, "contentCreated")
    modified = xml.said(meta, "versionCreated") or xml.said(content, "contentModified")
    copy = fields.with_time(copy, "created", created or None, hints)
    copy = fields.with_time(copy, "modified", modified or None, hints)
    embargo = meta.find("embargoed") if meta is not None else None
    given = None if embargo is None else "".join(embargo.itertext()).strip()
    return fields.with_time(copy, "embargoed_until", given, hints)


def _code(element: etree._Element | None) -> str:
    """``text`` out of ``ninat:text``, ``icls:text`` and ``http://cv.iptc.org/newscodes/ninature/text``."""
    if element is None:
        return ""
    given = element.get("qcode") or element.get("uri") or element.get("literal") or ""
    return re.split(r"[:/]", text.line(given, 200).rstrip("/"))[-1].lower()


def _headline(item: etree._Element) -> str:
    """The first headline by rank, in the story's language if there is one, that is not a lesser one by its role; else
    the item's title, or its page's."""
    own = xml.attribute(item.find("contentMeta"), "language", "tag", 35) or language_of(item)
    given = [one for one in ranked(item, "contentMeta/headline") if xml.said(one)]
    given.sort(key=lambda one: primary(language_of(one)) != primary(own))
    main = next((one for one in given if not SUBTITLE.search(one.get("role") or "")), given[0] if given else None)
    titles = ("itemMeta/title", "contentSet/inlineXML/html/head/title", "contentSet/inlineXML/html//h1")
    said = next(filter(None, (xml.said(item, path) for path in titles)), "")
    return xml.said(main) or said or _lines(item).headline


def _lines(item: etree._Element) -> nitf_parts.Lines:
    return nitf_parts.lines_of(item.find("contentSet/inlineXML/nitf"))


def _standfirst(content: etree._Element | None) -> str:
    given = in_own_language(content, "description")
    by_role = {
        re.split(r"[:/]", one.get("role") or "")[-1].lower(): xml.said(one, ".", 2_000) for one in reversed(given)
    }
    second = (
        xml.said(one, ".", 2_000) for one in xml.at(content, "headline") if SECOND_LINE.search(one.get("role") or "")
    )
    return next(filter(None, (*(by_role.get(role, "") for role in SUMMARY_ROLES), *second)), "")


def _dateline(content: etree._Element | None) -> str:
    """The line itself, unless it states only a time: some senders put the moment there and the place elsewhere."""
    line = xml.said(content, "dateline", 200)
    return line if dates.names_place(line) else named(content, "located")


def _creators(content: etree._Element | None) -> str:
    """The people who made it, where no line says so: a party that is only a code is none."""
    given = xml.at(content, "creator")
    writers = (
        one for one in given if "organi" not in (one.get("type") or "") and "phot" not in (one.get("role") or "")
    )
    people = (xml.said(one, "name", 200) for one in writers)
    # One word is the name by which somebody signs in: "brook.ada".
    return fields.joined([name for name in people if " " in name], ", ", 500)


def _priority(item: etree._Element) -> str:
    """That of the message, for an item that has no urgency of its own."""
    return xml.said(item.getroottree().getroot(), "header/priority")


def _reference(content: etree._Element | None) -> str:
    """The identifier that the agency prints, told apart from others by its type or role."""
    given = xml.at(content, "altId")
    kinds = ((one, f"{one.get('type') or ''} {one.get('role') or ''}".lower()) for one in given)
    return next((xml.said(one, ".", 200) for one, kind in kinds if "reference" in kind), "")


def _link(meta: etree._Element | None) -> str:
    """The story's page on the web: a link that is marked as one, and is no other item."""
    given = xml.at(meta, "link")
    pages = (one for one in given if WEB_PAGE.search(one.get("rel") or "") or one.get("contenttype") == "text/html")
    return next(filter(None, (fields.link(one.get("href")) for one in pages)), "")


def _source(item: etree._Element, meta: etree._Element | None, content: etree._Element | None) -> str:
    """Who provides it, by name; a code, without its vocabulary, only where nobody is named."""
    given = [
        *xml.at(meta, "provider"),
        *xml.at(content, "infoSource"),
        *xml.at(item.getroottree().getroot(), "header/sender"),
    ]
    codes = [(one.get("qcode") or "").partition(":")[2] or one.get("uri") for one in given]
    sender = [xml.said(one, ".", 500) for one in given if one.tag == "sender"]
    return next(filter(None, (text.plain(name, 500) for name in [*map(name_of, given), *codes, *sender])), "")
