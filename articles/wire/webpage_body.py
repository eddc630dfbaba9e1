"""Where on a page of the web its story stands, and what around it is the page's own.

https://html.spec.whatwg.org/multipage/sections.html: ``article``, ``nav``, ``aside``, ``header`` and ``footer`` say so
themselves. Where a page does not use them, the story is where most of the words in paragraphs are.
"""

import re
from collections import defaultdict

from lxml import etree

from articles.wire import fields, html, text, xml
from articles.wire.copy import WireImage
from articles.wire.dialects import ENDS, FURNITURE

# Elements that are never the text of a story.
NEVER = (
    "script", "style", "noscript", "template", "iframe", "svg", "form", "button", "nav", "aside", "footer", "dialog",
    "select", "textarea", "video", "audio", "object", "embed", "canvas",
)  # fmt: skip
ROLES = {"navigation", "complementary", "banner", "contentinfo", "search", "dialog", "menu", "toolbar", "alert"}
NAMED = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|promo\w*|share|sharing|social|related|recommend\w*|newsletter\w*"
    r"|subscri\w*|signup|sign-up|cookie\w*|consent|breadcrumbs?|comments?|tags?|tag-list|bio|byline|dateline|timestamp"
    r"|read-?more|most-?read|trending|popup|modal|paywall|toolbar|menu|navbar|sidebar|widget|outbrain|taboola|skip-?link"
    r"|hidden|sr-only|visually-hidden|pagination|print-only|copyright)(?=[\s_-]|$)",
    re.IGNORECASE,
)
CALL = re.compile(
    r"(?:Read (?:more|also|next)|See also|Related(?: stories| articles)?|More on this(?: story)?|Sign up|Subscribe"
    r"|Follow us"
    r"|Lire aussi|À lire aussi|Abonnez-vous|Mehr zum Thema|Lesen Sie auch|Newsletter|Lea también|Leer más|Leia também"
    r"|Leggi anche|اقرأ أيض[اً]+|اقرأ المزيد|相关(?:阅读|新闻)|延伸阅读|Читайте также)\b.{0,120}",
    re.IGNORECASE,
)
INLINE = {"span", "a", "b", "i", "em", "strong", "cite", "mark", "time", "small", "abbr", "q", "u", "font"}
KEPT = ("html", "body", "article", "main", "head")
# A paragraph of this many characters is prose and no label; fewer words in all are no story.
PROSE, SHORTEST = 40, 140
# What a container has of the words of a paragraph in it, in its own child, in that child's child …
SHARES = (1.0, 0.6, 0.3)


def without_furniture(root: etree._Element) -> None:
    """Takes out what is the page's own; never an element that holds half of its words."""
    words = _words_of(root)
    for element in list(root.iter(etree.Element)):
        if element.getparent() is None or element.tag in KEPT:
            continue
        if _is_furniture(element) and (element.tag in NEVER[:6] or words[element] * 2 <= words[root]):
            _drop(element)


def _drop(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _is_furniture(element: etree._Element) -> bool:
    if element.tag in NEVER or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if (element.get("role") or "").lower() in ROLES:
        return True
    # "<span class=dateline>" stands in the first paragraph and is its text.
    return element.tag not in INLINE and bool(
        NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:500])
    )


def _words_of(root: etree._Element) -> dict[etree._Element, int]:
    """How many characters of prose each element holds."""
    words: dict[etree._Element, int] = defaultdict(int)
    for paragraph in root.iter("p"):
        if length := _length(paragraph):
            for holder in paragraph.iterancestors():
                words[holder] += length
    return words


def _length(paragraph: etree._Element) -> int:
    """The characters of a paragraph that are prose: not in links, and not of a label."""
    said = len("".join(paragraph.itertext()).strip())
    linked = sum(len("".join(one.itertext())) for one in paragraph.iter("a"))
    return said if said >= PROSE and linked * 2 < said else 0


def story_in(root: etree._Element) -> etree._Element | None:
    """The element that holds the story: marked as its body, the article with most words, or what holds most of them."""
    words = _words_of(root)
    marked = [one for one in root.iter(etree.Element) if "articlebody" in (one.get("itemprop") or "").lower().split()]
    for candidates in (marked, list(root.iter("article")), list(root.iter("main"))):
        best = max(candidates, key=lambda one: words[one], default=None)
        if best is not None and words[best]:
            return best
    return _whole(_densest(root), words)


def _densest(root: etree._Element) -> etree._Element | None:
    scores: dict[etree._Element, float] = defaultdict(float)
    for paragraph in root.iter("p"):
        length, holder = _length(paragraph), paragraph
        for share in SHARES:
            holder = holder.getparent()
            if holder is None or not length:
                break
            scores[holder] += length * share
    return max(scores, key=lambda one: scores[one], default=None)


def _whole(best: etree._Element | None, words: dict[etree._Element, int]) -> etree._Element | None:
    """*best*, or what holds its neighbours too, where each paragraph stands in a block of its own."""
    if best is None or len(best.findall("p")) > 1:
        return best
    return next((one for one in best.iterancestors() if words[one] >= 1.5 * words[best]), best)


def body_of(story: etree._Element, headline: str, byline: str) -> str:
    """The text of *story* as clean HTML: from its first paragraph to the page's first call to read on."""
    words = _words_of(story)
    for one in list(story.iter("figure", "picture", "header", "figcaption", "time")):
        if one is not story and not words[one] and one.getparent() is not None and not _is_in_prose(one):
            _drop(one)
    cleaned = html.clean(xml.markup(story))
    parts = [one for one in re.split(r"(?<=</p>)|(?<=</h[2-4]>)", cleaned) if one]
    kept = []
    for part in parts:
        said = html.text_of(part)
        if kept and ENDS.fullmatch(said):
            break
        if not _is_label(said, headline, byline, is_first=not kept):
            kept.append(part)
    while kept and kept[-1].startswith("<h"):
        kept.pop()
    return html.clean("".join(kept))


def _is_in_prose(one: etree._Element) -> bool:
    """ "It opens on <time>1 May</time>" is a sentence; a time that stands alone is a label."""
    paragraph = next(one.iterancestors("p"), None)
    return one.tag == "time" and paragraph is not None and bool(_length(paragraph))


def _is_label(said: str, headline: str, byline: str, *, is_first: bool) -> bool:
    if FURNITURE.fullmatch(said) or CALL.fullmatch(said) or (said and said == headline):
        return True
    # Above the text stand the author and the time once more.
    return bool(is_first and byline and len(said) < len(byline) + 60 and byline.casefold() in said.casefold())


def pictures_in(story: etree._Element, base: str) -> list[WireImage]:
    """The figures of the story, with their captions."""
    found = []
    for figure in list(story.iter("figure"))[: fields.MAX_LIST]:
        image = next(figure.iter("img"), None)
        href = image.get("src") or image.get("data-src") or "" if image is not None else ""
        if href := joined(base, href):
            caption = xml.said(figure, ".//figcaption", text.TEXT_LIMIT) or text.plain(
                image.get("alt"), text.TEXT_LIMIT
            )
            sides = fields.size(image.get("width")), fields.size(image.get("height"))
            found.append(WireImage(href, caption, "", *sides))
    return found


def joined(base: str, href: str) -> str:
    from_base = f"https:{href}" if href.startswith("//") else href
    if from_base.startswith("/") and (host := re.match(r"https?://[^/]+", base)):
        from_base = f"{host[0]}{from_base}"
    return fields.link(from_base.strip())
