"""Any HTML, rewritten in linear time to shallow, balanced markup of the allow-list.

https://html.spec.whatwg.org/multipage/parsing.html is followed where senders rely on it (end tags left out, headings
and paragraphs unclosed, raw text in scripts). No visible text is lost; safety is nh3's business, after this.
"""

import re
from dataclasses import dataclass
from html import escape

from articles.wire import text
from articles.wire.allow_list import (
    ATTRIBUTES,
    FLOW,
    HEADINGS,
    HOLDERS,
    INLINE,
    PARENTS,
    SECTIONS,
    TABLE_PARTS,
    VALUE_LIMIT,
    VALUES,
)

# No newswire nests deeper; the text of what does is kept, its nesting is not.
MAX_DEPTH = 24
# nh3 needs quadratic time for the character references of one text, so an endless paragraph is parted.
PARAGRAPH_LIMIT = 50_000

# Elements whose content no reader ever sees as text.
UNSEEN = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*(?:>|\Z)", re.IGNORECASE)
    for name in ("script", "style", "title", "template", "noscript", "iframe", "noembed", "noframes")
}
# Elements that begin on a new line and are unwrapped; what they hold becomes paragraphs.
BOUNDARIES = frozenset(
    ("address", "article", "aside", "block", "body", "body.content", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "footer", "form", "header", "hedline", "hgroup", "hr", "html", "legend", "main", "media",
     "menu", "nav", "option", "pre", "search", "section", "select", "summary")
)  # fmt: skip

# At "<!", "<?" or "<" and a letter one branch always matches, and none backtracks: linear for any input.
TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<[!?][^>]*(?:>|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<attributes>(?:[^>\"'=]++|=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[\"'=])*+)(?P<closed>>|\Z)",
    re.DOTALL,
)
ATTRIBUTE = re.compile(
    r"(?<![^\s/\"'])(?P<name>href|dir|(?:xml:)?lang|colspan|rowspan)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))",
    re.IGNORECASE,
)


def written(html: str) -> str:
    """*html* as the writer below understands it; not yet safe."""
    writer, position = _Writer(), 0
    while match := TOKEN.search(html, position):
        writer.text(html[position : match.start()])
        position = match.end()
        name = (match["name"] or "").lower().removeprefix("html:")
        if name and not match["closed"]:
            # A browser drops an unfinished last tag; here it is kept as the text that it may be.
            writer.text(match[0])
        elif name and match["end"]:
            writer.end(name)
        elif name in UNSEEN:
            ending = UNSEEN[name].search(html, position)
            position = ending.end() if ending else len(html)
        elif name:
            writer.start(name, match["attributes"])
    writer.text(html[position:])
    return writer.finished()


def _attributes(tag: str, source: str) -> str:
    allowed = ATTRIBUTES.get(tag, frozenset()) | ATTRIBUTES["*"]
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(source) if source else ():
        name = match["name"].lower().removeprefix("xml:")
        value = text.clean(text.unescape(match["double"] or match["single"] or match["bare"] or "")).strip()
        if name in allowed and len(value) <= VALUE_LIMIT and VALUES[name].fullmatch(value):
            found.setdefault(name, value if name in ("href", "lang") else value.lower())
    return "".join(f' {name}="{escape(found[name])}"' for name in sorted(found))


@dataclass(slots=True)
class _Container:
    name: str
    tag: str
    begins: int = -1  # where in the output its tag stands; a container is written with the first text in it
    filled: bool = False


class _Writer:
    """A stack of containers, and in the innermost one a run of text and inline tags that becomes a paragraph."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.stack: list[_Container] = []
        self.block = ("", "")
        self.preformatted = False
        self.active: dict[str, str] = {}
        self.nested: dict[str, int] = dict.fromkeys(INLINE, 0)
        self.pending: list[str] = []
        self.new_run()

    def new_run(self) -> None:
        self.run: list[str] = []
        self.opened: list[str] = []
        self.visible = False
        self.at_space = True

    def finished(self) -> str:
        self.flush()
        self.close_to(0)
        return "".join(self.out)

    def start(self, name: str, attributes: str) -> None:
        if name in INLINE:
            if not attributes.endswith("/"):
                self.start_inline(name, attributes)
        elif name == "br":
            self.line_break()
        elif name == "q":
            self.text("“")
        elif name == "p" or name in HEADINGS:
            self.flush()
            tag = HEADINGS.get(name, "p")
            self.block = (tag, _attributes(tag, attributes))
        elif name in FLOW or name in PARENTS:
            self.flush()
            self.block = ("", "")
            self.start_container(name, attributes)
        elif name in BOUNDARIES:
            self.flush()
            self.preformatted = self.preformatted or name == "pre"
            self.block = ("", "") if self.block[0] == "p" else self.block

    def end(self, name: str) -> None:
        if name in INLINE:
            self.end_inline(name)
        elif name == "q":
            self.text("”")
        elif name == "p" or name in HEADINGS or name in BOUNDARIES:
            self.flush()
            self.preformatted = self.preformatted and name != "pre"
            self.block = ("", "")
        elif name in FLOW or name in PARENTS:
            self.flush()
            self.block = ("", "")
            self.end_container(name)

    # Text and inline tags

    def text(self, source: str) -> None:
        if self.preformatted and "\n" in source:
            first, *others = source.split("\n")
            self.pending.append(text.unescape(first))
            for other in others:
                self.line_break()
                self.pending.append(text.unescape(other))
        elif source:
            self.pending.append(text.unescape(source))

    def write_text(self) -> None:
        if not self.pending:
            return
        # Cleaned in one piece: a letter and its accent may have stood in two elements that are gone.
        data, self.pending = "".join(self.pending), []
        data = text.single_spaced(text.clean(data.lstrip(" \t\n\r\f\v") if self.at_space else data))
        if self.at_space:
            data = data.lstrip(" ")
        for start in range(0, len(data), PARAGRAPH_LIMIT):
            if start:
                self.flush()
            self.write_piece(data[start : start + PARAGRAPH_LIMIT])

    def write_piece(self, data: str) -> None:
        for name, tag in self.active.items():
            if name not in self.opened:
                self.run.append(tag)
                self.opened.append(name)
        self.run.append(escape(data, quote=False))
        self.visible = self.visible or bool(data.strip(text.INVISIBLE))
        self.at_space = data.endswith(" ")

    def line_break(self) -> None:
        self.write_text()
        if self.run and self.run[-1] == "<br>":
            # Two line breaks are how web forms make a paragraph.
            self.flush()
        elif self.visible:
            self.run.append("<br>")
            self.at_space = True

    def start_inline(self, name: str, attributes: str) -> None:
        if name == "a":
            self.end_inline(name)
        self.nested[name] += 1
        tag = f"<{name}{_attributes(name, attributes)}>"
        if name not in self.active and (name != "a" or "href=" in tag):
            self.write_text()
            self.active[name] = tag

    def end_inline(self, name: str) -> None:
        self.nested[name] = 0 if name == "a" else max(0, self.nested[name] - 1)
        if name in self.active and not self.nested[name]:
            self.write_text()
            del self.active[name]
            if name in self.opened:
                self.close_inline(self.opened.index(name))

    def close_inline(self, index: int) -> None:
        while len(self.opened) > index:
            self.run.append(f"</{self.opened.pop()}>")

    # Paragraphs and containers

    def flush(self) -> None:
        """Ends the run and writes it, in the paragraph or heading it stood in, unless a reader would see nothing."""
        self.write_text()
        if self.visible:
            while self.run[-1] == "<br>":
                self.run.pop()
            self.close_inline(0)
            self.ensure_text_may_stand_here()
            self.write_containers()
            inner = self.stack[-1] if self.stack else None
            tag, attributes = self.block
            if not tag and (inner is None or inner.name not in HOLDERS or inner.filled):
                tag = "p"
            run = "".join(self.run).rstrip(" ")
            self.out.append(f"<{tag}{attributes}>{run}</{tag}>" if tag else run)
            for container in self.stack:
                container.filled = True
        self.new_run()

    def ensure_text_may_stand_here(self) -> None:
        """HTML moves text that stands straight in a table to a place before it; in a list it would be no item."""
        inner = self.stack[-1].name if self.stack else ""
        if inner in ("ul", "ol"):
            self.open("li")
        elif inner == "tr" or inner in SECTIONS:
            self.start_container("td", "")

    def start_container(self, name: str, attributes: str) -> None:
        if name in FLOW:
            self.ensure_text_may_stand_here()
        else:
            parent = self.nearest(PARENTS[name], crossing=name if name in ("li", "figcaption") else "")
            if parent is None:
                return
            self.close_to(parent + 1)
            if name in ("td", "th") and self.stack[-1].name != "tr":
                self.open("tr")
        if len(self.stack) < MAX_DEPTH:
            self.open(name, _attributes(name, attributes))

    def end_container(self, name: str) -> None:
        index = self.nearest((name,))
        if index is not None:
            self.close_to(index)

    def nearest(self, names: tuple[str, ...], crossing: str = "") -> int | None:
        """The innermost open container of *names*, looked for no further than its own table or cell allows."""
        for index in range(len(self.stack) - 1, -1, -1):
            name = self.stack[index].name
            if name in names:
                return index
            barrier = name == "table" if TABLE_PARTS.intersection(names) else name in ("td", "th", "caption")
            if barrier or (crossing and name != crossing):
                return None
        return None

    def open(self, name: str, attributes: str = "") -> None:
        self.stack.append(_Container(name, f"<{name}{attributes}>"))

    def write_containers(self) -> None:
        for container in self.stack:
            if container.begins < 0:
                container.begins = len(self.out)
                self.out.append(container.tag)

    def close_to(self, depth: int) -> None:
        while len(self.stack) > depth:
            if self.stack[-1].name in ("td", "th"):
                # An empty cell keeps its column; an empty table goes as a whole, below.
                self.write_containers()
            container = self.stack.pop()
            if container.begins >= 0 and (container.filled or container.name in ("td", "th", "tr")):
                self.out.append(f"</{container.name}>")
            elif container.begins >= 0:
                del self.out[container.begins :]
                for outer in self.stack:
                    if outer.begins >= container.begins:
                        outer.begins = -1
