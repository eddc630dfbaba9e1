"""What an engine is asked and what it answers: it proposes positions, and never decides what may be shown."""

from dataclasses import dataclass, field

from django.db.models import BigIntegerField, Lookup

OR = "|"  # between filters of which one is enough
LOWEST, HIGHEST = -(2**63), 2**63 - 1  # of a bigint


@dataclass(frozen=True, slots=True)
class Bounds:
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
    """``position__among``: one of many numbers, which cost more as parameters than all the rest of their query."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, asks = self.process_lhs(compiler, connection)
        return f"{column} IN ({','.join(str(int(number)) for number in self.rhs) or 'NULL'})", asks
