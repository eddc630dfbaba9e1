"""Atom 1.0, https://www.rfc-editor.org/rfc/rfc4287, with older entries on further pages (RFC 5005) and tombstones for
what was killed (RFC 6721)."""

from django.conf import settings
from lxml import etree

from articles.models.edition import EPOCH
from articles.public.machines.entries import Deleted, Entry, Feed, caption
from articles.public.machines.facts import absolute, stamp
from articles.public.machines.xml import add, mark_language, written
from articles.public.pictures import JPEG

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
MEDIA_TYPE = "application/atom+xml"
ATOM, TOMBSTONES = "http://www.w3.org/2005/Atom", "http://purl.org/atompub/tombstones/1.0"


def write(feed: Feed) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "at": TOMBSTONES})
    mark_language(root, settings.LANGUAGE_CODE)
    add(root, "id", feed.id)
    add(root, "title", feed.title)
    add(root, "updated", stamp(feed.updated or EPOCH))
    add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    add(root, "link", rel="alternate", type="text/html", href=feed.page)
    if feed.hub:
        add(root, "link", rel="hub", href=feed.hub)
    if feed.older:
        add(root, "link", rel="next", type=MEDIA_TYPE, href=feed.older)
    add(add(root, "author"), "name", settings.SITE_NAME)
    for deleted in feed.deleted:
        add_deleted(root, deleted)
    for entry in feed.entries:
        add_entry(root, entry)
    return written(root)


def add_entry(root: etree._Element, entry: Entry) -> None:
    element = add(root, "entry")
    mark_language(element, entry.language)
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "link", rel="alternate", type="text/html", href=entry.address)
    add(element, "published", stamp(entry.published))
    add(element, "updated", stamp(entry.updated))
    for picture in entry.pictures:
        title = {"title": words} if (words := caption(picture)) else {}
        add(element, "link", rel="enclosure", type=JPEG, href=absolute(picture.largest.url), **title)
    for name in entry.authors:
        add(add(element, "author"), "name", name)
    for tag in entry.tags:
        add(element, "category", term=tag)
    if entry.terms:
        add(element, "rights", entry.terms)
    add(element, "summary", entry.html, type="html")
    if entry.whole:
        add(element, "content", entry.whole, type="html")


def add_deleted(root: etree._Element, deleted: Deleted) -> None:
    element = add(root, f"{{{TOMBSTONES}}}deleted-entry", ref=deleted.id, when=stamp(deleted.at))
    if deleted.notice:
        add(element, "comment", deleted.notice)
