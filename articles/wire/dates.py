"""Times as agencies write them. What can't be read for certain is None, never a guess.

ISO 8601 (https://www.iso.org/iso-8601-date-and-time-format.html) in the basic and extended forms, with the name of a
zone that RFC 9557 puts after the offset, RFC 5322 section 3.3 (https://www.rfc-editor.org/rfc/rfc5322#section-3.3) and
the clock lines of web pages.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

EARLIEST, LATEST = 1900, 2199
VALUE_LIMIT = 100

# Only names that a standard fixes (RFC 5322 section 4.3) or that mean one thing in Europe; IST and BST each mean
# several, so a time in them is unreadable.
ZONE_HOURS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3,
    "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

MONTH_NAMES = (
    "january jan januar jänner janvier janv enero ene janeiro gennaio gen",
    "february feb febr februar février févr febrero fevereiro fev febbraio",
    "march mar märz mrz mars marzo março",
    "april apr avril avr abril abr aprile",
    "may mai mayo maio maggio mag",
    "june jun juni juin junio junho giugno giu",
    "july jul juli juillet juil julio julho luglio lug",
    "august aug août agosto ago",
    "september sep sept septembre septiembre setembro settembre set",
    "october oct oktober okt octobre octubre outubro out ottobre ott",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dezembro dicembre",
)
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}

ISO = re.compile(
    r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
    r"(?:[Tt ]\s*(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,12}))?)?)?"
    r"\s*(?:(?P<zone>[+-]\d\d:?\d\d|[+-]\d\d|[A-Za-z]{1,4})(?:\[[\w/+-]{1,40}\])?)?"
)
TIME = (
    r"(?:(?:\s*[,|@·–-]\s*|\s+|T)(?:at\s+|um\s+|à\s+)?(?P<hour>\d{1,2})[:.hH](?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?(?:\s*Uhr\b)?(?:\s*\(?(?P<zone>[+-]\d\d:?\d\d|[A-Z]{1,4})\)?(?![A-Za-z]))?)?"
)
# Digits may not touch a date, letters may: pages glue a section's name to it.
LAYOUTS = tuple(
    re.compile(rf"(?<!\d){date}{TIME}(?![\d:])")
    for date in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?(?P<name>[^\W\d_]{3,10})\.?,?\s+(?:de\s+)?(?P<year>\d{4})",
        r"(?P<name>[^\W\d_]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
        r"(?P<first>\d{1,2})(?P<sep>[/-])(?P<other>\d{1,2})(?P=sep)(?P<year>\d{4})",
    )
)
# RFC 5322, section 4.3: two digits of a year, which only a whole time of this layout may have.
SHORT_YEAR = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?P<day>\d{1,2})\s+(?P<name>[A-Za-z]{3,9})\s+(?P<short>\d\d)"
    r"\s+(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s+(?P<zone>[+-]\d{4}|[A-Z]{1,4})"
)
WEEKDAY = re.compile(r"[^\W\d_]{2,10}\.?,?\s+")


def zone_of(name: str) -> tzinfo:
    """The zone called *name* (``Europe/Berlin``); UTC for a name that nobody knows."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def read_time(value: object, zone: str = "UTC") -> datetime | None:
    """The time that *value* states, aware; *zone* is the source's and used only where the value has none."""
    if not isinstance(value, str) or len(value) > VALUE_LIMIT:
        return None
    text = value.strip()
    if match := ISO.fullmatch(text):
        return _built(match.groupdict(), zone)
    if match := SHORT_YEAR.fullmatch(text):
        short = int(match["short"])
        return _built({**match.groupdict(), "year": str(short + (2000 if short < 50 else 1900))}, zone)
    candidates = {time for time, (start, end) in _found(text, zone) if end == len(text) and _only_weekday(text[:start])}
    return candidates.pop() if len(candidates) == 1 else None


def times_in(text: str, zone: str = "UTC") -> tuple[datetime, ...]:
    """All readings of the first date in *text*: none, one, or two where ``03/12/2009`` leaves the order open."""
    found = _found(text[:VALUE_LIMIT], zone)
    first = min((start for _, (start, _) in found), default=0)
    return tuple(sorted({time for time, (start, _) in found if start == first}))


def has_zone(value: str) -> bool:
    """Whether a readable *value* names its zone itself."""
    east, west = read_time(value, "Etc/GMT+12"), read_time(value, "Etc/GMT-14")
    return east is not None and east == west


def names_place(line: str) -> bool:
    """Whether a dateline names a place: some senders write only the day or the time of it."""
    words = re.findall(r"[^\W\d_]{2,}", line)
    return any(word.lower() not in MONTHS and word.lower() not in ZONE_HOURS for word in words)


def day_in(digits: str, layout: str, zone: tzinfo) -> datetime | None:
    """The day that stands in an agency's reference, at its first minute: ``28122025`` in the layout ``%d%m%Y``."""
    try:
        day = datetime.strptime(digits, layout).replace(tzinfo=zone)
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None


def month_number(name: str) -> int | None:
    return MONTHS.get(name.lower().rstrip("."))


def _only_weekday(text: str) -> bool:
    return not text or WEEKDAY.fullmatch(text) is not None


def _found(text: str, zone: str) -> list[tuple[datetime, tuple[int, int]]]:
    found = []
    for layout in LAYOUTS:
        if match := layout.search(text):
            parts = match.groupdict()
            orders = [parts]
            if "first" in parts:
                orders = [
                    {**parts, "day": parts["first"], "month": parts["other"]},
                    {**parts, "day": parts["other"], "month": parts["first"]},
                ]
            found += [(time, match.span()) for order in orders if (time := _built(order, zone))]
    return found


def _built(parts: dict[str, str | None], zone: str) -> datetime | None:
    offset = _offset(parts.get("zone"), zone)
    month = month_number(parts["name"] or "") if "name" in parts else int(parts["month"] or 0)
    hour = _hour(int(parts.get("hour") or 0), parts.get("half"))
    year = int(parts["year"] or 0)
    if offset is None or month is None or hour is None or not EARLIEST <= year <= LATEST:
        return None
    minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
    micro = int((parts.get("fraction") or "0")[:6].ljust(6, "0"))
    try:
        return datetime(year, month, int(parts["day"] or 0), hour, minute, second, micro, tzinfo=offset)
    except ValueError:
        return None


def _hour(hour: int, half: str | None) -> int | None:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half in "Pp" else 0)


def _offset(name: str | None, zone: str) -> tzinfo | None:
    if not name:
        return zone_of(zone)
    if name[0] not in "+-":
        hours = ZONE_HOURS.get(name.lower())
        return None if hours is None else timezone(timedelta(hours=hours))
    digits = name[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    # The widest offsets in use are -12:00 and +14:00.
    if hours > 14 or minutes > 59:
        return None
    return timezone((1 if name[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
