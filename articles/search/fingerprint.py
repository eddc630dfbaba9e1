"""A story's fingerprint: by it the same release from another agency is found without comparing it with every story.

One-permutation MinHash (Li, Owen and Zhang, 2012) over runs of three words: each run falls into one of 64 buckets, each
bucket keeps its smallest value, and the share of equal buckets estimates how much two texts have in common (Jaccard).
Two neighbouring buckets make one of 32 bands; stories that share a band are candidates, and an index finds them.

Words are those of :mod:`articles.wire.words`, so that case, accents and full width do not count, and scripts that set
no space between words are compared by pairs of characters.
"""

from array import array
from zlib import crc32

from articles.wire.words import words_of

BUCKETS = 64
BANDS = BUCKETS // 2
RUN = 3  # words
SHORTEST = 24  # words: an alert has too few to tell it from another
LONGEST = 5_000  # words that are looked at
ALIKE = 0.25  # of the buckets: below it two texts have no more than phrases in common
SHARED_TOP = 0.1  # of the runs in the first third, which is where news stands
MIXER = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: spreads what CRC-32 leaves in rows
MASK, MASK_32 = 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFF
EMPTY = MASK_32 * BUCKETS  # above all numbers of runs but the last few
SECOND_MIXER = 0xC2B2AE3D27D4EB4F
TOP = 0x7FFFFFFFFFFFFFFF  # of a signed 64-bit column


def read_words(plain: str) -> tuple[str, ...]:
    """The words of a plain text that count, in order."""
    return words_of(plain)[:LONGEST]


def runs(read: tuple[str, ...]) -> set[int]:
    """A number for each run of three words."""
    words = [*map(str.encode, read)]
    found = map(b" ".join, zip(words, words[1:], words[2:], strict=False))
    return {((number + 1) * MIXER & MASK) >> 26 for number in map(crc32, found)}


def sign(read: tuple[str, ...]) -> bytes | None:
    """The signature of a text, 64 numbers of 32 bits; None if it is too short to be told from others."""
    if len(read) < SHORTEST:
        return None
    smallest = [EMPTY] * BUCKETS
    for number in runs(read):
        bucket = number % BUCKETS
        if number < smallest[bucket]:
            smallest[bucket] = number
    return fill(array("I", [number // BUCKETS for number in smallest])).tobytes()


def fill(buckets: array) -> array:
    """Empty buckets borrow from the next full one, marked by the distance: short texts must not be alike in them."""
    filled = array("I", buckets)
    for place, value in enumerate(buckets):
        distance = 0
        while value == MASK_32:
            distance += 1
            value = buckets[(place + distance) % BUCKETS]
        if distance:
            filled[place] = (value + distance * 0x01000193) & MASK_32
    return filled


def bands(signature: bytes, period: int) -> list[int]:
    """The 32 keys, each of two buckets and their place, under which a text of this period is looked up."""
    values = array("I", signature)
    return [
        ((place << 32 | values[place]) * MIXER ^ (period << 32 | values[place + 1]) * SECOND_MIXER) & TOP
        for place in range(0, BUCKETS, 2)
    ]


def estimate(one: bytes, other: bytes) -> float:
    """How much two texts have in common, from 0 to 1."""
    equal = sum(mine == theirs for mine, theirs in zip(array("I", one), array("I", other), strict=True))
    return equal / BUCKETS


def share_their_news(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether what two alike texts share is more than the words that stand under every release of a company.

    News stands at the top, boilerplate at the end: some of the first third of each text must be in the other one.
    """
    tops = (runs(one[: len(one) // 3]), runs(other[: len(other) // 3]))
    return all(len(top & runs(whole)) >= SHARED_TOP * len(top) for top, whole in zip(tops, (other, one), strict=True))
