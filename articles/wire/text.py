"""Characters and lines: bytes decoded, invisible and forbidden characters cut, typographic ones left alone."""

import codecs
import hashlib
import html
import re
import unicodedata

LINE_LIMIT = 1_000
TEXT_LIMIT = 10_000
IDENTITY_LIMIT = 255

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# https://www.w3.org/TR/xml/#sec-guessing: text without a mark shows its width by the zero bytes that it begins with.
WIDE = (
    (re.compile(rb"\0\0\0[\t\n\r -~]"), "utf-32-be"),
    (re.compile(rb"[\t\n\r -~]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0[\t\n\r -~]\0[^\0]"), "utf-16-be"),
    (re.compile(rb"[\t\n\r -~]\0[^\0]\0"), "utf-16-le"),
)
# https://encoding.spec.whatwg.org/#names-and-labels: what senders call Latin-1 is Windows-1252, whose quotes and
# dashes would otherwise decode to control characters and be lost; GB 2312 is read as its superset.
LABELS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
# Codecs of Python that are no charset of any newswire; some take quadratic time.
NOT_A_CHARSET = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "utf-7"}

# Blanks that are not one space already: to replace each space by itself would be most of the work of reading.
SPACE = re.compile(r"[\t\n\r\f\v][ \t\n\r\f\v]*| [ \t\n\r\f\v]+")
NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls, lone surrogates, noncharacters; zero-width space, word joiner, BOM and soft hyphen, which hide
# words from search; bidi embeddings and overrides, which let a headline read backwards. Isolates and marks stay.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)
# C1 controls are no character of any text; where they come, Windows-1252 was taken for Latin-1 on the way.
MEANT = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
# Joiners belong between letters of Persian, Hindi, emoji …; between Latin letters they only hide a word.
STRAY_JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]+(?![^\x00-\x7f])")
# https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format: no word needs more marks on one letter, and
# normalising a million of them takes quadratic time.
MARK_RUN = re.compile(r"[^\w\s\x00-\x7f]{31,}")
MARKS_ALLOWED = 30
HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")

LOST_CHARACTER = re.compile("[^\ufffd]{0,15}\ufffd+[^\ufffd]{0,10}")
INVISIBLE = " \t\n\r\f\v\u00a0\u2007\u202f\u3000\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"

HTML_TAG = re.compile(
    r"<(?P<unseen>script|style)(?:\s[^<>]*)?>.*?(?:</(?P=unseen)\s*>|\Z)"
    r"|</?(?:a|abbr|applet|b|big|br|cite|code|div|em|embed|font|frame|frameset|h[1-6]|i|iframe|img|li|meta|object"
    r"|ol|p|small|span|strike|strong|sub|sup|u|ul)(?:[\s/][^<>]*)?>",
    re.IGNORECASE | re.DOTALL,
)


def decode(raw: bytes, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """Text of *raw*, with warnings; *charset* is what the source says that it sends.

    A byte order mark is the strongest evidence, then bytes that can only be UTF-8, then the source's word.
    """
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            # Files that were put together begin with several.
            return _lenient(re.sub(b"^(?:%b)+" % re.escape(bom), b"", raw), encoding)
    for start, encoding in WIDE:
        if start.match(raw):
            return _lenient(raw, encoding)
    hinted = _hinted(raw, charset)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        if hinted is not None:
            return hinted, ()
        return raw.decode("cp1252", "replace"), ("The characters are not UTF-8; they were read as Windows-1252.",)
    if hinted is None or hinted == text:
        return text, ()
    if text.isascii():
        return hinted, ()
    return text, (f"The source says that it sends {charset}; the file is UTF-8 and was read so.",)


def _lenient(raw: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return raw.decode(encoding), ()
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace"), (f"Some characters are not valid {encoding} and were replaced.",)


def _hinted(raw: bytes, charset: str) -> str | None:
    try:
        name = codecs.lookup(charset.strip()).name
        encoding = LABELS.get(name, name)
        return None if encoding in NOT_A_CHARSET or "\0" in charset else raw.decode(encoding)
    except (LookupError, ValueError):
        return None


def clean(text: str) -> str:
    """NFC with plain newlines, without control, hidden or reordering characters; idempotent."""
    if text.isascii() and text.isprintable():
        return text
    text = FORBIDDEN.sub(lambda match: MEANT.get(match[0], ""), NEWLINES.sub("\n", text))
    text = unicodedata.normalize("NFC", MARK_RUN.sub(_fewer_marks, text))
    return STRAY_JOINER.sub("", text)


def _fewer_marks(match: re.Match[str]) -> str:
    kept, run = [], 0
    for character in match[0]:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= MARKS_ALLOWED:
            kept.append(character)
    return "".join(kept)


def without_lost(text: str) -> tuple[str, tuple[str, ...]]:
    """*text* without U+FFFD, which stands where a character was lost before it came; the warning says where."""
    places = [squeeze(match[0]) for match in LOST_CHARACTER.finditer(text)]
    if not places:
        return text, ()
    quoted = ", ".join(f"“{place}”" for place in places[:5])
    return text.replace("\ufffd", ""), (f"Characters were lost before this text came: {quoted}.",)


def squeeze(text: str) -> str:
    """One line; no-break and other typographic spaces are the agency's and stay."""
    return single_spaced(text).strip()


def single_spaced(text: str) -> str:
    # Most lines are: then no blank but one space is printable, and no two stand together.
    return text if "  " not in text and text.isprintable() else SPACE.sub(" ", text)


def line(value: object, limit: int = LINE_LIMIT) -> str:
    """One clean line of at most *limit* characters; anything that is not text or a number is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = f"{value:.15g}" if isinstance(value, float) else str(value)[: 4 * limit]
    return squeeze(clean(text))[:limit].rstrip()


def unescape(text: str) -> str:
    """Character references become characters; references too long to be any are left out."""
    return html.unescape(HUGE_REFERENCE.sub("\ufffd", text)) if "&" in text else text


def plain(value: object, limit: int = LINE_LIMIT) -> str:
    """One line out of a field that should be text and may hold inline HTML: ``<p>A &amp; B</p>`` is ``A & B``."""
    if not isinstance(value, str):
        return line(value, limit)
    return line(unescape(HTML_TAG.sub(" ", value[: 8 * limit])), limit)


def identity(value: object) -> str:
    """An identifier as sent; one that is too long to index keeps its start and a hash of the whole."""
    text = line(value, limit=10_000_000)
    if len(text) <= IDENTITY_LIMIT:
        return text
    return f"{text[: IDENTITY_LIMIT - 65]}#{hashlib.sha256(text.encode()).hexdigest()}"


def blocks(text: str) -> list[str]:
    """Paragraphs of plain text, each one line: split at blank lines, and at line ends that no wrapping explains."""
    lines = [squeeze(one) for one in clean(text).split("\n")]
    width = _wrap_width(lines)
    found: list[str] = []
    previous = ""
    for one in lines:
        if one and previous and len(previous) + 1 + len(one.split(" ", 1)[0]) >= width:
            found[-1] = f"{found[-1]} {one}"
        elif one:
            found.append(one)
        previous = one
    return found


def _wrap_width(lines: list[str]) -> float:
    """How long a line of hard-wrapped text must be to run on into the next; infinite where nothing is wrapped."""
    lengths = [len(one) for one in lines if " " in one]
    wrapped = [length for length in lengths if length <= 100]
    full = 0.8 * max(wrapped, default=0)
    if len(wrapped) < 0.9 * len(lengths) or full < 40 or sum(length >= full for length in wrapped) < 3:
        return float("inf")
    return full
