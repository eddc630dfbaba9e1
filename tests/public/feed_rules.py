"""What a feed validator checks, as far as our formats go: each function gives the rules that a document breaks."""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from lxml import etree, html

ATOM, DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
SPACES = {"a": ATOM, "dc": DC, "content": "http://purl.org/rss/1.0/modules/content/",
          "media": "http://search.yahoo.com/mrss/", "at": "http://purl.org/atompub/tombstones/1.0"}  # fmt: skip
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ABSOLUTE = re.compile(r"https?://[^\s/]+/\S*|mailto:\S+")
URI = re.compile(r"[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})+")
URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,30}[a-z0-9]:(?:[A-Za-z0-9._:@!$'()*+,;=-]|%[0-9A-Fa-f]{2})+")  # RFC 2141
TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
                    r"\d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)")  # fmt: skip
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)  # before there were feeds, so nobody believes it
UNSAFE = {"script", "style", "iframe", "object", "embed", "form", "input", "meta", "link", "base", "frame", "svg"}


class Faults(list):
    """Collects what is wrong; a rule that is kept leaves no trace."""

    def unless(self, kept, *said) -> None:
        if not kept:
            self.append(" ".join(map(str, said)))

    def texts(self, parent, *paths: str) -> None:
        for path in paths:
            found = parent.xpath(path, namespaces=SPACES)
            self.unless(len(found) == 1 and (found[0].text or "").strip(), "needs one", path, "in", parent.tag)

    def in_order(self, parent, kind: str) -> None:
        """What is said of the whole stands before what is in it; and nowhere is a control character."""
        names = [child.tag for child in parent]
        self.unless(kind not in names or set(names[names.index(kind) :]) == {kind}, "after the first:", kind, names)
        self.unless(not CONTROLS.search("".join(parent.itertext())), "a control character")

    def unique(self, values: list[str], what: str) -> None:
        self.unless(len(values) == len(set(values)), what, "twice:", sorted({v for v in values if values.count(v) > 1}))

    def content(self, text: str) -> None:
        """HTML of an entry: nothing that runs or loads by itself, and no address that leads nowhere in a reader."""
        if not text:
            return
        for node in html.fragment_fromstring(text, create_parent="div").iter():
            self.unless(node.tag not in UNSAFE, "unsafe:", node.tag)
            for name, value in node.items():
                self.unless(not name.startswith("on") and name != "style", "unsafe:", name)
                self.unless(name not in ("href", "src") or ABSOLUTE.fullmatch(value), "relative:", value)

    def moment(self, text: str | None) -> datetime:
        right = RFC3339.fullmatch(text or "")
        self.unless(right, "no RFC 3339 date:", text)
        at = datetime.fromisoformat(text) if right else datetime.min.replace(tzinfo=UTC)
        self.unless(not right or LONG_AGO < at < datetime.now(UTC) + timedelta(minutes=10), "not likely:", text)
        return at

    def mail_date(self, text: str | None) -> None:
        right = RFC822.fullmatch(text or "")
        self.unless(right and f"{parsedate_to_datetime(text):%a}" == text[:3], "no RFC 822 date:", text)
        self.unless(not right or parsedate_to_datetime(text) > LONG_AGO, "not likely:", text)


def rss(document: bytes, address: str) -> list[str]:
    """https://www.rssboard.org/rss-specification and https://www.rssboard.org/rss-profile"""
    faults, root = Faults(), etree.fromstring(document)
    faults.unless((root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1), "no RSS 2.0")
    (channel,) = root
    faults.in_order(channel, "item")
    faults.texts(channel, "title", "link", "description", "language")
    faults.unless(ABSOLUTE.fullmatch(channel.findtext("link")), "relative link")
    faults.unless(TAG.fullmatch(channel.findtext("language")), "no language")
    if channel.find("item") is not None or channel.find("lastBuildDate") is not None:
        faults.mail_date(channel.findtext("lastBuildDate"))
    itself = channel.xpath("a:link[@rel='self']", namespaces=SPACES)
    faults.unless([dict(one.attrib) for one in itself] == [
        {"rel": "self", "type": "application/rss+xml", "href": address}], "self is not", address)  # fmt: skip
    items = channel.findall("item")
    faults.unique([item.findtext("guid") for item in items], "guid")
    for item in items:
        faults.texts(item, "title", "link", "guid", "pubDate", "description", "a:updated", "dc:language")
        faults.unless(all(tag.text for tag in item.findall("category")), "empty category")
        names = [etree.QName(child).localname for child in item]
        faults.unless("description" in names[: [*names, "encoded"].index("encoded")], "the text before the description")
        faults.unless(item.find("guid").get("isPermaLink") == "false", "a guid that is no link says that it is")
        faults.unless(URN.fullmatch(item.findtext("guid")), "guid is no URN", item.findtext("guid"))
        faults.unless(ABSOLUTE.fullmatch(item.findtext("link")), "relative link")
        faults.mail_date(item.findtext("pubDate"))
        faults.moment(item.findtext(f"{{{ATOM}}}updated"))
        for text in (item.findtext("description"), *item.xpath("content:encoded/text()", namespaces=SPACES)):
            faults.content(text)
        for picture in item.xpath("media:content", namespaces=SPACES):
            faults.unless(ABSOLUTE.fullmatch(picture.get("url")), "relative picture")
    return faults


def atom(document: bytes, address: str) -> list[str]:
    """https://www.rfc-editor.org/rfc/rfc4287"""
    faults, feed = Faults(), etree.fromstring(document)
    faults.unless(feed.tag == f"{{{ATOM}}}feed", "no Atom")
    faults.in_order(feed, f"{{{ATOM}}}entry")
    faults.unless(TAG.fullmatch(feed.get(LANG, "")), "no language of the feed")
    faults.texts(feed, "a:id", "a:title", "a:updated")
    entries = feed.findall(f"{{{ATOM}}}entry")
    ids = [node.text for node in feed.xpath("//a:id", namespaces=SPACES)]
    faults.unique(ids, "id")
    faults.unless(all(URN.fullmatch(each) for each in ids), "id is no URN", ids)
    links = [(link.get("rel"), link.get("type"), link.get("href")) for link in feed.findall(f"{{{ATOM}}}link")]
    faults.unless(("self", "application/atom+xml", address) in links, "self is not", address)
    faults.unique([(rel, kind) for rel, kind, _ in links], "link")
    faults.unless(all(URI.fullmatch(href) for _, _, href in links), "relative link", links)
    updated = faults.moment(feed.findtext(f"{{{ATOM}}}updated")) if entries else None
    for entry in entries:
        faults.texts(entry, "a:id", "a:title", "a:published", "a:updated", "a:summary")
        faults.unless(
            entry.find(f"{{{ATOM}}}author") is not None or feed.find(f"{{{ATOM}}}author") is not None, "author"
        )
        first, last = (faults.moment(entry.findtext(f"{{{ATOM}}}{name}")) for name in ("published", "updated"))
        faults.unless(first <= last <= updated, "times out of order", first, last, updated)
        faults.unless(TAG.fullmatch(entry.get(LANG, "")), "no language")
        alternate = entry.xpath("a:link[@rel='alternate']", namespaces=SPACES)
        faults.unless(len(alternate) == 1 and ABSOLUTE.fullmatch(alternate[0].get("href")), "one absolute alternate")
        for file in entry.xpath("a:link[@rel='enclosure']", namespaces=SPACES):
            faults.unless(ABSOLUTE.fullmatch(file.get("href")) and "/" in file.get("type", ""), "enclosure")
        for text in entry.xpath("a:summary | a:content", namespaces=SPACES):
            faults.unless(text.get("type") == "html" and len(text) == 0, "type of", text.tag)
            faults.content(text.text)
        for person in feed.xpath("//a:author", namespaces=SPACES):
            faults.texts(person, "a:name")
        faults.unless(all(tag.get("term") for tag in entry.findall(f"{{{ATOM}}}category")), "category without term")
    for gone in feed.xpath("at:deleted-entry", namespaces=SPACES):
        faults.moment(gone.get("when"))
        faults.unless(URN.fullmatch(gone.get("ref")) and gone.get("ref") not in ids, "tombstone", gone.get("ref"))
    return faults


STRINGS = ("id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "language")


def jsonfeed(document: bytes, address: str) -> list[str]:
    """https://www.jsonfeed.org/version/1.1/"""
    faults, feed = Faults(), json.loads(document)
    known = {"version", "title", "home_page_url", "feed_url", "next_url", "language", "authors", "hubs", "items"}
    faults.unless(set(feed) <= {*known, "_newsroom"}, "unknown key", set(feed))
    faults.unless(feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"], "version and title")
    faults.unless(feed["feed_url"] == address != feed.get("next_url"), "feed_url is not", address)
    faults.unless(all(ABSOLUTE.fullmatch(feed[name]) for name in feed if name.endswith("_url")), "relative address")
    faults.unless(TAG.fullmatch(feed["language"]) and all(one["name"] for one in feed["authors"]), "language, authors")
    faults.unique([item["id"] for item in feed["items"]], "id")
    for item in feed["items"]:
        others = set(item) - {*STRINGS, "attachments", "authors", "tags", "_newsroom"}
        faults.unless(not others, "unknown key", others)
        faults.unless(all(isinstance(item[name], str) for name in STRINGS if name in item), "no string", item)
        faults.unless(URN.fullmatch(item["id"]) and ABSOLUTE.fullmatch(item["url"]), "id, url", item["id"])
        faults.unless(faults.moment(item["date_published"]) <= faults.moment(item["date_modified"]), "times")
        faults.unless(item.get("content_html"), "no content")
        faults.content(item.get("content_html", ""))
        faults.unless(all(isinstance(tag, str) for tag in item.get("tags", [])), "tags")
        faults.unless(all(one["name"] for one in item["authors"]), "authors") if "authors" in item else None
        for file in item.get("attachments", []):
            faults.unless(ABSOLUTE.fullmatch(file["url"]) and "/" in file["mime_type"], "attachment")
    return faults
