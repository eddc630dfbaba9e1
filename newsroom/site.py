"""The desk's own admin site: its first page says what needs a human now, its menu follows an editor's day."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from newsroom import sign_in, tries
from newsroom.figures import charts
from newsroom.front import sections
from newsroom.menu import grouped


class Desk(AdminSite):
    site_header = site_title = _("Newsroom desk")
    index_title = _("What needs a human now")

    login_form = sign_in.SignIn

    def get_urls(self):
        return [
            path("now/", self.admin_view(self.now_view), name="now"),
            path("logout/", self.logout, name="logout"),  # whoever is signed in may leave, with or without a code
            path("second-factor/", self.second_factor_view, name="second_factor"),
            path("second-factor/key.svg", self.second_factor_key_view, name="second_factor_key"),
            *super().get_urls(),
        ]

    # Signing in

    def has_permission(self, request: HttpRequest) -> bool:
        """Every page of the desk asks this, by whichever address it is opened."""
        return super().has_permission(request) and sign_in.has_passed(request)

    def login(self, request, extra_context=None):
        if request.method == "GET" and sign_in.must_enrol(request):
            query = urlencode({"next": sign_in.onward(request)})
            return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{query}")
        answer = super().login(request, extra_context)
        if request.method == "POST" and request.user.is_authenticated:
            tries.remember(request, answer)
        return answer

    @method_decorator(never_cache)
    def second_factor_view(self, request: HttpRequest) -> HttpResponse:
        if not super().has_permission(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return sign_in.page(request, {**self.each_context(request), "is_nav_sidebar_enabled": False})

    @method_decorator(never_cache)
    def second_factor_key_view(self, request: HttpRequest) -> HttpResponse:
        if not super().has_permission(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return sign_in.picture(request)

    # The first page

    def index(self, request, extra_context=None):
        return super().index(request, {**now_context(request), **(extra_context or {})})

    def now_view(self, request: HttpRequest) -> TemplateResponse:
        """The living part of the first page, which the page's script asks for again and again."""
        return TemplateResponse(request, "admin/desk/_now.html", now_context(request))

    def get_app_list(self, request, app_label=None):
        """The menu; the page of one app keeps that app's own list."""
        apps = super().get_app_list(request, app_label)
        return apps if app_label else grouped(apps)


def now_context(request: HttpRequest) -> dict:
    now = timezone.now()
    panels = sections(request.user, now)
    return {"now": now, "panels": panels, "charts": charts(now) if panels else []}
