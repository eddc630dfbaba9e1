"""A byline as it was printed, with the people in it whom we know as links."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of the byline; ``slug`` is the author's, if they are a name."""

    words: str
    slug: str = ""


def linked(byline: str, authors: list[dict[str, str]]) -> list[Part]:
    """The byline in parts: “By ”, a name, “ and ”, a name. Nothing of it is lost or put in another order."""
    by_name = {author["name"].casefold(): author["slug"] for author in authors if author["name"]}
    if not by_name:
        return [Part(byline)] if byline else []
    names = "|".join(re.escape(author["name"]) for author in sorted(authors, key=longest_first) if author["name"])
    parts = []
    for words in re.split(rf"(?<!\w)({names})(?!\w)", byline, flags=re.IGNORECASE):
        if words:
            parts.append(Part(words, by_name.get(words.casefold(), "")))
    return parts


def longest_first(author: dict[str, str]) -> int:
    return -len(author["name"])


def unnamed(parts: list[Part], authors: list[dict[str, str]]) -> list[dict[str, str]]:
    """Authors whom the printed byline does not name: they are named elsewhere on the page."""
    named = {part.slug for part in parts}
    return [author for author in authors if author["slug"] not in named]
