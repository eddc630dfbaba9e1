"""The type specimen: every edge that the site must stand, for staff only."""

import pytest

from articles.models import Edition, Section, Source, Story
from articles.public import specimens
from articles.public.styleguide import SHEETS
from tests.public.pages import stories_on, text_of, tree

pytestmark = pytest.mark.django_db

STATUS = {"400": 400, "404": 404, "410": 410, "500": 500, "503": 503}
ADDRESSES = ("/styleguide/", *(f"/styleguide/{name}/" for name in SHEETS))


@pytest.fixture
def staff(client, cast):
    client.force_login(cast.reporter)
    return client


def test_readers_are_sent_to_sign_in(client, cast):
    for address in ADDRESSES:
        assert client.get(address).headers["Location"] == f"/admin/login/?next={address}"
    client.force_login(cast.reader)
    assert client.get("/styleguide/").status_code == 302


def test_nothing_of_it_is_kept_found_or_written(staff):
    rows = [model.objects.count() for model in (Edition, Story, Section, Source)]
    for address in ADDRESSES:
        response = staff.get(address)
        assert response.status_code == STATUS.get(address.split("/")[2], 200), address
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert "Cookie" in response["Vary"]
    assert [model.objects.count() for model in (Edition, Story, Section, Source)] == rows
    for address in ("/", "/sitemap/", "/sitemap.xml", "/robots.txt"):
        assert "styleguide" not in staff.get(address).content.decode()
    assert staff.get("/styleguide/nope/").status_code == 404


def test_it_holds_the_edges(staff):
    assert len(specimens.FORTY_WORDS.split()) == 40
    page = staff.get("/styleguide/story/")
    assert text_of(page, "//h1") == specimens.FORTY_WORDS
    assert len(tree(page).xpath("//*[@rel='author']")) == 12
    assert len(tree(page).xpath("//*[@class='notice']")) == 30
    assert len(text_of(page, "//*[@class='body']").split()) > 9_000
    assert len(tree(page).xpath("//*[@class='body']//table")) == 1
    assert tree(staff.get("/styleguide/arabic/")).xpath("//article/@dir") == ["rtl"]
    mixed = tree(staff.get("/styleguide/")).xpath("//article[@class='card']/@dir")
    assert {"ltr", "rtl"} == set(mixed)
    assert stories_on(staff.get("/styleguide/empty/")) == []
