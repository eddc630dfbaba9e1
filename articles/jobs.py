"""What the worker does beside looking at channels: one line a job. A job is a plain function of the moment."""

from datetime import datetime

from articles.desk.cuts import make_due
from articles.desk.orders import carry_out_due
from articles.desk.routing import publish_due
from articles.intake.clusters import forget_old_bands
from articles.intake.push import forget_signatures
from articles.intake.watch import notice_quiet
from articles.intake.worker import Job, read_what_was_left
from articles.outbox.sending import deliver_due
from articles.public.machines import share


def make_renditions(now: datetime) -> list[str]:
    made = make_due(now)
    return [f"{made} cuts of pictures rendered"] if made else []


def forget_keys(now: datetime) -> list[str]:
    dropped = forget_old_bands(now)
    return [f"{dropped} keys of copy that can find no company any more dropped"] if dropped else []


def forget_cards(now: datetime) -> list[str]:
    gone = share.forget(now)
    return [f"{gone} cards of stories that came down deleted"] if gone else []


JOBS = (
    Job("orders whose clock has run out", 2, carry_out_due),
    Job("routes whose grace is over", 5, publish_due),
    Job("what was left unread", 30, read_what_was_left),
    Job("channels gone quiet", 30, notice_quiet),
    Job("announcements", 5, deliver_due),
    Job("renditions of pictures", 2, make_renditions),
    Job("old signatures", 600, forget_signatures),
    Job("keys of old copy", 3600, forget_keys),
    Job("cards of what came down", 3600, forget_cards),
)
