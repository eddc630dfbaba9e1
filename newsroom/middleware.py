import logging
from http import HTTPStatus

from django.conf import settings
from django.db import DataError
from django.utils import translation

from newsroom import errors

log = logging.getLogger(__name__)


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
    """What no page of the desk sends is refused in words: an empty page, or one that blames us, tells nobody why."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Signing in leads back to where one was, also to an address that takes only what a button sends."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and errors.is_at_desk(request):
            return errors.not_allowed(request, response["Allow"])
        return response

    def process_exception(self, request, exception):
        """A number, or a NUL, that the database can't hold; the act it was sent to was rolled back."""
        if isinstance(exception, (DataError, OverflowError)) and errors.is_at_desk(request):
            log.warning("Refused what no database holds: %s", exception)
            return errors.bad_request(request, exception)
        return None
