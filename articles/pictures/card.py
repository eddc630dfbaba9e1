"""A story's card, for who shares it: its headline as a picture of 1200 × 630, where it has no picture of its own.

Drawn with our own fonts, which know Latin, Greek, Cyrillic and Arabic letters. A headline with a letter that none of
them has is left out, and the card names the site instead, and the section: no reader is shown empty boxes.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

RECIPE = 1  # grows when the same words should be drawn otherwise
WIDTH, HEIGHT = 1200, 630
MARGIN, WIDEST = 80, 1040
FONTS = Path(__file__).parent / "fonts"
FACES = ("SourceSerif4Display-Semibold.ttf", "Vazirmatn-Bold.ttf")
SIZES = ((88, 3), (76, 4), (64, 5), (54, 6), (46, 6))  # of the headline, and how many lines of it there may be
TOP, ROOM = 190, 330
NAME, SMALL = 40, 30
PAPER, INK, SOFT, ACCENT = "#fdfcf8", "#1a1917", "#5b5750", "#9b1c1f"  # those of the site's light pages
NO_LETTER = "\uffff"
SHORTENED = "…"
SHAPES_ARABIC = features.check("raqm")


@dataclass(frozen=True, slots=True)
class CardWords:
    """What stands on a card; ``direction`` is the headline's, ``ltr`` or ``rtl``."""

    site: str
    headline: str
    section: str
    credit: str
    direction: str


def draw(words: CardWords) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    line(canvas, 56, words.site, NAME, INK, words.direction)
    canvas.rectangle((MARGIN, 122, WIDTH - MARGIN, 124), fill=INK)
    line(canvas, 138, words.section, SMALL, ACCENT, words.direction)
    headline(canvas, words)
    line(canvas, HEIGHT - 84, words.credit, SMALL, SOFT, words.direction)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def headline(canvas: ImageDraw.ImageDraw, words: CardWords) -> None:
    text, face = written(words.headline)
    if face is None:
        text, face = written(words.site)
    if face is None:
        return
    for size, most in SIZES:
        font = letters(face, size)
        lines = wrapped(text, font, words.direction)
        if len(lines) <= most and len(lines) * height(size) <= ROOM:
            break
    else:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    for number, part in enumerate(lines):
        put(canvas, TOP + number * height(size), fitted(part, font, words.direction), font, INK, words.direction)


def height(size: int) -> int:
    return round(size * 1.18)


def line(canvas: ImageDraw.ImageDraw, top: int, text: str, size: int, colour: str, direction: str) -> None:
    """One line, cut to the card's width; nothing if no font of ours can write it."""
    text, face = written(text)
    if face is None:
        return
    font = letters(face, size)
    put(canvas, top, fitted(text, font, direction), font, colour, direction)


def put(canvas: ImageDraw.ImageDraw, top: int, text: str, font, colour: str, direction: str) -> None:
    """From the side on which its readers begin."""
    left, anchor = (WIDTH - MARGIN, "ra") if direction == "rtl" else (MARGIN, "la")
    canvas.text((left, top), text, colour, font, anchor=anchor, **shaped(direction))


def shaped(direction: str) -> dict[str, str]:
    return {"direction": direction} if SHAPES_ARABIC else {}


def wrapped(text: str, font, direction: str) -> list[str]:
    lines, current = [], ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if current and length(longer, font, direction) > WIDEST:
            lines.append(current)
            longer = word
        current = longer
    return [*lines, current]


def length(text: str, font, direction: str) -> float:
    return font.getlength(text, **shaped(direction))


def fitted(text: str, font, direction: str) -> str:
    """As much of a line as the card has room for, with a sign that there would be more."""
    if length(text, font, direction) <= WIDEST:
        return text
    lowest, highest = 0, len(text)
    while lowest < highest:
        middle = (lowest + highest + 1) // 2
        if length(text[:middle].rstrip() + SHORTENED, font, direction) <= WIDEST:
            lowest = middle
        else:
            highest = middle - 1
    return text[:lowest].rstrip() + SHORTENED


def written(text: str) -> tuple[str, str | None]:
    """The text without signs that nobody misses, and the face that has all of its letters; None if none has."""
    text = " ".join(text.split())
    for face in FACES:
        plain = "".join(letter for letter in text if has(face, letter) or is_missed(letter))
        if plain.strip() and all(has(face, letter) for letter in plain) and can_shape(plain):
            return plain, face
    return "", None


def is_missed(letter: str) -> bool:
    """Whether a headline says something else without it: a letter, mark or digit, but no emoji and no control."""
    return unicodedata.category(letter)[0] not in "CS"


def can_shape(text: str) -> bool:
    return SHAPES_ARABIC or not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


@cache
def letters(face: str, size: int):
    return ImageFont.truetype(FONTS / face, size)


@cache
def has(face: str, letter: str) -> bool:
    """Bounded by what our readers' languages write; a font draws the same sign for each letter that it lacks."""
    if letter == " ":
        return True
    font = letters(face, SMALL)
    return drawn(font, letter) != drawn(font, NO_LETTER)


def drawn(font, letter: str) -> tuple:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)
