"""A story as NewsML-G2 2.35 (conformance: power), https://iptc.org/std/NewsML-G2/specification/."""

from django.conf import settings
from lxml import etree, html

from articles.models import Edition
from articles.public.machines import facts
from articles.public.machines.xml import add, allowed, mark_language, written
from articles.public.pictures import JPEG, pictures

CONTENT_TYPE = "application/vnd.iptc.g2.newsitem+xml; charset=utf-8"
NAR, XHTML = "http://iptc.org/std/nar/2006-10-01/", "http://www.w3.org/1999/xhtml"
VERSION = "2.35"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"
# https://cv.iptc.org/newscodes/signal/: what an edition is to who has the one before.
SIGNALS = {
    Edition.Kind.UPDATE: "sig:update",
    Edition.Kind.CORRECTION: "sig:correction",
    Edition.Kind.CLARIFICATION: "sig:update",
}


def full(edition: Edition, notices: list[Edition]) -> bytes:
    root = news_item(edition)
    mark_language(root, edition.language)
    add_rights(root, edition)
    add_management(root, edition, "canceled" if edition.is_retracted else "usable")
    meta = add(root, "contentMeta")
    add_icons(meta, edition)
    add_administration(meta, edition)
    add_description(meta, edition, notices)
    if not edition.is_retracted:
        add_content(add(root, "contentSet"), edition)
    return written(root)


def canceled(edition: Edition) -> bytes:
    """Of a killed story nothing but that it must not be used, and what its address says to readers."""
    root = news_item(edition)
    add_management(root, edition, "canceled")
    if edition.notice:
        add(add(root, "contentMeta"), "description", edition.notice)
    return written(root)


def news_item(edition: Edition) -> etree._Element:
    said = {"standard": "NewsML-G2", "standardversion": VERSION, "conformance": "power"}
    root = etree.Element(f"{{{NAR}}}newsItem", said, nsmap={None: NAR})
    root.set("guid", facts.urn(edition.code))
    root.set("version", str(edition.number))
    add(root, "catalogRef", href=CATALOG)
    return root


def add_rights(root: etree._Element, edition: Edition) -> None:
    rights = add(root, "rightsInfo")
    add(add(rights, "copyrightHolder"), "name", facts.source_name(edition))
    add(rights, "copyrightNotice", facts.copyright_notice(edition))
    if terms := facts.terms(edition):
        disclaimer = edition.facts["disclaimer"]
        link = {"href": facts.page_of("disclaimer", disclaimer["slug"])} if disclaimer else {}
        add(rights, "usageTerms", terms, **link)


def add_management(root: etree._Element, edition: Edition, status: str) -> None:
    meta = add(root, "itemMeta")
    add(meta, "itemClass", qcode="ninat:text")
    add(add(meta, "provider"), "name", settings.SITE_NAME)
    add(meta, "versionCreated", facts.stamp(edition.released_at))
    if status == "usable":
        add(meta, "firstCreated", facts.stamp(edition.published_at))
    add(meta, "pubStatus", qcode=f"stat:{status}")
    if edition.kind in SIGNALS:
        add(meta, "signal", qcode=SIGNALS[edition.kind])
    if edition.kind != Edition.Kind.KILL:
        add(meta, "altRep", facts.address(edition), contenttype="text/html")


def add_administration(meta: etree._Element, edition: Edition) -> None:
    if edition.urgency:
        add(meta, "urgency", str(edition.urgency))
    if edition.sent_at:
        add(meta, "contentCreated", facts.stamp(edition.sent_at))
    if edition.dateline:
        add(add(meta, "located"), "name", edition.dateline)
    if source := edition.facts["source"]:
        add(add(meta, "infoSource", uri=facts.page_of("source", source["slug"])), "name", source["name"])
    for author in edition.facts["authors"]:
        add(add(meta, "creator", uri=facts.page_of("author", author["slug"])), "name", author["name"])
    if edition.reference:
        add(meta, "altId", edition.reference)


def add_icons(meta: etree._Element, edition: Edition) -> None:
    """The pictures that may be passed on: the text is the content, they stand for it."""
    for picture in pictures(edition):
        largest = picture.largest
        add(
            meta, "icon", href=facts.absolute(largest.url), contenttype=JPEG, width=str(largest.width),
            height=str(largest.height),
        )  # fmt: skip


def add_description(meta: etree._Element, edition: Edition, notices: list[Edition]) -> None:
    add(meta, "language", tag=edition.language)
    if section := edition.facts["section"]:
        add_subject(meta, "section", section)
    for topic in edition.facts["topics"]:
        add_subject(meta, "topic", topic)
    add(meta, "headline", facts.title(edition))
    if edition.dateline:
        add(meta, "dateline", edition.dateline)
    if edition.byline:
        add(meta, "by", edition.byline)
    if edition.credit:
        add(meta, "creditline", edition.credit)
    if edition.standfirst:
        add(meta, "description", edition.standfirst, role="drol:summary")
    for notice in notices:
        add(meta, "description", facts.told(notice.kind, notice.notice))


def add_subject(meta: etree._Element, kind: str, named: dict) -> None:
    add(add(meta, "subject", uri=facts.page_of(kind, named["slug"])), "name", named["name"])


def add_content(content: etree._Element, edition: Edition) -> None:
    """The text if it may be passed on; of any other only where it stands."""
    if facts.may_pass_on(edition):
        add_body(content, edition)
    else:
        add(content, "remoteContent", href=facts.address(edition), contenttype="text/html")


def add_body(content: etree._Element, edition: Edition) -> None:
    """As XHTML: the same elements in the same order, in its namespace, with every tag closed."""
    inline = add(content, "inlineXML", contenttype="application/xhtml+xml")
    page = etree.SubElement(inline, f"{{{XHTML}}}html", nsmap={None: XHTML})
    add(add(page, "head"), "title", edition.headline)
    body = add(page, "body")
    for part in html.fragments_fromstring(allowed(edition.body)):
        if isinstance(part, str):
            body.text = part
        else:
            body.append(part)
    for element in body.iter(etree.Element):
        element.tag = f"{{{XHTML}}}{etree.QName(element).localname}"
