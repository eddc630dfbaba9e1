"""E-mail: RFC 5322 (https://www.rfc-editor.org/rfc/rfc5322, section 3.6) with MIME (RFC 2045, RFC 2046 section 5.1).

A message is one story: the subject is its headline, its text the body. What is attached, a forwarded message too, is
not read; a warning lists it. The guid is the Message-ID. Senders write one on several stories: those come as one
version with other words, and so are held for an editor.
"""

import codecs
import re
from dataclasses import dataclass, field
from email import errors, message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr

from articles.wire import dates, fields, html, telex, text
from articles.wire.copy import Reading, Skipped, SourceHints, Unreadable, WireCopy
from articles.wire.mail_words import decoded_words

NAME, VERSION = "mail", 4

HEAD = 65_536
FIELD = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)+")
# Two of these and a blank line make a message; RFC 5322 requires the first two, senders leave either out.
MARKS = re.compile(
    rb"^(from|date|subject|message-id|mime-version|to|received|content-type|return-path|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
BLANK_START = re.compile(rb"(?:[ \t]*\r?\n|[ \t]+\Z)*")
MBOX_LINE = re.compile(rb"From [^\n]{1,200}\n")

# RFC 2046 sets no limit to either; no story needs so many.
MOST_PARTS, DEEPEST = 200, 20
# Python's parser goes from line to line; 10 MB of base64 have 130,000.
MOST_LINES = 160_000
BOUNDARY = re.compile(rb"^--[^\r\n]{1,70}", re.MULTILINE)
MULTIPART = re.compile(rb"^content-type:[ \t]*\n?[ \t]*multipart/", re.IGNORECASE | re.MULTILINE)
# The parameters of a MIME header take Python quadratic time, and every header is looked through for every field.
MIME_HEADER = re.compile(rb"^content-[^\n]*(?:\n[ \t]+[^\n]*)*", re.IGNORECASE | re.MULTILINE)
MIME_HEADER_LIMIT, HEADER_LIMIT = 10_000, 500_000
HEADER_END = re.compile(rb"\n\r?\n")

COMMENT = re.compile(r"\s*\([^()]*\)\s*$")
# RFC 3676, section 4.3: two hyphens and a space.
SIGNATURE = re.compile(r"^-- \n(?:[^\n]*+\n){0,12}+[^\n]*+\Z", re.MULTILINE)
FLOWED = re.compile(r" \n(?![\n>])")
# RFC 2156, section 5.3.4 and 5.3.6, and what mail programs write, as urgencies of the wire; normal says nothing.
PRIORITIES = {"1": 1, "urgent": 1, "high": 2, "2": 2, "low": 8, "non-urgent": 8}
# Labels under which senders write what is UTF-8.
LOOSE_CHARSETS = {"ascii", "iso8859-1", "cp1252"}


@dataclass(slots=True)
class _Mail:
    """What is told of one message on the way: its attachments, and warnings."""

    hints: SourceHints
    attached: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    endless: bool = False

    def header(self, message: Message, name: str, limit: int = 1_000) -> str:
        """A header, its encoded words decoded; 8-bit characters in it are what the source sends."""
        return self.words(_raw_header(message, name), limit)

    def words(self, written: str, limit: int = 1_000) -> str:
        return text.line(decoded_words(written.encode("utf-8", "surrogateescape"), self.characters), limit)

    def characters(self, raw: bytes, charset: str) -> str:
        """Text of *raw* in the charset that its part or word declares, "" for none."""
        try:
            name = codecs.lookup(charset.strip() or "ascii").name
            if name not in LOOSE_CHARSETS and name not in text.NOT_A_CHARSET:
                return raw.decode(text.LABELS.get(name, name))
        except (LookupError, ValueError):
            self.said.append(f"The charset “{text.line(charset, 40)}” does not fit or is not known.")
            charset = ""
        decoded, warnings = text.decode(raw, charset or self.hints.charset)
        self.said += warnings
        return decoded


def sniff(raw: bytes, name: str) -> bool:
    head = _header(raw)
    return len({mark.lower() for mark in MARKS.findall(head)}) >= 2


def read(raw: bytes, name: str, hints: SourceHints) -> Reading:
    fields.refuse_large(raw, name)
    if not sniff(raw, name):
        raise Unreadable(f"{name}: this is no e-mail: no header that one must have.")
    if len(BOUNDARY.findall(raw)) > 10 * MOST_PARTS or len(MULTIPART.findall(raw)) > DEEPEST:
        raise Unreadable(f"{name}: the e-mail has more parts within parts than a story can have.")
    if max(raw.count(b"\n"), raw.count(b"\r")) > MOST_LINES:
        raise Unreadable(f"{name}: the e-mail has more than {MOST_LINES:,} lines; it was not read.")
    end = HEADER_END.search(raw)
    longest = max((len(one[0]) for one in MIME_HEADER.finditer(raw)), default=0)
    if (end.start() if end else len(raw)) > HEADER_LIMIT or longest > MIME_HEADER_LIMIT:
        raise Unreadable(f"{name}: the e-mail has a header that is too long to be read.")
    try:
        message = message_from_bytes(_started(raw), policy=policy.compat32)
    except (errors.MessageError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise Unreadable(f"{name}: the e-mail can’t be parsed ({type(error).__name__}: {error}).") from error
    result = _item(message, hints)
    return Reading(
        reader=f"{NAME}/{VERSION}",
        items=(result,) if isinstance(result, WireCopy) else (),
        skipped=(result,) if isinstance(result, Skipped) else (),
    )


def _started(raw: bytes) -> bytes:
    """*raw* from its first header on: mailboxes write a line before it, some gateways blank ones."""
    start = BLANK_START.match(raw).end()
    mbox = MBOX_LINE.match(raw, start)
    return raw[mbox.end() if mbox else start :]


def _header(raw: bytes) -> bytes:
    match = FIELD.match(_started(raw[:HEAD]).replace(b"\r\n", b"\n"))
    return match[0] if match else b""


def _raw_header(message: Message, name: str) -> str:
    """The first header of this name, unfolded; Python keeps bytes that are no ASCII as lone surrogates."""
    given = next((value for key, value in message.raw_items() if key.lower() == name), "")
    return str(given)[:20_000].replace("\r", "").replace("\n", "")


def _item(message: Message, hints: SourceHints) -> WireCopy | Skipped:
    mail = _Mail(hints)
    subject = mail.header(message, "subject")
    body = "".join(_texts(message, mail, depth=0))
    # RFC 5322, section 3.6.4: the angle brackets are no part of the identifier.
    guid = text.identity(mail.header(message, "message-id").strip("<> "))
    if mail.endless or len(body) > fields.BODY_LIMIT:
        return Skipped(kind="text", guid=guid, reason=fields.TOO_LONG)
    if not subject and not body:
        return Skipped(kind="text", guid=guid, reason="neither a subject nor a text")
    return fields.with_prose_holds(fields.with_guid(_copy(mail, message, guid, subject, body), NAME), hints)


def _copy(mail: _Mail, message: Message, guid: str, subject: str, body: str) -> WireCopy:
    # RFC 2047, section 6.2: parsed before it is decoded, for a comma in a name parts no addresses.
    sender, address = parseaddr(_raw_header(message, "from"))
    source = mail.header(message, "organization", 500) or next(iter(mail.hints.names), "") or address.partition("@")[2]
    date = COMMENT.sub("", mail.header(message, "date", 2 * dates.VALUE_LIMIT))
    keywords = (one.strip() for one in mail.header(message, "keywords").split(","))
    copy = WireCopy(
        guid=guid,
        headline=subject,
        byline=mail.words(sender, 500),
        dateline=telex.place(html.plain_text(body[:4_000]).split("\n\n")),
        credit=source,
        source=source,
        language=mail.header(message, "content-language", 35) or mail.hints.language,
        urgency=PRIORITIES.get(_priority(mail, message)),
        keywords=tuple(dict.fromkeys(filter(None, keywords)))[: fields.MAX_LIST],
        link=fields.link(mail.header(message, "archived-at").strip("<> ")),
        ednote=mail.header(message, "comments"),
        body_html=body,
        warnings=tuple(dict.fromkeys(mail.said)),
    )
    if mail.attached:
        listed = ", ".join(f"“{one}”" for one in mail.attached[:20])
        copy = fields.with_warning(copy, f"Attached and not read: {listed}.")
    if replaced := mail.header(message, "supersedes") or mail.header(message, "obsoletes"):
        copy = fields.with_warning(copy, f"It says that it replaces the message {replaced[:200]}.")
    if not subject:
        copy = fields.with_warning(copy, "The copy has no headline.")
    if any(isinstance(one, errors.CloseBoundaryNotFoundDefect) for part in message.walk() for one in part.defects):
        copy = fields.with_warning(copy, "The e-mail breaks off before its last part ends: it may be incomplete.")
    return fields.with_time(copy, "created", date or None, mail.hints)


def _priority(mail: _Mail, message: Message) -> str:
    given = (mail.header(message, name, 40) for name in ("x-priority", "importance", "priority"))
    return next(filter(None, given), "").partition(" ")[0].lower()


def _texts(part: Message, mail: _Mail, depth: int) -> list[str]:
    """The texts of *part* as sanitised HTML. RFC 2046, section 5.1.4: the last alternative is the best."""
    if part.is_multipart() and part.get_content_maintype() == "multipart" and depth < DEEPEST:
        found = [_texts(one, mail, depth + 1) for one in part.get_payload()[:MOST_PARTS]]
        if part.get_content_subtype() == "alternative":
            return next(filter(None, reversed(found)), [])
        return [one for texts in found for one in texts]
    if _is_attached(part):
        mail.attached.append(_label(part, mail))
        return []
    written = mail.characters(part.get_payload(decode=True) or b"", part.get_content_charset() or "")
    mail.endless = mail.endless or fields.is_endless(written)
    if mail.endless or not written.strip():
        return []
    return [html.clean(written) if part.get_content_subtype() == "html" else _paragraphs(part, written)]


def _is_attached(part: Message) -> bool:
    if part.is_multipart() or part.get_content_disposition() == "attachment" or part.get_filename():
        return True
    # A text of several parts whose boundary never comes is read as the text that it may be.
    return part.get_content_type() not in ("text/plain", "text/html") and part.get_content_maintype() != "multipart"


def _label(part: Message, mail: _Mail) -> str:
    name, kind = mail.words(part.get_filename() or "", 100), text.line(part.get_content_type(), 80)
    return f"{name} ({kind})" if name else kind


def _paragraphs(part: Message, written: str) -> str:
    plain = SIGNATURE.sub("", text.NEWLINES.sub("\n", written))
    flowed, joins = (str(part.get_param(name, "")).lower() for name in ("format", "delsp"))
    # RFC 3676, section 4.5: with DelSp the blank only marks that the line goes on.
    return html.paragraphs(FLOWED.sub("" if joins == "yes" else " ", plain) if flowed == "flowed" else plain)
