"""What bytes are when they are not copy: the first bytes of formats that no reader of text should try."""

import re

HEAD = 4_096

# https://www.garykessler.net/library/file_sigs.html
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x16\x16\x01", "a telex in ANPA 1312"),
    (b"\x01", "a telex in IPTC 7901"),
)
BOM_OR_SPACE = b"\xef\xbb\xbf \t\r\n"
PROLOG = re.compile(rb"(?:<\?[^>]*>|<!--.*?-->|\s)*", re.DOTALL)
HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
XML = re.compile(rb"<\?xml|<!DOCTYPE|<!--|<[A-Za-z_][\w.:-]*(?:\s[^<>]*)?/?>")
MAIL_HEADER = re.compile(
    rb"(?:From|To|Subject|Date|Received|Message-ID|MIME-Version|Content-Type|Return-Path|Reply-To): ", re.IGNORECASE
)


def foreign(raw: bytes) -> str:
    """What *raw* is ("a PDF document"), or "" for what may be plain text."""
    head = raw[:HEAD]
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    text = head.lstrip(BOM_OR_SPACE)
    if HTML.match(text, PROLOG.match(text).end()):
        return "an HTML page"
    if XML.match(text):
        return "XML in a vocabulary that no reader here knows"
    if text[:1] in (b"{", b"["):
        return "JSON that is not ninjs"
    lines = text.splitlines()
    if len(lines) > 1 and all(MAIL_HEADER.match(line) for line in lines[:2]):
        return "an e-mail"
    return "" if _is_text(head) else "binary data or nothing but blanks"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return len(head) > 2
    controls = sum(byte < 32 and byte not in b"\t\n\x0b\x0c\r\x1a" for byte in head)
    return bool(head.strip(BOM_OR_SPACE)) and b"\0" not in head and controls * 100 <= len(head)
