from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import verbs
from articles.models import Section
from tests.public.pages import stories_on, text_of, tree

pytestmark = pytest.mark.django_db


def in_part(response, name):
    return [
        node.text_content() for node in tree(response).xpath(f"//*[@class='{name}']//a[starts-with(@href, '/story/')]")
    ]


def test_an_empty_newsroom_has_a_front_page(client):
    response = client.get("/")
    assert response.status_code == 200
    assert text_of(response, "//main/p") == "Nothing has been published yet."


def test_one_story_makes_a_front_page(client, cast):
    cast.published(headline="Ferry saved")
    assert stories_on(client.get("/")) == ["Ferry saved"]


def test_the_most_urgent_of_the_newest_stories_leads_and_the_newest_of_equals(client, cast):
    for headline, urgency in (("Flood", 2), ("Older flash", 1), ("Flash", 1), ("Recipe", 8), ("Market", None)):
        cast.published(headline=headline, urgency=urgency)
    response = client.get("/")
    assert in_part(response, "lead") == ["Flash"]
    assert in_part(response, "seconds") == ["Older flash", "Flood", "Market", "Recipe"]


def test_an_urgent_story_of_last_week_does_not_lead_for_ever(client, cast):
    cast.published(headline="Old flash", urgency=1)
    for number in range(30):
        cast.published(headline=f"Story {number}", urgency=4)
    assert in_part(client.get("/"), "lead") == ["Story 29"]


def test_no_story_stands_on_the_front_page_twice(client, cast):
    for number in range(60):
        cast.published(headline=f"Story {number}", section=cast.sport if number % 3 else cast.world)
    headlines = stories_on(client.get("/"))
    assert len(headlines) == len(set(headlines)) == 1 + 4 + 8 + 5 + 5


def test_each_section_shows_its_newest_stories_however_old(client, cast):
    for number in range(6):
        cast.published(headline=f"Match {number}", section=cast.sport, urgency=5)
    for number in range(40):
        cast.published(headline=f"World {number}", urgency=5)
    response = client.get("/")
    blocks = {
        block.xpath("string(h2)").strip(): [a.text for a in block.xpath(".//a[starts-with(@href, '/story/')]")]
        for block in tree(response).xpath("//section[@class='block']")
    }
    assert blocks == {
        "World": ["World 26", "World 25", "World 24", "World 23", "World 22"],
        "Sport": ["Match 5", "Match 4", "Match 3", "Match 2", "Match 1"],
    }


def test_a_section_without_stories_has_no_block_and_a_story_without_section_no_kicker(client, cast):
    Section.objects.create(name="Empty", slug="empty", position=9)
    cast.published(headline="Nowhere", section=None)
    response = client.get("/")
    assert stories_on(response) == ["Nowhere"]
    assert tree(response).xpath("//section[@class='block'] | //*[@class='kicker']") == []


def test_each_story_is_marked_with_its_language_and_direction(client, cast):
    cast.published(headline="فيضان", language="ar")
    cast.published(headline="Inondation", language="fr")
    cast.published(headline="洪水", language="zh")
    cards = tree(client.get("/")).xpath("//article")
    assert {(card.get("lang"), card.get("dir")) for card in cards} == {("ar", "rtl"), ("fr", "ltr"), ("zh", "ltr")}


def test_a_retracted_story_leaves_the_front_page_and_a_scheduled_one_is_not_there_yet(client, cast):
    story = cast.published(headline="Wrong")
    cast.published(headline="Right")
    cast.published(headline="Tomorrow", at=timezone.now() + timedelta(days=1))
    assert stories_on(client.get("/")) == ["Right", "Wrong"]
    verbs.retract(story, by=cast.publisher, notice="It was wrong.")
    assert stories_on(client.get("/")) == ["Right"]
