"""XML from outside, parsed so that nothing in it is fetched, expanded or allowed to cost more than its size.

https://www.w3.org/TR/xml/ section 4.4.3 lets a processor leave entities alone: a DOCTYPE is cut before parsing, so
no reader ever has an entity to resolve. Undeclared HTML names (``&eacute;``), which NITF relies on, become their
characters. Tags lose their namespace, because agencies declare it, change it and leave it out.
"""

import codecs
import re
from html import escape
from html.entities import html5
from itertools import islice

from lxml import etree

from articles.wire import fields, html, text
from articles.wire.copy import CANCELED, USABLE, Reading, Skipped, SourceHints, Unreadable, WireCopy

HEAD = 65_536
# libxml2 itself refuses 256; no newswire comes near. A million attributes of one tag take it minutes.
MAX_DEPTH, MAX_ELEMENTS, MAX_ATTRIBUTES, MAX_REFERENCES = 200, 80_000, 200, 500_000
# The second wall: were a DOCTYPE to come through, nothing in it would be loaded, resolved or applied.
PARSER_OPTIONS = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "attribute_defaults": False, "huge_tree": False, "recover": False, "remove_comments": True, "remove_pis": True,
    "encoding": "utf-8",
}  # fmt: skip

DECLARATION = re.compile(r"<\?xml\s[^>]*?\?>")
DECLARED = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9][\w.:-]{0,40})[\"']")
PROLOG = re.compile(r"(?:<\?.*?\?>|<!--.*?-->|\s)*+", re.DOTALL)
DOCTYPE = re.compile(
    r"<!DOCTYPE\b(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*+"
    r"(?:\[(?P<subset>(?:<!--.*?-->|<\?.*?\?>|\"[^\"]*\"|'[^']*'|[^\]\"'<]|<(?!!--|\?))*+)\]\s*)?>",
    re.DOTALL | re.IGNORECASE,
)
ENTITY = re.compile(r"<!ENTITY\s+(?P<name>[\w.:-]+)\s+(?P<value>\"[^\"]*\"|'[^']*'|SYSTEM|PUBLIC)")
ROOT = re.compile(r"<(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)(?=[\s/>])(?P<attributes>[^>]*)")

# What isn't text; at each of these openings one branch always matches, so both patterns are linear.
OPAQUE = r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
REFERENCE = re.compile(
    rf"{OPAQUE}|&(?:#(?P<number>[0-9]{{1,10}}|x[0-9A-Fa-f]{{1,8}})|(?P<name>[A-Za-z_][\w.:-]*+));", re.DOTALL
)
TAG = re.compile(
    rf"{OPAQUE}|<(?P<end>/?)(?P<start>[^\s<>/!?])(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+'|[\"'])*+(?:>|(?=<)|\Z)", re.DOTALL
)
ATTRIBUTE = re.compile(r"=\s*+[\"']")
PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}
# https://www.w3.org/TR/xml/#charsets
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BEYOND_ASCII = re.compile("[^\x00-\x7f\ufffd]")

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
KEPT_ATTRIBUTES = ("href", "dir", "lang", "colspan", "rowspan")
UNSEEN = frozenset(("head", "script", "style", "template", "noscript", "iframe", "svg"))
# What may be a tag of HTML; the text in other elements stays, their tags go.
TAG_NAME = re.compile(r"[a-z][a-z0-9.-]*")
FILE_NAME = re.compile(r"(?:[\w%+()~ -][\w.%+()~ -]*/)*[\w%+()~ -][\w.%+()~ -]*\.\w{2,5}")
BLOCK_TAG = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|table|html|body|blockquote|pre)[\s/>]", re.IGNORECASE)
BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
HTML_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li|b|i|em|strong|a|html|body|table|sup|sub)(?:[\s/][^<>]*)?>", re.I)


def root_name(raw: bytes) -> str:
    """The local name of the root element; "" for what is not XML."""
    root = root_in(decoded(raw[:HEAD], "")[0])
    return root["name"] if root else ""


def root_in(start: str) -> re.Match[str] | None:
    """The start tag of the root element, its ``name`` and ``attributes``."""
    position = PROLOG.match(start).end()
    if doctype := DOCTYPE.match(start, position):
        position = PROLOG.match(start, doctype.end()).end()
    return ROOT.match(start, position)


def parse(raw: bytes, name: str, hints: SourceHints) -> tuple[etree._Element, tuple[str, ...]]:
    """The root element, all tags without namespaces, and what the newsroom should know of the file."""
    fields.refuse_large(raw, name)
    source, warnings = decoded(raw, hints.charset)
    source, said = without_entities(source, name)
    _refuse_absurd(source, name)
    try:
        root = etree.fromstring(source.encode(), etree.XMLParser(**PARSER_OPTIONS))
    except (etree.XMLSyntaxError, ValueError) as error:
        cause = text.line(str(error), 300).partition(" (<string>")[0]
        raise Unreadable(f"{name}: no well-formed XML: {cause}.") from error
    for element in root.iter():
        element.tag = etree.QName(element).localname
        if element.tag == "br":
            element.tail = f" {element.tail or ''}"  # in a headline it parts words too
        if fields.is_endless(element.text or "") or fields.is_endless(element.tail or ""):
            raise Unreadable(f"{name}: {fields.TOO_LONG}.")
    return root, (*warnings, *said)


def decoded(raw: bytes, charset: str) -> tuple[str, tuple[str, ...]]:
    """The text: a byte order mark is the strongest evidence, then what can only be UTF-8, then the declaration."""
    raw = raw.lstrip(b" \t\r\n")
    match = DECLARED.match(raw)
    declared = match[1].decode() if match else ""
    # A declaration that can be read byte by byte is not in UTF-16, whatever it says.
    if not declared or _family(declared).startswith(("utf-16", "utf-32")):
        return text.decode(raw, charset)
    written, warnings = text.decode(raw, declared)
    if warnings and _family(declared) == "utf-8":
        lenient = raw.decode("utf-8", "replace")
        # More whole characters than broken ones: it is what it says, and a few were damaged on the way.
        if len(BEYOND_ASCII.findall(lenient)) > lenient.count("\ufffd"):
            return text.without_lost(lenient)
    if warnings:
        found = "Windows-1252" if "Windows-1252" in warnings[0] else "UTF-8"
        warnings = (f"The file declares {declared}, but its bytes are not; they were read as {found}.",)
    return written, warnings


def _family(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""


def without_entities(source: str, name: str) -> tuple[str, list[str]]:
    """*source* without declaration, DOCTYPE and entity references; what stood for an entity is never its content."""
    source = DECLARATION.sub("", source.lstrip("\ufeff \t\r\n"), count=1)
    if source.count("&") > MAX_REFERENCES:
        raise Unreadable(f"{name}: it has more than {MAX_REFERENCES:,} references to characters; it was not read.")
    warnings, declared = [], set()
    if controls := len(FORBIDDEN.findall(source)):
        source = FORBIDDEN.sub("", source)
        warnings.append(f"{controls} control characters, which XML forbids, were left out.")
    start = PROLOG.match(source).end()
    if doctype := DOCTYPE.match(source, start):
        source = source[: doctype.start()] + source[doctype.end() :]
        declared = _declared_entities(doctype["subset"] or "", name)
    elif source.startswith("<!DOCTYPE", start):
        raise Unreadable(f"{name}: no well-formed XML: its DOCTYPE has no end.")
    dropped: dict[str, None] = {}

    def replaced(match: re.Match[str]) -> str:
        entity, number = match["name"], match["number"]
        if number is not None:
            character = _character(number)
            if not character:
                dropped[f"The character reference {match[0]} stands for no character; it was left out."] = None
            return character and text.MEANT.get(character, match[0])
        if entity is None or entity in PREDEFINED:
            return match[0]
        if f"{entity};" in html5:
            return escape(html5[f"{entity};"])
        if entity in declared:
            dropped[f"The entity “&{entity[:80]};” is declared by the file itself; it was left out."] = None
            return ""
        dropped[f"The entity “&{entity[:80]};” is not declared; it was kept as it stands."] = None
        return f"&amp;{entity};"

    source = REFERENCE.sub(replaced, source)
    return source, warnings + list(dropped)[: fields.MAX_LIST]


def _declared_entities(subset: str, name: str) -> set[str]:
    declared = {match["name"]: match["value"] for match in ENTITY.finditer(subset)}
    for value in declared.values():
        if any(match["name"] in declared for match in REFERENCE.finditer(value)):
            raise Unreadable(f"{name}: its DOCTYPE declares entities that expand into each other; it was not read.")
    return set(declared)


def _character(number: str) -> str:
    code = int(number[1:], 16) if number[0] == "x" else int(number)
    return "" if code > 0x10FFFF else FORBIDDEN.sub("", chr(code))


def _refuse_absurd(source: str, name: str) -> None:
    depth = elements = 0
    for match in TAG.finditer(source):
        tag = match[0]
        if match["end"]:
            depth -= 1
            continue
        elements += 1
        if elements > MAX_ELEMENTS:
            raise Unreadable(f"{name}: it has more than {MAX_ELEMENTS:,} elements and comments; it was not read.")
        if match["start"] is None:
            continue
        depth += not tag.endswith("/>")
        if depth > MAX_DEPTH:
            raise Unreadable(f"{name}: its elements are nested more than {MAX_DEPTH} deep; it was not read.")
        if len(tag) > MAX_ATTRIBUTES and len(ATTRIBUTE.findall(tag)) > MAX_ATTRIBUTES:
            raise Unreadable(f"{name}: one element has more than {MAX_ATTRIBUTES} attributes; it was not read.")


# What readers ask of elements


def at(element: etree._Element | None, path: str) -> list[etree._Element]:
    """The elements at *path*, as many as a list in a story may have; none where there is no *element*."""
    return [] if element is None else list(islice(element.iterfind(path), fields.MAX_ITEMS))


def said(element: etree._Element | None, path: str = ".", limit: int = text.LINE_LIMIT) -> str:
    """The first non-empty text at *path*, as one line, with the text of inline tags and after them."""
    found = element.iterfind(path) if element is not None else ()
    return next(filter(None, (text.plain("".join(one.itertext()), limit) for one in found)), "")


def attribute(element: etree._Element | None, path: str, name: str, limit: int = text.LINE_LIMIT) -> str:
    """The first non-empty attribute *name* at *path*, as one line."""
    found = element.iterfind(path) if element is not None else ()
    return next(filter(None, (text.plain(one.get(name) or "", limit) for one in found)), "")


def markup(element: etree._Element, unseen: frozenset[str] = UNSEEN) -> str:
    """What *element* holds as HTML for :func:`articles.wire.html.clean`; *unseen* elements are left out."""
    parts = [escape(element.text or "", quote=False)]
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, one in walker:
        if one is element:
            continue
        name = one.tag.lower()
        is_tag = TAG_NAME.fullmatch(name) is not None
        if event == "start" and name in unseen:
            walker.skip_subtree()
        elif event == "start":
            parts.append(f"<{name}{_attributes(one)}>" if is_tag else "")
            parts.append(escape(one.text or "", quote=False))
        elif is_tag and name != "br" and name not in unseen:
            parts.append(f"</{name}>")
        if event == "end":
            parts.append(escape(one.tail or "", quote=False))
    return "".join(parts)


def _attributes(element: etree._Element) -> str:
    if not element.attrib:
        return ""
    values = {name: element.get(name) for name in KEPT_ATTRIBUTES}
    values["lang"] = values["lang"] or element.get(XML_LANG)
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


def body_from_string(value: str) -> str:
    """The body out of text that may be HTML in a CDATA section, or plain, with emphasis and links at most."""
    if not HTML_TAG.search(value):
        return html.paragraphs(text.unescape(value))
    return html.clean(value if BLOCK_TAG.search(value) else BLANK_LINE.sub("<p>", value))


def media(value: object) -> str:
    """The address of a picture: http, or the plain name of a file that came beside this one."""
    written = text.line(value, 500)
    return fields.link(written) or (written if FILE_NAME.fullmatch(written) else "")


def story(copy: WireCopy, hints: SourceHints) -> WireCopy | Skipped:
    """*copy* with the doubts that every standard shares, or why it is none."""
    if len(copy.body_html) > fields.BODY_LIMIT:
        return Skipped(kind=copy.kind, guid=copy.guid, reason=fields.TOO_LONG)
    if not copy.headline and not copy.body_html and copy.pubstatus == USABLE:
        return Skipped(kind=copy.kind, guid=copy.guid, reason="neither a headline nor a text")
    if not copy.guid:
        return Skipped(kind=copy.kind, reason="no identifier, and nothing to make one of")
    if not copy.headline and copy.pubstatus != CANCELED:
        copy = fields.with_warning(copy, "The copy has no headline.")
    return fields.with_prose_holds(copy, hints)


def reading(reader: str, results: list[WireCopy | Skipped], warnings: tuple[str, ...]) -> Reading:
    return Reading(
        reader=reader,
        items=tuple(one for one in results if isinstance(one, WireCopy)),
        skipped=tuple(one for one in results if isinstance(one, Skipped)),
        warnings=warnings,
    )
