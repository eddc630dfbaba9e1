"""NewsML 1.0 to 1.2, https://iptc.org/std/NewsML/1.2/specification/ ("Functional Specification", sections 5.2 to 5.7).

A NewsItem is known by provider, date and item id (section 5.3); the revision counts its versions, and the
PublicIdentifier, which holds the revision too, is no identity. Metadata of a NewsComponent hold for what is inside it,
so each field is looked for from the component with the text outwards.
"""

import re
from dataclasses import replace

from lxml import etree

from articles.wire import dates, fields, text, xml
from articles.wire.copy import CANCELED, Reading, Skipped, SourceHints, Unreadable, WireCopy
from articles.wire.newsml12_parts import Body, body_of, images_of, kind_of, subjects_of
from articles.wire.nitf import subjects_of as nitf_subjects_of

NAME, VERSION = "newsml12", 4

# Types of NewsLine in which agencies speak to editors; the standard fixes none.
ADVISORIES = {
    "advisoryline", "advisory", "editorialnote", "editornote", "ednote", "note", "notes", "instruction", "correction",
}  # fmt: skip
LEAD_ROLES = ("lead", "abstract", "summary", "teaser", "subheadline")


def sniff(raw: bytes, name: str) -> bool:
    return xml.root_name(raw) == "NewsML"


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    root, warnings = xml.parse(raw, name, hints)
    found = root.findall("NewsItem")
    if not found:
        raise Unreadable(f"{name}: this NewsML holds no NewsItem.")
    if len(found) > fields.MAX_ITEMS:
        warnings += (f"Only the first {fields.MAX_ITEMS} of {len(found)} items were read.",)
    for one in found[fields.MAX_ITEMS :]:
        # Each item asks for the envelope among all that is beside it.
        root.remove(one)
    return xml.reading(f"{NAME}/{VERSION}", [_item(one, hints) for one in found[: fields.MAX_ITEMS]], warnings)


def _item(item: etree._Element, hints: SourceHints) -> WireCopy | Skipped:
    guid = _guid(item)
    body = body_of(item)
    copy = _copy(item, body, guid, hints)
    if not body.html and copy.pubstatus != CANCELED:
        kind = "update" if item.find("Update") is not None else kind_of(item)
        if kind == "update":
            return Skipped(kind=kind, guid=guid, reason="changes to parts of an item, not a text story")
        if kind != "text":
            return Skipped(kind=kind, guid=guid)
    return xml.story(fields.with_guid(copy, NAME), hints)


def _guid(item: etree._Element) -> str:
    """The urn without the revision; a DateId that is this revision's own time would change with it and is left out."""
    path = "Identification/NewsIdentifier/"
    provider, date, number = (xml.said(item, path + name) for name in ("ProviderId", "DateId", "NewsItemId"))
    created, revised = (xml.said(item, f"NewsManagement/{name}") for name in ("FirstCreated", "ThisRevisionCreated"))
    if date == revised != created:
        date = ""
    if provider and number:
        return text.identity(":".join(filter(None, ("urn:newsml", provider, date, number))))
    public = xml.said(item, path + "PublicIdentifier", text.TEXT_LIMIT)
    revision = re.escape(xml.said(item, path + "RevisionId"))
    # An urn of less than provider, date, item and revision names the agency and not the story.
    return text.identity(re.sub(rf":{revision}[NUA]?$", "", public)) if public.count(":") >= 5 else ""


def _copy(item: etree._Element, body: Body, guid: str, hints: SourceHints) -> WireCopy:
    warnings = list(body.warnings)
    identifier = item.find("Identification/NewsIdentifier")
    source = _source(item, body)
    nitf = body.nitf
    copy = WireCopy(
        guid=guid,
        version=fields.version(xml.said(identifier, "RevisionId"), warnings),
        headline=_headline(body),
        standfirst=body.said("NewsLines/SubHeadLine", 2_000) or _lead(body),
        slugline=body.said("NewsLines/SlugLine", 200) or xml.said(item, "Identification/NameLabel", 200),
        byline=_byline(body),
        dateline=_dateline(body),
        credit=body.said("NewsLines/CreditLine", 500) or source,
        source=source,
        copyright=_copyright(body),
        usage_terms=_usage_terms(body),
        language=_language(item, body) or hints.language,
        urgency=fields.urgency(_formal(item, "NewsManagement/Urgency") or _priority(item), warnings),
        subjects=subjects_of(item, body) or (nitf_subjects_of(nitf) if nitf is not None else ()),
        keywords=_keywords(body),
        ednote=_ednote(item, body),
        genre=body.attribute("DescriptiveMetadata/Genre", "FormalName", 200),
        images=images_of(item, body),
        body_html=body.html,
    )
    copy = _with_status(copy, item, warnings, hints)
    for warning in warnings:
        copy = fields.with_warning(copy, warning)
    for field, name in (("created", "FirstCreated"), ("modified", "ThisRevisionCreated")):
        copy = fields.with_time(copy, field, xml.said(item, f"NewsManagement/{name}") or None, hints)
    return copy


def _with_status(copy: WireCopy, item: etree._Element, warnings: list[str], hints: SourceHints) -> WireCopy:
    """Section 5.4: an embargoed item says in ``StatusWillChange`` when it becomes usable; usable is the default."""
    element = item.find("NewsManagement/Status")
    status = None if element is None else _formal(item, "NewsManagement/Status")
    change = item.find("NewsManagement/StatusWillChange")
    future, when = _formal(change, "FutureStatus"), xml.said(change, "DateAndTime", dates.VALUE_LIMIT)
    if (status or "").lower() == "embargoed":
        return fields.with_time(copy, "embargoed_until", when if future.lower() == "usable" else "", hints)
    if change is not None:
        warnings.append(f"It says that its status changes to “{future}” on {when}.")
    return replace(copy, pubstatus=fields.pubstatus(status, warnings))


def _formal(element: etree._Element | None, path: str) -> str:
    return xml.attribute(element, path, "FormalName", 200) or xml.said(element, path, 200)


def _headline(body: Body) -> str:
    own = body.said("NewsLines/HeadLine") or body.lines.headline
    return own or body.with_role("headline") or body.with_role("title")


def _byline(body: Body) -> str:
    """The line and the title under it; where there is none, the people who are named as creators."""
    line, title = body.said("NewsLines/ByLine", 500), body.said("NewsLines/ByLineTitle", 200)
    if line:
        return f"{line}, {title}" if title and title not in line else line
    return body.lines.byline or body.attribute("AdministrativeMetadata/Creator/Party", "FormalName", 500)


def _priority(item: etree._Element) -> str:
    """That of the envelope, for an item that has no urgency of its own."""
    return xml.attribute(item.getparent(), "NewsEnvelope/Priority", "FormalName", 20)


def _lead(body: Body) -> str:
    return next(filter(None, (body.with_role(role)[:2_000] for role in LEAD_ROLES)), "") or body.lines.standfirst


def _dateline(body: Body) -> str:
    """The line itself, unless it states only a day or a time; then the city of the story's origin."""
    line = body.said("NewsLines/DateLine", 200)
    city = body.property("DescriptiveMetadata/Location/Property", "City")
    return line if dates.names_place(line) else city or body.lines.dateline


def _source(item: etree._Element, body: Body) -> str:
    return (
        body.attribute("AdministrativeMetadata/Provider/Party", "FormalName", 500)
        or body.attribute("AdministrativeMetadata/Source/Party", "FormalName", 500)
        or xml.attribute(item.getparent(), "NewsEnvelope/SentFrom/Party", "FormalName", 500)
        or xml.said(item, "Identification/NewsIdentifier/ProviderId", 500)
    )


def _copyright(body: Body) -> str:
    holder = body.said("RightsMetadata/Copyright/CopyrightHolder", text.TEXT_LIMIT)
    year = body.said("RightsMetadata/Copyright/CopyrightDate", 40)
    return body.said("NewsLines/CopyrightLine", text.TEXT_LIMIT) or (f"© {year} {holder}" if holder else "")


def _usage_terms(body: Body) -> str:
    rights = "RightsMetadata/UsageRights/"
    given = [body.said("NewsLines/RightsLine", text.TEXT_LIMIT)]
    names = ("UsageType", "Limitations", "Geography", "RightsHolder", "StartDate", "EndDate")
    return fields.joined(given + [body.said(rights + name, text.TEXT_LIMIT) for name in names])


def _language(item: etree._Element, body: Body) -> str:
    spoken = (text.line(one.get(xml.XML_LANG) or "", 35) for one in (*body.components, item))
    return body.attribute("DescriptiveMetadata/Language", "FormalName", 35) or next(filter(None, spoken), "")


def _keywords(body: Body) -> tuple[str, ...]:
    given = [
        text.plain("".join(one.itertext()), 200)
        for part in body.components
        for one in xml.at(part, "NewsLines/KeywordLine")
    ]
    for component in body.components:
        given += [
            text.plain(one.get("Value") or "", 200)
            for one in xml.at(component, "DescriptiveMetadata/Property")
            if one.get("FormalName") == "Keyword"
        ]
    return tuple(filter(None, dict.fromkeys(given)))[: fields.MAX_LIST]


def _ednote(item: etree._Element, body: Body) -> str:
    notes = [
        xml.said(line, "NewsLineText", 4_000)
        for component in body.components
        for line in xml.at(component, "NewsLines/NewsLine")
        if xml.attribute(line, "NewsLineType", "FormalName").lower() in ADVISORIES
    ]
    for one in xml.at(item, "NewsManagement/Instruction"):
        notes.append(xml.said(one, ".", 4_000) or text.plain(one.get("FormalName") or "", 200))
    return "\n".join(filter(None, dict.fromkeys(notes)))[:4_000]
