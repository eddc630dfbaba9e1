"""Re-issuing: what readers have, word for word, with the wording of its disclaimer that is in force now.

A new wording is for what is published from then on. What readers have already keeps the wording that it was published
with, until somebody says that this story, too, shall carry the new one: an act like any other, in the record.
"""

import copy
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record
from articles.desk.editions import close_windows, free_position, named_wording, still_to_come
from articles.desk.refusals import OutOfTurn, Refused
from articles.desk.verbs import may
from articles.models import DisclaimerWording, Edition, Move, Story

PERMISSION = "articles.publish_story"
INDEXES = ("tagged", "written", "pictured", "translated")  # the rows by which an edition is found, and its pictures are


@record.one_at_a_time
def reissue(story: Story, *, by, reason: str = "") -> Move:
    """Give readers the same text with the wording in force now; its “updated” time stays, as nothing in it is new."""
    may(by, PERMISSION, "reissue", story)
    story.refresh_from_db()
    now = timezone.now()
    live = story.editions.public(now).select_related("wording__disclaimer", "source__disclaimer").first()
    require_turn(story, live)
    wording = wanted_wording(story, live, now)
    still_so = Story.objects.filter(pk=story.pk, state=Story.State.PUBLISHED, legal_hold="")
    if not still_so.update(disclaimer=story.disclaimer or wording.disclaimer):
        raise OutOfTurn(
            gettext("“%(story)s” was moved by somebody else at this moment: look at it again.") % {"story": story}
        )
    edition = again(live, wording, now)
    return record.append(
        story, "reissue", by=by, at=now, from_state=story.state, to_state=story.state, reason=reason, edition=edition,
        details={"wording": wording.in_force_from.isoformat()},
    )  # fmt: skip


def require_turn(story: Story, live: Edition | None) -> None:
    if story.state != Story.State.PUBLISHED or live is None:
        raise OutOfTurn(
            gettext("Readers don't have “%(story)s”: what is published later carries the wording in force then.")
            % {"story": story}
        )
    if story.legal_hold:
        raise Refused(
            gettext("“%(story)s” is on legal hold: somebody who may must lift the hold first.") % {"story": story}
        )
    if story.orders.pending().exists():
        raise OutOfTurn(
            gettext("The agency orders “%(story)s” taken down: confirm or refuse the order first.") % {"story": story}
        )
    if still_to_come(story):
        raise OutOfTurn(
            gettext("Another edition of “%(story)s” is to be released: it will carry the wording in force then.")
            % {"story": story}
        )


def wanted_wording(story: Story, live: Edition, now: datetime) -> DisclaimerWording:
    carried = live.wording and live.wording.disclaimer
    disclaimer = carried or story.disclaimer or (live.source and live.source.disclaimer)
    wording = disclaimer and disclaimer.in_force(now)
    if wording is None:
        raise Refused(
            gettext("No disclaimer with a wording in force belongs to “%(story)s”: choose one for it or its source.")
            % {"story": story}
        )
    if wording == live.wording:
        raise OutOfTurn(gettext("“%(story)s” carries the wording in force already.") % {"story": story})
    return wording


def again(live: Edition, wording: DisclaimerWording, now: datetime) -> Edition:
    """The next edition of the story, in all but its disclaimer the one that readers have."""
    edition = copy.copy(live)
    edition.pk, edition._state = None, copy.copy(live._state)
    edition._state.adding = True
    edition.number = live.story.editions.order_by("-number").values_list("number", flat=True)[0] + 1
    edition.kind, edition.notice = Edition.Kind.REISSUE, ""
    edition.released_at, edition.public_until = now, None
    edition.position = free_position(live.published_at)
    edition.wording, edition.disclaimer_text = wording, wording.text
    edition.facts = {**live.facts, "disclaimer": named_wording(wording)}
    edition.digest = edition.compute_digest()
    close_windows(live.story, now)
    edition.save(force_insert=True)
    for name in INDEXES:
        rows = list(getattr(live, name).all())
        for row in rows:
            row.pk, row.edition = None, edition
            if hasattr(row, "position"):
                row.position = edition.position
        getattr(edition, name).bulk_create(rows)
    return edition
