"""The parts of an entry as feedparser gives it: its text, people, tags, pictures and identity.

feedparser keeps elements that it does not know under their own names, so any value may be of any type.
"""

import re
from urllib.parse import urljoin

from articles.wire import fields, html, text
from articles.wire.copy import Subject, WireImage

MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
RELATIVE_LINK = re.compile(
    r"(?P<start><a\s[^<>]{0,500}?\bhref\s*=\s*)(?P<quote>[\"'])(?P<href>(?!https?:|mailto:|#)[^\"'<>]{1,2000})(?P=quote)",
    re.IGNORECASE,
)
IMAGE = re.compile(r"<img\s(?P<attributes>[^<>]{1,4000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>src|alt|title|width|height)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?<![^\s<>()])[^\s<>()@]+@[^\s<>()]+")
# Pictures this small show nothing; they tell the sender who reads.
PIXEL = re.compile(r"\s*[0-3](?:px)?\s*")
MAX_IMAGES = 50

# A feed that counts a story's revisions does so behind its address: https://www.example.org/story/c4gp#2
REVISED = re.compile(r"(?P<page>https?://[^#\s]+)#(?P<revision>\d{1,4})")


def string(holder: object, key: str) -> str:
    """A text of feedparser's; plain look-up, since its own answers for one key with another."""
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""


def mapping(holder: object, key: str) -> dict:
    value = dict.get(holder, key) if isinstance(holder, dict) else None
    return value if isinstance(value, dict) else {}


def mappings(holder: dict, key: str) -> list[dict]:
    value = dict.get(holder, key)
    return [one for one in value[: fields.MAX_LIST] if isinstance(one, dict)] if isinstance(value, list) else []


def address(value: str) -> str:
    """An address; ampersands that were escaped twice are read as one."""
    return fields.link(text.unescape(value).strip() if "&amp;" in value else value.strip())


def identity_of(entry: dict, link: str) -> tuple[str, int]:
    """The guid as sent, or the link; and the version, where the guid counts it."""
    guid = text.identity(string(entry, "id"))
    match = REVISED.fullmatch(guid)
    if match and match["page"] in (link, link.partition("?")[0]):
        return match["page"], int(match["revision"]) + 1
    return guid or text.identity(link), 1


def is_endless(entry: dict) -> bool:
    """Whether a text of the entry is too long, or too cut up, to be cleaned."""
    texts = [string(one, "value") for one in (*mappings(entry, "content"), _summary(entry), _said_of_film(entry))]
    return any(map(fields.is_endless, (*texts, string(entry, "title"))))


def body_of(entry: dict, base: str) -> str:
    """The full text, or the summary where there is none: the longest of what is text."""
    contents = [one for one in mappings(entry, "content") if _is_text(one)]
    best = max(contents, key=lambda one: len(string(one, "value")), default={})
    return _sanitised(best, base) or _sanitised(_summary(entry), base) or _sanitised(_said_of_film(entry), base)


def _said_of_film(entry: dict) -> dict:
    """What Media RSS says of a film is the text of an item that has no other; of a picture it is a caption."""
    is_picture = any(map(_is_picture, mappings(entry, "media_content")))
    return {} if is_picture else {"value": string(entry, "media_said-description")}


def standfirst_of(entry: dict, body: str) -> str:
    """The summary, where the text is another one."""
    summary = _summary(entry)
    if not any(string(one, "value").strip() for one in mappings(entry, "content")):
        return ""
    said = text.squeeze(
        html.plain_text(_sanitised({**summary, "value": string(summary, "value")[: text.TEXT_LIMIT]}, ""))
    )
    return "" if said == text.squeeze(html.plain_text(body[: 4 * text.TEXT_LIMIT])) else said[:2_000]


def _summary(entry: dict) -> dict:
    detail = mapping(entry, "summary_detail")
    return detail if string(detail, "value") else {"value": string(entry, "summary")}


def _is_text(content: dict) -> bool:
    kind = string(content, "type")
    return not kind or kind.startswith("text/") or "html" in kind or kind.endswith("+xml")


def _sanitised(content: dict, base: str) -> str:
    value, kind = string(content, "value"), string(content, "type")
    if not value.strip():
        return ""
    if MARKUP.search(value):
        base = address(string(content, "base")) or base
        return html.clean(absolute_links(value, base))
    # https://www.rssboard.org/rss-profile#element-channel-item-description: HTML, if only in its references.
    return html.paragraphs(value if kind == "text/plain" and "&" not in value else text.unescape(value))


def absolute_links(value: str, base: str) -> str:
    """*value* with links that a reader of another page can follow; the rest of it as it was."""
    return RELATIVE_LINK.sub(lambda match: _absolute(match, base), value) if base else value


def _absolute(match: re.Match[str], base: str) -> str:
    href = joined(base, text.unescape(match["href"]).strip())
    return f'{match["start"]}"{href.replace("&", "&amp;").replace(chr(34), "%22")}"'


def joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


def byline_of(entry: dict, feed: dict, *, is_atom: bool) -> str:
    """The authors' names; an address alone is none. RFC 4287, section 4.2.1: an entry has its feed's authors."""
    named = _names(entry) or _names(mapping(entry, "source"))
    return ", ".join(named or (_names(feed) if is_atom else []))[:500]


def _names(holder: dict) -> list[str]:
    names = [string(person, "name") for person in mappings(holder, "authors")]
    written = string(holder, "author")
    if "@" in written:
        # "ada@holm.london (Ada Brook)": feedparser expects no more than four letters after the last dot.
        names[-1:] = [ADDRESS.sub("", written)]
    plain = [text.plain(name, 200).strip(" ()<>") for name in names]
    return [name for name in dict.fromkeys(plain) if name and "@" not in name]


def source_of(entry: dict, feed: dict) -> str:
    """The feed that it came from first, its publisher, or the feed that it is in."""
    given = (
        string(mapping(entry, "source"), "title"),
        string(entry, "publisher"),
        string(entry, "prism_publicationname"),
        string(feed, "publisher"),
        string(feed, "title"),
    )
    # A web master's address is no name of a source.
    return text.plain(next((one for one in given if one and not ADDRESS.fullmatch(one.strip())), ""), 500)


def copyright_of(entry: dict, feed: dict) -> str:
    """The entry's own, that of the feed it came from first, then its feed's."""
    source = mapping(entry, "source")
    given = (string(entry, "rights"), string(entry, "prism_copyright"), string(source, "rights"))
    holder = string(entry, "dcterms_rightsholder")
    return text.plain(next(filter(None, (*given, holder, string(feed, "rights"))), ""), text.TEXT_LIMIT)


def language_of(entry: dict, feed: dict) -> str:
    details = (mapping(entry, "title_detail"), mapping(entry, "summary_detail"), *mappings(entry, "content"))
    given = [string(entry, "language"), *(string(one, "language") for one in details), string(feed, "language")]
    return text.line(next(filter(None, given), ""), 35)


def license_of(holder: dict) -> str:
    """The address of the licence that the sender names; the whole feed's where the entry has none."""
    links = [string(one, "href") for one in mappings(holder, "links") if string(one, "rel") == "license"]
    return next(filter(None, map(address, links)), "")


def tags_of(entry: dict) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
    """Categories: those in a vocabulary are subjects, others keywords."""
    subjects, keywords = [], []
    for tag in mappings(entry, "tags"):
        scheme, code = text.line(string(tag, "scheme"), 200), text.plain(string(tag, "term"), 200)
        name = text.plain(string(tag, "label"), 200)
        if scheme and (code or name):
            subjects.append(Subject(scheme=scheme, code=code, name=name or code))
        elif code or name:
            keywords.append(name or code)
    keywords += [text.plain(one, 200) for one in string(entry, "prism_keyword").split(",")]
    return tuple(dict.fromkeys(subjects)), tuple(filter(None, dict.fromkeys(keywords)))


def images_of(entry: dict, pictures: tuple[WireImage, ...], base: str) -> tuple[WireImage, ...]:
    """The *pictures* of Media RSS, enclosures, and those in the text."""
    found = list(pictures)
    for one in mappings(entry, "links"):
        if string(one, "rel") == "enclosure" and _is_picture(one):
            found.append(WireImage(href=address(string(one, "href")), caption=text.plain(string(one, "title"), 1_000)))
    for one in (*mappings(entry, "content"), _summary(entry)):
        found += inline_images(string(one, "value"), address(string(one, "base")) or base)
    unique = {image.href: image for image in reversed(found) if image.href}
    return tuple(reversed(unique.values()))[:MAX_IMAGES]


def _is_picture(media: dict) -> bool:
    said = string(media, "medium") or string(media, "type").partition("/")[0]
    if said:
        return said == "image" and not any(PIXEL.fullmatch(string(media, side)) for side in ("width", "height"))
    return bool(re.search(r"\.(?:jpe?g|png|gif|webp)(?:\?|\Z)", string(media, "url") or string(media, "href"), re.I))


def inline_images(value: str, base: str) -> list[WireImage]:
    found = []
    for image in IMAGE.finditer(value):
        given = {
            match["name"].lower(): text.unescape(match["double"] or match["single"] or match["bare"] or "")
            for match in ATTRIBUTE.finditer(image["attributes"])
        }
        if not any(PIXEL.fullmatch(given.get(side, "")) for side in ("width", "height")):
            caption = text.plain(given.get("title") or given.get("alt"), text.TEXT_LIMIT)
            href = fields.link(joined(base, given.get("src", "").strip()))
            found.append(
                WireImage(href, caption, "", fields.size(given.get("width")), fields.size(given.get("height")))
            )
        if len(found) == MAX_IMAGES:
            break
    return found
