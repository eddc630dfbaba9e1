"""The rows of the inbox. A page draws fifty: what all have in common is asked once, what a row says is said here."""

from dataclasses import dataclass

from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk.rules import Rule
from articles.models import WireItem

PLACE = "0item0"  # stands for an item's number in an address that is made once


@dataclass(frozen=True, slots=True)
class Row:
    """``count`` is of the items that it stands for, ``alike`` the address of all of them."""

    item: WireItem
    name: str
    choose: str
    urgency: str
    iso: str
    arrived: str
    warned: str
    page: str
    preview: str
    story: str
    acts: list[tuple[Rule, str]]
    count: int
    told: str
    alike: str


class Rows:
    """Makes the rows of one page: ``open_acts`` says what is open of an item, ``query`` where to come back to."""

    def __init__(self, open_acts, query: str = ""):
        self.open_acts, self.query, self.ways = open_acts, f"?{query}" if query else "", {}

    def way(self, name: str, key: int, *more: str) -> str:
        if (name, more) not in self.ways:
            self.ways[name, more] = reverse(f"admin:articles_{name}", args=[PLACE, *more])
        return self.ways[name, more].replace(PLACE, str(key))

    def row(self, item: WireItem, count: int, alike: str) -> Row:
        name, story, arrived = str(item), next(iter(item.stories.all()), None), timezone.localtime(item.arrived_at)
        warnings, told = len(item.warnings), ngettext("told %(others)s time", "told %(others)s times", count)
        return Row(
            item=item,
            name=name,
            choose=_("Choose “%(item)s”") % {"item": name},
            urgency=_("Urgency %(urgency)s") % {"urgency": item.urgency} if item.urgency else "",
            iso=arrived.isoformat(),
            arrived=date(arrived, "j N, H:i"),
            warned=ngettext("%(count)s warning", "%(count)s warnings", warnings) % {"count": warnings},
            page=self.way("wireitem_change", item.pk),
            preview=self.way("wireitem_preview", item.pk),
            story=self.way("story_change", story.pk) if story else "",
            acts=[(rule, self.way("wireitem_act", item.pk, rule.verb) + self.query) for rule in self.open_acts(item)],
            count=count,
            told=told % {"others": count} if count > 1 else "",
            alike=alike,
        )
