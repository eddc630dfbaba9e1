"""ninjs, https://iptc.org/std/ninjs/ (1.x: section "ninjs 1.6", 2.x and 3.x: "The structure of ninjs 3.1").

The dialects are told apart by shape, not by what a file says of itself: 1.x has ``body_xhtml`` and associations by
name, 2.x has lists (``bodies``, ``headlines``), 3.x the same lists in camelCase. Agencies mix them, so each field is
looked for in all its spellings.
"""

import re
from collections.abc import Iterator

from articles.wire import fields, html, json_text, text
from articles.wire.copy import CANCELED, USABLE, Reading, Skipped, SourceHints, Subject, Unreadable, WireCopy
from articles.wire.ninjs_parts import body_of, images_of, text_in

NAME, VERSION = "ninjs", 5

# Lists of items as services wrap them; the standard has none.
ENVELOPES = ("item", "items", "_items", "newsitems", "results", "stories", "data")
ENVELOPE_DEPTH = 4
# Each of these says that an object is a news item and not any JSON.
MARKS = {
    "uri", "guid", "headline", "headlines", "versioncreated", "pubstatus", "slugline", "bodies", "eventdetails",
    "body_html", "body_xhtml", "body_text", "associations", "renditions",
}  # fmt: skip
# 1.x names one list of each, 2.x and 3.x many: what a story is about.
ABOUT = (
    ("subject", "subjects"), ("person", "people"), ("organisation", "organisations"), ("place", "places"),
    ("event", "events"), ("object", "objects"),
)  # fmt: skip
OTHER_KINDS = {"audio", "video", "picture", "graphic", "component", "event", "planning", "package", "concept"}
TEXT_KINDS = {"", "text", "composite"}

SUMMARY_ROLES = ("summary", "abstract", "standfirst", "teaser", "short", "text", "main", "")
HEADLINE_ROLES = ("main", "headline", "title", "")

# https://cv.iptc.org/newscodes/
NEWSCODES = re.compile(
    r"(?:https?://cv\.iptc\.org/newscodes/)?(?P<scheme>mediatopic|medtop|subjectcode|subj)[/:](?P<code>\d{8})/?"
)
SCHEMES = {"mediatopic": "medtop", "medtop": "medtop", "subjectcode": "subj", "subj": "subj"}
SCHEME_URI = re.compile(r"(?:https?://cv\.iptc\.org/newscodes/)?(?P<scheme>mediatopic|medtop|subjectcode|subj)/?")


def sniff(raw: bytes, name: str) -> bool:
    start = text.decode(raw[:4_096])[0].lstrip("\ufeff \t\r\n")
    return start[:1] in ("{", "[") and "jsonfeed.org/version" not in start


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    fields.refuse_large(raw, name)
    decoded, warnings = text.decode(raw, hints.charset)
    found = list(_items(json_text.parsed(decoded, name)))
    if not found:
        raise Unreadable(f"{name}: this is JSON, but none of its objects is a news item as ninjs has them.")
    if len(found) > fields.MAX_ITEMS:
        warnings += (f"Only the first {fields.MAX_ITEMS} of {len(found)} items were read.",)
    results = [_item(item, hints) for item in found[: fields.MAX_ITEMS]]
    return Reading(
        reader=f"{NAME}/{VERSION}",
        items=tuple(one for one in results if isinstance(one, WireCopy)),
        skipped=tuple(one for one in results if isinstance(one, Skipped)),
        warnings=warnings,
    )


def _items(data: object, depth: int = 0) -> Iterator[dict]:
    """The news items of a file, their keys in lower case, whatever wraps them."""
    if isinstance(data, list):
        for one in data:
            yield from _items(one, depth)
    elif isinstance(data, dict) and depth < ENVELOPE_DEPTH:
        item = {str(key).lower(): value for key, value in data.items()}
        inner = next((item[key] for key in ENVELOPES if isinstance(item.get(key), list | dict)), None)
        if MARKS.intersection(item):
            yield item
        elif inner is not None:
            yield from _items(inner, depth + 1)


def _item(item: dict, hints: SourceHints) -> WireCopy | Skipped:
    kind = text.line(item.get("type"), 40).lower()
    kind = "event" if not kind and "eventdetails" in item else kind
    guid = text.identity(item.get("uri") or item.get("guid") or item.get("id") or "")
    if kind in OTHER_KINDS:
        return Skipped(kind=kind, guid=guid)
    body = body_of(item)
    if body is None:
        return Skipped(kind="text", guid=guid, reason=fields.TOO_LONG)
    if kind == "composite" and not body:
        return Skipped(kind=kind, guid=guid, reason="not a text story: a package without a text of its own")
    if len(body) > fields.BODY_LIMIT:
        return Skipped(kind="text", guid=guid, reason=fields.TOO_LONG)
    copy = _copy(item, guid, body, hints)
    if not copy.headline and not body and copy.pubstatus == USABLE:
        return Skipped(kind=kind or "text", guid=guid, reason="neither a headline nor a text")
    if not guid:
        return Skipped(kind="text", reason="no identifier: ninjs requires a uri")
    if kind not in TEXT_KINDS:
        copy = fields.with_warning(copy, f"The type “{kind}” is not one of ninjs; it was read as a text.")
    return fields.with_prose_holds(copy, hints)


def _copy(item: dict, guid: str, body: str, hints: SourceHints) -> WireCopy:
    said: list[str] = []
    status = fields.pubstatus(item.get("pubstatus"), said)
    source = _source(item)
    subjects, keywords = _subjects(item)
    copy = WireCopy(
        guid=guid,
        version=fields.version(item.get("version"), said),
        headline=_headline(item),
        standfirst=_standfirst(item),
        slugline=text.plain(item.get("slugline") or item.get("slug"), 200),
        byline=_byline(item),
        dateline=_dateline(item),
        credit=text.plain(item.get("creditline") or source, 500),
        source=source,
        copyright=text.plain(item.get("copyrightnotice") or item.get("copyrightholder"), text.TEXT_LIMIT),
        usage_terms=_usage_terms(item),
        language=text.line(item.get("language"), 35) or hints.language,
        urgency=fields.urgency(item.get("urgency"), said),
        subjects=subjects,
        keywords=keywords,
        pubstatus=status,
        ednote=text.plain(text_in(item.get("ednote")), 4_000),
        genre=_genre(item),
        images=images_of(item),
        body_html=body,
        reference=_reference(item),
        link=_link(item),
        warnings=tuple(said),
    )
    if not copy.headline and status != CANCELED:
        copy = fields.with_warning(copy, "The copy has no headline.")
    copy = fields.with_time(copy, "created", item.get("firstcreated") or item.get("contentcreated"), hints)
    copy = fields.with_time(copy, "modified", item.get("versioncreated"), hints)
    copy = fields.with_time(copy, "expires", item.get("expires") or None, hints)
    embargo = item.get("embargoed") if item.get("embargoed") is not None else item.get("embargoeduntil")
    return fields.with_time(copy, "embargoed_until", embargo, hints)


def _headline(item: dict) -> str:
    lists = text_in(item.get("headlines"), HEADLINE_ROLES)
    return text.plain(item.get("headline") or lists or item.get("title") or item.get("headline_text"), 1_000)


def _byline(item: dict) -> str:
    signed = (
        (text.plain(one.get("by"), 200), text.plain(one.get("title"), 200)) for one in _objects(item.get("bylines"))
    )
    lines = fields.joined([", ".join(filter(None, one)) for one in signed], limit=500)
    return text.plain(item.get("byline") or item.get("by") or lines or ", ".join(_names(item.get("authors"))), 500)


def _dateline(item: dict) -> str:
    """Where it was written; some say it as a place with a city."""
    cities = (one.get("city") for one in _objects(item.get("datelinelocation")))
    return text.plain(text_in(item.get("located")) or text_in(item.get("dateline")) or next(cities, ""), 200)


def _standfirst(item: dict) -> str:
    kinds = ("text", "html", "xhtml", "summary")
    given = next(filter(None, (item.get(f"description_{kind}") for kind in kinds)), None)
    given = given if isinstance(given, str) else text_in(item.get("descriptions"), SUMMARY_ROLES)
    return text.squeeze(html.plain_text(given[: text.TEXT_LIMIT]))[:2_000]


def _source(item: dict) -> str:
    parties = _names(item.get("infosource") or item.get("infosources"))
    return text.plain(item.get("source") or next(iter(parties), "") or item.get("copyrightholder"), 500)


def _usage_terms(item: dict) -> str:
    """The terms in words, else the address of those that a machine can read."""
    rights = next(iter(_objects(item.get("rightsinfo"))), {})
    given = item.get("usageterms")
    terms = [text.plain(one, text.TEXT_LIMIT) for one in (given if isinstance(given, list) else [given])]
    return fields.joined(terms[: fields.MAX_LIST]) or fields.link(rights.get("linkedrights"))


def _genre(item: dict) -> str:
    """Its name; without one the last part of its address."""
    given = item.get("genre") or item.get("genres")
    addresses = (text.line(one.get("uri"), 500).rstrip("/") for one in _objects(given))
    return next(iter(_names(given)), "") or next((one.rpartition("/")[2] for one in addresses if one), "")


def _link(item: dict) -> str:
    """The story's own page: the rendition that is one."""
    given = item.get("renditions")
    pages = _objects(list(given.values()) if isinstance(given, dict) else given)
    kinds = ((one, text.line(one.get("contenttype") or one.get("mimetype"), 80)) for one in pages[: fields.MAX_LIST])
    return next((fields.link(one.get("href")) for one, kind in kinds if kind.startswith("text/html")), "")


def _reference(item: dict) -> str:
    """The identifier that the agency prints; ``altIds`` are a list in 2.x and 3.x, an object in 1.x."""
    given = item.get("altids")
    if isinstance(given, dict):
        return text.line(given.get("reference"), 200)
    return next((text.line(one.get("value"), 200) for one in _objects(given) if one.get("role") == "reference"), "")


def _objects(value: object) -> list[dict]:
    """The objects in a list, or the one that stands where a list should."""
    given = value if isinstance(value, list) else [value]
    return [{str(key).lower(): inner for key, inner in one.items()} for one in given if isinstance(one, dict)]


def _names(value: object) -> list[str]:
    plain = [text.plain(one, 200) for one in value if isinstance(one, str)] if isinstance(value, list) else []
    named = [text.plain(one.get("name") or one.get("literal") or one.get("code"), 200) for one in _objects(value)]
    return [name for name in (plain + named)[: fields.MAX_LIST] if name]


def _subjects(item: dict) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
    """Subjects, and keywords; what stands among the subjects with ``rel: keyword`` is one of the latter."""
    given = item.get("keywords") or item.get("keyword")
    listed = re.split(r"[,;]", given) if isinstance(given, str) else given if isinstance(given, list) else []
    keywords, subjects = [text.plain(one, 200) for one in listed if isinstance(one, str)], []
    for one in (one for names in ABOUT for one in _about(item, names)):
        if one.get("rel") == "keyword":
            keywords.append(text.plain(one.get("name"), 200))
        else:
            subjects.append(_subject(one))
    subjects = [one for one in dict.fromkeys(subjects) if one.code or one.name]
    return tuple(subjects[: fields.MAX_LIST]), tuple(filter(None, dict.fromkeys(keywords)))[: fields.MAX_LIST]


def _about(item: dict, names: tuple[str, ...]) -> list[dict]:
    return next((found for name in names if (found := _objects(item.get(name)))), [])[: fields.MAX_LIST]


def _subject(one: dict) -> Subject:
    name, uri = text.plain(one.get("name"), 200), text.line(one.get("uri"), 500)
    code = text.line(one.get("code") or one.get("literal") or one.get("qcode"), 200)
    scheme = text.line(one.get("scheme"), 200)
    for given in (uri, code):
        if match := NEWSCODES.fullmatch(given):
            return Subject(scheme=SCHEMES[match["scheme"]], code=match["code"], name=name)
    if match := SCHEME_URI.fullmatch(scheme):
        return Subject(scheme=SCHEMES[match["scheme"]], code=code, name=name)
    if uri and (not code or uri.endswith(f"/{code}")):
        scheme, _, last = uri.rpartition("/")
        return Subject(scheme=scheme[:200], code=(code or last)[:200], name=name)
    return Subject(scheme=scheme, code=code, name=name)
