"""Picture files made here, honest ones and hostile ones."""

import io
import struct
import zlib

from PIL import Image

from articles.pictures.metadata import Words, xmp

WORDS = Words(creator="Ada Lindqvist", credit="The Agency", copyright="© The Agency", caption="A ferry at sea <1>")
GPS, ORIENTATION, ARTIST, SUB_IFD, TAKEN = 0x8825, 0x0112, 0x013B, 0x8769, 0x9003


def image(width: int = 400, height: int = 300, colour=(40, 90, 160)) -> Image.Image:
    """One colour, with a red corner at the top left, by which one sees how it stands."""
    made = Image.new("RGB", (width, height), colour)
    made.paste((220, 20, 20), (0, 0, width // 4, height // 4))
    return made


def saved(made: Image.Image, kind: str = "JPEG", **options) -> bytes:
    out = io.BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


def jpeg(width: int = 400, height: int = 300, words: Words = WORDS, **options) -> bytes:
    return saved(image(width, height), xmp=xmp(words), quality=85, **options)


def turned(orientation: int = 6) -> bytes:
    """As a phone held upright writes it, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = orientation, "Ada Lindqvist"
    exif[GPS] = {1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 3.0)}
    exif[SUB_IFD] = {TAKEN: "2025:12:28 09:30:00"}
    return saved(image(), exif=exif.tobytes())


def iim(**datasets: str) -> bytes:
    """A JPEG whose words stand in IPTC-IIM alone, as agencies' older systems write them."""
    numbers = {"creator": 80, "credit": 110, "copyright": 116, "caption": 120}
    block = b"".join(
        struct.pack(">BBBH", 0x1C, 2, numbers[name], len(text.encode())) + text.encode()
        for name, text in datasets.items()
    )
    resource = b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(block)) + block + b"\0" * (len(block) % 2)
    segment = b"Photoshop 3.0\0" + resource
    plain = saved(image())
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + plain[2:]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A small PNG that says it has billions of pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100_000)) + chunk(b"IEND", b"")


def animation(kind: str) -> bytes:
    frames = [image(120, 120), image(120, 120, (10, 200, 10))]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
ZIP = b"PK\x03\x04" + b"\0" * 40 + b"PK\x05\x06" + b"\0" * 18
