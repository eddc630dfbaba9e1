"""Signing in: the form, the second factor, and what those read who tried too often."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp import login as mark_verified
from django_otp.qr import write_qrcode_image

from articles.desk import second_factor
from articles.sealing import Broken
from newsroom import tries

CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
LONGEST_CODE = 30


class CodeForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Code"), max_length=LONGEST_CODE, widget=forms.TextInput(CODE))


class SignIn(AdminAuthenticationForm):
    """Name, password and, for who has set it up, a code, in one step."""

    code = forms.CharField(
        label=gettext_lazy("Code, if you have set up a second factor"),
        max_length=LONGEST_CODE,
        required=False,
        widget=forms.TextInput(CODE),
    )

    def clean(self):
        if tries.are_too_many(self.request, self.cleaned_data.get("username", "")):
            raise ValidationError(
                _(
                    "Signing in under this name failed too often, from many places. Try again in a few minutes, or in "
                    "a browser in which you have signed in before."
                )
            )
        return super().clean()

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if not second_factor.standing(user).enrolled:
            return
        code = self.cleaned_data.get("code", "")
        if not code:
            raise ValidationError(_("Enter your password again, and the code that your app shows, or a recovery code."))
        try:
            user.otp_device = second_factor.verify(user, code)
        except Broken as broken:
            raise ValidationError(str(broken)) from broken
        if user.otp_device is None:
            raise ValidationError(wrong_code())


def wrong_code() -> str:
    return _("That code is wrong, or was used before. Wait a few seconds, and enter the one that your app shows then.")


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict | None) -> HttpResponse:
    """The same words whether there is such an account or not."""
    wait = settings.AXES_COOLOFF_TIME
    context = {**site.each_context(request), "minutes": int(wait.total_seconds() // 60)}
    page = render(request, "admin/locked_out.html", context, status=429)
    page.headers["Retry-After"] = str(int(wait.total_seconds()))
    return page


def has_passed(request: HttpRequest) -> bool:
    """Whether this session is as sure of who she is as her roles demand; asked once a request."""
    if not hasattr(request, "second_factor_passed"):
        user = request.user
        standing = None if user.is_verified() else second_factor.standing(user)
        request.second_factor_passed = standing is None or not (standing.enrolled or standing.required)
    return request.second_factor_passed


def must_enrol(request: HttpRequest) -> bool:
    user = request.user
    if not (user.is_active and user.is_staff) or user.is_verified():
        return False
    standing = second_factor.standing(user)
    return standing.required and not standing.enrolled


def onward(request: HttpRequest) -> str:
    """Where she was going, if that is a page of ours."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("admin:index")


def page(request: HttpRequest, context: dict) -> HttpResponse:
    """Set a second factor up; and, with a code of it, have new recovery codes or take it away again."""
    standing = second_factor.standing(request.user)
    if standing.enrolled and not request.user.is_verified():
        return HttpResponseRedirect(reverse("admin:login"))
    try:
        return enrolled_or_not(request, standing, context)
    except Broken as broken:
        messages.error(request, str(broken))
        return HttpResponseRedirect(reverse("admin:index"))


def enrolled_or_not(request: HttpRequest, standing: second_factor.Standing, context: dict) -> HttpResponse:
    act = manage if standing.enrolled else enrol
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (answer := act(request, form, standing, context)):
        return answer
    context |= {"form": form, "standing": standing, "next": onward(request), "title": _("Second factor")}
    if standing.enrolled:
        context["left"] = second_factor.codes_left(request.user)
    else:
        context["key"] = spelled(second_factor.begin(request.user).key)
    return TemplateResponse(request, "admin/second_factor.html", context)


def enrol(request: HttpRequest, form: CodeForm, standing, context: dict) -> HttpResponse | None:
    confirmed = second_factor.confirm(request.user, form.cleaned_data["code"])
    if confirmed is None:
        form.add_error("code", wrong_code())
        return None
    device, codes = confirmed
    request.session.cycle_key()
    mark_verified(request, device)
    return told_once(request, context, codes)


def manage(request: HttpRequest, form: CodeForm, standing, context: dict) -> HttpResponse | None:
    wanted = request.POST.get("act", "")
    if wanted == "remove" and standing.required:
        form.add_error(None, _("A role of yours requires the second factor: it can’t be taken away."))
    elif second_factor.verify(request.user, form.cleaned_data["code"]) is None:
        form.add_error("code", wrong_code())
    elif wanted == "remove":
        second_factor.reset(request.user)
        messages.success(request, _("Your second factor is gone: your password alone signs you in."))
        return HttpResponseRedirect(reverse("admin:index"))
    else:
        return told_once(request, context, second_factor.renew_codes(request.user))
    return None


def told_once(request: HttpRequest, context: dict, codes: list[str]) -> HttpResponse:
    context |= {"codes": [spelled(code) for code in codes], "next": onward(request), "title": _("Your recovery codes")}
    return TemplateResponse(request, "admin/second_factor.html", context)


def picture(request: HttpRequest) -> HttpResponse:
    """The key as a QR code, for as long as the app is being set up."""
    if second_factor.standing(request.user).enrolled:
        raise Http404("The key was shown when the app was set up.")
    response = HttpResponse(content_type="image/svg+xml")
    write_qrcode_image(second_factor.begin(request.user).address, response)
    return response


def spelled(key: str) -> str:
    """A key, or a code, for typing it: base32 in groups of four."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
