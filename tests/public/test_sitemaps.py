from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from articles.desk import verbs
from articles.models import Edition, Source
from articles.public.machines import sitemaps
from articles.public.machines.sitemaps import news_language

pytestmark = pytest.mark.django_db

SPACES = {"s": sitemaps.SITEMAP, "news": sitemaps.NEWS}
SITE = "http://127.0.0.1:8000"


def read(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return etree.fromstring(response.content)


def addresses(client, path) -> list[str]:
    return read(client, path).xpath("//s:loc/text()", namespaces=SPACES)


def of(story) -> str:
    return SITE + story.editions.get(public_until=None).get_absolute_url()


def month() -> str:
    return f"/sitemap-{timezone.now():%Y-%m}.xml"


def day() -> str:
    return f"/sitemap-{timezone.now():%Y-%m-%d}.xml"


@pytest.fixture
def terms(cast):
    return {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer}


def test_an_empty_newsroom_has_an_empty_sitemap(client, cast):
    cast.published(at=timezone.now() + timedelta(hours=1))
    assert addresses(client, "/sitemap.xml") == []
    assert addresses(client, month()) == []
    assert addresses(client, "/sitemap-news.xml") == []


def test_the_index_leads_to_the_months_and_those_to_the_stories_newest_first(client, cast):
    first, second = cast.published(headline="Tea & <b>"), cast.published(headline="洪水")
    assert addresses(client, "/sitemap.xml") == [SITE + month(), SITE + "/sitemap-news.xml"]
    for path in (month(), day()):
        assert addresses(client, path) == [of(second), of(first)]
    assert addresses(client, "/sitemap-2020-02.xml") == []
    (last, _) = read(client, month()).xpath("//s:lastmod/text()", namespaces=SPACES)
    assert last == Edition.objects.get(headline="洪水").updated_at.isoformat(timespec="seconds")


def test_every_month_between_the_first_and_the_last_story_is_listed_whatever_came_down(cast):
    december, february = (sitemaps.moment(day) for day in ("2025-12-28", "2026-02-03"))
    found = list(sitemaps.parts(*(sitemaps.first_position(at) for at in (december, february))))
    assert found == ["/sitemap-2025-12.xml", "/sitemap-2026-01.xml", "/sitemap-2026-02.xml"]


def test_a_month_with_more_than_one_sitemap_can_hold_is_listed_by_its_days(client, cast, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 1)
    cast.published()
    assert addresses(client, "/sitemap.xml")[0] == SITE + month()
    cast.published()
    assert addresses(client, "/sitemap.xml")[0] == SITE + day()
    assert len(addresses(client, day())) == 1


@pytest.mark.parametrize("path", [month, day, lambda: "/sitemap-news.xml"])
def test_only_what_may_be_indexed_is_in_a_sitemap(client, cast, terms, path):
    ours, theirs = cast.published(), cast.published(**terms)
    for indexing in (Source.Indexing.NOINDEX, Source.Indexing.ORIGINAL):
        Source.objects.filter(pk=cast.agency.pk).update(indexing=indexing)
        cast.agency.refresh_from_db()
        cast.published(**terms)
    verbs.retract(cast.published(), by=cast.publisher, notice="Wrong.")
    verbs.withdraw(cast.published(), by=cast.publisher, reason="Rights.")
    verbs.kill(cast.published(), by=cast.publisher, reason="Libel.")
    cast.published(at=timezone.now() + timedelta(minutes=5))
    assert addresses(client, path()) == [of(theirs), of(ours)]


def test_the_news_sitemap_says_what_google_news_asks_for(client, cast):
    story = cast.published(headline="Tea & <b>", language="ar-EG")
    (url,) = read(client, "/sitemap-news.xml")
    assert [(node.tag.partition("}")[2], (node.text or "").strip()) for node in url.iter()][1:] == [
        ("loc", of(story)),
        ("news", ""),
        ("publication", ""),
        ("name", "The Newsroom"),
        ("language", "ar"),
        ("publication_date", Edition.objects.get().published_at.isoformat(timespec="seconds")),
        ("title", "Tea & <b>"),
    ]


def test_news_is_news_for_two_days_a_thousand_a_file_in_as_many_files_as_it_takes(client, cast, monkeypatch):
    stories = [of(cast.published()) for _ in range(5)][::-1]
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    files = [path for path in addresses(client, "/sitemap.xml") if "news" in path]
    found = [addresses(client, path.removeprefix(SITE)) for path in files]
    assert found == [stories[:2], stories[2:4], stories[4:]]
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 5)
    assert [path for path in addresses(client, "/sitemap.xml") if "news" in path] == [SITE + "/sitemap-news.xml"]
    monkeypatch.setattr(sitemaps, "NEWS_AGE", timedelta(0))
    assert addresses(client, "/sitemap-news.xml") == []
    assert client.get("/sitemap-news-9999999999999999999.xml").status_code == 404
    assert client.get("/sitemap-news-0.xml").status_code == 404


def test_chinese_is_told_apart_by_its_script_and_other_languages_lose_their_region():
    tags = ("zh", "zh-Hans", "zh-Hant", "zh-HK", "en-GB", "ku-Arab", "a<b")
    assert [news_language(tag) for tag in tags] == ["zh-cn", "zh-cn", "zh-tw", "zh-tw", "en", "ku", "a&lt;b"]


@pytest.mark.parametrize(
    "part",
    [
        "2026-13", "2026-00", "2026-02-30", "0000-01", "9999-12", "1500-01", "2026-1", "٢٠٢٦-٠١", "2026-01-00",
        "2026-01%00", "x" * 500, "",
    ],
)  # fmt: skip
def test_a_month_that_is_none_is_not_found(client, db, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


@pytest.mark.parametrize("part", ["1900-01", "1900-01-01", "2199-12", "2199-12-31", "2024-02-29"])
def test_a_month_without_stories_is_empty(client, db, part):
    assert addresses(client, f"/sitemap-{part}.xml") == []


@pytest.mark.parametrize("number", [1, 50])
def test_sitemaps_take_as_many_queries_for_fifty_stories_as_for_one(client, cast, django_assert_num_queries, number):
    for _ in range(number):
        cast.published()
    for path, queries in (("/sitemap.xml", 4), (month(), 1), (day(), 1), ("/sitemap-news.xml", 1)):
        with django_assert_num_queries(queries):
            client.get(path)


def test_who_has_a_sitemap_is_not_sent_it_again(client, cast):
    story = cast.published()
    for path in ("/sitemap.xml", month(), "/sitemap-news.xml"):
        known = {"If-None-Match": client.get(path)["ETag"]}
        assert client.get(path, headers=known).status_code == 304
        assert client.post(path).status_code == 405
    verbs.withdraw(story, by=cast.publisher, reason="Rights.")
    assert client.get(path, headers=known).status_code == 200
