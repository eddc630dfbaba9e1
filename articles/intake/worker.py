"""The one worker: looks at channels that are due and does what else is due, until it is asked to stop.

Any number of workers share the work through the database: a channel is claimed by its row, a job guards its own rows.
A worker that is killed leaves a lease that ends, and deliveries that are kept and not read; the next one reads them.
"""

import logging
import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from articles.intake.arrivals import in_words
from articles.intake.receive import left_unread, read_what_waits
from articles.intake.watch import Say, claim, look_at
from articles.models import Channel

IDLE = 1.0  # seconds between two looks at what is due
AFTER_FAULT = 5.0
READ_AT_ONCE = 100

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something due that is no channel: done every so many seconds, answers with lines to print.

    It must be safe to be done by two workers at the same moment, and to be killed half-way.
    """

    name: str
    every: float
    do: Callable[[datetime], Iterable[str]]


class Worker:
    def __init__(self, say: Say, jobs: tuple[Job, ...]):
        self.name = f"{socket.gethostname()[:60]}/{os.getpid()}"
        self.say, self.jobs, self.stop = say, jobs, Event()
        self.done_at: dict[str, datetime] = {}

    def run(self) -> None:
        """Until :attr:`stop` is set. A fault costs a pause and is said; it ends nothing."""
        while not self.stop.is_set():
            pause = 0.0 if self.guarded(self.turn) else IDLE
            close_old_connections()
            self.stop.wait(pause)

    def once(self, patience: float) -> None:
        """All that is due now, and what a channel asks to see again within ``patience`` seconds, such as new files."""
        self.do_jobs(timezone.now())
        started = timezone.now()
        while not self.stop.is_set():
            if self.look():
                continue
            coming = Channel.objects.filter(active=True, due_at__gt=timezone.now()).exclude(looked_at__lt=started)
            soonest = coming.order_by("due_at").values_list("due_at", flat=True).first()
            wait = (soonest - timezone.now()).total_seconds() if soonest else patience
            if (timezone.now() - started).total_seconds() + wait >= patience:
                break
            self.stop.wait(max(wait, 0.05))
        self.do_jobs(timezone.now())

    def turn(self) -> bool:
        """One turn of the loop; whether there may be more to do at once."""
        now = timezone.now()
        self.do_jobs(now, only_due=True)
        return self.look()

    def look(self) -> bool:
        channel = claim(self.name, timezone.now())
        if channel is None:
            return False
        look_at(channel, worker=self.name, say=self.say, stopping=self.stop.is_set)
        return True

    def do_jobs(self, now: datetime, only_due: bool = False) -> None:
        for job in self.jobs:
            last = self.done_at.get(job.name)
            if self.stop.is_set() or (only_due and last and (now - last).total_seconds() < job.every):
                continue
            self.done_at[job.name] = now
            self.guarded(self.do, job, now)

    def do(self, job: Job, now: datetime) -> bool:
        for line in job.do(now):
            self.say(line)
        return True

    def guarded(self, part: Callable[..., bool], *args) -> bool:
        try:
            return part(*args)
        except DatabaseError as error:
            self.say(f"The database did not answer ({type(error).__name__}): again in {AFTER_FAULT:.0f} seconds.")
        except ConnectionError as error:
            self.say(f"{error}\nAgain in {AFTER_FAULT:.0f} seconds.")
        except Exception:
            # A fault of ours in one channel or job must not stop the others: it is in the log, with where it happened.
            log.exception("The worker goes on after a fault.")
        self.stop.wait(AFTER_FAULT)
        return False


def read_what_was_left(now: datetime) -> Iterable[str]:
    """Deliveries that a killed process had kept and not read."""
    for receipt in read_what_waits(left_unread()[:READ_AT_ONCE]):
        delivery = receipt.delivery
        yield f"{delivery.name or delivery.sha256[:12]}, left unread: {in_words(receipt)}"
