"""Where the storage has what was made of a picture, and what it is called in an address. Names are never used twice."""

import re
from typing import NamedTuple

from articles.pictures.making import KINDS
from articles.pictures.shape import SHAPES

NAME = rf"[0-9a-f]{{32}}-(?:{'|'.join(SHAPES)})-[1-9][0-9]{{0,4}}\.(?:{'|'.join(KINDS)})"
PARTS = re.compile(r"([0-9a-f]{32})-([0-9a-z]+)-([0-9]+)\.([a-z]+)")


class FileName(NamedTuple):
    """One file of a cut, by all that tells it from the others: ``0f3c…-16x9-640.jpg``."""

    cut: str
    shape: str
    width: int
    kind: str

    def __str__(self):
        return f"{self.cut}-{self.shape}-{self.width}.{self.kind}"

    @classmethod
    def parse(cls, name: str) -> "FileName":
        """``name`` has been matched with :data:`NAME`."""
        cut, shape, width, kind = PARTS.fullmatch(name).groups()
        return cls(cut, shape, int(width), kind)

    @property
    def path(self) -> str:
        return f"renditions/{self.cut[:2]}/{self}"


def stand_in(cut: str, shape: str) -> str:
    return f"renditions/{cut[:2]}/{cut}-{shape}.jpg"


def original(sha256: str, suffix: str) -> str:
    return f"originals/{sha256[:2]}/{sha256}{suffix}"


def preview(sha256: str) -> str:
    return f"previews/{sha256[:2]}/{sha256}.jpg"
