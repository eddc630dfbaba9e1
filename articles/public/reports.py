"""“Report an error”: a reader's words on their way to the desk.

The page is never kept, so that its form can hold a token that is the reader's own. What keeps floods off is counted in
the database, where all processes count alike; of the sender only a keyed hash is kept, which changes every day.
"""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django import forms
from django.conf import settings
from django.db import connections, router, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.models import Edition, ReaderReport
from articles.public.frame import read_frame, show
from articles.public.languages import direction
from articles.public.reading import only_read
from articles.public.stories import gone

SHORTEST = 10
MOST_LINKS = 3
WINDOW = timedelta(hours=1)
FROM_ONE_SENDER, FROM_ALL = 5, 200  # reports within the window
REPORTS_LOCK = 0x72657074  # any number, the same in every process: PostgreSQL's advisory lock of the count


class TooMany(Exception):
    """More reports came within the window than anybody could read."""


class ReportForm(forms.Form):
    text = forms.CharField(
        min_length=SHORTEST,
        max_length=ReaderReport.LONGEST,
        error_messages={"required": gettext_lazy("Write what is wrong and, if you can, how you know.")},
    )
    email = forms.EmailField(
        required=False,
        error_messages={"invalid": gettext_lazy("This is no e-mail address: mend it, or leave it empty.")},
    )
    # People never see this field; programs that fill in all fields do.
    website = forms.CharField(required=False)

    def clean_text(self):
        text = self.cleaned_data["text"]
        if text.lower().count("http") > MOST_LINKS:
            raise forms.ValidationError(gettext_lazy("There are too many links in it: send three at most."))
        return text

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext_lazy("Leave this field empty."))
        return ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    edition = reported(code, now)
    if edition is None:
        return gone(request, code, now)
    form = ReportForm(request.POST) if request.method == "POST" else ReportForm()
    if not form.is_valid():
        return page(request, edition, form, status=422 if form.is_bound else 200)
    try:
        receive(edition, now=now, address=sender(request), **form.cleaned_data)
    except TooMany:
        response = page(request, edition, form, status=429, too_many=True)
        response["Retry-After"] = str(int(WINDOW.total_seconds()))
        return response
    return redirect("report_sent", code=code)


@only_read
def report_sent(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    edition = reported(code, now)
    if edition is None:
        return gone(request, code, now)
    return page(request, edition, None)


def reported(code: str, now: datetime) -> Edition | None:
    public = Edition.objects.public(now).filter(code=code).order_by("-number")
    return public.only("story", "number", "kind", "code", "slug", "language", "headline").first()


def page(request: HttpRequest, edition: Edition, form: ReportForm | None, *, status: int = 200, **context):
    return show(
        request,
        "edition_report.html",
        read_frame(),
        status=status,
        edition=edition,
        direction=direction(edition.language),
        form=form,
        longest=ReaderReport.LONGEST,
        **context,
    )


def receive(edition: Edition, *, now: datetime, address: str, text: str, email: str, website: str) -> None:
    """Keep it for the desk; the same words about the same story, sent again, are kept once.

    :raises TooMany: nothing was kept.
    """
    database = router.db_for_write(ReaderReport)
    address_hash = salted_hmac(f"report {now:%Y-%m-%d}", address, algorithm="sha256").hexdigest()
    with transaction.atomic(using=database):
        if connections[database].vendor == "postgresql":
            with connections[database].cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REPORTS_LOCK])
        recent = ReaderReport.objects.using(database).filter(at__gt=now - WINDOW)
        theirs = recent.filter(address_hash=address_hash)
        if theirs.filter(story=edition.story_id, text=text).exists():
            return
        if theirs.count() >= FROM_ONE_SENDER or recent.order_by()[:FROM_ALL].count() >= FROM_ALL:
            raise TooMany
        ReaderReport.objects.using(database).create(
            story_id=edition.story_id,
            edition_number=edition.number,
            text=text,
            email=email,
            at=now,
            address_hash=address_hash,
        )


def sender(request: HttpRequest) -> str:
    """The sender's address; of IPv6 the network, of which one home has a whole one."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        said = request.META.get("HTTP_X_FORWARDED_FOR", said).rpartition(",")[2].strip()
    try:
        address = ip_address(said)
    except ValueError:
        return ""
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else said
