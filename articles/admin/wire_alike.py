"""What differs between two wire items: versions of one story, or the same news from several agencies."""

from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.versions import NAMES, Change, change_of
from articles.admin.wire_facts import what_was_read
from articles.models import WireItem

SHOWN = 20
TEXTS = ("headline", "standfirst", "slugline", "ednote")


def others_of_cluster(item: WireItem) -> QuerySet[WireItem]:
    """The newest of those that tell the same as this one."""
    if item.cluster is None:
        return WireItem.objects.none()
    others = WireItem.objects.filter(cluster=item.cluster).exclude(pk=item.pk).order_by("-pk")
    return others.select_related("source", "delivery").defer(
        "copy", "warnings", "search_text", "search_tokens", "delivery__raw"
    )


def told(item: WireItem) -> dict[str, str]:
    """All that the agency said, by name; the body is HTML."""
    copy = item.wire_copy
    if copy is None:
        return {}
    facts: dict[str, str] = {}
    for label, value in what_was_read(item):
        facts[label] = f"{facts[label]}\n\n{value}" if label in facts else str(value)
    return {**{str(NAMES[name]): getattr(copy, name) for name in TEXTS}, str(NAMES["body"]): copy.body_html, **facts}


def differences(old: WireItem, new: WireItem) -> list[Change]:
    before, after = told(old), told(new)
    names = list(dict.fromkeys([*before, *after]))
    return [
        change_of(name, before.get(name, ""), after.get(name, ""), is_html=name == NAMES["body"])
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


class AlikeMixin:
    """Gives the admin class of wire items the page that compares two of them."""

    def differs_view(self, request: HttpRequest, object_id: int, other_id: int) -> HttpResponse:
        item, other = self.wanted(request, str(object_id)), self.wanted(request, unquote(str(other_id)))
        if item.pk == other.pk:
            raise Http404("An item does not differ from itself.")
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("What differs"),
            "subtitle": str(item), "item": item, "other": other, "back": self.page_url(item),
            "other_page": self.page_url(other), "changes": differences(other, item),
            "language": item.language,
        }  # fmt: skip
        return TemplateResponse(request, "admin/desk/wire_differs.html", context)
