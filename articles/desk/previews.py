"""Secret previews: a link that shows one revision of a story as readers would see it, until it ends or is withdrawn."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record, revisions, rules
from articles.desk.assigning import name_of
from articles.desk.editions import fill, printed
from articles.desk.refusals import OutOfTurn, Refused
from articles.desk.verbs import may
from articles.models import Edition, Move, Preview, Story

PERMISSION = "articles.preview_story"
LONGEST = timedelta(days=30)
MOST_OPEN = 20  # links of one story at a time
LINKED = ("section_id", "source_id", "wording_id")


@record.one_at_a_time
def make(story: Story, *, by, ends_at: datetime) -> tuple[Preview, str]:
    """A preview of the text as it is saved now, and the token of its link, which is told this once."""
    may(by, PERMISSION, "preview", story)
    story.refresh_from_db()
    now = timezone.now()
    if story.state not in rules.EDITABLE:
        raise OutOfTurn(
            gettext("“%(story)s” is %(state)s: it has no preview.")
            % {"story": story, "state": story.get_state_display().lower()}
        )
    if not now < ends_at <= now + LONGEST:
        raise Refused(
            gettext("A preview ends within %(days)s days: choose a later moment, or an earlier one.")
            % {"days": LONGEST.days}
        )
    if story.previews.open(now).count() >= MOST_OPEN:
        raise Refused(
            gettext("“%(story)s” has %(most_open)s open previews: withdraw one first.")
            % {"story": story, "most_open": MOST_OPEN}
        )
    revisions.keep_what_was(story)
    token = secrets.token_urlsafe(32)
    preview = Preview.objects.create(
        story=story,
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        revision=story.revisions.aggregate(last=Max("number"))["last"],
        made_at=now,
        made_by=by,
        made_by_name=name_of(by),
        ends_at=ends_at,
        snapshot=snapshot(story, now),
    )
    tell(story, "preview", by=by, at=now, details={"ends_at": ends_at.isoformat(), "revision": preview.revision})
    return preview, token


@record.one_at_a_time
def withdraw(preview: Preview, *, by) -> Move:
    """From now on the link leads nowhere."""
    may(by, PERMISSION, "end_preview", preview.story)
    now = timezone.now()
    if not Preview.objects.open(now).filter(pk=preview.pk).update(withdrawn_at=now):
        raise OutOfTurn(gettext("This preview of “%(story)s” has ended already.") % {"story": preview.story})
    return tell(preview.story, "end_preview", by=by, at=now, details={"revision": preview.revision})


def tell(story: Story, verb: str, *, by, at: datetime, details: dict) -> Move:
    return record.append(story, verb, by=by, at=at, from_state=story.state, to_state=story.state, details=details)


def snapshot(story: Story, now: datetime) -> dict:
    """What an edition issued now would hold, as JSON: the public site makes its page of this and asks no story."""
    edition = Edition(
        story=story, number=(story.editions.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=Edition.Kind.PUBLICATION, code=story.code, released_at=now, published_at=now, updated_at=now,
        source=story.source,
    )  # fmt: skip
    fill(edition, story)
    printed(edition, story)
    values = {name: getattr(edition, name) for name in (*Edition.HASHED, *LINKED)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
