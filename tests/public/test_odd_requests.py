import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.models import Page
from articles.public import errors
from tests.public.addresses import every_address
from tests.public.pages import EVERY_LIST, statuses, text_of

pytestmark = pytest.mark.django_db

PAGES = (
    "/", "/latest/", "/search/", "/section/world/", "/topic/elections/", "/source/our-desk/", "/author/ada-lindqvist/",
    "/corrections/", "/disclaimers/agency-terms/", "/archive/", "/archive/{today}/", "/story/{code}/history/",
    "/story/{code}/{slug}/", "/ref/REF-1/", "/about/", "/about/ethics/", "/sitemap/",
)  # fmt: skip
ODD_VALUES = (
    "", "abc", "0", "-1", '"a', "C++", 'a"b', "-x", "foo:bar", "AND", "NOT", "50%", "*", "(", "'", "\\",
    "\x00", "a\x00b",
    "\ud800".encode("utf-8", "surrogatepass"), "٣", "😀", "ﷺ", "%", "_", "北", "word " * 2000, "x" * 10_000, "9" * 5000,
    "1e9", "NaN", "2026-02-30", "<script>alert(1)</script>", "../../etc/passwd", "‮",
)  # fmt: skip
PARAMETERS = ("q", "page", "section", "source", "topic", "language", "from", "to", "before", "nobody")
# Every odd value once, as many in one query as there are parameters.
MIXED = [
    "&".join(f"{name}={quote(value)}" for name, value in zip(PARAMETERS, ODD_VALUES[start:], strict=False))
    for start in range(0, len(ODD_VALUES), len(PARAMETERS))
]


@pytest.fixture
def addresses(cast):
    story = cast.published(headline="Ferry saved", reference="REF-1", authors=[cast.author])
    Page.objects.create(name="Ethics", slug="ethics", body="<p>Truth first.</p>", published=True)
    today = f"{timezone.now():%Y/%m/%d}"
    return [page.format(code=story.code, slug="ferry-saved", today=today) for page in PAGES]


def test_no_parameter_however_odd_breaks_a_page(client, addresses):
    asked = [f"{address}?{mixed}" for address in addresses for mixed in MIXED]
    asked += [f"/latest/?{name}={quote(value)}" for name in PARAMETERS for value in ODD_VALUES]
    asked += [f"/search/?q={quote(value)}&sort={sort}" for sort in ("", "relevance") for value in ODD_VALUES]
    for address in asked:
        assert client.get(address).status_code in (200, 302, 404), address[:80]


ODD_PARTS = ("%00", "a%00b", "%ff%fe", "%ed%a0%80", "%0a", "%7f", "%C2%85", "x" * 5000, "%2F", "..", "%E2%80%AE")
ADDRESSES = (
    "/section/{}/", "/topic/{}/", "/source/{}/", "/author/{}/", "/story/{}/", "/story/{}/x/",
    "/story/{}/history/", "/ref/{}/", "/disclaimers/{}/", "/archive/{}/", "/about/{}/",
    "/{}",
)  # fmt: skip


def test_no_address_however_odd_breaks_the_site(client, cast):
    asked = [page.format(value) for page in ADDRESSES for value in ODD_PARTS]
    assert statuses(client, asked) == dict.fromkeys(asked, 404)


def test_an_odd_slug_still_leads_to_the_story(client, addresses):
    code = next(address for address in addresses if address.startswith("/story/")).split("/")[2]
    for slug in ("%E2%80%AE", "x" * 200, "%25", "a b", "%ff"):
        assert client.get(f"/story/{code}/{slug}/").status_code == 301
    for slug in ("%00", "a%00", "%C2%85", "x" * 301):
        assert client.get(f"/story/{code}/{slug}/").status_code == 404


def test_whoever_writes_to_a_page_is_told_that_it_can_only_be_read(addresses):
    browser = Client(enforce_csrf_checks=True)
    for address in [*addresses, "/robots.txt", "/healthz"]:
        for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "BREW"):
            refused = browser.generic(method, address)
            said = (refused.status_code, refused["Allow"], refused["Content-Type"], refused.content)
            words = b"This address can only be read: ask for it with GET or HEAD.\n"
            assert said == (405, "GET, HEAD", "text/plain; charset=utf-8", words), (method, address)
        assert browser.head(address).status_code in (200, 302)


def test_no_address_but_that_of_the_report_asks_who_writes_for_a_token(addresses):
    browser = Client(enforce_csrf_checks=True)
    refused = {address: browser.post(address).status_code for address in every_address("REF-1")}
    asks = {address.rpartition("/story/")[2].partition("/")[2] for address, status in refused.items() if status == 403}
    assert (asks, set(refused.values())) == (
        {"report/", "styleguide/"},
        {403, 404, 405},
    )  # the latter is the desk's own


def test_a_form_without_its_token_is_still_refused(addresses):
    code = next(address for address in addresses if address.startswith("/story/")).split("/")[2]
    assert Client(enforce_csrf_checks=True).post(f"/story/{code}/report/").status_code == 403


def test_no_public_page_asks_who_is_reading(client, addresses, cast):
    client.force_login(cast.editor)
    for address in [*addresses, *EVERY_LIST, "/nope/", "/healthz", "/robots.txt", f"/story/{cast.draft().code}/x/"]:
        response = client.get(address)
        assert "Cookie" not in response.get("Vary", ""), address
        assert not response.cookies, address
        assert "csrf" not in response.content.decode().lower(), address


@pytest.mark.parametrize(
    "cookie", ["sessionid=x", "sessionid=", "csrftoken=x", "desk_language=ar", "messages=x", "=;;=\x7f"]
)
def test_a_cookie_changes_no_public_page_and_is_not_answered_with_another(client, addresses, cookie):
    for address in (*addresses, "/feed.rss", "/api/stories/", "/nope/"):
        plain, crumbed = client.get(address), client.get(address, headers={"cookie": cookie})
        assert crumbed.content == plain.content, address
        assert (dict(crumbed.headers), crumbed.cookies) == (dict(plain.headers), {}), address


OUR_SCRIPTS = re.compile(r'<script(?: type="module")? src="/static/public/[a-z]+\.js"></script>')


def test_no_page_loads_anything_from_elsewhere_or_carries_inline_code(client, addresses):
    for address in [*addresses, "/nope/"]:
        page = client.get(address).content.decode().replace('<script type="application/ld+json">', "")  # only data
        page = OUR_SCRIPTS.sub("", page)
        for forbidden in ("<script", "<style", " style=", "onclick", 'src="http', '<link rel="stylesheet" href="http'):
            assert forbidden not in page, (address, forbidden)


def test_a_page_that_is_not_there_helps_on(client, cast):
    response = client.get("/nope/")
    assert response.status_code == 404
    assert text_of(response, "//main//h1") == "There is no such page"
    assert "World" in text_of(response, "//header//nav")


def test_an_error_is_told_without_asking_the_database(django_assert_num_queries):
    request = RequestFactory().get("/latest/")
    with django_assert_num_queries(0):
        failed, misread = errors.server_error(request), errors.bad_request(request, None)
    assert (failed.status_code, misread.status_code) == (500, 400)
    assert "wrong on our side" in text_of(failed)


def test_whoever_asks_for_an_icon_at_its_usual_address_is_led_to_ours(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/public/logo.png")


def test_the_site_says_that_it_is_well_and_what_crawlers_may_read(client, monkeypatch):
    well = client.get("/healthz")
    assert (well.content, "no-store" in well["Cache-Control"]) == (b"ok\n", True)
    assert client.get("/robots.txt").content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /search/\n\n"
        f"Sitemap: {settings.SITE_URL}/sitemap.xml\nSitemap: {settings.SITE_URL}/sitemap-news.xml\n"
    )

    def no_cursor():
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", no_cursor)
    assert client.get("/healthz").status_code == 503
