"""Sitemaps, https://www.sitemaps.org/protocol.html: every story that search engines may list, by month.

A month that may hold more than one sitemap can is listed by its days instead. Which months there are is read from
the first and the last story, so that the index tells nothing of a month in which all came down.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from articles.models import Edition, Source
from articles.models.edition import EPOCH, EditionQuerySet, first_position
from articles.public.converters import Text
from articles.public.machines import facts
from articles.public.machines.answers import answer, readable
from articles.public.machines.xml import allowed
from articles.search.candidates import HIGHEST

CONTENT_TYPE = "application/xml; charset=utf-8"
MOST = 50_000  # addresses in one sitemap
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_AGE, MOST_NEWS, MOST_NEWS_FILES = timedelta(days=2), 1_000, 20
DAY = first_position(EPOCH + timedelta(days=1))  # positions in a day
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
TRADITIONAL = {"hant", "tw", "hk", "mo"}
READ = ("code", "slug", "headline", "language", "published_at", "updated_at")


class Month(Text):
    regex = r"(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])"


class Position:
    """A story's place in the order of all lists."""

    regex = r"[1-9][0-9]{0,18}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > HIGHEST:
            raise ValueError("No story stands so high.")
        return number

    def to_url(self, value: int) -> str:
        return str(value)


class Day(Text):
    regex = Month.regex + r"-(?:0[1-9]|[12][0-9]|3[01])"


def indexable(at: datetime) -> EditionQuerySet:
    """What search engines may list: our own stories, and those whose source wants our page found."""
    ours = Q(facts__source=None) | Q(facts__source__indexing=Source.Indexing.SELF)
    return Edition.objects.public(at).listed().filter(ours)


@readable
def index(request: HttpRequest) -> HttpResponseBase:
    now = timezone.now()
    public = Edition.objects.public(now).listed()
    ends = [public.order_by(order).values_list("position", flat=True).first() for order in ("position", "-position")]
    addresses = [*parts(*ends), *news_parts(now)] if None not in ends else []
    entries = "".join(f"<sitemap><loc>{escape(facts.absolute(address))}</loc></sitemap>\n" for address in addresses)
    return sent(request, f'<sitemapindex xmlns="{SITEMAP}">\n{entries}</sitemapindex>\n')


def parts(first: int, last: int) -> Iterator[str]:
    """The sitemaps between two positions. Counted by the index of positions alone: never fewer than are public."""
    days = Edition.objects.filter(position__range=(first, last)).order_by().values(day=F("position") / DAY)
    counted = {row["day"]: row["number"] for row in days.annotate(number=Count("position"))}
    by_month: Counter[str] = Counter()
    dates = [EPOCH + timedelta(days=day) for day in range(first // DAY, last // DAY + 1)]
    for date in dates:
        by_month[f"{date:%Y-%m}"] += counted.get((date - EPOCH).days, 0)
    for month, number in by_month.items():
        if number <= MOST:
            yield reverse("sitemap_month", args=[month])
        else:
            in_month = [f"{date:%Y-%m-%d}" for date in dates if f"{date:%Y-%m}" == month]
            yield from (reverse("sitemap_day", args=[day]) for day in in_month)


def news_parts(at: datetime) -> list[str]:
    """Google News' sitemaps: the first has the newest thousand, each other begins where the one before it ended."""
    rows = lately(at).values_list("position", flat=True)[: MOST_NEWS * MOST_NEWS_FILES]
    ends = list(rows)[MOST_NEWS - 1 : -1 : MOST_NEWS]
    return [reverse("sitemap_news"), *(reverse("sitemap_news_before", args=[end]) for end in ends)]


def lately(at: datetime) -> EditionQuerySet:
    return indexable(at).filter(position__gte=first_position(at - NEWS_AGE)).newest_first()


@readable
def month(request: HttpRequest, month: str) -> HttpResponseBase:
    start = moment(month + "-01")
    return stories(request, start, moment(f"{start + timedelta(days=31):%Y-%m}-01"))


@readable
def day(request: HttpRequest, day: str) -> HttpResponseBase:
    start = moment(day)
    return stories(request, start, start + timedelta(days=1))


def moment(day: str) -> datetime:
    try:
        return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise Http404("There is no such day.") from error


def stories(request: HttpRequest, start: datetime, end: datetime) -> HttpResponseBase:
    within = {"position__gte": first_position(start), "position__lt": first_position(end)}
    editions = indexable(timezone.now()).filter(**within).newest_first().only(*READ)[:MOST]
    found = (url(edition, f"<lastmod>{facts.stamp(edition.updated_at)}</lastmod>") for edition in editions)
    return sent(request, f'<urlset xmlns="{SITEMAP}">\n{"".join(found)}</urlset>\n')


@readable
def news(request: HttpRequest, before: int = HIGHEST) -> HttpResponseBase:
    """The stories of the last two days, for Google News; a thousand of them, from the position before which it is."""
    editions = lately(timezone.now()).filter(position__lt=before).only(*READ)[:MOST_NEWS]
    found = (url(edition, news_of(edition)) for edition in editions)
    return sent(request, f'<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">\n{"".join(found)}</urlset>\n')


def url(edition: Edition, more: str) -> str:
    return f"<url><loc>{escape(facts.address(edition))}</loc>{more}</url>\n"


def news_of(edition: Edition) -> str:
    name, title = (escape(allowed(text)) for text in (settings.SITE_NAME, edition.headline))
    return (
        f"<news:news><news:publication><news:name>{name}</news:name>"
        f"<news:language>{news_language(edition.language)}</news:language></news:publication>"
        f"<news:publication_date>{facts.stamp(edition.published_at)}</news:publication_date>"
        f"<news:title>{title}</news:title></news:news>"
    )


def news_language(tag: str) -> str:
    """Without its region, but for Chinese, which Google News tells apart by the way that it is written."""
    language, *rest = tag.lower().split("-")
    if language == "zh":
        return "zh-tw" if TRADITIONAL.intersection(rest) else "zh-cn"
    return escape(allowed(language))


def sent(request: HttpRequest, document: str) -> HttpResponseBase:
    return answer(request, (DECLARATION + document).encode(), CONTENT_TYPE)
