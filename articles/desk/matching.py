"""Whether a route's conditions hold for a piece of wire copy: pure, so that the dry run and the wire agree."""

import re
from dataclasses import dataclass
from functools import lru_cache

from articles.models import Route
from articles.wire.copy import WireCopy
from articles.wire.html import text_of
from articles.wire.words import fold

SEARCHED = 200_000  # characters of a text that are looked at
BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What routes ask about: plain data, read once an item."""

    source: int
    language: str
    urgency: int | None
    section: int | None
    subjects: frozenset[str]
    text: str

    @classmethod
    def of(cls, copy: WireCopy, *, source: int, language: str, section: int | None) -> "Facts":
        said = [copy.headline, copy.slugline, copy.standfirst, *copy.keywords, text_of(copy.body_html)]
        return cls(
            source=source,
            language=(copy.language or language).lower(),
            urgency=copy.urgency,
            section=section,
            subjects=frozenset(subject.code for subject in copy.subjects if subject.code),
            text=spaced("\n".join(said)[:SEARCHED]),
        )


def spaced(text: str) -> str:
    """Words without case, accents and punctuation, one space around each: so a word is found as a whole."""
    return f" {BETWEEN.sub(' ', fold(text)).strip()} "


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@lru_cache(maxsize=1_000)  # of the active routes: each item is asked for the same
def phrases(text: str) -> tuple[str, ...]:
    """One a line, as whole words; in scripts that write no spaces between words, as what stands anywhere."""
    return tuple(spaced(one) if is_spaced(one) else spaced(one).strip() for one in lines(text))


def said(phrase: str, text: str) -> bool:
    return bool(phrase.strip()) and phrase in text


def is_spaced(phrase: str) -> bool:
    """Whether it is in a script that sets words apart: Chinese, Japanese, Thai and their like do not."""
    return not any("\u0e00" <= c <= "\u0eff" or "\u3040" <= c <= "\u9fff" for c in phrase)


def matches(route: Route, facts: Facts) -> bool:
    language = route.language.lower()
    return (
        route.source_id in (None, facts.source)
        and (not language or facts.language == language or facts.language.startswith(f"{language}-"))
        and in_range(route, facts.urgency)
        and route.section_id in (None, facts.section)
        and (not (codes := lines(route.subjects)) or bool(facts.subjects & set(codes)))
        and all(said(phrase, facts.text) for phrase in phrases(route.words_all))
        and (not (some := phrases(route.words_any)) or any(said(phrase, facts.text) for phrase in some))
        and not any(said(phrase, facts.text) for phrase in phrases(route.words_none))
    )


def in_range(route: Route, urgency: int | None) -> bool:
    """Copy without an urgency meets no condition on it."""
    if route.urgency_from is None and route.urgency_to is None:
        return True
    return urgency is not None and (route.urgency_from or 1) <= urgency <= (route.urgency_to or 9)
