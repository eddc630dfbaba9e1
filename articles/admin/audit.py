"""The audit: who did what, and who saw what readers might not have yet, in one list; to be searched and exported."""

import csv
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from django import forms
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from articles.admin.base import ReadOnlyAdmin
from articles.desk.acts import named
from articles.models import Look, Move

SHOWN = 50
EXPORTED = 100_000
PEOPLE = 50
COLUMNS = ("at", "person", "account", "act", "kind", "thing", "headline", "from", "to", "reason")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NAMED = ("headline", "slugline", "reference", "language")
EVERYTHING, MOVES, LOOKS = "", "moves", "looks"


@dataclass(frozen=True, slots=True)
class Deed:
    """One line: a move or a look."""

    row: Move | Look

    @property
    def at(self) -> datetime:
        return self.row.at

    @property
    def is_look(self) -> bool:
        return isinstance(self.row, Look)

    @property
    def who(self) -> str:
        return self.row.user_name if self.is_look else self.row.actor_name

    @property
    def account(self) -> str:
        user = self.row.user if self.is_look else self.row.actor
        return user.username if user else ""

    @property
    def act(self) -> str:
        return _("saw, %(why)s") % {"why": self.row.get_why_display().lower()} if self.is_look else self.row.verb

    @property
    def spoken(self) -> str:
        return named(self.act)

    @property
    def thing(self):
        return self.row.story or self.row.wire_item

    @property
    def url(self) -> str:
        return reverse(f"admin:articles_{self.thing._meta.model_name}_change", args=[self.thing.pk])

    def cells(self) -> list[str]:
        story, states = self.row.story, ["", "", ""]
        if not self.is_look:
            states = [self.row.from_state, self.row.to_state, self.row.reason]
        kind, name = ("story", story.code) if story else ("wire item", self.thing.reference or str(self.thing.pk))
        return [self.at.isoformat(), self.who, self.account, self.act, kind, name, self.thing.headline, *states]


class AuditForm(forms.Form):
    who = forms.CharField(label=gettext_lazy("Person"), max_length=100, required=False)
    what = forms.CharField(label=gettext_lazy("Story’s code, headline or reference"), max_length=200, required=False)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=forms.DateInput({"type": "date"}))
    kind = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            (EVERYTHING, gettext_lazy("Acts and looks")),
            (MOVES, gettext_lazy("Acts only")),
            (LOOKS, gettext_lazy("Looks only")),
        ],
    )


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def narrowed(rows: QuerySet, asked: dict, person: str) -> QuerySet:
    """Of moves or of looks what was asked for; ``person`` is the column of the account."""
    if who := asked.get("who"):
        names = Q(username__icontains=who) | Q(first_name__icontains=who) | Q(last_name__icontains=who)
        accounts = list(User.objects.filter(names).values_list("pk", flat=True)[:PEOPLE])
        rows = rows.filter(Q(**{f"{person}__in": accounts}) | Q(**{f"{person}_name__iexact": who}))
    if what := asked.get("what"):
        rows = rows.filter(
            Q(story__code__iexact=what) | Q(story__reference=what) | Q(story__headline__icontains=what)
            | Q(wire_item__reference=what) | Q(wire_item__headline__icontains=what)
        )  # fmt: skip
    if since := asked.get("since"):
        rows = rows.filter(at__gte=start_of(since))
    if until := asked.get("until"):
        rows = rows.filter(at__lt=start_of(until + timedelta(days=1)))
    own = [field.attname for field in rows.model._meta.concrete_fields]
    return (
        rows.select_related("story", "wire_item__delivery", person)
        .only(*own, *(f"story__{name}" for name in ("code", *NAMED)), *(f"wire_item__{name}" for name in NAMED),
              "wire_item__delivery__name", f"{person}__username")
        .order_by("-pk")
    )  # fmt: skip


def rows_of(asked: dict) -> dict[type, QuerySet]:
    kind = asked.get("kind", EVERYTHING)
    moves = narrowed(Move.objects.all(), asked, "actor") if kind != LOOKS else Move.objects.none()
    looks = narrowed(Look.objects.all(), asked, "user") if kind != MOVES else Look.objects.none()
    return {Move: moves, Look: looks}


def merged(*streams) -> Iterator[Deed]:
    """Newest first; each stream is in that order already."""
    return heapq.merge(*(map(Deed, stream) for stream in streams), key=lambda deed: deed.at, reverse=True)


def a_page(asked: dict, before: dict[type, int]) -> tuple[list[Deed], dict | None]:
    """What is shown, and where the next page begins: a key of moves and one of looks, whatever their times are."""
    found = {
        model: list((rows.filter(pk__lt=before[model]) if model in before else rows)[: SHOWN + 1])
        for model, rows in rows_of(asked).items()
    }
    deeds = list(merged(*found.values()))
    shown = deeds[:SHOWN]
    if len(deeds) <= SHOWN:
        return shown, None
    last = dict(before)
    for deed in shown:
        last[type(deed.row)] = deed.row.pk
    return shown, {"moves_before": last.get(Move), "looks_before": last.get(Look)}


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell


class Line:
    """What csv writes to; it hands each line on."""

    def write(self, line: str) -> str:
        return line


def lines(asked: dict) -> Iterator[str]:
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    deeds = merged(*(rows.iterator(chunk_size=500) for rows in rows_of(asked).values()))
    for deed in islice(deeds, EXPORTED):
        yield writer.writerow([harmless(cell) for cell in deed.cells()])
    if next(deeds, None):
        yield writer.writerow([_("Only the newest %(count)s lines: narrow the dates.") % {"count": EXPORTED}])


@admin.register(Look)
class LookAdmin(ReadOnlyAdmin):
    fields = ["at", "user_name", "user", "story", "wire_item", "why"]

    def get_urls(self):
        export = self.admin_site.admin_view(self.export_view)
        return [path("export.csv", export, name="articles_look_export"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = AuditForm(request.GET)
        before = {
            model: int(text)
            for model, name in ((Move, "moves_before"), (Look, "looks_before"))
            if (text := request.GET.get(name, "")).isdecimal() and text.isascii() and len(text) < 18
        }
        deeds, older = a_page(form.cleaned_data, before) if form.is_valid() else ([], None)
        kept = {name: request.GET.get(name, "") for name in form.fields if request.GET.get(name)}
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("Audit"), "form": form,
            "deeds": deeds, "kept": kept, "may_export": request.user.has_perm("articles.export_look"),
            "older": urlencode({**kept, **{k: v for k, v in older.items() if v}}) if older else "",
        }  # fmt: skip
        return TemplateResponse(request, "admin/desk/audit.html", context)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The list as a file; that it was taken out is in the admin's log."""
        form = AuditForm(request.POST)
        allowed = request.user.has_perm("articles.export_look") and self.has_view_permission(request)
        if request.method != "POST" or not allowed or not form.is_valid():
            raise PermissionDenied
        asked = "; ".join(f"{name}: {value}" for name, value in form.cleaned_data.items() if value)
        LogEntry.objects.create(
            user=request.user, content_type=ContentType.objects.get_for_model(Look), action_flag=CHANGE,
            object_repr="Audit", change_message=gettext("Exported. %(asked)s") % {"asked": asked},
        )  # fmt: skip
        response = StreamingHttpResponse(lines(form.cleaned_data), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate():%Y-%m-%d}.csv"'
        return response
