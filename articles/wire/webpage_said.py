"""What a page of the web says of its story to machines: JSON-LD of https://schema.org/NewsArticle, then the
properties of https://ogp.me/ and the names of ``meta`` that news sites use, then the page's own headings.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from articles.wire import fields, text
from articles.wire.copy import Subject, WireImage

# https://schema.org/Article and what is below it.
ARTICLES = re.compile(
    r"(?:https?://schema\.org/)?(?:\w*NewsArticle|Article|\w*BlogPosting|Report|AdvertiserContentArticle)"
)
MOST_SCRIPTS, SCRIPT_LIMIT, DEEPEST = 20, 1_000_000, 6

HEADLINES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title")
SUMMARIES = ("og:description", "description", "twitter:description", "dc.description")
AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author")
CREATED = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "parsely-pub-date", "pubdate", "publishdate", "publish-date", "sailthru.date", "article.published",
)  # fmt: skip
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod")
SITES = ("og:site_name", "application-name", "dc.publisher", "publisher")
RIGHTS = ("copyright", "dc.rights", "dcterms.rights", "rights")
KEYWORDS = ("news_keywords", "keywords", "parsely-tags", "article:tag")


@dataclass(slots=True)
class Said:
    """``article`` is the JSON-LD of the story, ``meta`` the values by their names in lower case."""

    article: dict = field(default_factory=dict)
    meta: dict[str, list[str]] = field(default_factory=dict)

    def text(self, key: str, names: tuple[str, ...] = (), limit: int = text.LINE_LIMIT) -> str:
        given = [_word(self.article.get(key)), *(value for name in names for value in self.meta.get(name, ()))]
        return next(filter(None, (text.plain(one, limit) for one in given)), "")

    def names(self, key: str, names: tuple[str, ...] = ()) -> list[str]:
        """Who is meant: the names of people and organisations, never their addresses."""
        given = [_word(one) for one in _many(self.article.get(key))]
        given = given if any(given) else [value for name in names for value in self.meta.get(name, ())]
        plain = (text.plain(one, 200) for one in given)
        return [one for one in dict.fromkeys(plain) if one and not one.startswith(("http:", "https:"))]


def said_in(root: etree._Element, page: str) -> Said:
    said = Said()
    for one in list(root.iter("meta"))[: 5 * fields.MAX_LIST]:
        name = (one.get("property") or one.get("name") or one.get("itemprop") or "").strip().lower()
        if name and (one.get("content") or "").strip():
            said.meta.setdefault(name, []).append(one.get("content"))
    articles = list(_articles(root))
    own = [one for one in articles if page and page in (_word(one.get("url")), _word(one.get("mainEntityOfPage")))]
    said.article = next(iter(own or articles), {})
    return said


def _articles(root: etree._Element) -> Iterator[dict]:
    scripts = (one for one in root.iter("script") if "ld+json" in (one.get("type") or "").lower())
    for script in list(scripts)[:MOST_SCRIPTS]:
        written = (script.text or "")[:SCRIPT_LIMIT].strip().removeprefix("<!--").removesuffix("-->")
        try:
            data = json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _walked(data, 0)


def _walked(data: object, depth: int) -> Iterator[dict]:
    if isinstance(data, list):
        for one in data[: fields.MAX_LIST]:
            yield from _walked(one, depth + 1) if depth < DEEPEST else ()
    elif isinstance(data, dict):
        kinds = data.get("@type") if isinstance(data.get("@type"), list) else [data.get("@type")]
        if any(isinstance(one, str) and ARTICLES.fullmatch(one) for one in kinds):
            yield data
        elif depth < DEEPEST:
            for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
                yield from _walked(data.get(key), depth + 1)


def _many(value: object) -> list:
    return value[: fields.MAX_LIST] if isinstance(value, list) else [value]


def _word(value: object) -> str:
    """The name of a thing, its address, or the text itself."""
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "@value", "url", "@id") if isinstance(value.get(key), str)), "")
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def subjects_of(said: Said) -> tuple[Subject, ...]:
    """What the story is about, with the address of the thing where there is one."""
    subjects = []
    for one in (*_many(said.article.get("about")), *_many(said.article.get("mentions"))):
        name = text.plain(_word(one), 200)
        address = text.line(_word(one.get("sameAs") or one.get("@id")), 400) if isinstance(one, dict) else ""
        scheme, _, code = address.rpartition("/") if fields.link(address) else ("", "", "")
        if name and not fields.link(name):
            subjects.append(Subject(scheme=scheme[:200], code=code[:200], name=name))
    return tuple(dict.fromkeys(subjects))[: fields.MAX_LIST]


def keywords_of(said: Said) -> tuple[str, ...]:
    given = _many(said.article.get("keywords"))
    given = given if any(given) else [one for name in KEYWORDS for one in said.meta.get(name, ())]
    parted = [part for one in given for part in _word(one).split(",")]
    plain = (text.plain(one, 200) for one in parted)
    return tuple(filter(None, dict.fromkeys(plain)))[: fields.MAX_LIST]


def images_of(said: Said) -> list[WireImage]:
    found = []
    for one in _many(said.article.get("image")):
        about = one if isinstance(one, dict) else {"url": one}
        href = next((about[key] for key in ("contentUrl", "url", "@id") if isinstance(about.get(key), str)), "")
        credit = next(filter(None, (_word(about.get(key)) for key in ("creditText", "copyrightNotice", "author"))), "")
        caption = text.plain(_word(about.get("caption")) or _word(about.get("description")), text.TEXT_LIMIT)
        sides = (fields.size(_side(about.get(side))) for side in ("width", "height"))
        found.append(WireImage(fields.link(href), caption, text.plain(credit, 500), *sides))
    for at, href in enumerate(said.meta.get("og:image", ())[:5]):
        caption, *sides = (_nth(said, f"og:image:{name}", at) for name in ("alt", "width", "height"))
        found.append(WireImage(fields.link(href), text.plain(caption, text.TEXT_LIMIT), "", *map(fields.size, sides)))
    return found


def _side(value: object) -> object:
    return value.get("value") if isinstance(value, dict) else value


def _nth(said: Said, name: str, at: int) -> str:
    given = said.meta.get(name, [])
    return given[at] if at < len(given) else ""
