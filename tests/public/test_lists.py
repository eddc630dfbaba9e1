from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.utils import timezone

from articles.desk import verbs
from articles.models import Edition, Topic
from articles.models.edition import first_position
from articles.public.filters import EditionFilter
from articles.public.frame import Frame
from tests.public.pages import link, statuses, stories_on, text_of, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(cast):
    """Five stories that differ in what lists are narrowed by."""
    sea = Topic.objects.create(name="Sea", slug="sea")
    terms = {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer}
    cast.published(headline="Ferry saved", topics=[sea], authors=[cast.author])
    cast.published(headline="Vote counted", **terms)
    cast.published(headline="Cup drawn", section=cast.sport, authors=[cast.author])
    cast.published(headline="Bac sauvé", language="fr", topics=[sea, cast.topic])
    cast.published(headline="Race at sea", section=cast.sport, topics=[sea], **terms)
    return cast


NEWEST_FIRST = ["Race at sea", "Bac sauvé", "Cup drawn", "Vote counted", "Ferry saved"]


def test_latest_has_all_stories_newest_first(client, shelf):
    assert stories_on(client.get("/latest/")) == NEWEST_FIRST


NARROWED = {
    "/section/sport/": ["Race at sea", "Cup drawn"],
    "/topic/sea/": ["Race at sea", "Bac sauvé", "Ferry saved"],
    "/source/the-agency/": ["Race at sea", "Vote counted"],
    "/author/ada-lindqvist/": ["Cup drawn", "Ferry saved"],
    "/latest/?section=sport": ["Race at sea", "Cup drawn"],
    "/latest/?topic=sea": ["Race at sea", "Bac sauvé", "Ferry saved"],
    "/latest/?source=the-agency": ["Race at sea", "Vote counted"],
    "/latest/?language=fr": ["Bac sauvé"],
    "/latest/?language=he": [],
    "/latest/?section=world&source=our-desk&topic=sea": ["Bac sauvé", "Ferry saved"],
    "/section/sport/?topic=sea": ["Race at sea"],
    "/author/ada-lindqvist/?topic=sea": ["Ferry saved"],
    "/author/ada-lindqvist/?q=cup": ["Cup drawn"],
    "/latest/?q=sea&section=sport": ["Race at sea"],
    "/latest/?q=sauve": ["Bac sauvé"],
    "/topic/sea/?q=ferry&language=en": ["Ferry saved"],
    "/latest/?section=&source=&topic=&language=&from=&to=&q=": NEWEST_FIRST,
    "/latest/?utm_source=letter&fbclid=1": NEWEST_FIRST,
    "/section/sport/?section=world": ["Race at sea", "Cup drawn"],
    "/latest/?page=1": NEWEST_FIRST,
}


def test_a_list_holds_exactly_what_it_is_narrowed_to(client, shelf):
    assert {address: stories_on(client.get(address)) for address in NARROWED} == NARROWED


WRONG = (
    "section=nope", "source=nope", "topic=nope", "language=xx", "from=garbage", "to=2026-13-40", "before=abc",
    "before=1.5", "before=99999999999999999999", "page=abc", "page=2", "page=0", "section=1", "topic=sea%00",
    "language=%00", "section=%00", "q=%00",
)  # fmt: skip
UNKNOWN = ("/section/nope/", "/topic/nope/", "/source/nope/", "/author/nope/")


def test_a_value_that_does_not_exist_is_not_found_and_never_everything(client, shelf):
    paths = ("/latest/?", "/author/ada-lindqvist/?", "/search/?q=sea&")
    asked = [*UNKNOWN, *(path + wrong for path in paths for wrong in WRONG)]
    assert statuses(client, asked) == dict.fromkeys(asked, 404)


def test_days_are_days_of_the_newsroom_and_both_are_included(client, cast):
    with override_settings(TIME_ZONE="Pacific/Auckland"):  # 13 hours ahead of UTC
        cast.published(headline="Now")
        at = Edition.objects.get().published_at
        here = at.astimezone(ZoneInfo("Pacific/Auckland")).date()
        assert stories_on(client.get(f"/latest/?from={here}&to={here}")) == ["Now"]
        assert stories_on(client.get(f"/latest/?from={here.replace(year=here.year + 1)}")) == []
        assert stories_on(client.get(f"/latest/?to={here.replace(year=here.year - 1)}")) == []
    for day in ("0001-01-01", "9999-12-31"):
        assert client.get(f"/latest/?from={day}&to={day}").status_code == 200
    assert stories_on(client.get("/latest/?from=0001-01-01&to=9999-12-31")) == ["Now"]


@override_settings(TIME_ZONE="Africa/Cairo")
def test_a_day_whose_last_hour_comes_twice_has_both_of_them():
    filters = EditionFilter({"to": "2026-10-29"}, at=timezone.now(), frame=Frame(), fixed={})
    assert filters.is_valid()
    assert filters.within.before == first_position(datetime(2026, 10, 29, 22, tzinfo=UTC))


@override_settings(PAGE_SIZE=2)
@pytest.mark.parametrize("address", ["/latest/", "/latest/?q=story", "/topic/elections/", "/search/?q=story"])
def test_pages_go_on_where_the_page_before_ended(client, cast, address):
    for number in range(5):
        cast.published(headline=f"Story {number}")
    first = client.get(address)
    path = address.partition("?")[0]
    second = client.get(path + link(first, "Older stories"))
    cast.published(headline="Story just in")
    third = client.get(path + link(second, "Older stories"))
    assert [stories_on(page) for page in (first, second, third)] == [
        ["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"],
    ]  # fmt: skip
    assert "Older stories" not in text_of(third)
    assert stories_on(client.get(path + link(third, "Newest stories"))) == ["Story just in", "Story 4"]


def test_a_filter_that_is_set_is_a_chip_that_removes_it(client, shelf):
    response = client.get("/latest/?section=sport&topic=sea&from=2020-01-02&utm=1&before=9000000000000000000")
    chips = [(chip.xpath("string(bdi)"), chip.get("href")) for chip in tree(response).xpath("//*[@class='chips']//a")]
    assert chips == [
        ("Sport", "/latest/?topic=sea&from=2020-01-02"),
        ("Sea", "/latest/?section=sport&from=2020-01-02"),
        ("From 2 January 2020", "/latest/?section=sport&topic=sea"),
    ]
    chosen = tree(response).xpath("//form[@class='filters']//option[@selected]/text()")
    assert chosen == ["Sport", "Sea"]


def test_corrections_are_listed_with_the_story_as_it_stands_now(client, cast):
    ferry = cast.published(headline="Ferry sunk")
    verbs.correct(ferry, by=cast.publisher, kind="clarification", notice="It is a small ferry.")
    other = cast.published(headline="Invented")
    cast.published(headline="Faultless")
    ferry.headline = "Ferry saved"
    ferry.save(update_fields=["headline"])
    verbs.correct(ferry, by=cast.publisher, kind="correction", notice="It did not sink.")
    verbs.retract(other, by=cast.publisher, notice="None of it was true.")
    response = client.get("/corrections/")
    assert stories_on(response) == ["Invented", "Ferry saved", "Ferry saved"]
    kinds = [text.split(",")[0] for text in tree(response).xpath("//*[@class='notice-kind']/text()[1]")]
    assert kinds == ["Retraction", "Correction", "Clarification"]
    assert "Ferry sunk" not in response.content.decode()


@override_settings(PAGE_SIZE=2)
def test_corrections_have_pages_too(client, cast):
    for number in range(3):
        story = cast.published(headline=f"Story {number}")
        verbs.correct(story, by=cast.publisher, kind="correction", notice="Mended.")
    first = client.get("/corrections/")
    second = client.get("/corrections/" + link(first, "Older stories"))
    assert [stories_on(first), stories_on(second)] == [["Story 2", "Story 1"], ["Story 0"]]
    for wrong in ("before=abc", "before=12", "page=2", "before=99999999999999999999"):
        assert client.get(f"/corrections/?{wrong}").status_code == 404


def test_the_corrections_of_a_story_that_came_down_come_down_with_it(client, cast):
    for take_down in (verbs.withdraw, verbs.kill):
        story = cast.published(headline="Ferry sunk")
        verbs.correct(story, by=cast.publisher, kind="correction", notice="It is a small ferry.")
        take_down(story, by=cast.publisher, reason="The agency asked.")
    response = client.get("/corrections/")
    assert stories_on(response) == []
    assert "small ferry" not in response.content.decode()


@pytest.mark.parametrize("path", ["/topic/elections/", "/source/our-desk/", "/author/ada-lindqvist/", "/corrections/"])
def test_a_list_shows_the_way_to_its_feeds(client, cast, path):
    cast.published(authors=[cast.author])
    links = tree(client.get(path)).xpath("//*[contains(@class, 'follow')]/a/@href")
    assert links == [f"{path}feed.{form}" for form in ("rss", "atom", "json")]
    assert [client.get(address).status_code for address in links] == [200, 200, 200]
