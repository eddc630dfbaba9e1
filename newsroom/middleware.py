import logging
import traceback
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
        """A number, or a NUL, that the database can't hold; the act it was sent to was rolled back.

        If no form should have let it through the fault is ours, so operators are told where it happened.
        """
        if is_of_database(exception) and errors.is_at_desk(request):
            log.error("%s was sent what no database holds, and refused it.", request.path, exc_info=exception)
            return errors.bad_request(request, exception)
        return None


def is_of_database(exception: Exception) -> bool:
    """SQLite's is Python's own OverflowError, which is a fault like others where it comes from anything else."""
    if not isinstance(exception, OverflowError):
        return isinstance(exception, DataError)
    *_, (frame, _) = traceback.walk_tb(exception.__traceback__)
    return frame.f_globals["__name__"].startswith("django.db.backends.")
