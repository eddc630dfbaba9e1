"""How well near-duplicates are found, on a labelled set made of sample wire copy, and what it costs as copy grows."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from django.db import ProgrammingError, connection, transaction

from articles.bench.words import Writer
from articles.intake.clusters import find_company
from articles.models import Band, WireItem
from articles.search.fingerprint import ALIKE, BANDS, bands, estimate, read_words, share_their_news, sign
from articles.wire.copy import SourceHints
from articles.wire.html import plain_text
from articles.wire.readers import read

PERIOD = 1
ASKED = 200  # look-ups that a figure is the mean of
A_KEY = {  # any of 63 bits
    "sqlite": "random() & 9223372036854775807",
    "postgresql": "CAST(random() * 9223372036854774784 AS bigint)",
}
SMALL_PRINT = (
    "This announcement was distributed on behalf of its issuer, who alone answers for what it says. It holds words "
    "about the future that rest on what is expected today and may turn out otherwise, for reasons that nobody can "
    "foresee; nobody undertakes to bring them up to date. It is no offer to sell and no invitation to buy in any "
    "country where such an offer would need leave. Figures are unaudited and rounded. "
)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one way in which a story was changed: how many pairs there are, and how many were taken for the same news."""

    way: str
    same: bool
    pairs: int
    found: int


@dataclass(frozen=True, slots=True)
class Growth:
    """With so many items' keys in the index: CPU milliseconds to fingerprint a text and to look it up, and to wait."""

    items: int
    sign: float
    look_up: float
    wait: float


def samples(folder: Path) -> list[str]:
    """The texts of all wire files below a folder, in the order of their names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "later" not in path.parts)
    return [
        plain_text(copy.body_html)
        for path in files
        for copy in read(path.read_bytes(), path.name, SourceHints()).items
        if copy.body_html
    ]


@dataclass(frozen=True, slots=True)
class Text:
    words: tuple[str, ...]
    signature: bytes | None
    keys: frozenset[int]

    @classmethod
    def of(cls, plain: str) -> "Text":
        words = read_words(plain)
        signature = sign(words)
        return cls(words, signature, frozenset(bands(signature, PERIOD) if signature else ()))

    def is_like(self, other: "Text") -> bool:
        """What intake decides of the two, without a database."""
        return (
            not self.keys.isdisjoint(other.keys)
            and estimate(self.signature, other.signature) >= ALIKE
            and share_their_news(self.words, other.words)
        )


def reworded(text: str, share: float, random: Random, writer: Writer) -> str:
    return " ".join(writer.name() if random.random() < share else word for word in text.split(" "))


def part(text: str, start: float, end: float) -> str:
    return text[int(len(text) * start) : int(len(text) * end)]


def ways(random: Random, writer: Writer, texts: list[str]) -> dict[str, Callable[[str], str]]:
    """The same story as another agency might send it."""
    return {
        "one word in twenty is another": lambda text: reworded(text, 0.05, random, writer),
        "one word in ten is another": lambda text: reworded(text, 0.1, random, writer),
        "the last 30 % are cut": lambda text: part(text, 0, 0.7),
        "40 % of another story follow": lambda text: text + " " + part(random.choice(texts), 0, 0.4),
        "a lead of its own": lambda text: part(random.choice(texts), 0, 0.2) + " " + part(text, 0.2, 1),
        "half of it, and half of another": lambda text: part(text, 0, 0.5) + " " + part(random.choice(texts), 0.5, 1),
        "small print follows": lambda text: text + " " + SMALL_PRINT,
    }


def score(texts: list[str], seed: int = 1) -> Iterator[Score]:
    """Pairs that are the same news, one way of changing it after the other; then pairs that are not."""
    random = Random(seed)
    writer = Writer(random)
    as_sent = [Text.of(text) for text in texts]
    for way, change in ways(random, writer, texts).items():
        found = sum(sent.is_like(Text.of(change(text))) for text, sent in zip(texts, as_sent, strict=True))
        yield Score(way, True, len(texts), found)
    with_small_print = [Text.of(text + " " + SMALL_PRINT) for text in texts]
    for way, those in (
        ("another story or another language", as_sent),
        ("… with the same small print", with_small_print),
    ):
        pairs = [(one, other) for place, one in enumerate(those) for other in those[:place]]
        yield Score(way, False, len(pairs), sum(one.is_like(other) for one, other in pairs))


def grow(sizes: list[int], seed: int = 1) -> Iterator[Growth]:
    """What it costs with so many items' keys in the database's index; they are gone again afterwards."""
    random = Random(seed)
    writer = Writer(random)
    with transaction.atomic():
        made = 0
        for size in sizes:
            fill(made, size)
            made = size
            texts = [" ".join(writer.paragraph("en") for _ in range(4)) for _ in range(ASKED)]
            yield measure(size, texts)
        transaction.set_rollback(True)


def fill(first: int, last: int) -> None:
    """Keys as signatures have them, without the items: no look-up of another text gets as far as those.

    The database makes them itself, sorted, so that they change each page of the index once and not once a key.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Band._meta.db_table} (key, item)"
            " WITH RECURSIVE items(item) AS (SELECT %s UNION ALL SELECT item + 1 FROM items WHERE item < %s),"
            f" places(place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < {BANDS})"
            f" SELECT {A_KEY[connection.vendor]}, -item FROM items CROSS JOIN places ORDER BY 1",
            [first + 1, last],
        )
    if connection.vendor == "postgresql":
        settle()


def settle() -> None:
    """Count what is there, as PostgreSQL does by itself once rows are committed, and write what filling left in memory.

    Only who may have it do that gets figures without those writes among them.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {Band._meta.db_table}")
        with suppress(ProgrammingError), transaction.atomic():
            cursor.execute("CHECKPOINT")


def measure(size: int, texts: list[str]) -> Growth:
    started = process_time()
    signatures = [sign(read_words(text)) for text in texts]
    between, clock = process_time(), perf_counter()
    for signature in signatures:
        find_company({WireItem(pk=0): signature}, PERIOD)
    ended, waited = process_time(), perf_counter() - clock
    return Growth(size, *(1000 * spent / ASKED for spent in (between - started, ended - between, waited)))
