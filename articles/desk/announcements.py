"""What others are told: written with the edition in one transaction, sent later by the outbox."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.refusals import OutOfTurn, Refused
from articles.desk.rules import Rule
from articles.models import Announcement, Dispatch, Edition

SEND_AGAIN = Rule(
    "send_again", _("Send again"), "articles.send_again_dispatch", (Dispatch.State.DELIVERED, Dispatch.State.GIVEN_UP),
    Dispatch.State.WAITING,
    _("Each is posted once more at the next pass of the worker, with the story as readers have it then. Who has it "
    "already knows it by its key."),
)  # fmt: skip


def announce(edition: Edition, *, seen_before: bool) -> None:
    """Have it told from its release on. That something is gone is told only of what readers had."""
    if seen_before or edition.kind not in Edition.GONE:
        Announcement.objects.create(edition=edition, due_at=edition.released_at)


def send_again(dispatch: Dispatch, *, by) -> None:
    """Under the key that it had: who has it already knows it again."""
    if not (by.is_active and by.has_perm(SEND_AGAIN.permission)):
        raise Refused(gettext("You may not send announcements again: ask an administrator."))
    rows = Dispatch.objects.filter(pk=dispatch.pk, state__in=SEND_AGAIN.from_states)
    if not rows.update(state=Dispatch.State.WAITING, attempts=0, due_at=timezone.now(), done_at=None):
        raise OutOfTurn(
            gettext("“%(dispatch)s” is %(state)s: there is nothing to send again.")
            % {"dispatch": dispatch, "state": dispatch.get_state_display().lower()}
        )
