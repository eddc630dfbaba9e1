"""The desk's own admin site: its first page says what needs a human now, its menu follows an editor's day."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.figures import charts
from newsroom.front import sections

DAY = (
    "WireItem", "Story", "Picture", "ReaderReport", "Edition", "Move", "Order", "Grace", "Route", "Channel", "Gap",
    "Source",
    "Disclaimer", "Section", "Topic", "Person", "Page", "Subscriber", "Dispatch",
)  # fmt: skip


class Desk(AdminSite):
    site_header = site_title = _("Newsroom desk")
    index_title = _("What needs a human now")

    def get_urls(self):
        return [path("now/", self.admin_view(self.now_view), name="now"), *super().get_urls()]

    def index(self, request, extra_context=None):
        return super().index(request, {**now_context(request), **(extra_context or {})})

    def now_view(self, request: HttpRequest) -> TemplateResponse:
        """The living part of the first page, which the page's script asks for again and again."""
        return TemplateResponse(request, "admin/desk/_now.html", now_context(request))

    def get_app_list(self, request, app_label=None):
        """Wire items and stories first, the way that copy travels; accounts last."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: (place(model["object_name"]), model["name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "articles")


def now_context(request: HttpRequest) -> dict:
    now = timezone.now()
    panels = sections(request.user, now)
    return {"now": now, "panels": panels, "charts": charts(now) if panels else []}


def place(model: str) -> int:
    return DAY.index(model) if model in DAY else len(DAY)
