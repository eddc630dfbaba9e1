"""The parts of NITF that stand in other standards' files too: its body, its pictures and the lines above them.

https://iptc.org/std/NITF/3.6/specification/, elements ``body.content``, ``media``, ``byline``, ``dateline``, ``note``.
"""

from dataclasses import dataclass
from itertools import islice

from lxml import etree

from articles.wire import fields, text, xml
from articles.wire.copy import WireImage

# Pictures are no text: they become images, with their captions. Notes to editors get a tag of their own.
PRIVATE_NOTE = "note.npa"
UNSEEN = xml.UNSEEN | {"media", "nitf-table-metadata", PRIVATE_NOTE}


@dataclass(frozen=True, slots=True)
class Lines:
    """What stands above the text."""

    headline: str = ""
    standfirst: str = ""
    byline: str = ""
    dateline: str = ""
    left_over: tuple[str, ...] = ()


def lines_of(root: etree._Element | None) -> Lines:
    """The lines of a ``nitf`` element, whatever file it stands in; none where there is none.

    A second headline is left over where an abstract is the standfirst; so is who else wrote, where there is a byline.
    """
    if root is None:
        return Lines()
    body_head = root.find("body/body.head")
    first, second = (xml.said(body_head, f"hedline/{name}", 2_000) for name in ("hl1", "hl2"))
    second = "" if second == first else second
    abstract, byline = xml.said(body_head, "abstract", 2_000), _byline(body_head)
    tagline = xml.said(root, "body/body.end/tagline", 500)
    return Lines(
        headline=first[: text.LINE_LIMIT] or xml.said(root, "head/title"),
        standfirst=abstract or second,
        byline=byline or tagline,
        dateline=_dateline(body_head),
        left_over=tuple(filter(None, (abstract and second, byline and tagline))),
    )


def body_of(root: etree._Element) -> str:
    """The body of a ``nitf`` element as HTML that is not yet clean, without notes that are not for publication."""
    parts = []
    for content in root.iterfind("body/body.content"):
        for note in content.iter("note"):
            note.tag = PRIVATE_NOTE if note.get("type") == "npa" else note.tag
        for quote in content.iter("bq"):
            quote.tag = "blockquote"
        # Some send the text as one piece: plain, or as HTML that is written out.
        parts.append(xml.markup(content, UNSEEN) if len(content) else xml.body_from_string(content.text or ""))
    return "".join(parts)


def notes_of(root: etree._Element) -> list[str]:
    """What notes say to editors: those in the head, and any that is not for publication."""
    notes = (
        one for one in root.iter("note", PRIVATE_NOTE) if one.get("type") == "npa" or one.getparent().tag == "body.head"
    )
    return [xml.said(note, ".", 4_000) for note in islice(notes, fields.MAX_LIST)]


def images_of(root: etree._Element) -> tuple[WireImage, ...]:
    """``media`` of the type image: of several references the widest, with its caption and its producer."""
    images = []
    for media in islice(root.iter("media"), fields.MAX_LIST):
        references = [one for one in xml.at(media, "media-reference") if xml.media(one.get("source"))]
        best = max(references, key=lambda one: fields.size(one.get("width")) or 0, default=None)
        kind = (media.get("media-type") or "image").lower()
        if best is not None and kind in ("image", "photo", "picture", "graphic"):
            images.append(
                WireImage(
                    href=xml.media(best.get("source")),
                    caption=xml.said(media, "media-caption", text.TEXT_LIMIT)
                    or text.plain(best.get("alternate-text") or "", text.TEXT_LIMIT),
                    credit=xml.said(media, "media-producer", 500)
                    or text.plain(best.get("source-credit") or best.get("copyright") or "", 500),
                    width=fields.size(best.get("width")),
                    height=fields.size(best.get("height")),
                )
            )
    return tuple(dict.fromkeys(images))


def _byline(body_head: etree._Element | None) -> str:
    """Who wrote it, with the title after a comma: ``By Ada Brook, Holm News``."""
    return fields.joined([_signed(one) for one in xml.at(body_head, "byline")], limit=500)


def _signed(byline: etree._Element) -> str:
    title = xml.said(byline, "byttl", 200)
    # "By<person>Ada Brook</person>": the parts are words of their own.
    who = text.plain(" ".join(byline.itertext()), 500).removesuffix(title).rstrip(" ,")
    return f"{who}, {title}" if who and title else who or title


def _dateline(body_head: etree._Element | None) -> str:
    """Where it was written; the day, which has an element of its own, is left out."""
    dateline = body_head.find("dateline") if body_head is not None else None
    if dateline is None:
        return ""
    pieces = []
    for piece in dateline.xpath(".//text()[not(ancestor::story.date)]"):
        pieces += [text.line(part, 200) for part in str(piece).split(",")]
    return text.line(", ".join(dict.fromkeys(filter(None, pieces))), 200).replace(", (", " (")
