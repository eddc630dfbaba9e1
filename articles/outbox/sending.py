"""From the outbox to others: each announcement once it is due, each dispatch until it is taken or given up.

Any number of workers may do this at once. A row is claimed by moving its time ahead in the UPDATE that looks at it; a
worker that is killed leaves a claim that ends, and the next one sends under the same key, by which the receiver knows
what it has already.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.models import Announcement, Dispatch, Subscriber
from articles.outbox import hub, webhook
from articles.outbox.post import Said
from articles.outbox.telling import Told, told_of

CLAIM = timedelta(minutes=2)  # far longer than one post may take
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))  # after each failure
AT_ONCE = 200
UNREACHED = "They are told no more of it; send it again from the admin."


def deliver_due(now: datetime) -> Iterator[str]:
    """Send all that is due, and say in a line what became of each. Later ones of who does not answer wait as well."""
    hand_out(min(now, timezone.now()))  # what is not public yet is not told, whatever moment the caller asks for
    for _ in range(AT_ONCE):
        dispatch = claim(now)
        if dispatch is None:
            return
        yield send(dispatch, now)


def hand_out(now: datetime) -> None:
    """Make a dispatch to each who listens at this moment of each announcement that became due."""
    with transaction.atomic():
        for announcement in unlocked(Announcement.objects.due(now)).select_related("edition")[:AT_ONCE]:
            first = Announcement.objects.filter(pk=announcement.pk, handed_out_at=None)
            if first.update(handed_out_at=now) and told_of(announcement.edition, now):
                to = [*Subscriber.objects.listening(announcement.edition, now), *hubs()]
                Dispatch.objects.bulk_create(
                    Dispatch(announcement=announcement, subscriber=each, due_at=now) for each in to
                )


def hubs() -> list[None]:
    return [None] if settings.WEBSUB_HUB else []


def claim(now: datetime) -> Dispatch | None:
    """One dispatch that is due, for this worker alone until the claim ends."""
    with transaction.atomic():
        row = unlocked(Dispatch.objects.due(now)).values("pk", "due_at").first()
        if row is None:
            return None
        mine = Dispatch.objects.filter(**row, state=Dispatch.State.WAITING)
        if not mine.update(due_at=max(now, timezone.now()) + CLAIM, attempts=F("attempts") + 1):
            return None
    return Dispatch.objects.select_related("subscriber", "announcement__edition").get(pk=row["pk"])


def unlocked(rows: QuerySet) -> QuerySet:
    """Those that no other worker looks at right now; SQLite lets one at a time write anyway."""
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows


def send(dispatch: Dispatch, now: datetime) -> str:
    told = told_of(dispatch.announcement.edition, timezone.now())
    if told is None:
        return finish(dispatch, Dispatch.State.OVERTAKEN, "")
    if dispatch.subscriber and not dispatch.subscriber.active:
        return finish(dispatch, Dispatch.State.GIVEN_UP, "The subscriber was switched off.")
    said = post(dispatch, told)
    if said.taken:
        return finish(dispatch, Dispatch.State.DELIVERED, said.words)
    if dispatch.attempts > len(PAUSES):
        return finish(dispatch, Dispatch.State.GIVEN_UP, said.words)
    return again_later(dispatch, said.words, now)


def post(dispatch: Dispatch, told: Told) -> Said:
    if dispatch.subscriber is None:
        return hub.publish(told)
    return webhook.post_signed(dispatch.subscriber, dispatch.key, told)


def finish(dispatch: Dispatch, state: str, words: str) -> str:
    """Unless another worker has claimed it meanwhile: then that one says what became of it."""
    claimed = Dispatch.objects.filter(pk=dispatch.pk, due_at=dispatch.due_at, state=Dispatch.State.WAITING)
    claimed.update(state=state, answer=words, done_at=timezone.now())
    ending = f" {UNREACHED}" if state == Dispatch.State.GIVEN_UP else ""
    return f"{dispatch}: {Dispatch.State(state).label.lower()}. {words}{ending}".rstrip()


def again_later(dispatch: Dispatch, words: str, now: datetime) -> str:
    """This one, and all others that wait for the same receiver: one that does not answer holds up nobody else."""
    at = max(now, timezone.now()) + PAUSES[dispatch.attempts - 1]
    this = Q(pk=dispatch.pk, due_at=dispatch.due_at)
    others = Q(subscriber=dispatch.subscriber, due_at__lte=now)
    waiting = Dispatch.objects.filter(state=Dispatch.State.WAITING)
    waiting.filter(this).update(answer=words)
    waiting.filter(this | others).update(due_at=at)
    return f"{dispatch}: not delivered. {words} Attempt {dispatch.attempts + 1} at {timezone.localtime(at):%H:%M:%S}."
