"""Media RSS, https://www.rssboard.org/media-rss: the pictures of each item with what is said of each.

feedparser takes the title and description of a picture for the story's own, and parts a picture from its credit. So
they are read here, and renamed before it sees them.
"""

import re
from dataclasses import dataclass, replace
from itertools import islice

from articles.wire import fields, text
from articles.wire.copy import WireImage

NAMESPACE = re.compile(r"xmlns:(?P<prefix>[\w.-]{1,40})\s*=\s*[\"']https?://search\.yahoo\.com/mrss/?[\"']")
TAG = (
    r"<(?P<end>/?)%s:(?P<name>group|content|thumbnail|title|description|text|credit|copyright|keywords)"
    r"(?P<attributes>(?:\s[^<>]{0,4000})?)>"
)
ATTRIBUTE = re.compile(
    r"(?<![\w-])(?P<name>url|type|medium|width|height)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
DEFAULT = re.compile(r"\sisDefault\s*=\s*[\"']true[\"']")
CDATA = re.compile(r"<!\[CDATA\[(?P<said>.*?)\]\]>", re.DOTALL)
# The names that feedparser would take for the story's.
TAKEN = ("title", "description", "text")
# What each may stand in.
OUTSIDE = {"group": ("item",), "content": ("item", "group")}
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?|\Z)", re.IGNORECASE)
PIXEL = re.compile(r"\s*[0-3](?:px)?\s*")
MOST, MOST_TAGS = 50, 1_000


@dataclass(slots=True)
class _Said:
    """What is said of one picture, or of all pictures of a group or item."""

    caption: str = ""
    title: str = ""
    credit: str = ""
    copyright: str = ""


def prefix_of(document: str) -> str:
    match = NAMESPACE.search(document)
    return match["prefix"] if match else ""


def renamed(document: str, prefix: str) -> str:
    """*document* with names that nobody takes for an item's own."""
    names = "|".join(TAKEN)
    # feedparser takes the attributes of an element that it does not know for its content.
    tag = rf"<(/?){re.escape(prefix)}:({names})(?:\s(?:[^<>/]|/(?!>))*+)?>"
    return re.sub(tag, rf"<\1{prefix}:said-\2>", document)


def pictures_in(item: str, prefix: str) -> tuple[WireImage, ...]:
    """The pictures of one item, given as it stands in the file; a group is one picture in several sizes, of which the
    sender's default or the widest leads; a thumbnail is one only where nothing better is."""
    groups: dict[int, list[tuple[tuple[bool, int], WireImage, tuple[_Said, ...]]]] = {}
    thumbnails: list[WireImage] = []
    whole = _Said()
    scopes, group, opened = [("item", whole)], 0, ("", 0)
    for match in islice(re.finditer(TAG % re.escape(prefix), item), MOST_TAGS):
        name, attributes = match["name"], match["attributes"]
        if match["end"] and opened[0] == name:
            _tell(scopes[-1][1], name, item[opened[1] : match.start()])
        if name in OUTSIDE:
            # Nothing else may stand in either: what was left open ends where the next begins.
            scopes = [one for one in scopes if one[0] in OUTSIDE[name]]
            group = match.end() if name == "group" else group * (len(scopes) > 1)
            scopes += [] if match["end"] else [(name, _Said())]
        if name == "content" and not match["end"]:
            picture = _picture(attributes)
            rank = bool(DEFAULT.search(attributes)), picture.width or 0
            if picture.href:
                sizes = groups.setdefault(group or match.end(), [])
                sizes.append((rank, picture, tuple(said for _, said in scopes)))
            scopes = scopes[:-1] if attributes.endswith("/") else scopes
        elif name == "thumbnail":
            thumbnails.append(_picture(f'{attributes} medium="image"'))
        opened = ("", 0) if match["end"] else (name, match.end())
    found = [one for sizes in groups.values() for one in _best_first(sizes)]
    found = found or [_described(one, (whole,)) for one in thumbnails if one.href]
    return tuple(dict.fromkeys(found))[:MOST]


def _best_first(sizes: list[tuple[tuple[bool, int], WireImage, tuple[_Said, ...]]]) -> list[WireImage]:
    best, *others = (_described(*one) for _, *one in sorted(sizes, key=lambda one: one[0], reverse=True))
    return [best, *(replace(one, size_of=best.href) for one in others)]


def _tell(said: _Said, name: str, written: str) -> None:
    given = CDATA.sub(lambda match: match["said"].replace("&", "&amp;"), written[: 2 * text.TEXT_LIMIT])
    plain = text.plain(text.unescape(given), text.TEXT_LIMIT)
    field = {"description": "caption", "text": "caption"}.get(name, name)
    if field in _Said.__dataclass_fields__ and not getattr(said, field):
        setattr(said, field, plain)


def _picture(attributes: str) -> WireImage:
    given = {one["name"]: text.unescape(one["double"] or one["single"] or "") for one in ATTRIBUTE.finditer(attributes)}
    kind = given.get("type", "").partition("/")[0] or given.get("medium")
    address = fields.link(given.get("url", "").replace("&amp;", "&").strip())
    is_picture = kind == "image" if kind else bool(PICTURE.search(address))
    is_pixel = any(PIXEL.fullmatch(given.get(side, "")) for side in ("width", "height"))
    sides = fields.size(given.get("width")), fields.size(given.get("height"))
    return WireImage(address if is_picture and not is_pixel else "", "", "", *sides)


def _described(picture: WireImage, scopes: tuple[_Said, ...]) -> WireImage:
    """*picture* with what is said of it, of its group, or of the whole item."""
    inner = scopes[::-1]
    captions = (one.caption or one.title for one in inner)
    credits = (*(one.credit for one in inner), *(one.copyright for one in inner))
    caption, credit = (next(filter(None, given), "") for given in (captions, credits))
    return replace(picture, caption=caption, credit=credit[:500])
