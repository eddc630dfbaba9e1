"""The front of a section: a lead, a few beside it, and the rest in their order."""

import pytest
from django.test import override_settings

from articles.models import Section
from tests.public.pages import link, stories_on, text_of, tree

pytestmark = pytest.mark.django_db


def in_part(response, name):
    path = f"//*[contains(concat(' ', @class, ' '), ' {name} ')]//h2/a[starts-with(@href, '/story/')]"
    return [node.text_content() for node in tree(response).xpath(path)]


def test_the_most_urgent_of_the_newest_leads_and_no_story_stands_twice(client, cast):
    for number in range(12):
        cast.published(headline=f"Story {number}", urgency=1 if number == 7 else 4)
    cast.published(headline="Elsewhere", section=cast.sport)
    response = client.get("/section/world/")
    assert in_part(response, "lead") == ["Story 7"]
    assert in_part(response, "seconds") == ["Story 11", "Story 10"]
    assert in_part(response, "rail") == ["Story 9", "Story 8"]
    assert in_part(response, "results") == [f"Story {number}" for number in (6, 5, 4, 3, 2, 1, 0)]
    assert len(stories_on(response)) == 12


@override_settings(PAGE_SIZE=6)
def test_deeper_pages_and_narrowed_ones_are_lists(client, cast):
    for number in range(9):
        cast.published(headline=f"Story {number}", urgency=4, language="en" if number % 2 else "fr")
    first = client.get("/section/world/")
    second = client.get("/section/world/" + link(first, "Older stories"))
    narrowed = client.get("/section/world/?language=fr")
    assert sorted(stories_on(first) + stories_on(second)) == [f"Story {number}" for number in range(9)]
    assert in_part(second, "results") == ["Story 2", "Story 1", "Story 0"]
    assert in_part(second, "lead") == in_part(narrowed, "lead") == []
    assert in_part(narrowed, "results") == ["Story 8", "Story 6", "Story 4", "Story 2", "Story 0"]


def test_its_cards_do_not_repeat_the_sections_name(client, cast):
    cast.published(headline="Ferry saved")
    kickers = "//main//*[@class='kicker']"
    assert tree(client.get("/section/world/")).xpath(kickers) == []
    assert text_of(client.get("/latest/"), kickers) == "World"


def test_a_section_with_one_story_and_one_with_none_have_a_front(client, cast):
    cast.published(headline="Ferry saved")
    Section.objects.create(name="Empty", slug="empty", position=9)
    assert stories_on(client.get("/section/world/")) == ["Ferry saved"]
    assert "No stories here." in text_of(client.get("/section/empty/"))
