"""Missing numbers of a service: they fill by themselves when they come; a person may say that they will not."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.refusals import NotAllowed, OutOfTurn
from articles.desk.rules import Rule
from articles.models import Gap

CLOSE = Rule(
    "close", _("Close"), "articles.change_gap", (), "",
    _("You say, with your name, that these numbers will not come. If they come after all, that is fine too."),
)  # fmt: skip


def close(gap: Gap, *, by) -> None:
    if not (by.is_active and by.has_perm(CLOSE.permission)):
        raise NotAllowed(gettext("You may not close missing numbers: ask somebody whose role allows it."))
    words = gettext("Closed by %(name)s") % {"name": by.get_full_name() or by.get_username()}
    if not Gap.objects.filter(pk=gap.pk, closed_at=None).update(closed_at=timezone.now(), closed=words[:200]):
        gap.refresh_from_db()
        raise OutOfTurn(closed_already(gap))


def closed_already(gap: Gap) -> str:
    return gettext("“%(gap)s” needs nothing more: %(closed)s") % {"gap": gap, "closed": gap.closed}
