"""What the newsroom says of itself, and the map of the site."""

import pytest

from articles.models import Page
from tests.public.pages import text_of, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(cast):
    body = "<p>Truth <em>first</em>.</p>"
    Page.objects.create(name="Contact", slug="contact", body=body, published=True, position=2)
    Page.objects.create(name="Ethics", slug="ethics", body=body, published=True, position=1)
    Page.objects.create(name="من نحن", slug="man-nahnu", body="<p>نص</p>", language="ar", published=True)
    Page.objects.create(name="Draft", slug="draft", body="<p>Secret</p>", position=1)
    return cast


def foot(response) -> list[str]:
    return [link.text_content() for link in tree(response).xpath("//nav[@aria-labelledby='foot-about']//a")]


def test_a_page_is_shown_as_it_was_written(client, pages):
    response = client.get("/about/ethics/")
    assert text_of(response, "//h1") == "Ethics"
    assert b"<p>Truth <em>first</em>.</p>" in response.content
    assert tree(response).xpath("//meta[@name='description']/@content") == ["Truth first."]


def test_a_page_is_marked_with_its_language_and_direction(client, pages):
    (article,) = tree(client.get("/about/man-nahnu/")).xpath("//article")
    assert (article.get("lang"), article.get("dir")) == ("ar", "rtl")


def test_the_foot_of_every_page_names_those_with_a_place_there_in_their_order(client, pages):
    for address in ("/", "/latest/", "/about/ethics/", "/nope/"):
        assert foot(client.get(address)) == ["Ethics", "Contact", "Everything on this site"]


def test_all_that_are_published_are_listed(client, pages):
    for address in ("/about/", "/sitemap/"):
        found = tree(client.get(address)).xpath("//main//a[starts-with(@href, '/about/')]/text()")
        assert sorted(found) == ["Contact", "Ethics", "من نحن"]


def test_what_is_not_published_is_nowhere(client, pages):
    assert client.get("/about/draft/").status_code == client.get("/about/nope/").status_code == 404
    for address in ("/", "/about/", "/sitemap/", "/about/draft/"):
        page = client.get(address).content.decode()
        assert "Draft" not in page
        assert "Secret" not in page


def test_the_map_leads_to_everything_that_readers_browse_by(client, pages):
    links = set(tree(client.get("/sitemap/")).xpath("//main//a/@href"))
    assert links >= {
        "/", "/latest/", "/archive/", "/search/", "/corrections/", "/section/world/", "/section/sport/",
        "/topic/elections/", "/source/the-agency/", "/source/our-desk/", "/author/ada-lindqvist/",
        "/disclaimers/agency-terms/", "/about/ethics/", "/latest/feed.atom",
    }  # fmt: skip
    assert all(client.get(link).status_code == 200 for link in links)
