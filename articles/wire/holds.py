"""Kills, holds and embargoes that an agency wrote in words instead of in a field: doubt holds the copy.

What the words are is said in :mod:`articles.wire.holds_words`; here, where they count: in the headline, in the
ednote and in the first lines of the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from articles.wire import dates
from articles.wire.copy import UNKNOWN_STATUS, WITHHELD
from articles.wire.holds_words import (
    EMBARGOES,
    KILLS,
    NOTED_EMBARGO,
    NOTED_KILL,
    NOTED_WITHHOLD,
    TO_EDITORS,
    WITHHOLDS,
)

LINES, LINE_LIMIT = 4, 300
KILLED = "The copy says that it is killed"  # how the warning of a kill in prose begins
# "06:00 GMT, 1 December 2026": the time of day before the day.
CLOCK_FIRST = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?\s*(?P<half>[AaPp]\.?[Mm]\.?)?(?:\s*Uhr\b)?"
    r"\s*\(?(?P<zone>[A-Z]{2,4})?\)?,?\s+(?:on |am |le |el |del |of )?(?P<day>\S.{5,40})"
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
    return any(mark.search(line[:LINE_LIMIT]) for mark in (*KILLS, *WITHHOLDS, *EMBARGOES))


def kills_in_prose(warnings: Iterable[str]) -> bool:
    """Whether copy with these warnings orders a kill in words."""
    return any(warning.startswith(KILLED) for warning in warnings)


def in_prose(*, headline: str, ednote: str, lines: Iterable[str], zone: str) -> Hold:
    """What headline, ednote and the first *lines* of the text order in words."""
    told = [headline, *list(lines)[:LINES], *ednote.split("\n")]
    told = [line[:LINE_LIMIT] for line in told if line]
    notes = [ednote[: 4 * LINE_LIMIT], *(line for line in told if TO_EDITORS.search(line))]
    kill = _first(KILLS, told) or _first((NOTED_KILL,), notes)
    withhold = _first(WITHHOLDS, told) or _first((NOTED_WITHHOLD,), notes)
    embargo = _first(EMBARGOES, told) or _first((NOTED_EMBARGO,), notes)
    if embargo and embargo in (withhold, *notes) and not re.search(r"\bwithh(?:old|eld)\b", withhold, re.IGNORECASE):
        # "EMBARGOED until 6 a.m., not for publication before" forbids no more than the embargo does.
        withhold = ""
    warnings = []
    if kill:
        warnings.append(f"{KILLED}: “{kill[:120]}”.")
    if withhold:
        warnings.append(f"The copy says that it is withheld: “{withhold[:120]}”.")
    status = UNKNOWN_STATUS if kill else WITHHELD if withhold else ""
    return Hold(status, embargo, _single_time(embargo, zone), tuple(warnings))


def _first(marks: tuple[re.Pattern[str], ...], lines: list[str]) -> str:
    return next((line for line in lines if any(mark.search(line) for mark in marks)), "")


def _single_time(text: str, zone: str) -> datetime | None:
    """The one full time that *text* states; a day alone doesn't say when an embargo ends."""
    found = dates.times_in(text[_date_start(text) :], zone)
    if len(found) == 1 and (found[0].hour or found[0].minute):
        return found[0]
    match = CLOCK_FIRST.search(text)
    days = dates.times_in(match["day"], zone) if match and (match["minute"] or match["half"]) else ()
    if len(days) != 1:
        return None
    clock = f"{match['hour']}:{match['minute'] or '00'}{match['half'] or ''} {match['zone'] or ''}"
    return dates.read_time(f"{days[0]:%Y-%m-%d} {clock}".strip(), zone)


def _date_start(text: str) -> int:
    match = re.search(r"\d", text)
    return max(0, match.start() - 20) if match else 0
