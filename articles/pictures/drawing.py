"""Illustrations for the sample newsroom: drawn here, so that they are anybody's to use. Each number is another one."""

import io
import math
import random

from PIL import Image, ImageDraw

from articles.pictures.metadata import Words, exif, xmp

SIZE = (1280, 860)
# Each sky from the horizon up.
SKIES = [
    ((250, 214, 165), (64, 105, 150)), ((244, 170, 130), (70, 60, 110)), ((214, 232, 240), (90, 150, 190)),
    ((252, 236, 190), (205, 120, 90)), ((200, 214, 224), (52, 73, 94)), ((226, 240, 217), (96, 140, 120)),
]  # fmt: skip
LANDS = [(58, 92, 76), (48, 52, 84), (70, 110, 120), (120, 72, 60), (44, 62, 80), (66, 104, 66)]
RIDGES = 4


def draw(number: int, words: Words) -> bytes:
    """A JPEG of hills under a sky, in the colours of that number, with a sun or a moon."""
    dice = random.Random(number)
    low, high = SKIES[number % len(SKIES)]
    width, height = SIZE
    # One column of sky, made as wide as the picture.
    sky = Image.new("RGB", (1, height))
    sky.putdata([blend(high, low, row / height) for row in range(height)])
    picture = sky.resize(SIZE)
    pen = ImageDraw.Draw(picture)
    x, y, radius = dice.randint(width // 5, width * 4 // 5), dice.randint(height // 6, height // 3), height // 12
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=blend(low, (255, 255, 240), 0.7))
    land = LANDS[number % len(LANDS)]
    for ridge in range(RIDGES):
        pen.polygon(hills(dice, ridge), fill=blend(land, low, 0.62 * (1 - (ridge + 1) / RIDGES)))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, optimize=True, xmp=xmp(words), exif=exif(words))
    return out.getvalue()


def blend(one: tuple, other: tuple, share: float) -> tuple[int, ...]:
    """``one``, with that share of the other."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def hills(dice: random.Random, ridge: int) -> list[tuple[int, float]]:
    width, height = SIZE
    base = height * (0.48 + 0.14 * ridge)
    waves = [(dice.uniform(20, 70) / (n + 1), dice.uniform(1, 3) * (n + 1), dice.uniform(0, 6.3)) for n in range(3)]
    line = [
        (x, base + sum(tall * math.sin(often * x / width * 2 * math.pi + start) for tall, often, start in waves))
        for x in range(0, width + 1, 8)
    ]
    return [*line, (width, height), (0, height)]
