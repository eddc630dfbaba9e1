"""Every list, in every format, keeps the rules that feed validators check, and any reader's browser may ask for it."""

import feedparser
import pytest
from django.conf import settings
from django.utils import timezone

from articles.desk import texts, verbs
from tests.desk.studio import brought_in, printed
from tests.public import feed_rules

pytestmark = pytest.mark.django_db

RULES = {"rss": feed_rules.rss, "atom": feed_rules.atom, "json": feed_rules.jsonfeed}
LISTS = (
    "/feed.{}", "/latest/feed.{}", "/latest/feed.{}?language=ar&from=2020-01-01", "/latest/feed.{}?language=he",
    "/section/world/feed.{}?source=our-desk&topic=elections", "/topic/elections/feed.{}", "/source/the-agency/feed.{}",
    "/archive/{today}/feed.{}", "/author/ada-lindqvist/feed.{}", "/corrections/feed.{}",
    "/search/feed.{}?q=caf%C3%A9+%26+%22%3Cb%3E", "/search/feed.{}?q=%D8%B9%D8%A8%D8%A7%D8%B1%D8%A9",
)  # fmt: skip
BODY = '<p>Caf&eacute; &amp; "<b>bar</b>" &lt;b&gt; <a href="https://a.example/?a=1&amp;b=2">list</a></p><p>]]&gt;</p>'


@pytest.fixture
def shelf(cast, settings):
    """One story of each kind that a feed tells of otherwise than of the others."""
    settings.PAGE_SIZE = 5
    terms = {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer, "authors": [cast.author]}
    cast.published(headline="Café & “<b>”", body=BODY, authors=[cast.author])
    cast.published(headline="غرقت العبارة", standfirst="قرب الميناء", body="<p dir='rtl'>عبارة</p>", language="ar")
    for bare in (True, False):
        cast.published(**terms, **({"standfirst": "", "byline": "Staff"} if bare else {}))
    printed(cast, brought_in(cast, may_syndicate=True, caption="A & <b>", credit="Ada"))
    mended = cast.published(headline="Mended", authors=[cast.author])
    for kind in ("correction", "clarification", "update"):
        mended.refresh_from_db()
        texts.edit(mended, by=cast.editor, version=mended.version, changes={"standfirst": kind})
        verbs.correct(mended, by=cast.publisher, kind=kind, notice="Café & <b>." if kind != "update" else "")
    verbs.retract(cast.published(headline="Retracted", authors=[cast.author]), by=cast.publisher, notice="Untrue.")
    for notice in ("", "Gone & <b>."):
        verbs.kill(
            cast.published(headline="Killed", authors=[cast.author]), by=cast.publisher, reason="L", notice=notice
        )
    return cast


@pytest.mark.parametrize("form", RULES)
def test_every_feed_keeps_the_rules_of_its_format(client, shelf, form):
    today = f"{timezone.localdate():%Y/%m/%d}"
    told = {address: entries_of(client, form, address.format(form, today=today)) for address in LISTS}
    assert [address for address, entries in told.items() if not entries] == ["/latest/feed.{}?language=he"]


def entries_of(client, form: str, path: str) -> int:
    """How many a feed has on all its pages; each page is judged."""
    seen = 0
    while path:
        response = client.get(path)
        assert RULES[form](response.content, settings.SITE_URL + path) == [], path
        if form != "json":
            parsed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
            assert not parsed.bozo, (path, parsed.get("bozo_exception"))
            assert all(entry.links and entry.title and entry.id for entry in parsed.entries)
            seen += len(parsed.entries)
        else:
            seen += len(response.json()["items"])
        following = [part for part in response["Link"].split(", ") if part.endswith('rel="next"')]
        path = following[0][1:].partition(">")[0].removeprefix(settings.SITE_URL) if following else ""
    return seen


@pytest.mark.parametrize("form", RULES)
def test_a_feed_s_name_and_address_have_only_the_filters_that_narrow_it(client, shelf, form):
    for asked, itself in (
        ("/corrections/feed.{}?section=sport&q=x", "/corrections/feed.{}"),
        ("/latest/feed.{}?utm_source=x&language=en&language[]=1", "/latest/feed.{}?language=en"),
        ("/latest/feed.{}?language=en&topic=elections", "/latest/feed.{}?topic=elections&language=en"),
    ):  # fmt: skip
        one, other = (client.get(path.format(form)) for path in (asked, itself))
        assert one.content == other.content
        assert RULES[form](one.content, settings.SITE_URL + itself.format(form)) == []


@pytest.mark.parametrize("path", ["/feed.rss", "/latest/feed.atom", "/search/feed.json?q=x", "/corrections/feed.rss"])
def test_asking_beforehand_whether_and_asking_again_cost_nothing_and_work_from_any_site(client, shelf, path):
    told = client.options(path, headers={"origin": "https://a.example", "access-control-request-method": "GET"})
    assert (told.status_code, told.content, told["Access-Control-Allow-Origin"]) == (204, b"", "*")
    assert told["Access-Control-Allow-Methods"] == "GET, HEAD"
    first = client.get(path)
    etag = first["ETag"]
    assert client.head(path)["ETag"] == etag
    for known in (etag, f"W/{etag}", f'"x", W/{etag} , "y"', "*"):
        again = client.get(path, headers={"if-none-match": known})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag), known
    for other in ('"x"', "", "garbage", etag.strip('"'), '"'):
        assert client.get(path, headers={"if-none-match": other}).content == first.content, other
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)(path)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")


BROKEN = [
    ("rss", "description>", "nothing>"), ("rss", "+0000", "+00:00"), ("rss", 'isPermaLink="false"', ""),
    ("rss", "urn:newsroom:story:", "story "), ("rss", "http://127.0.0.1:8000/story/", "/story/"),
    ("rss", "/latest/feed.rss", "/feed.rss"), ("rss", "https://a.example/?a", "/a"),
    ("rss", "&lt;em&gt;", "&lt;iframe&gt;"), ("rss", "World</category>", "</category>"), ("rss", "In short", "In\x9f"),
    ("rss", "</item>", "</item><ttl>5</ttl>"), ("rss", "lastBuildDate>", "pubDate>"),
    ("rss", "<description>&lt;", "<content:encoded/><description>&lt;"),
    ("atom", "urn:newsroom:story:", "story:"), ("atom", "urn:newsroom:list:", "urn:newsroom:list:&amp;"),
    ("atom", ' xml:lang="en"><id>urn:newsroom:list', "><id>urn:newsroom:list"), ("atom", ">20", ">10"),
    ("atom", "</entry>", "</entry><generator/>"), ("atom", "+00:00<", "<"), ("atom", 'type="html"', ""),
    ("atom", "/latest/feed.atom", "/feed.atom"), ("atom", "name>", "nothing>"), ("atom", 'xml:lang="en"', ""),
    ("atom", "&lt;em&gt;", '&lt;em onclick="x()"&gt;'), ("atom", "https://a.example/?a", "javascript:a"),
    ("json", '"tags": ["World"', '"tags": [7'), ("json", "urn:newsroom:story:", ""), ("json", "+00:00", ""),
    ("json", "feed.json", "feed"), ("json", '"name": "Ada Lindqvist"', '"name": ""'),
    ("json", "<em>", "<script>"), ("json", '"content_html"', '"contents"'),
]  # fmt: skip


@pytest.mark.parametrize(("form", "right", "wrong"), BROKEN)
def test_a_broken_feed_is_seen_to_be_broken(client, cast, form, right, wrong):
    cast.published(body='<p><em>See</em> <a href="https://a.example/?a">it</a></p>', authors=[cast.author])
    document = client.get(f"/latest/feed.{form}").content.decode()
    address = f"{settings.SITE_URL}/latest/feed.{form}"
    assert RULES[form](document.encode(), address) == []
    broken = document.replace(right, wrong)
    assert broken != document
    assert RULES[form](broken.encode(), address) != []
