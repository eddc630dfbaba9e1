"""NITF 3.x, https://iptc.org/std/NITF/3.6/specification/ ("Element and attribute list"): one story a file.

The body is ``body/body.content`` alone; notes in the head may hold a ``body.content`` of their own. What NITF has no
element for (slugline, source) agencies send in ``meta``, under names that are listed here.
"""

import re
from dataclasses import replace

from lxml import etree

from articles.wire import dates, fields, html, text, xml
from articles.wire.copy import CANCELED, WITHHELD, Reading, Skipped, SourceHints, Subject, WireCopy
from articles.wire.nitf_parts import body_of, images_of, lines_of, notes_of

NAME, VERSION = "nitf", 5

META_SLUGLINES = ("slugline", "slug", "anpa-keyword", "ntbstikkord")
META_SOURCES = ("source", "aap-source", "ntbkilde")
IPTC_CODE = re.compile(r"[0-9]{8}")


def sniff(raw: bytes, name: str) -> bool:
    return xml.root_name(raw) == "nitf"


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    root, warnings = xml.parse(raw, name, hints)
    return xml.reading(f"{NAME}/{VERSION}", _with_order(_item(root, hints), root), warnings)


def _item(root: etree._Element, hints: SourceHints) -> WireCopy | Skipped:
    said: list[str] = []
    head, docdata, body_head = (root.find(path) for path in ("head", "head/docdata", "body/body.head"))
    source, lines = _source(root), lines_of(root)
    copy = WireCopy(
        guid=_guid(docdata),
        version=fields.version(xml.attribute(docdata, "du-key", "version"), said),
        headline=lines.headline,
        standfirst=lines.standfirst,
        slugline=_meta(head, META_SLUGLINES, 200) or xml.attribute(docdata, "du-key", "key", 200),
        byline=lines.byline,
        dateline=lines.dateline,
        credit=xml.said(body_head, "distributor", 500) or source,
        source=source,
        copyright=_copyright(docdata, body_head),
        usage_terms=_usage_terms(docdata, body_head),
        language=text.line(root.get("baselang") or root.get(xml.XML_LANG) or "", 35) or hints.language,
        urgency=fields.urgency(xml.attribute(head, ".//urgency", "ed-urg"), said),
        subjects=(subjects_of(root) + identified_in(docdata))[: fields.MAX_LIST],
        keywords=_keywords(docdata),
        ednote=_ednote(docdata, root, lines.left_over),
        genre=xml.attribute(head, "tobject/tobject.property", "tobject.property.type", 200),
        images=images_of(root),
        body_html=html.clean(body_of(root)),
    )
    copy = fields.with_time(copy, "created", _norm(body_head, ".//story.date"), hints)
    copy = fields.with_time(copy, "modified", _norm(docdata, "date.issue") or _published(head), hints)
    copy = fields.with_time(copy, "expires", _norm(docdata, "date.expire"), hints)
    copy = _with_status(copy, docdata, said, hints)
    for warning in said:
        copy = fields.with_warning(copy, warning)
    return xml.story(fields.with_guid(copy, NAME), hints)


def _with_status(copy: WireCopy, docdata: etree._Element | None, said: list[str], hints: SourceHints) -> WireCopy:
    """``date.release`` is an embargo where the status says so, and doubt where it is later than the issue."""
    status = docdata.get("management-status") if docdata is not None else None
    release = _norm(docdata, "date.release")
    if (status or "").lower() == "embargoed":
        return fields.with_time(copy, "embargoed_until", release or "", hints)
    copy = replace(copy, pubstatus=fields.pubstatus(status, said))
    managed = _story_of(xml.attribute(docdata, ".", "management-doc-idref", 10_000), docdata)
    if managed and managed != copy.guid:
        order = xml.attribute(docdata, ".", "management-idref-status") or "changed"
        said.append(f"It says that the earlier document “{managed}” is {order}.")
    time = dates.read_time(release, hints.timezone)
    if time and copy.modified and time > copy.modified:
        said.append(
            "It gives a release time after its issue, but not the status “embargoed”; it was read as an embargo."
        )
        return fields.with_time(copy, "embargoed_until", release, hints)
    return copy


def _with_order(item: WireCopy | Skipped, root: etree._Element) -> list[WireCopy | Skipped]:
    """``management-idref-status`` is that of another document: to cancel or withhold it is an order."""
    docdata = root.find("head/docdata")
    other = _story_of(xml.attribute(docdata, ".", "management-doc-idref", 10_000), docdata)
    ordered = fields.STATUSES.get(xml.attribute(docdata, ".", "management-idref-status").lower())
    if isinstance(item, Skipped) or ordered not in (CANCELED, WITHHELD) or other in ("", item.guid):
        return [item]
    order = WireCopy(
        guid=other, numbered=False, headline=item.headline, credit=item.credit, source=item.source,
        language=item.language, modified=item.modified, ednote=item.ednote, pubstatus=ordered,
        warnings=(f"The document “{item.guid}” says that this one is {ordered}.",),
    )  # fmt: skip
    return [item, order]


def _guid(docdata: etree._Element | None) -> str:
    return _story_of(xml.attribute(docdata, "doc-id", "id-string", 10_000), docdata)


def _story_of(document: str, docdata: etree._Element | None) -> str:
    """The document, or the key of its story where it is that key and the number of a revision: ``ferry_47``."""
    key = xml.attribute(docdata, "du-key", "key", 10_000)
    revision = document.removeprefix(key) if key else ""
    return text.identity(key if re.fullmatch(r"[._:-][0-9]{1,6}", revision) else document)


def _published(head: etree._Element | None) -> str | None:
    return xml.attribute(head, "pubdata", "date.publication", dates.VALUE_LIMIT) or None


def _norm(element: etree._Element | None, path: str) -> str | None:
    return xml.attribute(element, path, "norm", dates.VALUE_LIMIT) or None


def _meta(head: etree._Element | None, names: tuple[str, ...], limit: int) -> str:
    said = {(one.get("name") or "").lower(): one.get("content") for one in xml.at(head, "meta")}
    return next(filter(None, (text.plain(said.get(name), limit) for name in names)), "")


def _source(root: etree._Element) -> str:
    docdata, rights = root.find("head/docdata"), root.find("body/body.head/rights")
    return (
        xml.said(root, "body/body.head/distributor", 500)
        or xml.attribute(docdata, "doc.copyright", "holder", 500)
        or xml.attribute(docdata, "del-list/from-src", "src-name", 500)
        or xml.said(rights, "rights.owner", 500)
        or xml.said(root, "body/body.head/copyrite/copyrite.holder", 500)
        or _meta(root.find("head"), META_SOURCES, 500)
        or xml.attribute(docdata, "doc-id", "regsrc", 500)
        or xml.attribute(root.find("head"), "pubdata", "name", 500)
    )


def _copyright(docdata: etree._Element | None, body_head: etree._Element | None) -> str:
    holder = xml.attribute(docdata, "doc.copyright", "holder", text.TEXT_LIMIT)
    year = xml.attribute(docdata, "doc.copyright", "year", 20)
    lines = (xml.said(body_head, name, text.TEXT_LIMIT) for name in ("rights", "copyrite"))
    return f"© {year} {holder}".replace("  ", " ") if holder else next(filter(None, lines), "")


def _usage_terms(docdata: etree._Element | None, body_head: etree._Element | None) -> str:
    names = ("type", "limitations", "geography", "agent", "startdate", "enddate")
    given = [xml.attribute(docdata, "doc.rights", name, text.TEXT_LIMIT) for name in names]
    given += [xml.said(body_head, f"rights/rights.{name}", text.TEXT_LIMIT) for name in names]
    return fields.joined(given)


def subjects_of(root: etree._Element) -> tuple[Subject, ...]:
    """``tobject.subject``, named by the narrowest of its three names; the vocabulary is IPTC's unless it says so."""
    subjects = []
    for one in xml.at(root, "head/tobject/tobject.subject"):
        narrowest = ("detail", "matter", "type")
        name = next(filter(None, (xml.attribute(one, ".", f"tobject.subject.{part}", 200) for part in narrowest)), "")
        code = xml.attribute(one, ".", "tobject.subject.refnum", 200)
        scheme = xml.attribute(one, ".", "tobject.subject.ipr", 200) or "IPTC"
        scheme = "subj" if scheme.upper() == "IPTC" and IPTC_CODE.fullmatch(code) else scheme
        if code or name:
            subjects.append(Subject(scheme=scheme, code=code, name=name))
    return tuple(dict.fromkeys(subjects))[: fields.MAX_LIST]


def identified_in(docdata: etree._Element | None) -> tuple[Subject, ...]:
    """``identified-content``: the people, places, organisations and events that the head names, and classifiers; and
    ``evloc``, where it happened."""
    subjects = [_place(one) for one in xml.at(docdata, "evloc")]
    for one in xml.at(docdata, "identified-content/*"):
        given = (one.get("value") or one.get("location-code") or "", "".join(one.itertext()))
        code, name = (text.plain(value, 200) for value in given)
        scheme = text.plain(one.get("idsrc") or one.get("code-source") or one.get("type") or "", 200)
        if code or name:
            subjects.append(Subject(scheme=scheme, code=code, name=name))
    return tuple(one for one in dict.fromkeys(subjects) if one.code or one.name)[: fields.MAX_LIST]


def _place(evloc: etree._Element) -> Subject:
    """The narrowest name of a place, and the code of its country."""
    parts = (text.plain(evloc.get(name) or "", 200) for name in ("city", "county-dist", "state-prov", "region"))
    code = text.line(evloc.get("iso-cc") or "", 40)
    return Subject(scheme="iso-cc" if code else "", code=code, name=next(filter(None, parts), ""))


def _keywords(docdata: etree._Element | None) -> tuple[str, ...]:
    found = xml.at(docdata, "key-list/keyword")
    keywords = [text.plain(one.get("key") or one.text or "", 200) for one in found]
    # What appears again and again under one name: "weekly-football".
    keywords.append(xml.attribute(docdata, "fixture", "fix-id", 200))
    return tuple(filter(None, dict.fromkeys(keywords)))[: fields.MAX_LIST]


def _ednote(docdata: etree._Element | None, root: etree._Element, left_over: tuple[str, ...]) -> str:
    """What was said to editors, and what else was said that has no place of its own in a story."""
    said = (*xml.at(docdata, "ed-msg"), *xml.at(docdata, "correction"))
    given = [text.plain(one.get("info") or "", 4_000) for one in said]
    return fields.joined([*given, *notes_of(root), *left_over, _series(docdata)], "\n", 4_000)


def _series(docdata: etree._Element | None) -> str:
    """Of which series, and which part: ``Ferries (2/3)``."""
    name, part, parts = (xml.attribute(docdata, "series", f"series.{one}") for one in ("name", "part", "totalpart"))
    place = f" ({part}/{parts})" if parts.strip("0") else f" ({part})"
    return f"{name}{place if part else ''}" if name else ""
