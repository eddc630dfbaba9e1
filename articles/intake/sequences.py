"""Missing numbers: what a numbered service has left out is a gap, until it comes late or a person closes it.

Numbers begin anew (each day, or after 9999): a number far below the last, or one of the first few, starts the count
again.
"""

from datetime import datetime

from django.db.models import F

from articles.models import Channel, Gap, Sequence
from articles.wire.sequence import numbers

LARGEST_GAP = 200  # a wider jump is a new numbering and not so many lost messages
FIRST_FEW = 3


def note(channel: Channel, raw: bytes, reader: str, *, by: str, at: datetime) -> None:
    """Follow the numbers in one delivery. ``by`` is the delivery's name, which a gap that it fills will show.

    Call it in a transaction.
    """
    for service, number in numbers(raw, reader):
        sequence, is_new = Sequence.objects.select_for_update().get_or_create(
            channel=channel, service=service, defaults={"last": number, "at": at}
        )
        if not is_new:
            follow(sequence, number, by, at)


def follow(sequence: Sequence, number: int, by: str, at: datetime) -> None:
    ahead = number - sequence.last
    if ahead <= 0 and fill(sequence, number, by, at):
        return
    restarts = ahead < -LARGEST_GAP or (ahead < 0 and number <= FIRST_FEW)
    if ahead <= 0 and not restarts:
        return  # sent once more
    if restarts and number <= FIRST_FEW:
        miss(sequence, 1, number - 1, at)
    elif 1 < ahead <= LARGEST_GAP + 1:
        miss(sequence, sequence.last + 1, number - 1, at)
    sequence.last, sequence.at = number, at
    sequence.save()


def miss(sequence: Sequence, first: int, last: int, at: datetime) -> None:
    if first <= last:
        Gap.objects.create(sequence=sequence, first=first, last=last, noticed_at=at)


def fill(sequence: Sequence, number: int, by: str, at: datetime) -> bool:
    """Take the number out of the gap that it was missing from; whether there was one."""
    gap = sequence.gaps.filter(closed_at=None, first__lte=number, last__gte=number).order_by("-noticed_at").first()
    if gap is None:
        return False
    if gap.first == gap.last:
        Gap.objects.filter(pk=gap.pk).update(closed_at=at, closed=f"It came late: {by}"[:200])
    elif number == gap.first:
        Gap.objects.filter(pk=gap.pk).update(first=F("first") + 1)
    else:
        Gap.objects.filter(pk=gap.pk).update(last=number - 1)
        if number < gap.last:
            Gap.objects.create(sequence=sequence, first=number + 1, last=gap.last, noticed_at=gap.noticed_at)
    return True
