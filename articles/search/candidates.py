"""What an engine is asked and what it answers: it proposes positions, and never decides what may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import BigIntegerField, Lookup

OR = "|"  # between filters of which one is enough
LOWEST, HIGHEST = -(2**63), 2**63 - 1  # of a bigint


class Bounds(NamedTuple):
    """Positions from ``since``, up to but not including ``before``."""

    since: int
    before: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Positions that match, newest first.

    Everything that matches from ``reached`` upwards is among them; below it nobody has looked yet. None: these are
    all. ``others`` are matches in no order, from anywhere within the bounds, good for counting only. ``tired`` says
    that the engine ran out of time and should not be asked again for this page.
    """

    positions: list[int]
    reached: int | None
    others: list[int] = field(default_factory=list)
    tired: bool = False


@BigIntegerField.register_lookup
class Among(Lookup):
    """``position__among``: one of many numbers, ``1,2,3``: each for itself would cost more than all their query."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, asks = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each('[' || %s || ']'))", [*asks, self.rhs]

    def as_postgresql(self, compiler, connection):
        column, asks = self.process_lhs(compiler, connection)
        return f"{column} = ANY (('{{' || %s || '}}')::bigint[])", [*asks, self.rhs]


def listing(positions: Iterable[int]) -> str:
    """As :class:`Among` takes them."""
    return ",".join(map(str, positions))
