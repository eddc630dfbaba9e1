"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/, with the credit, the terms and what was killed in an
extension of ours."""

import json

from django.conf import settings

from articles.public.machines.entries import Deleted, Entry, Feed, caption
from articles.public.machines.facts import absolute, stamp
from articles.public.pictures import JPEG, Shown

CONTENT_TYPE = MEDIA_TYPE = "application/feed+json"


def write(feed: Feed) -> bytes:
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "next_url": feed.older,
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": settings.SITE_NAME, "url": settings.SITE_URL + "/"}],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else "",
        "_newsroom": {"deleted": [gone(deleted) for deleted in feed.deleted]} if feed.deleted else "",
        "items": [item(entry) for entry in feed.entries],
    }
    return json.dumps({name: value for name, value in said.items() if value != ""}, ensure_ascii=False).encode()


def gone(deleted: Deleted) -> dict:
    """What must not be kept; the format has no word of its own for it."""
    said = {"id": deleted.id, "when": stamp(deleted.at), "notice": deleted.notice}
    return {name: value for name, value in said.items() if value}


def attachment(picture: Shown) -> dict:
    said = {"url": absolute(picture.largest.url), "mime_type": JPEG, "title": caption(picture)}
    return {name: value for name, value in said.items() if value}


def item(entry: Entry) -> dict:
    said = {
        "id": entry.id,
        "url": entry.address,
        "title": entry.title,
        "content_html": entry.whole or entry.html,
        "summary": entry.summary,
        "image": absolute(entry.pictures[0].largest.url) if entry.pictures else "",
        "attachments": [attachment(picture) for picture in entry.pictures],
        "date_published": stamp(entry.published),
        "date_modified": stamp(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.tags),
        "language": entry.language,
        "_newsroom": {"credit": entry.credit, "reference": entry.reference, "terms": entry.terms},
    }
    return {name: value for name, value in said.items() if value or name == "content_html"}
