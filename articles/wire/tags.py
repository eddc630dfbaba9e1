"""HTML as plain characters, one for each tag, so that what compares and merges words needs to know no tags."""

import re
from html import escape, unescape

from articles.wire.allow_list import INLINE

TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[a-z0-9]+)[^>]*>")
# Characters that Unicode gives no meaning: 6,400 in the first plane, more than any text has tags beyond it.
FIRST, LAST, BEYOND = 0xE000, 0xF8FF, 0xF0000
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
RUNS = re.compile(f"{PRIVATE.pattern}|[^{PRIVATE.pattern[1:]}+")  # single tags, and the text between them
VOID = ("br",)


def name_of(tag: str) -> str:
    return TOKEN.match(tag)["name"]


def is_end(tag: str) -> bool:
    return tag.startswith("</")


def is_inline(tag: str) -> bool:
    return name_of(tag) in INLINE or name_of(tag) in VOID


def escaped(text: str) -> str:
    """Text as the cleaner writes it."""
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


class Alphabet:
    """Which character stands for which tag; shared by all texts that are compared or merged with each other."""

    def __init__(self) -> None:
        self.characters: dict[str, str] = {}
        self.meanings: dict[str, str] = {}

    def character(self, meaning: str) -> str:
        if meaning not in self.characters:
            code = FIRST + len(self.characters)
            character = chr(code if code <= LAST else BEYOND + code - LAST)
            self.characters[meaning], self.meanings[character] = character, meaning
        return self.characters[meaning]

    def plain(self, text: str) -> str:
        """Text between tags; a private character that an agency sent gets one of ours: none means two things."""
        return PRIVATE.sub(lambda match: self.character(match[0]), unescape(text))

    def encoded(self, html: str) -> str:
        found, position = [], 0
        for match in TOKEN.finditer(html):
            found += [self.plain(html[position : match.start()]), self.character(match[0])]
            position = match.end()
        return "".join([*found, self.plain(html[position:])])

    def decoded(self, text: str) -> str:
        return PRIVATE.sub(lambda match: self.meanings[match[0]], escaped(text))

    def tag(self, character: str) -> str:
        """The tag that this character stands for; empty if it stands for itself."""
        meaning = self.meanings.get(character, "")
        return meaning if meaning.startswith("<") else ""

    def paragraphs(self, html: str) -> list[str]:
        """The encoded text, parted before each block that begins after some text: put together they are all of it."""
        found, begun, ended = [""], False, False
        for run in RUNS.findall(self.encoded(html)):
            tag = self.tag(run)
            is_block = bool(tag) and not is_inline(tag)
            if begun and ((is_block and not is_end(tag)) or (ended and not is_block)):
                found.append("")
                begun = ended = False
            begun = begun or not is_block
            ended = (ended or begun) if is_block else ended
            found[-1] += run
        return [paragraph for paragraph in found if paragraph]


def blocks(html: str) -> list[str]:
    """The outermost blocks of clean HTML, one after the other; joined they are all of it."""
    found, depth, begins = [], 0, 0
    for match in TOKEN.finditer(html):
        if match["name"] in INLINE or match["name"] in VOID:
            continue
        depth += -1 if match["end"] else 1
        if depth == 0:
            found.append(html[begins : match.end()])
            begins = match.end()
    return [*found, html[begins:]] if begins < len(html) else found
