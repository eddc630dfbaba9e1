"""The places of a file that can hold a value, each with its span of bytes and a name that a person can follow.

``/newsItem/contentMeta/headline`` and ``/newsItem/@guid`` in XML and HTML, ``$.headlines[0].value`` in JSON, the name
of a header in a mail, and in every other format the line and, where lines have fields, the column.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

BLANK = re.compile(rb"\s*")
MARKUP = re.compile(
    rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<[!?][^>]*(?:>|\Z)"
    rb"|<(?P<end>/?)(?P<name>[A-Za-z_][^\s/<>]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|(?P<said>[^<]+)",
    re.DOTALL,
)
ATTRIBUTE = re.compile(rb"(?P<name>[^\s=\"'/]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
VOID = {b"br", b"hr", b"img", b"meta", b"link", b"input", b"source", b"area", b"base", b"col", b"wbr"}
HTML = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
SPACES = (b"xmlns", b"xsi:", b"xml:base")
JSON_TOKEN = re.compile(rb"[{}\[\],:]|\"(?P<string>(?:[^\"\\]|\\.)*)\"|(?P<plain>[^\s{}\[\],:\"]+)", re.DOTALL)
HEADER = re.compile(rb"^(?P<name>[!-9;-~]+):[ \t]*(?P<value>[^\n]*(?:\n[ \t]+[^\n]*)*)\n", re.MULTILINE)
LINE = re.compile(rb"[^\r\n]+")
FIELD = re.compile(rb"[^\s\x00-\x1f\x7f]+")
CONTROL = re.compile(rb"[\x01\x02\x03]")


@dataclass(frozen=True, slots=True)
class Place:
    """``name`` for people, ``line`` counted from 1, and the bytes from ``start`` to ``end``."""

    name: str
    line: int
    start: int
    end: int


def places_in(raw: bytes) -> Iterator[Place]:
    """The places of *raw*, in order, in whatever way the bytes are marked up."""
    start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        found = _of_markup(raw)
    elif start in (b"{", b"["):
        found = _of_json(raw)
    elif len(HEADER.findall(raw[:4_096].partition(b"\n\n")[0] + b"\n")) > 1:
        found = _of_mail(raw)
    else:
        found = _of_lines(raw, 0)
    line, counted = 1, 0
    for name, begin, end in found:
        line, counted = line + raw.count(b"\n", counted, begin), begin
        yield Place(name, line, begin, end)


def _of_markup(raw: bytes) -> Iterator[tuple[str, int, int]]:
    path: list[str] = []
    seen: list[Counter] = [Counter()]
    void = VOID if HTML.search(raw[:1_000]) else set()
    for match in MARKUP.finditer(raw):
        if match["said"] is not None or match["cdata"] is not None:
            begin, end = match.span("said" if match["said"] is not None else "cdata")
            if raw[begin:end].strip():
                yield "/" + "/".join(path), begin + BLANK.match(raw[begin:end]).end(), end
        elif match["end"]:
            if path:
                path.pop()
                seen.pop()
        elif match["name"]:
            name = match["name"].decode("utf-8", "replace").rpartition(":")[2]
            seen[-1][name] += 1
            step = name if seen[-1][name] == 1 else f"{name}[{seen[-1][name]}]"
            for attribute in ATTRIBUTE.finditer(raw, *match.span("attributes")):
                if not attribute["name"].startswith(SPACES):
                    key = "double" if attribute["double"] is not None else "single"
                    yield (
                        "/".join(["", *path, step, f"@{attribute['name'].decode('utf-8', 'replace')}"]),
                        *attribute.span(key),
                    )
            if not match["attributes"].endswith(b"/") and match["name"].lower() not in void:
                path.append(step)
                seen.append(Counter())


def _of_json(raw: bytes) -> Iterator[tuple[str, int, int]]:
    path: list[str | int] = []
    key = ""
    tokens = list(JSON_TOKEN.finditer(raw))
    for at, token in enumerate(tokens):
        mark = token[0]
        if mark in (b"{", b"["):
            path.append("" if mark == b"{" else 0)
        elif mark in (b"}", b"]"):
            path = path[:-1]
        elif mark == b"," and path:
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else ""
        elif token["string"] is not None and at + 1 < len(tokens) and tokens[at + 1][0] == b":":
            key = token["string"].decode("utf-8", "replace")
            path[-1:] = [key]
        elif token["string"] is not None or token["plain"] is not None:
            span = token.span("string" if token["string"] is not None else "plain")
            yield "$" + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path), *span


def _of_mail(raw: bytes) -> Iterator[tuple[str, int, int]]:
    end = re.search(rb"\n\r?\n", raw)
    body = end.end() if end else len(raw)
    for match in HEADER.finditer(raw, 0, body):
        yield match["name"].decode("ascii", "replace"), *match.span("value")
    yield from _of_lines(raw, body)


def _of_lines(raw: bytes, start: int) -> Iterator[tuple[str, int, int]]:
    """Lines; before the text of a telex and after it each field of a line, for there they have fields."""
    text = CONTROL.search(raw, start)
    is_telex = text is not None and text[0] == b"\x01"
    within = not is_telex
    for match in LINE.finditer(raw, start):
        number = raw.count(b"\n", 0, match.start()) + 1
        opens = match[0].find(b"\x02") + 1 if is_telex else 0
        within = (within or opens > 0) and not (is_telex and b"\x03" in match[0])
        begin = match.start() + opens
        if within and match[0][opens:].strip():
            yield f"line {number}", begin + BLANK.match(match[0][opens:]).end(), match.end()
        elif not within and match[0].strip():
            for field in FIELD.finditer(raw, match.start(), match.end()):
                yield f"line {number}, column {field.start() - match.start() + 1}", field.start(), field.end()
