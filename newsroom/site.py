"""The desk's own admin site: its first page says what needs a human now, its menu follows an editor's day."""

from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.urls import reverse

from articles.models import ReaderReport, Story, WireItem

COUNTED = 999
DAY = (
    "WireItem", "Story", "Picture", "ReaderReport", "Edition", "Move", "Order", "Channel", "Gap", "Source",
    "Disclaimer", "Section", "Topic", "Person", "Page", "Subscriber", "Dispatch",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    label: str
    count: str
    url: str


def capped(things: QuerySet) -> str:
    count = things.order_by()[: COUNTED + 1].count()
    return f"{COUNTED}+" if count > COUNTED else str(count)


def waiting(user) -> list[Waiting]:
    """Counts with the way to each list, for those who may read it; a query each, however long the lists."""
    found = []
    if user.has_perm("articles.view_wireitem"):
        inbox, state = reverse("admin:articles_wireitem_changelist"), WireItem.State
        found.append(Waiting("Waiting in the inbox", capped(WireItem.objects.inbox()), inbox))
        for label, value in (("Held", state.HELD), ("Updates", state.UPDATE), ("Unreadable", state.UNREADABLE)):
            found.append(Waiting(label, capped(WireItem.objects.filter(state=value)), f"{inbox}?state={value}"))
    if user.has_perm("articles.view_story"):
        stories, state = reverse("admin:articles_story_changelist"), Story.State
        for label, value in (("Filed stories", state.FILED), ("Held stories", state.HELD)):
            found.append(Waiting(label, capped(Story.objects.filter(state=value)), f"{stories}?state__exact={value}"))
    if user.has_perm("articles.view_readerreport"):
        reports, state = reverse("admin:articles_readerreport_changelist"), ReaderReport.State
        count = capped(ReaderReport.objects.filter(state=state.OPEN))
        found.append(Waiting("Readers’ reports", count, f"{reports}?state__exact={state.OPEN}"))
    return found


class Desk(AdminSite):
    site_header = site_title = "Newsroom desk"
    index_title = "What needs a human now"

    def index(self, request, extra_context=None):
        return super().index(request, {"waiting": waiting(request.user), **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        """Wire items and stories first, the way that copy travels; accounts last."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: (place(model["object_name"]), model["name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "articles")


def place(model: str) -> int:
    return DAY.index(model) if model in DAY else len(DAY)
