"""The parts of a NewsML-G2 item that come in many shapes: bodies, concepts with names and codes, notes.

https://iptc.org/std/NewsML-G2/guidelines/, sections "Concepts", "Content Set", "Editorial Note".
"""

import re
from itertools import chain, islice

from lxml import etree

from articles.wire import fields, html, nitf_parts, text, xml
from articles.wire.copy import Subject

NEWSCODES = re.compile(r"https?://cv\.iptc\.org/newscodes/(?P<scheme>[\w-]+)/(?P<code>[^/]+)/?")
SCHEMES = {"mediatopic": "medtop", "subjectcode": "subj"}


def language_of(element: etree._Element) -> str:
    return text.line(element.xpath("string(ancestor-or-self::*[@xml:lang][1]/@xml:lang)"), 35)


def primary(language: str) -> str:
    return language.partition("-")[0].lower()


def in_own_language(content: etree._Element | None, path: str) -> list[etree._Element]:
    """The elements at *path*, those in the language of the story first."""
    found = xml.at(content, path)
    if len(found) > 1:
        own = primary(xml.attribute(content, "language", "tag", 35) or language_of(content))
        found.sort(key=lambda one: primary(language_of(one)) != own)
    return found


def spoken(content: etree._Element | None, path: str, limit: int) -> str:
    said = (xml.said(one, ".", limit) for one in in_own_language(content, path))
    return next(filter(None, said), "")


def name_of(concept: etree._Element) -> str:
    """What a concept is called: its name, in the item's own language where it has several, or its literal."""
    names = [one for one in xml.at(concept, "name") if xml.said(one)]
    own = concept.xpath("string(ancestor::*[@xml:lang][1]/@xml:lang)")
    spoken = [one for one in names if own and one.get(xml.XML_LANG) == own]
    return xml.said((spoken or names or [None])[0], ".", 200) or text.plain(concept.get("literal") or "", 200)


def named(element: etree._Element | None, path: str) -> str:
    """The first name at *path*; without any, the last part of the first code."""
    found = xml.at(element, path)
    codes = (re.split(r"[:/]", text.line(one.get("qcode") or "", 200))[-1] for one in found)
    return next(filter(None, (*map(name_of, found), *codes)), "")


def ranked(item: etree._Element, path: str) -> list[etree._Element]:
    """The elements at *path*, those of a higher rank (1 is the highest) first."""
    return sorted(xml.at(item, path), key=lambda one: int(one.get("rank")) if _is_number(one.get("rank")) else 1)


def _is_number(value: str | None) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,9}", value or ""))


def subjects_of(item: etree._Element) -> tuple[Subject, ...]:
    """Subjects with the scheme's alias and the code; one without either keeps its literal as code. What the item says
    of a concept once, in ``assert``, holds wherever its code stands."""
    asserted = {one.get("qcode"): name_of(one) for one in xml.at(item, "assert")}
    subjects = []
    for one in xml.at(item, "contentMeta/subject"):
        concept = one.find("mainConcept") if one.find("mainConcept") is not None else one
        subject = _subject(concept, asserted.get(concept.get("qcode"), ""))
        if subject.code or subject.name:
            subjects.append(subject)
    return tuple(dict.fromkeys(subjects))[: fields.MAX_LIST]


def _subject(concept: etree._Element, asserted: str) -> Subject:
    name, uri, qcode = (
        name_of(concept) or asserted,
        *(text.line(concept.get(key) or "", 500) for key in ("uri", "qcode")),
    )
    if match := NEWSCODES.fullmatch(uri):
        return Subject(scheme=SCHEMES.get(match["scheme"], match["scheme"])[:200], code=match["code"][:200], name=name)
    scheme, colon, code = qcode.partition(":")
    if colon:
        return Subject(scheme=scheme[:200], code=code[:200], name=name)
    scheme, _, code = uri.rpartition("/")
    return Subject(
        scheme=scheme[:200], code=(qcode or code or text.line(concept.get("literal") or ""))[:200], name=name
    )


def notes_of(meta: etree._Element | None) -> str:
    """All that is said to editors, each thing on a line and once, though notes repeat each other."""
    texts = (html.plain_text(html.clean(xml.markup(one))) for one in xml.at(meta, "edNote")[: fields.MAX_LIST])
    lines = (line for text_of_note in texts for line in text_of_note.split("\n"))
    return "\n".join(filter(None, dict.fromkeys(lines)))[:4_000]


def body_of(item: etree._Element, headline: str) -> str:
    """The text: XHTML before NITF before other XML with paragraphs before plain text; the first that says anything."""
    found: list[tuple[int, str]] = []
    for inline in xml.at(item, "contentSet/inlineXML"):
        page, nitf = inline.find("html"), inline.find("nitf")
        if page is not None:
            _without_headline(page, headline)
            found.append((0, xml.markup(page)))
        elif nitf is not None:
            found.append((1, nitf_parts.body_of(nitf)))
        elif inline.find(".//p") is not None or not len(inline):
            found.append((2, xml.markup(inline) if len(inline) else xml.body_from_string(inline.text or "")))
    pages = (html.clean(one) for _, one in sorted(found, key=lambda one: one[0]))
    texts = (
        xml.body_from_string("".join(one.itertext()))
        for one in xml.at(item, "contentSet/inlineData")
        if not one.get("encoding") and (one.get("contenttype") or "text/").startswith("text/")
    )
    bodies = islice(chain(pages, texts), fields.MAX_LIST)
    return next((one for one in bodies if html.text_of(one)), "")


def _without_headline(page: etree._Element, headline: str) -> None:
    """Let the headline that opens the page be its head's, and the header around it, if anything is left without it.

    What stands in such a header (time, slugline, genre, byline) are the item's own fields once more.
    """
    title = next((one for one in page.iter("h1") if xml.said(one) == headline), None)
    if not headline or title is None:
        return
    header = next(title.iterancestors("header"), title)
    whole = "".join(page.xpath("descendant-or-self::body//text()")).strip()
    opening = "".join(header.itertext()).strip()
    if whole.startswith(opening) and len(whole) > len(opening):
        header.tag = "head"
