import pytest

from tests.public.pages import stories_on, text_of, tree

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
