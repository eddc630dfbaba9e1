"""The pictures of a NewsML-G2 text: those it carries, shows or links to, and items beside it in the same message.

https://iptc.org/std/NewsML-G2/guidelines/, sections "Remote Content", "Linking Items", "Packages".
"""

import re
from itertools import islice

from lxml import etree

from articles.wire import fields, nitf_parts, text, xml
from articles.wire.copy import WireImage
from articles.wire.newsmlg2_parts import name_of

# Pictures of one pixel count readers.
TRACKER = {"0", "1", "0px", "1px"}
IMAGE_TYPE = re.compile(r"image/", re.IGNORECASE)
PICTURE = re.compile(r"picture|photo|graphic|image", re.IGNORECASE)


def images_of(item: etree._Element) -> tuple[WireImage, ...]:
    """Pictures that the item carries, links to or shows in its text; of several renditions the widest."""
    images = [_image(xml.at(item, "contentSet/remoteContent"), "", "")]
    for link in xml.at(item, "itemMeta/link")[: fields.MAX_LIST]:
        images.append(_image(xml.at(link, "remoteContent"), xml.said(link, "title", text.TEXT_LIMIT), ""))
    for picture in islice(item.iterfind("contentSet/inlineXML//img"), fields.MAX_LIST):
        if TRACKER.intersection((picture.get("width"), picture.get("height"))):
            continue
        figure = next(picture.iterancestors("figure"), None)
        images.append(
            WireImage(
                href=xml.media(picture.get("src")),
                caption=xml.said(figure, "figcaption", text.TEXT_LIMIT)
                or text.plain(picture.get("alt"), text.TEXT_LIMIT),
                width=fields.size(picture.get("width")),
                height=fields.size(picture.get("height")),
            )
        )
    for nitf in xml.at(item, "contentSet/inlineXML/nitf"):
        images += nitf_parts.images_of(nitf)
    return tuple(dict.fromkeys(one for one in images if one and one.href))[: fields.MAX_LIST]


def beside(root: etree._Element) -> dict[str, tuple[WireImage, ...]]:
    """By the guid of a text: the picture items of the same message that it links to, or that a package puts with it."""
    items = root.findall("itemSet/newsItem")[: fields.MAX_ITEMS]
    pictures = {one.get("guid"): _of_item(one) for one in items if _is_picture(one)}
    if not pictures:
        return {}
    wanted: dict[str, list[str]] = {}
    for one in items:
        links = islice(one.iterfind("itemMeta/link"), fields.MAX_LIST)
        wanted[one.get("guid") or ""] = [link.get("residref") for link in links]
    for package in root.findall("itemSet/packageItem")[: fields.MAX_LIST]:
        members = [one.get("residref") for one in islice(package.iter("itemRef"), fields.MAX_LIST)]
        texts = [one for one in members if one not in pictures]
        if len(texts) == 1 and texts[0] in wanted:
            wanted[texts[0]] += members
    return {
        guid: tuple(pictures[one] for one in dict.fromkeys(given) if pictures.get(one))[: fields.MAX_LIST]
        for guid, given in wanted.items()
    }


def _is_picture(item: etree._Element) -> bool:
    nature = item.find("itemMeta/itemClass")
    return nature is not None and bool(PICTURE.search(f"{nature.get('qcode') or ''} {nature.get('uri') or ''}"))


def _of_item(item: etree._Element) -> WireImage | None:
    content = item.find("contentMeta")
    caption = xml.said(content, "description", text.TEXT_LIMIT) or xml.said(content, "headline", text.TEXT_LIMIT)
    creator = content.find("creator") if content is not None else None
    credit = xml.said(content, "creditline", 500) or xml.said(content, "by", 500)
    credit = credit or (text.plain(name_of(creator), 500) if creator is not None else "")
    return _image(xml.at(item, "contentSet/remoteContent"), caption, credit)


def _image(renditions: list[etree._Element], caption: str, credit: str) -> WireImage | None:
    sized = [
        (fields.size(one.get("width")), fields.size(one.get("height")), xml.media(one.get("href")))
        for one in renditions
        if IMAGE_TYPE.match(one.get("contenttype") or "")
    ]
    best = max((one for one in sized if one[2]), key=lambda one: one[0] or 0, default=None)
    return WireImage(href=best[2], caption=caption, credit=credit, width=best[0], height=best[1]) if best else None
