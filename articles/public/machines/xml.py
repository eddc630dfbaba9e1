"""Writing XML: elements with text in them, and no character that XML forbids, or control that it warns of."""

import re

from lxml import etree

FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def allowed(text: str) -> str:
    return FORBIDDEN.sub("", text)


def add(parent: etree._Element, tag: str, text: str = "", /, **attributes: str) -> etree._Element:
    """A new last child; in the parent's own namespace unless ``tag`` says another, in Clark's notation."""
    namespace = etree.QName(parent).namespace
    name = tag if tag.startswith("{") or namespace is None else f"{{{namespace}}}{tag}"
    element = etree.SubElement(parent, name, {key: allowed(value) for key, value in attributes.items()})
    element.text = allowed(text) or None
    return element


def mark_language(element: etree._Element, tag: str) -> None:
    element.set(LANG, allowed(tag))


def written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
