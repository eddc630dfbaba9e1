"""RSS 0.9x and 2.0 (https://www.rssboard.org/rss-specification, "Elements of <item>"), RSS 1.0
(https://web.resource.org/rss/1.0/spec, section 5) and Atom (https://www.rfc-editor.org/rfc/rfc4287, section 4).

feedparser gets UTF-8 from the root element on and nothing before it: so no charset, document type or entity of the
sender's reaches it. It would open a string as a path or an address; bytes in a buffer it only reads.
"""

import io
import re
from dataclasses import replace
from itertools import pairwise

import feedparser

from articles.wire import feeds_media, fields, text, xml
from articles.wire.copy import (
    UNKNOWN_STATUS,
    USABLE,
    WITHHELD,
    Reading,
    Skipped,
    SourceHints,
    Unreadable,
    WireCopy,
    WireImage,
)
from articles.wire.feeds_parts import (
    address,
    body_of,
    byline_of,
    copyright_of,
    identity_of,
    images_of,
    is_endless,
    joined,
    language_of,
    license_of,
    mapping,
    source_of,
    standfirst_of,
    string,
    tags_of,
)

NAME, VERSION = "feeds", 4

ROOTS = ("rss", "rdf", "feed", "entry")
# RDF, "feed" and "entry" are names in many vocabularies; these namespaces say which.
NAMESPACES = {
    "rdf": ("purl.org/rss/1.0", "my.netscape.com/rdf/", "channel.netscape.com/rdf/"),
    "feed": ("www.w3.org/2005/Atom", "purl.org/atom/ns"),
    "entry": ("www.w3.org/2005/Atom", "purl.org/atom/ns"),
}
# Some senders forget the namespace, or write one of a draft; a feed with entries is one.
ENTRY = re.compile(r"<entry[\s>]")
ITEM = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])")
ITEM_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>")
# feedparser resolves an identifier by the base of its entry, so that it changes with it; by a base of mail none is.
IDENTIFIER = re.compile(r"<(?P<name>(?:[\w.-]+:)?(?:id|guid))(?=[\s>])(?![^<>]*\sxml:base)")
# What feedparser needs more than linear time for, or too many seconds; no feed of news comes near.
MOST_ATTRIBUTES = 300
ABSURD_TAG = re.compile(
    r"<[^<>\s\"']++(?:\s++[^\s=<>\"']++\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+')){%d}" % MOST_ATTRIBUTES  # noqa: UP031
)
MOST = {"<": 60_000, "=": 120_000, "&": 250_000, "\n": 250_000}
SPACE, MOST_SPACES = re.compile(r"xmlns(?::[\w.-]+)?\s*=\s*[\"'][^\"'<>]*"), 200
SHORT_LIMIT, MOST_PER_ITEM = 5_000, 1_000
SHORT = re.compile(
    r"<(?P<end>/?)(?:[\w.-]+:)?(?P<name>item|entry|author|creator|managingEditor|webMaster|owner|publisher|contributor"
    r"|name|email|keywords|tags|category|subject|date|pubDate|published|issued|updated|modified|lastBuildDate|created"
    r"|expirationDate|validity)(?=[\s/>])",
    re.IGNORECASE,
)

# https://wordpress.org/documentation/article/tools-export-screen/: an export lists these beside its posts.
OTHER_POST_TYPES = {"attachment": "picture", "nav_menu_item": "component", "custom_css": "component"}
POSTED = {"", "publish", "inherit"}
# https://www.rfc-editor.org/rfc/rfc5023#section-13.1.1: app:draft; a draft is not to be shown.
NO_DRAFT = {"", "no"}
DELETED = re.compile(r"<(?:[\w.-]+:)?deleted-entry\s[^<>]{1,2000}>")
DELETED_ATTRIBUTE = re.compile(r"\b(?P<name>ref|when)\s*=\s*[\"'](?P<value>[^\"']*)[\"']")


def sniff(raw: bytes, name: str) -> bool:
    return _root(xml.decoded(raw[: xml.HEAD], "")[0]) is not None


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    fields.refuse_large(raw, name)
    source, warnings = xml.decoded(raw, hints.charset)
    if _root(source) is None:
        raise Unreadable(f"{name}: this is no RSS and no Atom.")
    source, left_out = xml.without_entities(source, name)
    root = _root(source)
    document, said = _bounded(source[root.start() :])
    if absurd := _absurdity(document):
        raise Unreadable(f"{name}: {absurd}; it was not parsed.")
    prefix = feeds_media.prefix_of(root["attributes"])
    parsed, broken = _parsed(feeds_media.renamed(document, prefix) if prefix else document, name)
    pictures = _pictures(document, prefix, len(parsed.entries))
    results = [_item(*one, parsed, hints) for one in zip(parsed.entries[: fields.MAX_ITEMS], pictures, strict=False)]
    results += _deleted(document, hints)
    if broken and not results:
        raise Unreadable(f"{name}: the feed is not well-formed XML ({broken}), and no item could be found in it.")
    if broken and _breaks_off(document) and isinstance(results[-1], WireCopy):
        cut_off = replace(results[-1], pubstatus=UNKNOWN_STATUS)
        results[-1] = fields.with_warning(cut_off, "The feed breaks off in this item: it is incomplete and held.")
    return Reading(
        reader=f"{NAME}/{VERSION}",
        items=tuple(one for one in results if isinstance(one, WireCopy)),
        skipped=tuple(one for one in results if isinstance(one, Skipped)),
        warnings=(*warnings, *left_out, *said, *([f"The feed is not well-formed XML ({broken})."] if broken else [])),
    )


def _root(source: str) -> re.Match[str] | None:
    """The root element, if it is a feed's."""
    root = xml.root_in(source)
    if root is None or root["name"].lower() not in ROOTS:
        return None
    namespaces = NAMESPACES.get(root["name"].lower(), ("",))
    is_named = any(one in root["attributes"] for one in namespaces)
    return root if is_named or (root["name"] == "feed" and ENTRY.search(source)) else None


def _bounded(document: str) -> tuple[str, tuple[str, ...]]:
    """*document* with no more items than one file may have."""
    begins = [match.start() for match in ITEM.finditer(document)]
    if len(begins) <= fields.MAX_ITEMS:
        return document, ()
    cut = begins[fields.MAX_ITEMS]
    end = max((match.end() for match in ITEM_END.finditer(document, cut)), default=len(document))
    return document[:cut] + document[end:], (f"Only the first {fields.MAX_ITEMS} of {len(begins)} items were read.",)


def _breaks_off(document: str) -> bool:
    """Whether the last item of *document* does not end in it."""
    begins, ends = (max((one.start() for one in mark.finditer(document)), default=-1) for mark in (ITEM, ITEM_END))
    return begins > ends


def _absurdity(document: str) -> str:
    """Why no parser should try *document*; empty for what senders of news send."""
    if ABSURD_TAG.search(document):
        return f"one tag of the feed has {MOST_ATTRIBUTES} attributes"
    for mark, most in MOST.items():
        if document.count(mark) > most:
            return f"the feed has more than {most:,} times the character {mark.strip() or 'of a line end'}"
    if len(set(SPACE.findall(document))) > MOST_SPACES:
        return f"the feed has more than {MOST_SPACES} namespaces"
    opened: dict[str, int] = {}
    count = 0
    for match in SHORT.finditer(document):
        name = match["name"].lower()
        if name in ("item", "entry"):
            opened, count = {}, 0
        elif not match["end"]:
            opened.setdefault(name, match.start())
            count += 1
        elif match.start() - opened.pop(name, match.start()) > SHORT_LIMIT:
            return f"the {name} of an item is longer than {SHORT_LIMIT:,} characters"
        if count > MOST_PER_ITEM:
            return f"one item has more than {MOST_PER_ITEM:,} names, dates and categories"
    return ""


def _parsed(document: str, name: str) -> tuple[feedparser.FeedParserDict, str]:
    """What feedparser makes of it, and what is wrong with the XML, if anything."""
    document = IDENTIFIER.sub(r'<\g<name> xml:base="mailto:"', document) if "xml:base" in document else document
    try:
        parsed = feedparser.parse(
            io.BytesIO(document.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # It keeps what it has read under the names of elements, and falls over a feed that uses one of its own.
        raise Unreadable(f"{name}: the feed can’t be parsed ({type(error).__name__}: {error}).") from error
    return parsed, text.line(str(parsed.get("bozo_exception", "")), 200) if parsed.bozo else ""


def _pictures(document: str, prefix: str, count: int) -> list[tuple[WireImage, ...]]:
    """The pictures of each of *count* items by Media RSS; of none, where the items can't be told apart."""
    begins = [match.start() for match in ITEM.finditer(document)] if prefix else []
    if len(begins) != count:
        return [()] * count
    return [feeds_media.pictures_in(document[begin:end], prefix) for begin, end in pairwise([*begins, len(document)])]


def _deleted(document: str, hints: SourceHints) -> list[WireCopy]:
    """RFC 6721: an entry that its feed says was removed. Why is not said: it is withheld, not killed."""
    found = []
    for match in list(DELETED.finditer(document))[: fields.MAX_ITEMS]:
        given = {one["name"]: text.unescape(one["value"]) for one in DELETED_ATTRIBUTE.finditer(match[0])}
        copy = WireCopy(guid=text.identity(given.get("ref")), numbered=False, pubstatus=WITHHELD)
        if copy.guid:
            copy = fields.with_time(copy, "modified", given.get("when"), hints)
            found.append(fields.with_warning(copy, "The feed says that this entry was deleted: it is withheld."))
    return found


def _item(entry: dict, pictures: tuple[WireImage, ...], parsed: dict, hints: SourceHints) -> WireCopy | Skipped:
    link = address(joined(string(parsed.feed, "link"), given) if (given := string(entry, "link")) else "")
    headline = text.plain(string(entry, "title"), 1_000)
    guid, version = identity_of(entry, link)
    if is_endless(entry):
        return Skipped(kind="text", guid=guid, reason=fields.TOO_LONG)
    body = body_of(entry, link or string(parsed.feed, "link"))
    kind = OTHER_POST_TYPES.get(string(entry, "wp_post_type"))
    if kind:
        return Skipped(kind=kind, guid=guid)
    if not headline and not body:
        return Skipped(kind="text", guid=guid, reason="neither a headline nor a text")
    if len(body) > fields.BODY_LIMIT:
        return Skipped(kind="text", guid=guid, reason=fields.TOO_LONG)
    images = images_of(entry, pictures, link or string(parsed.feed, "link"))
    copy = replace(_copy(entry, parsed, hints, guid, version, headline, body, link), images=images)
    return fields.with_prose_holds(fields.with_guid(copy, NAME), hints)


def _copy(
    entry: dict, parsed: dict, hints: SourceHints, guid: str, version: int, headline: str, body: str, link: str
) -> WireCopy:
    feed, status = mapping(parsed, "feed"), string(entry, "wp_status")
    subjects, keywords = tags_of(entry)
    source = source_of(entry, feed)
    draft = status if status not in POSTED else string(entry, "app_draft").strip().lower()
    said: list[str] = []
    copy = WireCopy(
        guid=guid,
        version=version if version > 1 else fields.version(string(entry, "prism_versionidentifier"), said),
        numbered=version > 1 or bool(string(entry, "prism_versionidentifier")),
        headline=headline,
        standfirst=standfirst_of(entry, body),
        byline=byline_of(entry, feed, is_atom=string(parsed, "version").startswith("atom")),
        credit=source,
        source=source,
        copyright=copyright_of(entry, feed),
        usage_terms=license_of(entry) or license_of(feed),
        language=language_of(entry, feed) or hints.language,
        subjects=subjects,
        keywords=keywords,
        pubstatus=USABLE if draft in NO_DRAFT else WITHHELD,
        body_html=body,
        link=link,
        warnings=tuple(said),
    )
    if not headline:
        copy = fields.with_warning(copy, "The copy has no headline.")
    if copy.pubstatus != USABLE:
        copy = fields.with_warning(copy, f"The sender has not published it: its status is “{text.line(draft, 40)}”.")
    return with_times(copy, entry, hints)


def with_times(copy: WireCopy, entry: dict, hints: SourceHints) -> WireCopy:
    times = {
        "created": string(entry, "published") or string(entry, "created"),
        "modified": string(entry, "updated"),
        "expires": string(entry, "prism_expirationdate"),
        "embargoed_until": string(entry, "prism_embargodate"),
    }
    for field, written in times.items():
        copy = fields.with_time(copy, field, written or None, hints)
    return copy
