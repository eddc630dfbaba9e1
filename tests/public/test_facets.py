"""Ways to narrow a list, with the number of stories behind each."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import override_settings
from django.utils import timezone

from articles.desk import verbs
from articles.models import Topic
from articles.public import facets
from tests.public.pages import stories_on, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(cast):
    sea = Topic.objects.create(name="Sea", slug="sea")
    terms = {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer}
    cast.published(headline="Ferry saved", topics=[sea])
    cast.published(headline="Vote counted", **terms)
    cast.published(headline="Cup drawn", section=cast.sport)
    cast.published(headline="Bac sauvé", language="fr", topics=[sea, cast.topic])
    cast.published(headline="Race at sea", section=cast.sport, topics=[sea], **terms)
    return cast


def offered(response) -> dict[str, list[tuple[str, str]]]:
    """Of each kind, the words and the number."""
    return {
        kind.xpath("string(summary)"): [
            (link.xpath("string(bdi)"), link.xpath("string(span)")) for link in kind.xpath(".//a")
        ]
        for kind in tree(response).xpath("//*[@class='facets']/details")
    }


def test_each_choice_says_how_many_stories_it_leads_to(client, shelf):
    verbs.kill(shelf.published(headline="Killed", language="de"), by=shelf.publisher, reason="Libel.")
    assert offered(client.get("/latest/")) == {
        "Section": [("World", "3"), ("Sport", "2")],
        "Topic": [("Sea", "3"), ("Elections", "3")],
        "Source": [("Our desk", "3"), ("The Agency", "2")],
        "Language": [("English", "4"), ("Français", "1")],
    }


@pytest.mark.parametrize("address", ["/latest/", "/latest/?section=sport", "/topic/sea/", "/source/our-desk/"])
def test_each_link_leads_to_as_many_stories_as_it_says(client, shelf, address):
    with override_settings(PAGE_SIZE=50):
        links = tree(client.get(address)).xpath("//*[@class='facets']//a")
        assert links
        for link in links:
            narrowed = client.get(urlsplit(address).path + link.get("href"))
            assert len(set(stories_on(narrowed))) == int(link.xpath("string(span)")), link.get("href")


def test_what_is_chosen_already_is_kept_and_not_offered_again(client, shelf):
    response = client.get("/latest/?section=world&before=9000000000000000000")
    assert offered(response) == {}
    response = client.get("/latest/?section=world")
    assert "Section" not in offered(response)
    for link in tree(response).xpath("//*[@class='facets']//a/@href"):
        assert dict(parse_qsl(link[1:]))["section"] == "world"


def test_a_kind_with_nothing_to_choose_from_is_left_out(client, cast):
    cast.published()
    assert offered(client.get("/latest/")) == {}
    assert offered(client.get("/topic/elections/")) == {}


def test_beyond_what_is_counted_a_number_says_that_it_is_the_least(client, shelf, monkeypatch):
    monkeypatch.setattr(facets, "COUNTED", 3)
    assert offered(client.get("/latest/"))["Section"] == [("Sport", "2+"), ("World", "1+")]
    monkeypatch.setattr(facets, "COUNTED", 5)
    assert offered(client.get("/latest/"))["Section"] == [("World", "3"), ("Sport", "2")]


def test_the_newest_days_are_offered_each_with_all_its_stories(client, cast, monkeypatch):
    monkeypatch.setattr(facets, "CHOICES", 2)
    now = timezone.now()
    days = [now + timezone.timedelta(days=number) for number in range(3)]
    for day, stories in zip(days, (1, 2, 3), strict=True):
        monkeypatch.setattr(timezone, "now", lambda day=day: day)
        for _ in range(stories):
            cast.published()
    offered_days = tree(client.get("/latest/")).xpath("//*[@class='facets']/details[summary = 'Day']//a")
    assert [(link.get("href"), link.xpath("string(span)")) for link in offered_days] == [
        (f"?from={day.date()}&to={day.date()}", number) for day, number in ((days[2], "3"), (days[1], "2"))
    ]


def test_days_are_offered_and_a_chosen_day_is_one_chip(client, cast, monkeypatch):
    cast.published(headline="Today")
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timezone.timedelta(days=1))
    cast.published(headline="Tomorrow")
    days = tree(client.get("/latest/")).xpath("//*[@class='facets']/details[summary = 'Day']//a/@href")
    assert days == [f"?from={day}&to={day}" for day in ((now + timezone.timedelta(days=1)).date(), now.date())]
    chosen = client.get("/latest/" + days[1])
    assert stories_on(chosen) == ["Today"]
    chips = [(c.xpath("string(bdi)"), c.get("href")) for c in tree(chosen).xpath("//*[@class='chips']//a")]
    assert chips == [(f"{now.day} {now:%B %Y}", "/latest/")]


def test_a_search_offers_its_form_only(client, shelf):
    assert offered(client.get("/search/?q=sea")) == {}
    assert offered(client.get("/latest/?q=sea")) == {}
