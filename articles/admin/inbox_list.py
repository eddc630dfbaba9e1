"""The inbox's list: filtered, searched, folded and paged by keys, so that a million items cost no more than fifty."""

from dataclasses import dataclass, field
from functools import cached_property, partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin import in_bulk
from articles.admin.base import LIST_SIZE
from articles.admin.inbox_rows import Row, Rows
from articles.admin.wire_filters import InboxFilter
from articles.models import SavedView, WireItem
from articles.search.wire import FoundItems, find_items

NEW_COUNTED = 99
SUBJECTS_OFFERED = 40


@dataclass
class Page:
    """What one address of the inbox shows."""

    form: InboxFilter
    found: FoundItems = field(default_factory=FoundItems)

    @classmethod
    def asked(cls, form: InboxFilter) -> "Page":
        if not form.is_valid():
            return cls(form)
        return cls(form, look(form, before=form.cleaned_data["before"], limit=LIST_SIZE))

    @cached_property
    def items(self) -> list[WireItem]:
        lean = WireItem.objects.filter(pk__in=self.found.keys).select_related("source", "delivery")
        lean = lean.defer("copy", "search_text", "search_tokens", "delivery__raw").prefetch_related("stories")
        lean = lean.annotate(ednote=KT("copy__ednote"), subjects=KT("copy__subjects__0__name"))
        return list(lean.order_by("-pk"))

    @property
    def subjects(self) -> list[str]:
        """What may be asked for next: the subjects of what is on the page."""
        return sorted({item.subjects for item in self.items if item.subjects})[:SUBJECTS_OFFERED]

    @property
    def first(self) -> str:
        return address(self.form.query) if self.form.is_valid() else "?"

    @property
    def older(self) -> str:
        return address(self.form.query, before=self.found.next) if self.found.next else ""


def address(query: str, **more) -> str:
    told = QueryDict(query, mutable=True)
    for name, value in more.items():
        told.pop(name, None)
        told[name] = value  # at the end
    return f"?{told.urlencode()}"


def look(form: InboxFilter, **bounds) -> FoundItems:
    """A cluster's few items are found by its own index, everything else by the words of the search index."""
    asked = form.asked
    by_cluster = "cluster" in asked and "q" not in asked
    tokens = () if by_cluster else form.words()
    return find_items(form.narrow(WireItem.objects), asked.get("q", ""), tokens=tokens, fold=form.folds, **bounds)


class InboxListMixin:
    """Gives the admin class of wire items its list, and the small answers that the list's script asks for."""

    list_template = "admin/desk/inbox.html"

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.bulk_view(request)
        page = Page.asked(InboxFilter(request.GET))
        newest = WireItem.objects.order_by("-pk").values_list("pk", flat=True).first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Inbox"),
            "page": page,
            "form": page.form,
            "rows": self.rows(request, page),
            "bulk": [self.acts[verb] for verb in self.bulk_acts if request.user.has_perm(self.acts[verb].permission)],
            "views": SavedView.objects.filter(user=request.user)[: SavedView.MOST],
            "newest": newest or 0,
            "limit": in_bulk.LIMIT,
        }
        return TemplateResponse(request, self.list_template, context)

    def rows(self, request: HttpRequest, page: Page) -> list[Row]:
        rows = Rows(partial(self.open_acts, user=request.user), self.get_preserved_filters(request))
        alike = address(page.form.query, cluster="") if page.items else ""
        return [rows.row(item, page.found.alike[item.pk], f"{alike}{item.cluster}") for item in page.items]

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """One act on the chosen items; each refusal is said, and the list comes back as it was."""
        verb = request.POST.get("action", "")
        chosen = [key for key in request.POST.getlist("_selected_action") if key.isdecimal() and len(key) < 19]
        if verb not in self.bulk_acts or not chosen:
            self.message_user(request, _("Choose one item or more, and what to do with them."), messages.WARNING)
        elif not request.user.has_perm(self.acts[verb].permission):
            raise PermissionDenied
        else:
            keys = chosen[: in_bulk.LIMIT + 1]
            in_bulk.done(self, request, self.get_queryset(request).filter(pk__in=keys), verb=verb)
        return HttpResponseRedirect(request.get_full_path())

    def new_view(self, request: HttpRequest) -> JsonResponse:
        """How many items came since the page was made, under the same filters."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        told = request.GET.copy()
        after = told.pop("after", ["0"])[-1]
        form = InboxFilter(told)
        if not (form.is_valid() and after.isdecimal() and len(after) < 19):
            return JsonResponse({"count": 0, "said": ""})
        count = len(look(form, since=int(after) + 1, limit=NEW_COUNTED).keys)
        shown = f"{count}+" if count == NEW_COUNTED else str(count)
        said = ngettext("%(count)s new item – show", "%(count)s new items – show", count) % {"count": shown}
        return JsonResponse({"count": count, "said": said if count else ""})
