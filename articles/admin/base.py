"""What all screens of the desk share: nothing is ever deleted, lists are bounded, times are the newsroom's."""

from datetime import datetime

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db import models
from django.utils import formats, timezone
from django.utils.functional import cached_property

from articles.admin.fields import NewsroomTime, NewsroomTimeInput

COUNTED = 10_000
LIST_SIZE = 50


class CappedPaginator(Paginator):
    """Counts no further than anybody would page, however large the archive."""

    @cached_property
    def count(self):
        return self.object_list.order_by()[:COUNTED].count()


class LeanList(ChangeList):
    """Rows are read as the list needs them; the page of one item reads all of it."""

    def get_queryset(self, request, exclude_parameters=None):
        return self.model_admin.for_list(super().get_queryset(request, exclude_parameters))


class DeskAdmin(admin.ModelAdmin):
    list_per_page = LIST_SIZE
    list_max_show_all = 0
    list_title = ""
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    formfield_overrides = {models.DateTimeField: {"form_class": NewsroomTime, "widget": NewsroomTimeInput}}

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changelist(self, request, **kwargs):
        return LeanList

    def for_list(self, queryset):
        return queryset

    def changelist_view(self, request, extra_context=None):
        title = self.list_title or str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})


class ReadOnlyAdmin(DeskAdmin):
    """What is made by the wire or by the verbs only: to be read, by everybody who may, and changed by nobody."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


def clock(moment: datetime | None) -> str:
    """A moment as the newsroom's clocks show it; the day first, because an inbox is read by the day."""
    return formats.date_format(timezone.localtime(moment), "j N Y, H:i") if moment else ""
