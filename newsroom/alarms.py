"""The sections of the desk's first page that are there only when there is something in them."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.desk.lacking import lacking_among_newest
from articles.desk.rules import EDIT_PERMISSION, open_to_order
from articles.models import Gap, Grace, Order
from newsroom.panels import READS_STORIES, SHOWN, Act, Panel, Task, seconds

CLOCKS_SHOWN = 20
TOLD_FOR = timedelta(hours=24)
READS_ORDERS = "articles.view_order"


def orders(user, now: datetime) -> Panel | None:
    """What agencies ordered and a person is to decide, the soonest clock first."""
    if not user.has_perm(READS_ORDERS):
        return None
    tasks = [of_order(order, user, now) for order in ordered().pending()[: CLOCKS_SHOWN + 1]]
    return Panel(
        "orders", _("Orders that wait for a person"), "", tasks,
        reverse("admin:articles_order_changelist") + "?state__exact=pending", most=CLOCKS_SHOWN, grave=True,
    )  # fmt: skip


def ordered() -> QuerySet:
    rows = Order.objects.select_related("story", "item__source", "item__delivery", "decided_by")
    return rows.defer(
        "story__body", "item__copy", "item__warnings", "item__search_text", "item__search_tokens", "item__delivery__raw"
    )


def of_order(order: Order, user, now: datetime) -> Task:
    says = f"{order.item.source}: {order.reason[:200]}"
    acts = tuple(
        Act(str(rule.label), reverse("admin:articles_order_act", args=[order.pk, rule.verb]), rule.grave)
        for rule in open_to_order(order, user)
    )
    what = order.get_verb_display()
    if order.story is None:
        address = reverse("admin:articles_order_change", args=[order.pk])
        says = f"{says} " + _("We have no story of it.")
        return Task(str(order.item), address, says, order.raised_at, True, what, acts=acts)
    address = reverse("admin:articles_story_change", args=[order.story_id])
    return Task(str(order.story), address, says, order.raised_at, True, what, _("Comes down in"), order.due_at,
                seconds(order.due_at, now), acts)  # fmt: skip


def decided(user, now: datetime) -> Panel | None:
    """What became of the orders of the last day, and who decided it."""
    if not user.has_perm(READS_ORDERS):
        return None
    lately = ordered().exclude(state=Order.State.PENDING).filter(raised_at__gt=now - TOLD_FOR).order_by("-raised_at")
    tasks = []
    for order in lately[: SHOWN + 1]:
        by = f" ({order.decided_by.get_full_name() or order.decided_by})" if order.decided_by else ""
        says = f"{order.item.source}: {order.get_state_display().lower()}{by}"
        address = reverse("admin:articles_order_change", args=[order.pk])
        tasks.append(
            Task(str(order.story or order.item), address, says, order.raised_at, what=order.get_verb_display())
        )
    return Panel(
        "decided", _("Ordered in the last 24 hours"), "", tasks, reverse("admin:articles_order_changelist")
    )  # fmt: skip


def graces(user, now: datetime) -> Panel | None:
    """What routes are about to publish, unless somebody objects."""
    if not user.has_perm("articles.view_grace"):
        return None
    rows = Grace.objects.filter(state=Grace.State.WAITING).select_related("story", "route").order_by("due_at")
    may_object = user.has_perm(EDIT_PERMISSION)
    tasks = []
    for grace in rows.defer("story__body")[: CLOCKS_SHOWN + 1]:
        acts = (Act(_("Object"), reverse("admin:articles_grace_act", args=[grace.pk, "object"])),) if may_object else ()
        address = reverse("admin:articles_story_change", args=[grace.story_id])
        tasks.append(
            Task(str(grace.story), address, str(grace.route), runs=_("Readers get it in"), due=grace.due_at,
                 seconds=seconds(grace.due_at, now), acts=acts)
        )  # fmt: skip
    return Panel(
        "graces", _("Routes will publish"), "", tasks,
        reverse("admin:articles_grace_changelist") + "?state__exact=waiting", most=CLOCKS_SHOWN,
    )  # fmt: skip


def lacking(user, now: datetime) -> Panel | None:
    """Live stories that lack the credit or disclaimer that their source demands, among the newest."""
    if not (user.has_perm(READS_STORIES) and user.has_perm("articles.view_source")):
        return None
    tasks = [
        Task(edition.headline, reverse("admin:articles_story_change", args=[edition.story_id]), str(what),
             edition.released_at, True)
        for edition, what in lacking_among_newest(now)[: SHOWN + 1]
    ]  # fmt: skip
    return Panel(
        "lacking", _("Live stories that lack what their source demands"), "", tasks, reverse("admin:source_lacking")
    )  # fmt: skip


def gaps(user, now: datetime) -> Panel | None:
    """Numbers of agencies that never came."""
    if not user.has_perm("articles.view_gap"):
        return None
    rows = Gap.objects.filter(closed_at=None).select_related("sequence__channel").order_by("-noticed_at")
    tasks = [
        Task(str(gap), reverse("admin:articles_channel_change", args=[gap.sequence.channel_id]),
             str(gap.sequence.channel), gap.noticed_at)
        for gap in rows[: SHOWN + 1]
    ]  # fmt: skip
    return Panel(
        "gaps", _("Missing numbers"), "", tasks, reverse("admin:articles_gap_changelist") + "?closed_at__isempty=1"
    )  # fmt: skip
