"""What may come in as a picture: opened by its content, never by its name, or refused with a sentence that says why."""

import io
import struct
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from PIL import Image, ImageOps

from articles.pictures.structure import ENDS

FORMATS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "AVIF": (".avif",),
}
ACCEPTED = "JPEG, PNG, WebP or AVIF"
LARGEST = 40_000_000  # bytes
PIXELS = 80_000_000  # a large camera has 61 million
SHORTEST = 100  # pixels of the shorter side
HEAD = 1024  # in which a PDF reader looks for its mark, and we for that of a drawing

# What Pillow's readers raise over damaged or hostile files.
DAMAGED = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, OverflowError, MemoryError,
    EOFError, RuntimeError, struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
# Long enough never to stand in a compressed picture by chance.
FOREIGN = {
    "a script": (b"<script", b"<?php", b"javascript:"),
    "a web page": (b"<!doctype html", b"<html", b"<iframe"),
    "an SVG drawing": (b"www.w3.org/2000/svg",),
}
ZIP_END, PDF = b"PK\x05\x06", b"%PDF-"
ZIP_TAIL = 65_557  # bytes from the end in which the directory of a ZIP file may stand
PADDING = b"\0\xff\r\n\t "


class Unusable(Exception):
    """The file can't be used as a picture; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture that was decoded to its last pixel, standing upright."""

    image: Image.Image
    format: str
    exif: Image.Exif
    info: dict

    @property
    def size(self) -> tuple[int, int]:
        return self.image.size


def read(raw: bytes, name: str = "") -> Opened:
    """Open, check and decode; raises :class:`Unusable`."""
    if not raw:
        raise Unusable("The file is empty: choose it again.")
    if len(raw) > LARGEST:
        raise Unusable(f"It has {len(raw) / 1e6:.0f} MB, and {LARGEST // 10**6} MB is the most: make it smaller.")
    image = opened(raw)
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    check_name(name, kind)
    check_size(image)
    check_frames(image, kind)
    check_foreign(raw, kind)
    try:
        image.load()
        exif = image.getexif()
        upright = ImageOps.exif_transpose(image)
    except DAMAGED as error:
        raise Unusable("It is damaged or cut short: ask for the file again.") from error
    return Opened(upright, kind, exif, dict(image.info))


def opened(raw: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(raw), formats=tuple(FORMATS))
    except Image.DecompressionBombError as error:
        raise Unusable(too_many_pixels()) from error
    except DAMAGED as error:
        if b"<svg" in raw[:HEAD].lower():
            raise Unusable("SVG drawings may hold scripts and are not taken: save it as PNG.") from error
        raise Unusable(f"It is no picture that we take, or it is damaged: send {ACCEPTED}.") from error


def check_name(name: str, kind: str) -> None:
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix not in FORMATS[kind]:
        raise Unusable(f"Its name ends in {suffix}, but it is a {kind} file: find out what it is, then rename it.")


def check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > PIXELS:
        raise Unusable(too_many_pixels())
    if min(width, height) < SHORTEST:
        raise Unusable(f"It has {width} × {height} pixels: {SHORTEST} a side is the least.")


def too_many_pixels() -> str:
    return f"It has more than {PIXELS // 10**6} million pixels: make it smaller."


def check_frames(image: Image.Image, kind: str) -> None:
    # Cameras put a second, smaller picture behind a JPEG; it is no animation, and only the first one is used.
    if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
        raise Unusable("It is animated: send one still picture.")


def check_foreign(raw: bytes, kind: str) -> None:
    """Refuse a file that is two things at once: a picture to us, and something else to another program."""
    end = ENDS[kind](raw)
    if end is None:
        raise Unusable("It is damaged or cut short: ask for the file again.")
    behind = raw[end:].lstrip(PADDING)
    second_picture = kind == "JPEG" and raw[end:].lstrip(b"\0").startswith(b"\xff\xd8\xff")
    if behind and not second_picture:
        raise Unusable("Something that is no picture follows it in the same file: open it and save it anew.")
    if ZIP_END in raw[-ZIP_TAIL:] or PDF in raw[:HEAD]:
        raise Unusable("It is a picture and an archive or document at once: open it and save it anew.")
    lower = raw.lower()
    for what, marks in FOREIGN.items():
        if any(mark in lower for mark in marks):
            raise Unusable(f"It holds {what} inside: open it and save it anew, without its metadata.")
