"""RSS 2.0, https://www.rssboard.org/rss-specification, with what it has no words for from
Atom, Dublin Core and RFC 6721."""

from email.utils import format_datetime

from django.conf import settings
from lxml import etree

from articles.public.machines.atom import ATOM, TOMBSTONES, add_deleted
from articles.public.machines.entries import Entry, Feed
from articles.public.machines.facts import absolute, stamp
from articles.public.machines.xml import add, written
from articles.public.pictures import JPEG, Shown

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
MEDIA_TYPE = "application/rss+xml"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
MEDIA = "http://search.yahoo.com/mrss/"  # https://www.rssboard.org/media-rss
SPACES = {"media": MEDIA, "atom": ATOM, "dc": DUBLIN_CORE, "content": CONTENT, "at": TOMBSTONES}


def write(feed: Feed) -> bytes:
    root = etree.Element("rss", {"version": "2.0"}, nsmap=SPACES)
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.page)
    add(channel, "description", feed.title)
    add(channel, "language", settings.LANGUAGE_CODE)
    if feed.updated:
        add(channel, "lastBuildDate", format_datetime(feed.updated))
    add(channel, f"{{{ATOM}}}link", rel="self", type=MEDIA_TYPE, href=feed.address)
    if feed.hub:
        add(channel, f"{{{ATOM}}}link", rel="hub", href=feed.hub)
    if feed.older:
        add(channel, f"{{{ATOM}}}link", rel="next", type=MEDIA_TYPE, href=feed.older)
    for deleted in feed.deleted:
        add_deleted(channel, deleted)
    for entry in feed.entries:
        add_item(channel, entry)
    return written(root)


def add_item(channel: etree._Element, entry: Entry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.address)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", format_datetime(entry.published))
    add(item, f"{{{ATOM}}}updated", stamp(entry.updated))
    add(item, "description", entry.html)
    if entry.whole:
        add(item, f"{{{CONTENT}}}encoded", entry.whole)
    for name in entry.authors:
        add(item, f"{{{DUBLIN_CORE}}}creator", name)
    for tag in entry.tags:
        add(item, "category", tag)
    add(item, f"{{{DUBLIN_CORE}}}language", entry.language)
    if entry.terms:
        add(item, f"{{{DUBLIN_CORE}}}rights", entry.terms)
    for picture in entry.pictures:
        add_picture(item, picture)


def add_picture(item: etree._Element, picture: Shown) -> None:
    largest, said = picture.largest, picture.facts
    content = add(
        item, f"{{{MEDIA}}}content", url=absolute(largest.url), type=JPEG, medium="image", width=str(largest.width),
        height=str(largest.height),
    )  # fmt: skip
    words = {"description": said["caption"] or said["alt"], "credit": said["credit"], "copyright": said["rights"]}
    for name, text in words.items():
        if text:
            add(content, f"{{{MEDIA}}}{name}", text)
