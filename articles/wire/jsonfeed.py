"""JSON Feed, https://www.jsonfeed.org/version/1.1/ and https://www.jsonfeed.org/version/1/ (sections "Top-level" and
"Items"): 1.0 has one ``author``, 1.1 a list of ``authors`` and a language.
"""

import re
from dataclasses import replace

from articles.wire import fields, html, json_text, text
from articles.wire.copy import UNKNOWN_STATUS, Reading, Skipped, SourceHints, Unreadable, WireCopy, WireImage
from articles.wire.feeds_parts import absolute_links, inline_images

NAME, VERSION = "jsonfeed", 3

HEAD = 4_096
STANDARD = re.compile(r"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)version")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
MAX_IMAGES = 50


def sniff(raw: bytes, name: str) -> bool:
    start = text.decode(raw[:HEAD])[0].lstrip("\ufeff \t\r\n")
    return start.startswith("{") and STANDARD.search(start) is not None


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    fields.refuse_large(raw, name)
    # RFC 8259, section 8.1: JSON is UTF-8, whatever the source's setting says.
    decoded, warnings = text.decode(raw)
    feed = json_text.parsed(decoded, name)
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        raise Unreadable(f"{name}: this JSON feed has no list of items.")
    if len(entries) > fields.MAX_ITEMS:
        warnings += (f"Only the first {fields.MAX_ITEMS} of {len(entries)} items were read.",)
    results = [_item(entry, feed, hints) for entry in entries[: fields.MAX_ITEMS]]
    return Reading(
        reader=f"{NAME}/{VERSION}",
        items=tuple(one for one in results if isinstance(one, WireCopy)),
        skipped=tuple(one for one in results if isinstance(one, Skipped)),
        warnings=warnings,
    )


def _item(entry: object, feed: dict, hints: SourceHints) -> WireCopy | Skipped:
    if not isinstance(entry, dict):
        return Skipped(kind="text", reason="not an item: JSON Feed requires objects")
    link = fields.link(entry.get("url"))
    headline = text.plain(entry.get("title"), 1_000)
    # The standard: an id that is a number is read as its text. Some senders leave it out and give an address alone.
    guid = text.identity(entry.get("id")) or text.identity(link)
    if any(fields.is_endless(_text(entry.get(key))) for key in ("content_html", "content_text", "summary")):
        return Skipped(kind="text", guid=guid, reason=fields.TOO_LONG)
    body = _body(entry, link or fields.link(feed.get("home_page_url")))
    if not headline and not body and not entry.get("id"):
        return Skipped(kind="text", guid=guid, reason="neither a headline nor a text")
    if len(body) > fields.BODY_LIMIT:
        return Skipped(kind="text", guid=guid, reason=fields.TOO_LONG)
    copy = _copy(entry, feed, guid, headline, body, link, hints)
    return fields.with_prose_holds(fields.with_guid(copy, NAME), hints)


def _copy(entry: dict, feed: dict, guid: str, headline: str, body: str, link: str, hints: SourceHints) -> WireCopy:
    source = text.plain(feed.get("title"), 500)
    tags = entry.get("tags")
    copy = WireCopy(
        guid=guid,
        numbered=False,
        headline=headline,
        standfirst=_standfirst(entry),
        byline=(_authors(entry) or _authors(feed))[:500],
        credit=source,
        source=source,
        language=text.line(entry.get("language") or feed.get("language"), 35) or hints.language,
        keywords=_unique(tags if isinstance(tags, list) else []),
        images=_images(entry, link or fields.link(feed.get("home_page_url"))),
        body_html=body,
        link=link or fields.link(entry.get("external_url")),
    )
    if not headline and not body:
        # Section "Items": one of the two texts must be present. An item with an id may be one that was emptied.
        copy = fields.with_warning(replace(copy, pubstatus=UNKNOWN_STATUS), "The item is empty; the copy is held.")
    elif not headline:
        copy = fields.with_warning(copy, "The copy has no headline.")
    copy = fields.with_time(copy, "created", entry.get("date_published") or None, hints)
    return fields.with_time(copy, "modified", entry.get("date_modified") or None, hints)


def _body(entry: dict, base: str) -> str:
    markup, plain = _text(entry.get("content_html")), _text(entry.get("content_text"))
    if MARKUP.search(markup):
        return html.clean(absolute_links(markup, base))
    if markup.strip():
        return html.paragraphs(text.unescape(markup))
    return html.paragraphs(plain) or html.paragraphs(_text(entry.get("summary")))


def _standfirst(entry: dict) -> str:
    """The summary, where it isn't all the text that there is."""
    has_body = any(_text(entry.get(key)).strip() for key in ("content_html", "content_text"))
    return text.plain(_text(entry.get("summary")), 2_000) if has_body else ""


def _authors(holder: dict) -> str:
    given = holder.get("authors") if isinstance(holder.get("authors"), list) else [holder.get("author")]
    people = [one.get("name") if isinstance(one, dict) else one for one in given[: fields.MAX_LIST]]
    return ", ".join(_unique(people))


def _unique(values: list) -> tuple[str, ...]:
    written = [text.plain(one, 200) for one in values[: fields.MAX_LIST] if isinstance(one, str)]
    return tuple(dict.fromkeys(filter(None, written)))


def _images(entry: dict, base: str) -> tuple[WireImage, ...]:
    found = [WireImage(href=fields.link(entry.get(key))) for key in ("image", "banner_image")]
    attachments = entry.get("attachments")
    for one in attachments[: fields.MAX_LIST] if isinstance(attachments, list) else []:
        if isinstance(one, dict) and text.line(one.get("mime_type"), 80).lower().startswith("image/"):
            sides = fields.size(one.get("width")), fields.size(one.get("height"))
            caption = text.plain(one.get("title"), 1_000)
            found.append(WireImage(fields.link(one.get("url")), caption, "", *sides))
    found += inline_images(_text(entry.get("content_html")), base)
    unique = {image.href: image for image in reversed(found) if image.href}
    return tuple(reversed(unique.values()))[:MAX_IMAGES]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
