"""Who made a picture and what it shows: read from IPTC-IIM, XMP and Exif, written as XMP and Exif, without places.

https://www.iptc.org/std/photometadata/specification/. What a file says of where it was taken is never read.
"""

import contextlib
import re
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from xml.sax.saxutils import escape

from lxml import etree
from PIL.Image import Exif

from articles.pictures.reading import DAMAGED, Opened
from articles.wire.text import line

LIMIT = 2_000
XMP_LARGEST = 200_000
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
IPTC_EXT = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}

# Field -> IIM dataset, XMP property, Exif tag.
IIM = {"creator": (2, 80), "credit": (2, 110), "copyright": (2, 116), "caption": (2, 120), "title": (2, 105)}
XMP = {
    "creator": f"{{{DC}}}creator",
    "credit": f"{{{PHOTOSHOP}}}Credit",
    "copyright": f"{{{DC}}}rights",
    "caption": f"{{{DC}}}description",
    "title": f"{{{PHOTOSHOP}}}Headline",
    "usage": f"{{{RIGHTS}}}UsageTerms",
    "alt": f"{{{IPTC_EXT}}}AltTextAccessibility",
}
EXIF = {"creator": 0x013B, "copyright": 0x8298, "caption": 0x010E}
SUB_IFD, TAKEN, TAKEN_OFFSET, MODIFIED = 0x8769, 0x9003, 0x9011, 0x0132
EXIF_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Words:
    """``taken`` is as the camera's clock had it: ISO 8601, with a zone only if the camera knew one."""

    creator: str = ""
    credit: str = ""
    copyright: str = ""
    caption: str = ""
    title: str = ""
    usage: str = ""
    alt: str = ""
    taken: str = ""

    def as_dict(self) -> dict[str, str]:
        return {name: text for name, text in asdict(self).items() if text}


def read(picture: Opened) -> Words:
    """Of each field the first that says something: XMP, then IIM, then Exif."""
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp")
    sources = (from_xmp(packet), from_iim(picture.info), from_exif(picture.exif))
    found = {
        field.name: next((said[field.name] for said in sources if said.get(field.name)), "") for field in fields(Words)
    }
    return Words(**found)


def from_xmp(packet: bytes | str | None) -> dict[str, str]:
    raw = packet.encode() if isinstance(packet, str) else packet or b""
    if not raw or len(raw) > XMP_LARGEST or b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        return {}
    try:
        root = etree.fromstring(raw.strip(b"\0 \r\n\t"), etree.XMLParser(**PARSER))
    except etree.XMLSyntaxError:
        return {}
    found = {}
    for name, tag in XMP.items():
        elements = root.iter(tag)
        texts = [text for element in elements for text in values(element)]
        texts += [value for element in root.iter(f"{{{RDF}}}Description") if (value := element.get(tag))]
        joined = "; ".join(texts) if name == "creator" else next(iter(texts), "")
        found[name] = line(joined, LIMIT)
    return found


def values(element: etree._Element) -> list[str]:
    """The items of an XMP list, the default language first, or the element's own text."""
    items = sorted(element.iter(f"{{{RDF}}}li"), key=lambda item: item.get(LANG, "x-default") != "x-default")
    return [text for item in items or [element] if (text := "".join(item.itertext()).strip())]


def from_iim(info: dict) -> dict[str, str]:
    """IIM stands in a resource block of JPEG files; its charset is UTF-8 if it says so, or if it can be."""
    resources = info.get("photoshop")
    raw = resources.get(0x0404) if isinstance(resources, dict) else None
    if not isinstance(raw, bytes):
        return {}
    datasets: dict[tuple[int, int], list[bytes]] = {}
    at = 0
    while at + 5 <= len(raw) and raw[at] == 0x1C:
        length = int.from_bytes(raw[at + 3 : at + 5], "big")
        if length & 0x8000:
            break
        datasets.setdefault((raw[at + 1], raw[at + 2]), []).append(raw[at + 5 : at + 5 + length])
        at += 5 + length
    return {name: line("; ".join(map(decoded, datasets.get(key, ()))), LIMIT) for name, key in IIM.items()}


def decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def from_exif(exif: Exif) -> dict[str, str]:
    try:
        found = {name: text_of(exif.get(tag)) for name, tag in EXIF.items()}
        inside = exif.get_ifd(SUB_IFD)
        return {**found, "taken": taken(inside.get(TAKEN) or exif.get(MODIFIED), inside.get(TAKEN_OFFSET))}
    except DAMAGED:
        return {}


def text_of(value: object) -> str:
    if isinstance(value, bytes):
        value = decoded(value)
    if not isinstance(value, str):
        return ""
    with contextlib.suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")  # Pillow reads Exif's ASCII as Latin-1; many write UTF-8
    return line(value.replace("\0", " "), LIMIT)


def taken(value: object, offset: object) -> str:
    match = EXIF_TIME.fullmatch(value.strip("\0 ")) if isinstance(value, str) else None
    if match is None:
        return ""
    try:
        moment = datetime(*map(int, match.groups()))
        zone = offset.strip("\0 ") if isinstance(offset, str) else ""
        return datetime.fromisoformat(f"{moment.isoformat()}{zone}").isoformat()
    except ValueError:
        return ""


def xmp(words: Words) -> bytes:
    """A packet with these words and nothing else."""
    rows = []
    for name, tag in XMP.items():
        if text := getattr(words, name):
            space, local = tag[1:].split("}")
            rows.append(
                f"<{PREFIXES[space]}:{local}>{CONTAINERS[name].format(escape(text))}</{PREFIXES[space]}:{local}>"
            )
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for space, prefix in PREFIXES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" {spaces}>{"".join(rows)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


PREFIXES = {DC: "dc", PHOTOSHOP: "photoshop", RIGHTS: "xmpRights", IPTC_EXT: "Iptc4xmpCore"}
ALTERNATIVES = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
CONTAINERS = {
    "creator": "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>",
    "credit": "{}",
    "title": "{}",
    **dict.fromkeys(("copyright", "caption", "usage", "alt"), ALTERNATIVES),
}


def exif(words: Words) -> bytes:
    """Exif with the maker, the copyright and the caption: no camera, no orientation, no place."""
    said = {**words.as_dict(), "creator": words.creator or words.credit}
    block = Exif()
    for name, tag in EXIF.items():
        if text := said.get(name):
            block[tag] = text
    return block.tobytes()
