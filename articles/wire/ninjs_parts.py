"""The parts of a ninjs item that come in many shapes: bodies, descriptions and associated pictures."""

import re

from articles.wire import fields, html, text
from articles.wire.copy import WireImage

# Bodies of 1.x by what is worth most: markup keeps its paragraphs, plain text may have lost them.
MARKUP_KEYS = ("body_html", "body_xhtml", "body_html5", "body_nitf", "body")
BODY_ROLES_OF_METADATA = {"summary", "abstract", "teaser", "headline", "caption"}
NITF_CONTENT = re.compile(
    r"<(?:\w+:)?body\.content(?=[\s>])[^>]*>(?P<content>.*?)(?:</(?:\w+:)?body\.content>|\Z)", re.DOTALL
)
TAG = re.compile(r"</?(?:p|div|br|h[1-6]|ul|li|b|i|em|strong|a|html|body|section|table|sup|sub)(?:[\s/][^<>]*)?>", re.I)

IMAGE_KINDS = {"", "picture", "graphic", "image", "photo"}
MAX_IMAGES = 50
# Renditions by name, best first; sizes decide among others.
RENDITIONS = ("original", "baseimage", "main", "highres", "hires", "viewimage")
CAPTION_ROLES = ("caption", "text", "main", "")


def text_in(value: object, roles: tuple[str, ...] = ()) -> str:
    """One text out of what should be one: a string, or 2.x's list of objects with ``role`` and ``value``."""
    if isinstance(value, str):
        return value
    given = value if isinstance(value, list) else [value]
    named = [(_lower(one).get("role"), _lower(one).get("value") or _lower(one).get("name")) for one in given]
    texts = [(str(role or "").lower(), one) for role, one in named if isinstance(one, str) and one.strip()]
    by_role = [one for wanted in roles for role, one in texts if role == wanted]
    return next(iter(by_role), "") or next((one for _, one in texts), "")


def body_of(item: dict) -> str | None:
    """The story's text as sanitised HTML, from the best of its bodies; None if it is too long to be one."""
    for markup, value in _bodies(item):
        if fields.is_endless(value):
            return None
        body = _body(value, markup=markup)
        if body:
            return body
    return ""


def _bodies(item: dict) -> list[tuple[bool, str]]:
    found: list[tuple[int, bool, str]] = []
    for rank, key in enumerate(MARKUP_KEYS):
        found.append((rank, True, text_in(item.get(key))))
    found.append((50, False, text_in(item.get("body_text"))))
    listed = item.get("bodies")
    for one in map(_lower, listed if isinstance(listed, list) else [listed]):
        kind, role = text.line(one.get("contenttype"), 80).lower(), text.line(one.get("role"), 40).lower()
        value = one.get("value")
        if not isinstance(value, str) or role in BODY_ROLES_OF_METADATA:
            continue
        if "html" in kind or "html" in role:
            found.append((10, True, value))
        elif "nitf" in kind or role == "nitf":
            found.append((20, True, value))
        elif kind in ("", "text/plain"):
            found.append((30, bool(not kind and TAG.search(value)), value))
    return [(markup, value) for _, markup, value in sorted(found, key=lambda body: body[0]) if value.strip()]


def _body(value: str, *, markup: bool) -> str:
    if not markup:
        return html.paragraphs(value)
    if match := NITF_CONTENT.search(value):
        value = match["content"]
    # A "body_html" without a single tag is plain text that was put there.
    return html.clean(value) if TAG.search(value) else html.paragraphs(text.unescape(value))


def images_of(item: dict) -> tuple[WireImage, ...]:
    """Associated pictures: an object by name in 1.x, a list in 2.x and 3.x; withdrawn ones are left out."""
    given = item.get("associations")
    listed = list(given.values()) if isinstance(given, dict) else given if isinstance(given, list) else []
    images = [_image(_lower(one)) for one in listed[:MAX_IMAGES]]
    return tuple(dict.fromkeys(image for image in images if image is not None))


def _image(picture: dict) -> WireImage | None:
    kind = text.line(picture.get("type"), 40).lower()
    if kind not in IMAGE_KINDS or text.line(picture.get("pubstatus") or "usable", 20).lower() != "usable":
        return None
    best = _best_rendition(picture.get("renditions"))
    if best is None:
        return None
    caption = picture.get("description_text") or text_in(picture.get("descriptions"), CAPTION_ROLES)
    credit = picture.get("creditline") or picture.get("byline") or picture.get("by") or picture.get("copyrightholder")
    return WireImage(
        href=fields.link(best.get("href")),
        caption=text.plain(caption, text.TEXT_LIMIT),
        credit=text.plain(credit, 500),
        width=fields.size(best.get("width")),
        height=fields.size(best.get("height")),
    )


def _best_rendition(value: object) -> dict | None:
    # An object by name in 1.x, a list of named objects in 2.x and 3.x.
    listed = [("", one) for one in value] if isinstance(value, list) else []
    named = list(value.items()) if isinstance(value, dict) else listed
    ranked = []
    for key, one in named[: fields.MAX_LIST]:
        rendition = _lower(one)
        href = fields.link(rendition.get("href"))
        mime = text.line(rendition.get("mimetype") or rendition.get("contenttype"), 80).lower()
        if href and (not mime or mime.startswith("image/")):
            name = text.line(key or rendition.get("name"), 80).lower()
            rank = RENDITIONS.index(name) if name in RENDITIONS else len(RENDITIONS)
            ranked.append((rank, -(fields.size(rendition.get("width")) or 0), len(ranked), rendition))
    return min(ranked)[3] if ranked else None


def _lower(value: object) -> dict:
    return {str(key).lower(): inner for key, inner in value.items()} if isinstance(value, dict) else {}
