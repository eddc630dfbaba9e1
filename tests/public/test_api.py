from urllib.parse import quote

import pytest
from django.test import Client, override_settings

from articles.desk import verbs
from articles.public.machines import openapi
from tests.public.pages import stories_on
from tests.public.test_odd_requests import MIXED, ODD_VALUES, PARAMETERS
from tests.public.told import G2, SITE, headlines, newsml, our_story, wire_story

pytestmark = pytest.mark.django_db


NARROWED = (
    "", "?section=sport", "?topic=elections&source=our-desk", "?language=fr", "?q=ferry", "?q=ferry&section=sport",
    "?from=2020-01-01&to=2020-12-31", "?section=&q=",
)  # fmt: skip


def test_the_list_has_the_stories_of_the_page_under_the_same_filters(client, cast):
    cast.published(headline="Ferry saved", topics=[])
    cast.published(headline="Ferry race", section=cast.sport)
    cast.published(headline="Bac sauvé", language="fr")
    wire_story(cast)
    read = {query: headlines(client.get(f"/api/stories/{query}")) for query in NARROWED}
    assert read == {query: stories_on(client.get(f"/latest/{query}")) for query in NARROWED}


@override_settings(PAGE_SIZE=2)
@pytest.mark.parametrize("query", ["", "?q=story&language=en"])
def test_pages_go_on_where_the_page_before_ended(client, cast, query):
    for number in range(5):
        cast.published(headline=f"Story {number}")
    read, address = [], f"{SITE}/api/stories/{query}"
    while address:
        assert query[1:] in address
        response = client.get(address.removeprefix(SITE))
        read.append(headlines(response))
        address = response.json()["next"]
        assert response.get("Link") == (f'<{address}>; rel="next"' if address else None)
    assert read == [["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"]]


WRONG = (
    "section=nope", "source=nope", "topic=nope", "topic=a%00", "language=xx", "from=garbage", "to=2026-13-40",
    "before=abc", "before=99999999999999999999", "page=2", "q=%00",
)  # fmt: skip


def test_a_refusal_names_the_parameter(client, cast):
    for wrong in WRONG:
        response = client.get(f"/api/stories/?language=en&{wrong}")
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
        assert response.json() == {
            "title": "Bad Request",
            "status": 400,
            "detail": "The value of this parameter does not exist.",
            "parameter": wrong.partition("=")[0],
        }


@pytest.mark.parametrize(
    "address", ["/api/nope/", "/api/stories/NOPE/", "/api/stories/%C2%84/newsml-g2.xml", "/api/stories/%0A/"]
)
def test_an_address_that_the_api_does_not_have_is_refused_in_its_own_format(client, db, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["title"] == "Not Found"


def addresses(code: str) -> list[str]:
    return [
        f"/api/{path}" for path in ("stories/", f"stories/{code}/", f"stories/{code}/newsml-g2.xml", "openapi.json")
    ]


def test_the_api_can_only_be_read_by_anybody(cast):
    client = Client(enforce_csrf_checks=True)
    for address in addresses(wire_story(cast).code):
        for method in (client.post, client.put, client.patch, client.delete):
            response = method(address)
            assert (response.status_code, response["Allow"], response.json()["status"]) == (
                405, "GET, HEAD, OPTIONS", 405,
            )  # fmt: skip
        response = client.get(address)
        assert (response["Access-Control-Allow-Origin"], response["X-Robots-Tag"]) == ("*", "noindex")
        head = client.head(address)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        asked = client.options(address, headers={"Origin": "https://elsewhere.example"})
        assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
        assert "If-None-Match" in asked["Access-Control-Allow-Headers"]


def test_who_has_it_is_not_sent_it_again_until_it_changes(client, cast):
    story = wire_story(cast)
    known = {address: {"If-None-Match": client.get(address)["ETag"]} for address in addresses(story.code)}
    for address, headers in known.items():
        assert client.get(address, headers=headers).status_code == 304
    verbs.correct(story, by=cast.publisher, kind="correction", notice="Mended.")
    assert [client.get(address, headers=headers).status_code for address, headers in known.items()] == [
        200, 200, 200, 304,
    ]  # fmt: skip


def test_no_parameter_and_no_code_however_odd_breaks_a_machine_s_address(client, cast):
    wire_story(cast)
    feeds = ("/feed.rss", "/search/feed.atom", "/topic/elections/feed.json", "/corrections/feed.atom")
    asked = [
        f"{path}?{mixed}" for path in (*feeds, "/sitemap.xml", "/sitemap-news.xml", "/trust.txt") for mixed in MIXED
    ]
    asked += [f"/api/stories/?{name}={quote(value)}" for name in PARAMETERS for value in ODD_VALUES]
    asked += [f"/search/feed.atom?q={quote(value)}" for value in ODD_VALUES]
    for address in asked:
        assert client.get(address).status_code in (200, 400, 404), address[:80]
    for value in ODD_VALUES:
        for form in ("/api/stories/{}/", "/api/stories/{}/newsml-g2.xml", "/section/{}/feed.rss", "/feed.{}"):
            assert client.get(form.format(quote(value, safe=""))).status_code == 404


def test_characters_that_xml_forbids_are_left_out_and_no_text_is_lost(client, cast):
    story = our_story(
        cast, headline="Tea\x0b \ufffe😀", body="<p>\x01One</p> <p>Two <a href='https://x.example/'>x</a>!</p>"
    )
    root = newsml(client, story)
    assert root.xpath("//g:headline/text()", namespaces=G2) == ["Tea 😀"]
    assert "".join(root.xpath("//x:body", namespaces=G2)[0].itertext()) == "OneTwo x!"
    assert root.xpath("//x:a/@href", namespaces=G2) == ["https://x.example/"]


def test_the_description_names_each_address_and_each_parameter(client, cast):
    said = client.get("/api/openapi.json").json()
    assert client.get("/api/").json() == said
    code = wire_story(cast).code
    assert said["openapi"] == "3.1.0"
    assert said["servers"] == [{"url": SITE}]
    paths = [path.replace("{code}", code) for path in said["paths"]]
    assert paths == addresses(code)[:3]
    for path, of_path in zip(paths, said["paths"].values(), strict=True):
        assert list(of_path) == ["get"]
        assert str(client.get(path).status_code) in of_path["get"]["responses"]
    assert {parameter["name"] for parameter in openapi.PARAMETERS} == set(PARAMETERS) - {"page", "nobody"}


@pytest.mark.parametrize("number", [1, 50])
def test_the_api_takes_as_many_queries_for_fifty_stories_as_for_one(client, cast, django_assert_num_queries, number):
    for count in range(number):
        story = wire_story(cast)
        if count % 7 == 0:
            verbs.correct(story, by=cast.publisher, kind="correction", notice="Mended.")
    killed = cast.published()
    verbs.kill(killed, by=cast.publisher, reason="Libel.")
    counted = (
        ("/api/stories/", 1),
        ("/api/stories/?section=world&source=the-agency&topic=elections&language=en", 2),
        (f"/api/stories/{story.code}/", 2),
        (f"/api/stories/{story.code}/newsml-g2.xml", 2),
        (f"/api/stories/{killed.code}/", 1),
        ("/api/openapi.json", 0),
    )
    for address, queries in counted:
        with django_assert_num_queries(queries):
            assert client.get(address).status_code in (200, 410)
