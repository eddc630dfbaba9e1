from http import HTTPStatus

from django.conf import settings
from django.utils import translation

from newsroom import errors


class ContentSecurityPolicy:
    """Sends ``settings.SECURE_CSP`` with every response; no page here needs an inline script or style."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.SECURE_CSP.items())

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class DeskLanguage:
    """The desk in the language that its user chose. Public pages are in ``LANGUAGE_CODE``, whoever asks for them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(chosen(request) or settings.LANGUAGE_CODE):
            return self.get_response(request)


def chosen(request) -> str:
    """The language of the desk's cookie, if it is one of ours; the cookie counts for the desk alone."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if request.path_info.startswith("/admin/") and wanted in dict(settings.LANGUAGES) else ""


class DeskRefusals:
    """Whom signing in leads back to an address that only takes what a button sends reads so, not an empty page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and errors.is_at_desk(request):
            return errors.not_allowed(request, response["Allow"])
        return response
