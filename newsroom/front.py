"""What needs a human now: the sections of the desk's first page, in their order. Each is a few bounded queries."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Channel, Edition, Order, ReaderReport, Story, WireItem
from newsroom import alarms
from newsroom.panels import READS_STORIES, READS_WIRE, SHOWN, Panel, Task, items, of_item, of_story, stories

LOOKED_AT = 100  # of the newest updates, to learn which of them are of live stories
SOON = timedelta(hours=24)


def stopped(user, now: datetime) -> Panel:
    """Kills that came within a day and are told nowhere else here, then what is held: wire copy and stories."""
    tasks: list[Task] = []
    inbox = reverse("admin:articles_wireitem_changelist")
    if user.has_perm(READS_WIRE):
        killed = items(WireItem.State.OBEYED).filter(arrived_at__gte=now - SOON)
        if user.has_perm(alarms.READS_ORDERS):
            killed = killed.exclude(Exists(Order.objects.filter(item=OuterRef("pk"))))
        says = _("Killed by %(source)s.")
        tasks += [of_item(item, says % {"source": item.source}, grave=True) for item in killed[: SHOWN + 1]]
        tasks += [of_item(item) for item in items(WireItem.State.HELD)[: SHOWN + 1]]
    if user.has_perm(READS_STORIES):
        held = stories(state=Story.State.HELD)[: SHOWN + 1]
        tasks += [of_story(story, _("Our story is held."), at=story.edited_at) for story in held]
    return Panel("stopped", _("Kills and holds"), _("Nothing was killed today, nothing is held."), tasks,
                 f"{inbox}?state=held")  # fmt: skip


def updates(user, now: datetime) -> Panel:
    """New versions of stories that readers have."""
    tasks: list[Task] = []
    if user.has_perm(READS_WIRE):
        newest = list(items(WireItem.State.UPDATE)[:LOOKED_AT])
        live = set(
            Story.objects.filter(state=Story.State.PUBLISHED, wire_item__guid__in={item.guid for item in newest})
            .values_list("wire_item__source", "wire_item__guid")
        )  # fmt: skip
        tasks = [of_item(item) for item in newest if (item.source_id, item.guid) in live][: SHOWN + 1]
    return Panel(
        "updates", _("Updates to live stories"), _("No live story waits for an update."), tasks,
        reverse("admin:articles_wireitem_changelist") + "?state=update",
    )  # fmt: skip


def coming(user, now: datetime) -> Panel:
    """What happens by itself, or may happen, in the next 24 hours: embargoes that lift, releases that are due."""
    tasks: list[Task] = []
    soon = Q(embargo_until__gt=now, embargo_until__lte=now + SOON)
    lifts = _("Its embargo lifts.")
    if user.has_perm(READS_STORIES):
        due = Edition.objects.filter(
            ~Q(kind__in=Edition.GONE), released_at__gt=now, released_at__lte=now + SOON, public_until=None,
            kind__in=[kind for kind in Edition.Kind if kind not in Edition.GONE],
        ).order_by("released_at")  # fmt: skip
        tasks += [
            Task(edition.headline, reverse("admin:articles_story_change", args=[edition.story_id]),
                 _("Readers get it then."), edition.released_at)
            for edition in due.only("headline", "story_id", "released_at")[: SHOWN + 1]
        ]  # fmt: skip
        open_states = [Story.State.DRAFT, Story.State.FILED, Story.State.HELD]
        ours = stories(state__in=open_states).filter(soon).order_by("embargo_until")[: SHOWN + 1]
        tasks += [of_story(story, lifts, at=story.embargo_until) for story in ours]
    if user.has_perm(READS_WIRE):
        waiting = WireItem.objects.inbox().filter(soon).order_by("embargo_until").select_related("source", "delivery")
        waiting = waiting.defer("copy", "warnings", "search_text", "search_tokens", "delivery__raw")
        tasks += [of_item(item, lifts, at=item.embargo_until) for item in waiting[: SHOWN + 1]]
    tasks.sort(key=lambda task: task.at)
    return Panel("coming", _("In the next 24 hours"), _("No embargo lifts and nothing is released by itself."), tasks)


def filed(user, now: datetime) -> Panel:
    """Copy filed for this person: assigned to her, or to nobody if it is hers to send on."""
    tasks: list[Task] = []
    if user.has_perm(READS_STORIES):
        mine = Q(assigned_to=user)
        if user.has_perm("articles.send_back_story"):
            mine |= Q(assigned_to=None)
        rows = stories(state=Story.State.FILED).filter(mine).select_related("source")[: SHOWN + 1]
        tasks = [of_story(story, str(story.source or ""), at=story.edited_at) for story in rows]
    return Panel(
        "filed", _("Copy filed for me"), _("Nothing is filed for you."), tasks,
        reverse("admin:articles_story_changelist") + "?state__exact=filed",
    )  # fmt: skip


def channels(user, now: datetime) -> Panel:
    """Ways that copy comes in, and should not be waited for: they fail, or nothing has come for too long."""
    tasks: list[Task] = []
    if user.has_perm("articles.view_channel"):
        for channel in Channel.objects.in_trouble()[: SHOWN + 1]:
            address = reverse("admin:articles_channel_change", args=[channel.pk])
            since = channel.failed_at if channel.failures else channel.quiet_since
            tasks.append(Task(channel.name, address, channel.health(now), since, grave=channel.failures > 0))
    return Panel("channels", _("Channels gone quiet or failing"), _("Every channel is well."), tasks)


def reports(user, now: datetime) -> Panel:
    """What readers say is wrong, and nobody has settled yet."""
    tasks: list[Task] = []
    if user.has_perm("articles.view_readerreport"):
        rows = ReaderReport.objects.filter(state=ReaderReport.State.OPEN).order_by("-at")[: SHOWN + 1]
        tasks = [
            Task(report.text[:120], reverse("admin:articles_readerreport_change", args=[report.pk]), at=report.at)
            for report in rows
        ]
    return Panel(
        "reports", _("Readers’ reports"), _("No reader’s report is open."), tasks,
        reverse("admin:articles_readerreport_changelist") + "?state__exact=open",
    )  # fmt: skip


# A new section is a function and a word in this list: that is its place on the page.
SECTIONS: tuple[Callable[[object, datetime], Panel | None], ...] = (
    alarms.orders, stopped, alarms.graces, updates, coming, filed, alarms.lacking, channels, alarms.gaps, reports,
    alarms.decided,
)  # fmt: skip


def sections(user, now: datetime) -> list[Panel]:
    """All that have something to tell; those that say that nothing waits stand there all the same."""
    if not (user.has_perm(READS_WIRE) or user.has_perm(READS_STORIES)):
        return []
    panels = [section(user, now) for section in SECTIONS]
    return [panel for panel in panels if panel and (panel.tasks or panel.nothing)]
