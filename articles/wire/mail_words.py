"""Encoded words in headers, RFC 2047 (https://www.rfc-editor.org/rfc/rfc2047, sections 2 and 6.2), as senders write
them: with 8-bit characters inside, with spaces in them, and with one character parted between two words.
"""

import base64
import binascii
import re
from collections.abc import Callable

WORD = re.compile(
    rb"=\?(?P<charset>[A-Za-z0-9_.:+-]{1,40})(?:\*[A-Za-z0-9-]{0,20})?\?(?P<encoding>[bBqQ])\?(?P<text>[^?]{0,5000})\?="
)
HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


def decoded_words(header: bytes, characters: Callable[[bytes, str], str]) -> str:
    """*header* as text; *characters* decodes bytes of a charset, or of none."""
    # Neighbours of one charset are joined before they are decoded: a character may begin in one and end in the next.
    runs: list[tuple[str, bytes]] = []
    position = 0
    for word in WORD.finditer(header):
        between = header[position : word.start()]
        if between.strip() or (between and position == 0):
            runs.append(("", between))
        charset, data = word["charset"].decode("ascii").lower(), _data(word["encoding"], word["text"])
        if runs and runs[-1][0] == charset:
            runs[-1] = (charset, runs[-1][1] + data)
        else:
            runs.append((charset, data))
        position = word.end()
    if header[position:]:
        runs.append(("", header[position:]))
    return "".join(characters(data, charset) for charset, data in runs)


def _data(encoding: bytes, written: bytes) -> bytes:
    if encoding in b"qQ":
        return HEX.sub(lambda match: bytes([int(match[1], 16)]), written.replace(b"_", b" "))
    try:
        return base64.b64decode(written + b"=" * (-len(written) % 4))
    except binascii.Error:
        return b""
