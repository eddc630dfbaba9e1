"""The tree of components of a NewsML 1.2 item: which of them is the story, and what the others are to it.

https://iptc.org/std/NewsML/1.2/specification/, "Functional Specification", sections 5.5 (NewsComponent) and 5.6
(ContentItem). The roles of components are the agencies' own; those that are not the text are listed here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from articles.wire import fields, html, nitf_parts, text, xml
from articles.wire.copy import Subject, WireImage

BODY_ROLES = {"body", "main", "text", "story"}
NOT_BODY_ROLES = {
    "caption", "headline", "subheadline", "stylesheet", "abstract", "summary", "teaser", "tweettext", "contact", "logo",
    "title", "lead", "quicklook", "thumbnail", "highdef", "keywords", "byline", "credit", "copyright",
}  # fmt: skip
NOT_TEXT = re.compile(r"photo|picture|image|graphic|audio|video|animation|icon|jpe?g|mp[34g]|pdf|css", re.IGNORECASE)
# What media types and file types are called for an editor.
KINDS = (
    (re.compile(r"photo|picture|image|jpe?g|icon", re.IGNORECASE), "picture"),
    (re.compile(r"graphic|animation", re.IGNORECASE), "graphic"),
    (re.compile(r"audio|mp3", re.IGNORECASE), "audio"),
    (re.compile(r"video|mp4|mpe?g", re.IGNORECASE), "video"),
)
IMAGE_KINDS = ("picture", "graphic")
SUBJECT_TAGS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
IPTC_CODE = re.compile(r"[0-9]{8}")


@dataclass(frozen=True, slots=True)
class Body:
    """The text, and the components that it stands in, from the innermost outwards."""

    components: tuple[etree._Element, ...] = ()
    html: str = ""
    nitf: etree._Element | None = None
    warnings: tuple[str, ...] = field(default=())

    @property
    def lines(self) -> nitf_parts.Lines:
        return nitf_parts.lines_of(self.nitf)

    def said(self, path: str, limit: int = text.LINE_LIMIT) -> str:
        return next(filter(None, (xml.said(one, path, limit) for one in self.components)), "")

    def attribute(self, path: str, name: str, limit: int) -> str:
        return next(filter(None, (xml.attribute(one, path, name, limit) for one in self.components)), "")

    def property(self, path: str, name: str) -> str:
        found = (
            one for component in self.components for one in component.iterfind(path) if one.get("FormalName") == name
        )
        return next(filter(None, (text.plain(one.get("Value") or "", 200) for one in found)), "")

    def with_role(self, role: str) -> str:
        """The text of the component beside the story that has the *role*: ``SubHeadLine``, ``Lead`` …"""
        for component in self.components:
            for one in xml.at(component, "NewsComponent"):
                if role_of(one) == role and (said := xml.said(one, "ContentItem/DataContent", text.TEXT_LIMIT)):
                    return said
        return ""


def role_of(component: etree._Element) -> str:
    return xml.attribute(component, "Role", "FormalName", 80).lower()


def components_of(content: etree._Element) -> tuple[etree._Element, ...]:
    return tuple(content.iterancestors("NewsComponent"))


def contents_of(item: etree._Element) -> Iterator[etree._Element]:
    """The item's contents, but none that stands inside another, as many as any item has."""
    outer = (one for one in item.iter("ContentItem") if next(one.iterancestors("ContentItem"), None) is None)
    return islice(outer, fields.MAX_ITEMS)


def body_of(item: etree._Element) -> Body:
    """The story's text: the first content with the role of a body that says anything, else the first with no role."""
    found: list[tuple[int, etree._Element]] = []
    for content in contents_of(item):
        roles = {role_of(one) for one in components_of(content)}
        if (
            content.find("DataContent") is not None
            and not NOT_TEXT.search(_type(content))
            and not roles & NOT_BODY_ROLES
        ):
            found.append((0 if role_of(content.getparent()) in BODY_ROLES else 1, content))
    read = [(content, _body(content)) for _, content in sorted(found, key=lambda one: one[0])]
    read = [(content, nitf, body) for content, (nitf, body) in read if html.text_of(body)]
    if not read:
        first = next(item.iter("NewsComponent"), None)
        return Body(components=() if first is None else _outwards(first))
    content, nitf, body = read[0]
    others = len({other for _, _, other in read} - {body})
    warnings = (
        (f"The item holds {others + 1} texts; only the first was read, the others are in the file.",) if others else ()
    )
    return Body(components_of(content), body, nitf, warnings)


def _outwards(component: etree._Element) -> tuple[etree._Element, ...]:
    """The components down the first branch: where there is no text, they still say whose and what it is."""
    below = component.find("NewsComponent")
    return (component,) if below is None else (*_outwards(below), component)


def _body(content: etree._Element) -> tuple[etree._Element | None, str]:
    data = content.find("DataContent")
    nitf, page = data.find(".//nitf"), data.find(".//html")
    if nitf is not None:
        return nitf, html.clean(nitf_parts.body_of(nitf))
    if page is not None or len(data):
        return None, html.clean(xml.markup(data, nitf_parts.UNSEEN))
    return None, xml.body_from_string(data.text or "")


def _type(content: etree._Element) -> str:
    return " ".join(xml.attribute(content, name, "FormalName", 80) for name in ("MediaType", "MimeType", "Format"))


def kind_of(item: etree._Element) -> str:
    """What an item without a text is: that of its first content that is no text."""
    for content in contents_of(item):
        for pattern, kind in KINDS:
            if pattern.search(_type(content)):
                return kind
    return "text"


def subjects_of(item: etree._Element, body: Body) -> tuple[Subject, ...]:
    """``SubjectCode``, named where a TopicSet in the item describes the code."""
    names = _topics(item)
    subjects = []
    for component in body.components:
        for one in xml.at(component, "DescriptiveMetadata/SubjectCode/*"):
            code, scheme = (xml.attribute(one, ".", name, 200) for name in ("FormalName", "Scheme"))
            if one.tag in SUBJECT_TAGS and code:
                # Without a scheme the standard's catalogue makes it IPTC's.
                scheme = "subj" if IPTC_CODE.fullmatch(code) and scheme.lower()[:4] in ("", "iptc") else scheme
                subjects.append(Subject(scheme=scheme, code=code, name=names.get(code, "")))
    return tuple(dict.fromkeys(subjects))[: fields.MAX_LIST]


def _topics(item: etree._Element) -> dict[str, str]:
    names = {}
    for topic in xml.at(item, ".//Topic"):
        described = [one for one in xml.at(topic, "Description") if one.get("Variant") in (None, "Name")]
        names[xml.said(topic, "FormalName", 200)] = xml.said(described[0], ".", 200) if described else ""
    return names


def images_of(item: etree._Element, body: Body) -> tuple[WireImage, ...]:
    """One picture for each component that describes one: its widest file, its caption and its credit."""
    found: dict[etree._Element, list[tuple[int, str, etree._Element]]] = {}
    for content in contents_of(item):
        kind = next((kind for pattern, kind in KINDS if pattern.search(_type(content))), "")
        href, components = xml.media(content.get("Href")), components_of(content)
        if kind in IMAGE_KINDS and href and components and not any(role_of(one) == "logo" for one in components):
            owner = next((one for one in components if one.find("NewsLines") is not None), components[0])
            # In the story's own component each file is a picture, and the lines are the story's.
            owner = content if owner in body.components else owner
            found.setdefault(owner, []).append((_side(content, "Width") or 0, href, content))
    images = [_image(owner, *max(files, key=lambda one: one[0])[1:]) for owner, files in found.items()]
    images += nitf_parts.images_of(body.nitf) if body.nitf is not None else ()
    return tuple(dict.fromkeys(images))[: fields.MAX_LIST]


def _image(owner: etree._Element, href: str, content: etree._Element) -> WireImage:
    captions = (one for one in xml.at(owner, "NewsComponent") if role_of(one) == "caption")
    caption = next(filter(None, (xml.said(one, "ContentItem/DataContent", text.TEXT_LIMIT) for one in captions)), "")
    return WireImage(
        href=href,
        caption=caption or xml.said(owner, "NewsLines/HeadLine", text.TEXT_LIMIT),
        credit=xml.said(owner, "NewsLines/CreditLine", 500) or xml.said(owner, "NewsLines/ByLine", 500),
        width=_side(content, "Width"),
        height=_side(content, "Height"),
    )


def _side(content: etree._Element, name: str) -> int | None:
    given = {one.get("FormalName"): one.get("Value") or "" for one in xml.at(content, "Characteristics/Property")}
    return fields.size(given.get(name) or given.get(f"Pixel{name}"))
