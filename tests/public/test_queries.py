"""Each page asks the database a fixed number of questions, however much it holds."""

import pytest
from django.db import connection

from articles.desk import verbs
from articles.models import Edition, Page, Section
from tests.public.pages import queries

pytestmark = pytest.mark.django_db

SEARCH = 3 if connection.vendor == "sqlite" else 7  # its time limit, and savepoints that only a test needs
COUNTED = {
    "/": 5,
    "/latest/": 4,
    "/latest/?section=world&source=our-desk&topic=elections&language=en&from=2020-01-01": 4,
    "/section/sport/": 5,
    "/topic/elections/": 4,
    "/source/our-desk/": 5,
    "/author/ada-lindqvist/": 5,
    "/corrections/": 3,
    "/search/": 1,
    "/search/?q=story": 2 + SEARCH,
    "/search/?q=story&section=sport": 2 + SEARCH,
    "/disclaimers/agency-terms/": 4,
    "/ref/REF-1/": 1,
    "/about/": 2,
    "/about/ethics/": 2,
    "/sitemap/": 4,
    "/nope/": 1,
    "/robots.txt": 0,
}


def stories(cast, number):
    terms = {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer}
    Page.objects.create(name="Ethics", slug="ethics", body="<p>Truth first.</p>", published=True, position=1)
    for count in range(number):
        Page.objects.create(name=f"Page {count}", slug=f"page-{count}", body="<p>Text</p>", published=True, position=2)
        section = cast.world if count % 2 else cast.sport
        owed = terms if count % 3 else {}
        story = cast.published(section=section, authors=[cast.author], reference="REF-1", **owed)
        if count % 5 == 0:
            verbs.correct(story, by=cast.publisher, kind="correction", notice="Mended.")


@pytest.mark.parametrize("number", [1, 50])
def test_pages_take_as_many_queries_for_fifty_stories_as_for_one_and_a_story_takes_four_at_most(client, cast, number):
    stories(cast, number)
    assert queries(client, COUNTED) == COUNTED
    story = Edition.objects.filter(public_until=None).first().get_absolute_url()
    assert queries(client, [story])[story] <= 4


@pytest.mark.parametrize("number", [1, 30])
def test_the_front_page_takes_as_many_for_thirty_sections_as_for_one(client, cast, django_assert_num_queries, number):
    for count in range(number):
        cast.published(section=Section.objects.create(name=f"Section {count}", slug=f"section-{count}"))
    with django_assert_num_queries(5):
        assert client.get("/").status_code == 200


def test_a_story_that_is_gone_takes_three(client, cast, django_assert_num_queries):
    story = cast.published()
    verbs.kill(story, by=cast.publisher, reason="Libel.")
    with django_assert_num_queries(3):
        assert client.get(f"/story/{story.code}/x/").status_code == 410
