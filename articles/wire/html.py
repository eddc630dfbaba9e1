"""HTML at the border: one cleaner, for wire copy and for what editors save; nothing else may be marked safe."""

import re
from functools import lru_cache
from html import escape

import nh3

from articles.wire import text
from articles.wire.allow_list import ATTRIBUTES, TAGS
from articles.wire.markup import written

CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)
LINE_ENDS = re.compile(r"<br>|</(?:td|th|caption)>")
REMEMBERED = 20_000  # characters; few are longer
PARAGRAPH_ENDS = re.compile(r"</?(?:p|h[2-4]|ul|ol|li|blockquote|table|tr|figure|figcaption)\b[^>]*>")


def clean(html: str) -> str:
    """*html* reduced to the allow-list; all visible text is kept, bare text gets a paragraph. Idempotent.

    nh3 has the last word on what is safe. It needs quadratic time for deep nesting, so it is given what
    :func:`articles.wire.markup.written` makes of the string, which is shallow and balanced.
    """
    return CLEANER.clean(written(html))


def paragraphs(plain: str) -> str:
    """Plain text as HTML; see :func:`articles.wire.text.blocks` for what is a paragraph."""
    return clean("".join(map(paragraph, text.blocks(plain))))


def paragraph(line: str) -> str:
    """One line of plain text as a paragraph."""
    return f"<p>{escape(line, quote=False)}</p>"


def plain_text(html: str) -> str:
    """The visible text of *html*: paragraphs apart by a blank line, cells and broken lines by a line end."""
    return text_of(clean(html))


def text_of(cleaned: str) -> str:
    """The same of what is clean already.

    A text that comes in is asked for by its reader, the index, the clusters and routes: a batch of them is remembered.
    """
    return read_once(cleaned) if len(cleaned) <= REMEMBERED else read(cleaned)


def read(cleaned: str) -> str:
    parted = PARAGRAPH_ENDS.sub("\n\n", LINE_ENDS.sub("\n", cleaned))
    lines = [text.squeeze(line) for line in text.unescape(re.sub(r"<[^>]*>", "", parted)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(text.INVISIBLE)


read_once = lru_cache(maxsize=128)(read)


def is_empty(html: str) -> bool:
    """Whether a reader would see nothing: ``<p>&nbsp;</p>`` is empty."""
    return not plain_text(html)
