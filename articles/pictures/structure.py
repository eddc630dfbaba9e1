"""Where a picture ends in its file, read from the file's own structure, so that nothing can hide behind it.

JPEG: ITU-T T.81; PNG: https://www.w3.org/TR/png-3/; WebP: https://developers.google.com/speed/webp/docs/riff_container;
AVIF: ISO/IEC 14496-12. Each function returns the offset behind the picture, or None if the file is cut short.
"""

import struct

START, END, SCAN = 0xD8, 0xD9, 0xDA
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length
INSIDE_SCAN = {0x00, *range(0xD0, 0xD8)}


def jpeg_end(raw: bytes) -> int | None:
    at = 2
    while at + 4 <= len(raw):
        if raw[at] != 0xFF:
            return None
        marker = raw[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker == END:
            return at + 2
        elif marker in ALONE:
            at += 2
        else:
            at += 2 + struct.unpack_from(">H", raw, at + 2)[0]
            if marker == SCAN:
                at = scan_end(raw, at)
    return at + 2 if raw[at : at + 2] == b"\xff\xd9" else None


def scan_end(raw: bytes, at: int) -> int:
    """Where the next marker stands behind compressed data, in which 0xFF is followed by a zero or a restart."""
    while (at := raw.find(b"\xff", at)) != -1:
        if at + 1 < len(raw) and raw[at + 1] not in INSIDE_SCAN and raw[at + 1] != 0xFF:
            return at
        at += 1
    return len(raw)


def png_end(raw: bytes) -> int | None:
    at = 8
    while at + 12 <= len(raw):
        length, kind = struct.unpack_from(">I4s", raw, at)
        at += 12 + length
        if kind == b"IEND":
            return at if at <= len(raw) else None
    return None


def webp_end(raw: bytes) -> int | None:
    if len(raw) < 12:
        return None
    end = 8 + struct.unpack_from("<I", raw, 4)[0]
    return end if end <= len(raw) else None


def avif_end(raw: bytes) -> int | None:
    """Behind the last box of a known kind: what is no box is not the picture's."""
    at = 0
    while at + 8 <= len(raw):
        length, kind = struct.unpack_from(">I4s", raw, at)
        if kind not in AVIF_BOXES:
            return at
        if length == 0:
            return len(raw)
        if length == 1 and at + 16 <= len(raw):
            length = struct.unpack_from(">Q", raw, at + 8)[0]
        if length < 8 or at + length > len(raw):
            return None
        at += length
    return at


AVIF_BOXES = {b"ftyp", b"meta", b"mdat", b"free", b"skip", b"moov", b"uuid"}
ENDS = {"JPEG": jpeg_end, "PNG": png_end, "WEBP": webp_end, "AVIF": avif_end}
