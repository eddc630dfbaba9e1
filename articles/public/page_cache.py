"""Pages kept whole, so that most requests need one query: what does the counter say?

A kept page is shown only while the counter has the value that it was made under, and only until the next release: so
a kill is gone from every page at the next request, in every process, with nothing to purge. A page lies at one place
for its address, whatever the counter said: a newer one takes its place, and old ones do not pile up.
"""

import gzip
import hashlib
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache, caches
from django.core.cache.backends.dummy import DummyCache
from django.core.exceptions import DisallowedHost
from django.db import connections, router
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.http.response import ResponseHeaders
from django.utils import timezone
from django.utils.http import parse_etags, urlencode

from articles.models import Banner, DisclaimerWording, Edition, EditionPicture, Pin
from articles.public import counter
from articles.public.errors import DATABASE_AWAY

NOT_OURS = (settings.STATIC_URL, "/admin/", "/media/", "/cards/", "/preview/", "/styleguide/", "/healthz")
# All that any page asks for. Other names are dropped before it is made, so that it can't depend on them.
PARAMETERS = {"q", "section", "source", "topic", "language", "from", "to", "before", "page", "sort"}
KEPT = (200, 410)  # addresses of what is not there, or is elsewhere, have no end and cost little
LARGEST = 5_000_000  # bytes of a page: a large sitemap
LONGEST = timedelta(minutes=10)  # what looks back over days or weeks, or whose template was changed, may be so old
NEVER = datetime.max.replace(tzinfo=UTC)
PLACES_WITH_PARAMETERS = 256  # addresses with parameters have no end either: they share so many places
ASK_AGAIN = "public, max-age=0, must-revalidate"
OF_A_BODY = ("Content-Length", "Content-Type")
SETTINGS = (
    "SITE_NAME",
    "SITE_URL",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "PAGE_SIZE",
    "WEBSUB_HUB",
    "SECURITY_CONTACT",
    "TRUST",
    "ROBOTS_REFUSED",
)


class Page(NamedTuple):
    """``value`` is the counter's when it was made; ``body`` is compressed if that made it smaller.

    ``headers`` go with this body, ``unchanged`` with a 304; both are complete, so that answers share them.
    """

    address: str
    value: str
    until: datetime
    status: int
    headers: ResponseHeaders
    unchanged: ResponseHeaders
    body: bytes
    zipped: bool


class PageCache:
    def __init__(self, get_response):
        self.get_response = get_response
        self.keeps = not isinstance(caches["default"], DummyCache)
        # Two sites may share one Redis, and a site may come back with other settings, style sheets or code.
        known_by = [*(getattr(settings, name) for name in SETTINGS), *Page._fields]
        known_by.append(getattr(staticfiles_storage, "manifest_hash", ""))
        self.release = ("", NEVER)  # the next one, as long as the counter has this value
        self.site = hashlib.sha256(repr(known_by).encode()).hexdigest()[:16]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_ours(request):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)  # serves everybody: a stale session's cookie would have it made each time
        parameters = known_parameters(request) if request.META.get("QUERY_STRING") else ""
        return self.kept(request, parameters) if self.keeps else self.fresh(request)

    def fresh(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", ASK_AGAIN)
        return response

    def kept(self, request: HttpRequest, parameters: str) -> HttpResponse:
        etags = known_etags(request)
        address = f"{parameters}\n{request.path}"
        place = self.place(address)
        # Before anything else is read: what changes from here on makes the page newer than its value, never older.
        try:
            value, now = counter.read(connections[router.db_for_read(Edition)]), timezone.now()
        except DATABASE_AWAY:
            return self.fresh(request)  # finds the same, and says so with the headers of all below
        page = cache.get(place)
        if page is None or (page.address, page.value) != (address, value) or page.until <= now:
            if self.release[0] != value or self.release[1] <= now:
                self.release = (value, next_release(now))
            stands = counter.STANDS.set(f"{value} until {self.release[1]}")
            try:
                response = self.fresh(request)
            finally:
                counter.STANDS.reset(stands)
            if not may_be_kept(response):
                return response
            until = min(self.release[1], now + LONGEST)
            page = make(response, address=address, value=value, until=until)
            if request.method == "GET":
                cache.set(place, page, timeout=(page.until - now).total_seconds())
        return answer(request, page, etags)

    def place(self, address: str) -> str:
        digest = hashlib.sha256(address.encode(errors="surrogatepass")).hexdigest()
        if not address.startswith("\n"):
            digest = str(int(digest, 16) % PLACES_WITH_PARAMETERS)
        return f"page:{self.site}:{digest}"


def is_ours(request: HttpRequest) -> bool:
    """A public page of this host is asked for, and not in the clear where all is encrypted."""
    return (
        request.method in ("GET", "HEAD")
        and not request.path_info.startswith(NOT_OURS)
        and (request.is_secure() or not settings.SECURE_SSL_REDIRECT)
        and has_our_host(request)
    )


def has_our_host(request: HttpRequest) -> bool:
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def known_parameters(request: HttpRequest) -> str:
    """The last value of each known parameter, in a fixed order; the others, and empty ones, leave the request."""
    known = QueryDict(mutable=True)
    for name in request.GET:
        if name in PARAMETERS and (value := request.GET[name]):
            known[name] = value
    request.META["QUERY_STRING"] = known.urlencode()
    del request.GET  # read anew when it is asked for
    return urlencode(sorted(known.items()))


def may_be_kept(response: HttpResponse) -> bool:
    """Only what serves everybody, and what no view has said anything else about."""
    return (
        response.status_code in KEPT
        and not response.streaming
        and not response.cookies
        and response["Cache-Control"] == ASK_AGAIN
        and response.get("Vary", "Accept-Encoding") == "Accept-Encoding"
        and "Content-Encoding" not in response
        and len(response.content) <= LARGEST
    )


def make(response: HttpResponse, *, address: str, value: str, until: datetime) -> Page:
    zipped = gzip.compress(response.content, compresslevel=6, mtime=0)
    smaller = len(zipped) < len(response.content)
    body, etag = (zipped, "-gzip") if smaller else (response.content, "")
    unchanged = {
        **{name: text for name, text in response.items() if name not in OF_A_BODY},
        "ETag": f'"{hashlib.sha256(response.content).hexdigest()[:32]}{etag}"',
        "Vary": "Accept-Encoding",
    }
    coding = {"Content-Encoding": "gzip"} if smaller else {}
    headers = {**unchanged, **coding, "Content-Type": response["Content-Type"], "Content-Length": str(len(body))}
    return Page(
        address=address,
        value=value,
        until=until,
        status=response.status_code,
        headers=ResponseHeaders(headers),
        unchanged=ResponseHeaders(unchanged),
        body=body,
        zipped=smaller,
    )


def next_release(at: datetime) -> datetime:
    """When readers next see something else though nobody acts: a window only closes where the next one opens."""
    # All the kinds, because the index of release times begins with the kind.
    releases = Edition.objects.filter(kind__in=Edition.Kind.values, released_at__gt=at).order_by()
    wordings = DisclaimerWording.objects.filter(in_force_from__gt=at).order_by()
    expiries = EditionPicture.objects.filter(expires_at__gt=at).order_by()
    moments = (
        releases.aggregate(at=Min("released_at")),
        wordings.aggregate(at=Min("in_force_from")),
        expiries.aggregate(at=Min("expires_at")),
        Pin.objects.filter(until__gt=at).aggregate(at=Min("until")),
        Banner.objects.filter(until__gt=at).aggregate(at=Min("until")),
    )
    return min((moment["at"] for moment in moments if moment["at"]), default=NEVER)


def known_etags(request: HttpRequest) -> set[str]:
    """What the reader has. Taken from the request, so that its view makes the whole page, which others need."""
    request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
    asked = request.META.pop("HTTP_IF_NONE_MATCH", "")
    if not asked:
        return set()
    return {etag.removeprefix("W/") for etag in parse_etags(asked)}  # a proxy may have marked ours as weak


def answer(request: HttpRequest, page: Page, etags: set[str]) -> HttpResponse:
    if page.zipped and not accepts_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        page = unzipped(page)
    unchanged = page.status == 200 and etags and {page.headers["ETag"], "*"} & etags
    response = HttpResponseNotModified() if unchanged else HttpResponse(page.body, status=page.status)
    response.headers = page.unchanged if unchanged else page.headers
    return response


def unzipped(page: Page) -> Page:
    body = gzip.decompress(page.body)
    etag = {"ETag": page.headers["ETag"].replace("-gzip", "")}
    headers = {**page.headers, **etag, "Content-Length": str(len(body))}
    del headers["Content-Encoding"]
    unchanged = ResponseHeaders({**page.unchanged, **etag})
    return page._replace(headers=ResponseHeaders(headers), unchanged=unchanged, body=body, zipped=False)


@lru_cache(maxsize=64)
def accepts_gzip(accepted: str) -> bool:
    for coding in accepted.lower().split(","):
        name, _, weight = coding.replace(" ", "").partition(";q=")
        if name == "gzip":
            return weight.strip("0.") != "" or not weight
    return False
