from urllib.parse import quote

import pytest
from django.db import connection
from django.test import override_settings

from articles.public import searching
from tests.public.pages import link, statuses, stories_on, text_of, tree

pytestmark = pytest.mark.django_db


def test_without_words_there_is_a_search_box_and_no_stories(client, cast):
    cast.published(headline="Ferry saved")
    for address in ("/search/", "/search/?q=", "/search/?q=+++"):
        response = client.get(address)
        assert response.status_code == 200
        assert stories_on(response) == []
        assert len(tree(response).xpath("//main//form[@role='search']//input[@name='q']")) == 1


def test_stories_are_found_newest_first_and_counted(client, cast):
    for headline in ("Ferry sunk", "Cup drawn", "Ferry saved"):
        cast.published(headline=headline)
    response = client.get("/search/?q=ferry")
    assert stories_on(response) == ["Ferry saved", "Ferry sunk"]
    assert text_of(response, "//*[@class='count']") == "2 stories"
    assert text_of(client.get("/search/?q=cup"), "//*[@class='count']") == "1 story"
    assert text_of(client.get("/search/?q=nobody"), "//*[@class='count']") == "0 stories"


def test_words_are_marked_where_they_stand_be_it_deep_in_the_text(client, cast):
    cast.published(headline="A & B meet", standfirst="In short.", body="<p>One.</p><p>Then <b>C & D</b> sank.</p>")
    assert b"<mark>B</mark>" in client.get("/search/?q=b").content
    response = client.get("/search/?q=sank")
    assert text_of(response, "//*[@class='summary']") == "One. Then C & D sank."
    assert tree(response).xpath("//mark/text()") == ["sank"]
    assert text_of(client.get("/search/?q=short"), "//*[@class='summary']") == "In short."


def test_words_of_a_script_without_spaces_are_found(client, cast):
    cast.published(headline="北京大学新生报到", language="zh")
    cast.published(headline="السيول تقطع الطرق", language="ar")
    assert stories_on(client.get("/search/", {"q": "大学"})) == ["北京大学新生报到"]
    assert stories_on(client.get("/search/", {"q": "السيول"})) == ["السيول تقطع الطرق"]


def test_the_words_stay_in_the_box_and_no_engine_indexes_the_page(client, cast):
    response = client.get("/search/", {"q": '"ferry <b>'})
    assert tree(response).xpath("//form[@class='filters']//input[@name='q']/@value") == ['"ferry <b>']
    assert tree(response).xpath("//meta[@name='robots']/@content") == ["noindex, follow"]


def test_readers_choose_between_the_newest_and_the_most_relevant_first(client, cast):
    cast.published(headline="Ferry saved")
    cast.published(headline="Storm", body="<p>A ferry.</p>")
    by_time = client.get("/search/?q=ferry&section=world")
    assert stories_on(by_time) == ["Storm", "Ferry saved"]
    address = link(by_time, "Most relevant first")
    assert address == "?q=ferry&section=world&sort=relevance"
    by_relevance = client.get("/search/" + address)
    assert stories_on(by_relevance) == ["Ferry saved", "Storm"]
    assert tree(by_relevance).xpath("//mark/text()") == ["Ferry", "ferry"]
    assert link(by_relevance, "Newest first") == "?q=ferry&section=world"
    assert client.get("/search/?q=ferry&sort=loudest").status_code == 404


def test_pages_by_relevance_are_numbered_and_have_an_end(client, cast, monkeypatch):
    monkeypatch.setattr(searching, "MOST_RANKED", 5)
    for number in range(7):
        cast.published(headline=f"Ferry {number}")
    with override_settings(PAGE_SIZE=2):
        seen, address = [], "?q=ferry&sort=relevance"
        for _ in range(9):
            response = client.get("/search/" + address)
            seen += stories_on(response)
            following = tree(response).xpath("//nav[@class='pages']/a[@rel='next']/@href")
            if not following:
                break
            (address,) = following
        assert seen == ["Ferry 6", "Ferry 5", "Ferry 4", "Ferry 3", "Ferry 2"]
        for wrong in ("page=4", "page=0", "page=x", "page=99999999999999999999"):
            assert client.get(f"/search/?q=ferry&sort=relevance&{wrong}").status_code == 404
        assert client.get("/search/?q=ferry&page=2").status_code == 404


def test_where_nothing_is_found_the_page_helps(client, cast):
    cast.published(headline="Ferry saved")
    response = client.get("/search/?q=zeppelin&section=sport")
    assert "0 stories" in text_of(response)
    assert "Remove a filter" in text_of(response, "//*[@class='tips']")
    assert stories_on(response) == ["Ferry saved"]


ODD = (
    "C++", '"a', "-x", "foo:bar", "AND", "OR NOT", "50%", "\x00", "a\x00b", "😀", "x" * 300, "x " * 200, "السيول",
    "北京", "'; DROP TABLE", "*", "^a", "(a", "a)", "{a}", "\\", "%", "_", "NEAR(a b)", "\u202e", "\ud83d",
)  # fmt: skip


def test_no_query_is_an_error(client, cast):
    cast.published(headline="C saved, foo bar and 50 or x", body="<p>السيول 北京 a</p>")
    expected = {
        f"/search/?q={quote(query, errors='surrogatepass')}&sort={sort}": 404 if "\x00" in query else 200
        for query in ODD
        for sort in ("", "relevance")
    }
    assert statuses(client, expected) == expected


# Five questions, and one more to suggest something; PostgreSQL adds a time limit each, and savepoints of a test.
QUERIES = {"sqlite": (5, 5, 5, 6), "postgresql": (9, 9, 9, 14)}[connection.vendor]


@pytest.mark.parametrize("number", [1, 50])
def test_a_search_takes_as_many_queries_for_fifty_stories_as_for_one(client, cast, django_assert_num_queries, number):
    for _ in range(number):
        cast.published(headline="Ferry saved")
    asked = ("q=ferry", "q=ferry&sort=relevance", "q=zeppelin", "q=ferri")
    for address, queries in zip(asked, QUERIES, strict=True):
        with django_assert_num_queries(queries):
            assert client.get(f"/search/?{address}").status_code == 200


def test_the_order_stays_when_the_search_is_narrowed_or_widened(client, cast):
    cast.published(headline="Ferry saved")
    response = client.get("/search/?q=ferry&section=world&sort=relevance")
    form = tree(response).xpath("//form[@class='filters']")[0]
    assert form.xpath("input[@type='hidden']/@value") == ["relevance"]
    assert tree(response).xpath("//ul[@class='chips']//a/@href") == [
        "/search/?section=world&sort=relevance", "/search/?q=ferry&sort=relevance",
    ]  # fmt: skip
    by_time = client.get("/search/?q=ferry&section=world&sort=time")
    assert b'name="sort"' not in by_time.content
    assert tree(by_time).xpath("//ul[@class='chips']//a/@href") == ["/search/?section=world", "/search/?q=ferry"]
