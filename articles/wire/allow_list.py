"""The one list of HTML that may be stored and shown: tags, their attributes, and the values that these may have."""

import re

INLINE = ("a", "b", "em", "i", "strong", "sub", "sup")
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4", "hl2": "h2"}
FLOW = ("blockquote", "figure", "ol", "table", "ul")
SECTIONS = ("table", "thead", "tbody", "tfoot")
# Where each of these may stand; anywhere else the tag is dropped and its text kept.
PARENTS = {
    "li": ("ul", "ol"),
    "figcaption": ("figure",),
    "caption": ("table",),
    **dict.fromkeys(("thead", "tbody", "tfoot"), ("table",)),
    "tr": SECTIONS,
    "td": ("tr", *SECTIONS),
    "th": ("tr", *SECTIONS),
}
TABLE_PARTS = {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
# What may hold text without a paragraph around it.
HOLDERS = ("li", "td", "th", "caption", "figcaption")

TAGS = frozenset({"p", "br", *HEADINGS.values(), *INLINE, *FLOW, *PARENTS} - {"hl2"})
CELL = frozenset({"colspan", "rowspan"})
ATTRIBUTES = {"a": frozenset({"href"}), "td": CELL, "th": CELL, "*": frozenset({"dir", "lang"})}
VALUES = {
    "href": re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+", re.IGNORECASE),
    "dir": re.compile(r"ltr|rtl|auto", re.IGNORECASE),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}"),
    "colspan": re.compile(r"[1-9][0-9]{0,2}"),
    "rowspan": re.compile(r"[1-9][0-9]{0,2}"),
}
VALUE_LIMIT = 2_000
