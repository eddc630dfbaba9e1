"""Kills, holds and embargoes that an agency wrote in words instead of in a field: doubt holds the copy.

The marks are those of the agencies' own advisories. Upper case or the ednote makes the mark: "Kill Bill" in a headline
is a film, "KILL: Kill Bill" is an order.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from articles.wire import dates
from articles.wire.copy import UNKNOWN_STATUS, WITHHELD

LINES, LINE_LIMIT = 4, 300

# After an upper-case mark comes punctuation, nothing, or text that is not all capitals: a headline in capitals may
# begin with the same word.
AFTER = r"(?=\s*(?:$|[:;,.!/(\[–—-])|\s+(?!\w)|[^a-z]*[a-z])"
START = (
    r"^[\W_]*(?:(?:BULLETIN|URGENT|FLASH|ADVISORY|ATTENTION|EDITORS|EDS|MANDATORY|STRICTLY|STRICT|STORY|UNDER|SOUS)"
    r"[\W_]+)*"
)

KILL_MARKS = (
    re.compile(rf"{START}(?:KILL|KILLED|WITHDRAWN|RETRACTED)\b{AFTER}"),
    re.compile(
        r"\b(?:BULLETIN|MANDATORY|STORY|ADVISORY)[\W_]+KILL\b|\bKILL\s+(?:THIS|STORY|ITEM|COPY|NOTICE|ADVISORY)\b"
    ),
    re.compile(rf"{START}(?:ANNULATION|ANNULÉE?|À ANNULER|A ANNULER|ZURÜCKGEZOGEN|RÜCKZUG|ANULADA|ANULADO){AFTER}"),
    re.compile(r"^[\s【\[]*(?:撤稿|稿件撤回)"),
)
WITHHOLD_MARKS = (
    re.compile(
        rf"{START}(?:WITHHOLD|WITHHELD|HOLD FOR RELEASE|DO NOT (?:USE|PUBLISH|RELEASE)"
        r"|NOT FOR (?:PUBLICATION|RELEASE))\b"
    ),
    re.compile(rf"{START}(?:NE PAS (?:PUBLIER|UTILISER|DIFFUSER)|NICHT (?:VERWENDEN|VERÖFFENTLICHEN)|NO PUBLICAR)\b"),
    re.compile(r"^\W*(?:يرجى عدم النشر|ليس للنشر|غير مخصص للنشر)|^[\s【\[]*(?:禁止发布|暂勿发布|勿用)"),
)
EMBARGO_MARKS = (
    re.compile(rf"{START}EMBARGO(?:ED|ÉE?)?\b(?=\s*(?:$|[:;(\[–—-])|\s+(?:UNTIL|TILL|BIS|JUSQU|until|till|bis|jusqu))"),
    re.compile(rf"{START}(?:EMBARGO|EMBARGOED)\b[^a-z]*[a-z]|^EMBARGOED FOR RELEASE\b"),
    re.compile(r"^\W*(?:embargoed (?:until|till)|sperrfrist\b|gesperrt bis\b|embargado hasta\b)", re.IGNORECASE),
    re.compile(r"^\W*(?:sous )?embargo jusqu", re.IGNORECASE),
    re.compile(r"^\W*(?:محظور النشر حتى|محظور حتى)"),
)
# An ednote speaks to editors, so words do there what elsewhere only capitals do. "3 killed" is no order.
EDNOTE_KILL = re.compile(
    r"\bKILL\b|(?i:^\W*(?:please\s+)?kill\s*$|\bkill\s+(?:this\b|the\s+(?:story|item|article|copy|version)\b)"
    r"|\b(?:story|item|article|version)\s+(?:is|was|has been)\s+(?:killed|withdrawn|retracted)\b)",
    re.MULTILINE,
)
EDNOTE_WITHHOLD = re.compile(
    r"\bwithh(?:old|eld)\b|\bhold for release\b|\bdo not (?:use|publish|release)\b|\bnot for (?:publication|release)\b"
    r"|\bne pas (?:publier|utiliser|diffuser)\b|\bnicht (?:verwenden|veröffentlichen)\b|\bno publicar\b",
    re.IGNORECASE,
)
EDNOTE_EMBARGO = re.compile(
    r"\bembargo(?:ed)?\s*(?::|until|till|jusqu|bis\b)|\bembargoed\b|\bunder embargo\b|\bsous embargo\b|\bsperrfrist\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hold:
    """``pubstatus`` is "" where the words say nothing of it; ``embargo`` are the words that state one."""

    pubstatus: str = ""
    embargo: str = ""
    embargoed_until: datetime | None = None
    warnings: tuple[str, ...] = ()


def is_mark(line: str) -> bool:
    """Whether *line* is an order to editors and not the story's own text."""
    return any(mark.search(line[:LINE_LIMIT]) for mark in (*KILL_MARKS, *WITHHOLD_MARKS, *EMBARGO_MARKS))


def in_prose(*, headline: str, ednote: str, lines: Iterable[str], zone: str) -> Hold:
    """What headline, ednote and the first *lines* of the text order in words."""
    told = [headline, *list(lines)[:LINES], *ednote.split("\n")]
    told = [line[:LINE_LIMIT] for line in told if line]
    note = ednote[: 4 * LINE_LIMIT]
    kill = _first(KILL_MARKS, told) or (note if EDNOTE_KILL.search(note) else "")
    withhold = _first(WITHHOLD_MARKS, told) or (note if EDNOTE_WITHHOLD.search(note) else "")
    embargo = _first(EMBARGO_MARKS, told) or (note if EDNOTE_EMBARGO.search(note) else "")
    if embargo and embargo in (withhold, note) and not re.search(r"\bwithh(?:old|eld)\b", withhold, re.IGNORECASE):
        # "EMBARGOED until 6 a.m., not for publication before" forbids no more than the embargo does.
        withhold = ""
    warnings = []
    if kill:
        warnings.append(f"The copy says that it is killed: “{kill[:120]}”.")
    if withhold:
        warnings.append(f"The copy says that it is withheld: “{withhold[:120]}”.")
    status = UNKNOWN_STATUS if kill else WITHHELD if withhold else ""
    return Hold(status, embargo, _single_time(embargo, zone), tuple(warnings))


def _first(marks: tuple[re.Pattern[str], ...], lines: list[str]) -> str:
    return next((line for line in lines if any(mark.search(line) for mark in marks)), "")


def _single_time(text: str, zone: str) -> datetime | None:
    """The one full time that *text* states; a day alone doesn't say when an embargo ends."""
    found = dates.times_in(text[_date_start(text) :], zone)
    return found[0] if len(found) == 1 and (found[0].hour or found[0].minute) else None


def _date_start(text: str) -> int:
    match = re.search(r"\d", text)
    return max(0, match.start() - 20) if match else 0
