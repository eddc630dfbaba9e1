"""Which part of a picture is shown, and how large: boxes around a focal point, and widths that are never enlarged."""

from dataclasses import dataclass

WHOLE = "whole"
RATIOS = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}
SHAPES = (WHOLE, *RATIOS)
WIDTHS = (320, 640, 960, 1280, 1920)
STAND_IN = 640  # the width that is there at once, before the others are made
NEAR = 0.9  # of the largest width: one that is nearly as large is not worth a file


@dataclass(frozen=True, slots=True)
class Box:
    left: int
    top: int
    width: int
    height: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.left + self.width, self.top + self.height


def box(shape: str, width: int, height: int, focus: tuple[int, int]) -> Box:
    """The largest part of that shape, its middle as near to the focal point (in per cent) as the edges allow."""
    if shape == WHOLE:
        return Box(0, 0, width, height)
    across, down = RATIOS[shape]
    if width * down > height * across:
        size = max(1, round(height * across / down)), height
    else:
        size = width, max(1, round(width * down / across))
    left, top = (
        min(max(round(whole * percent / 100 - part / 2), 0), whole - part)
        for whole, part, percent in zip((width, height), size, focus, strict=True)
    )
    return Box(left, top, *size)


def sizes(part: Box) -> list[tuple[int, int]]:
    """Width and height of each rendition, the smallest first; none is larger than the part itself."""
    largest = min(part.width, WIDTHS[-1])
    widths = [width for width in WIDTHS if width < largest * NEAR]
    return [(width, max(1, round(part.height * width / part.width))) for width in (*widths, largest)]


def stand_in(part: Box) -> tuple[int, int]:
    """The rendition that is made at once: the largest that is not above :data:`STAND_IN`, or else the smallest."""
    all_sizes = sizes(part)
    return max((size for size in all_sizes if size[0] <= STAND_IN), default=all_sizes[0])
