"""Media RSS, https://www.rssboard.org/media-rss: the pictures of each item with what is said of each.

feedparser takes the title and description of a picture for the story's own, and parts a picture from its credit. So
they are read here, and renamed before it sees them.
"""

import re
from dataclasses import dataclass, replace

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
CDATA = re.compile(r"<!\[CDATA\[(?P<said>.*?)\]\]>", re.DOTALL)
# The names that feedparser would take for the story's.
TAKEN = ("title", "description", "text")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?|\Z)", re.IGNORECASE)
PIXEL = re.compile(r"\s*[0-3](?:px)?\s*")
MOST = 50


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
    return re.sub(rf"<(/?){re.escape(prefix)}:({names})(?=[\s>])", rf"<\1{prefix}:said-\2", document)


def pictures_in(item: str, prefix: str) -> tuple[WireImage, ...]:
    """The pictures of one item, given as it stands in the file; a thumbnail only where nothing better is."""
    found: list[tuple[WireImage, _Said]] = []
    thumbnails: list[WireImage] = []
    common, said = _Said(), None
    tag, opened = re.compile(TAG % re.escape(prefix)), ("", 0)
    for match in tag.finditer(item):
        name = match["name"]
        if match["end"]:
            if opened[0] == name:
                _tell(said or common, name, item[opened[1] : match.start()])
            said = None if name == "content" else said
        elif name == "content":
            said = _Said()
            found.append((_picture(match["attributes"]), said))
            said = None if match["attributes"].endswith("/") else said
        elif name == "thumbnail":
            thumbnails.append(_picture(f'{match["attributes"]} medium="image"'))
        opened = ("", 0) if match["end"] else (name, match.end())
    pictures = [_described(picture, said, common) for picture, said in found if picture.href]
    if not pictures:
        pictures = [_described(one, _Said(), common) for one in thumbnails if one.href]
    return tuple(dict.fromkeys(pictures))[:MOST]


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


def _described(picture: WireImage, said: _Said, common: _Said) -> WireImage:
    return replace(
        picture,
        caption=said.caption or said.title or common.caption or common.title,
        credit=(said.credit or common.credit or said.copyright or common.copyright)[:500],
    )
