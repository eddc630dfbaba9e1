"""What a section of the desk's first page is made of, and the two shapes that most of its lines have."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from articles.models import Story, WireItem

SHOWN = 5  # of a section's items; its link leads to all
READS_WIRE, READS_STORIES = "articles.view_wireitem", "articles.view_story"


@dataclass(frozen=True, slots=True)
class Act:
    """What may be done about it from here."""

    label: str
    url: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One thing: ``due`` is when something happens to it by itself, ``seconds`` how long that is from now."""

    name: str
    url: str
    says: str = ""
    at: datetime | None = None
    grave: bool = False
    what: str = ""
    runs: str = ""
    due: datetime | None = None
    seconds: int = 0
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """One section: ``count`` says whether there are more than are shown, ``url`` leads to all."""

    key: str
    label: str
    nothing: str
    tasks: list[Task]
    url: str = ""
    most: int = SHOWN
    grave: bool = False

    @property
    def shown(self) -> list[Task]:
        return self.tasks[: self.most]

    @property
    def count(self) -> str:
        return f"{self.most}+" if len(self.tasks) > self.most else str(len(self.tasks))


def items(state: str) -> QuerySet:
    """The newest of one state, by its own index."""
    rows = WireItem.objects.filter(state=state).order_by("-arrived_at", "-pk").select_related("source", "delivery")
    return rows.defer("copy", "warnings", "search_text", "search_tokens", "delivery__raw")


def stories(**asked) -> QuerySet:
    return Story.objects.filter(**asked).defer("body").order_by("-edited_at")


def of_item(item: WireItem, says: str = "", grave: bool = False, at: datetime | None = None) -> Task:
    address = reverse("admin:articles_wireitem_change", args=[item.pk])
    return Task(str(item), address, says or f"{item.source}. {item.reason}".strip(), at or item.arrived_at, grave)


def of_story(story: Story, says: str = "", grave: bool = False, at: datetime | None = None) -> Task:
    return Task(str(story), reverse("admin:articles_story_change", args=[story.pk]), says, at, grave)


def seconds(due: datetime | None, now: datetime) -> int:
    return max(int((due - now).total_seconds()), 0) if due else 0
