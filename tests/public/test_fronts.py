"""What editors set by hand, on the pages that readers get: pins, the banner, topics under other names."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import curate, topics, verbs
from articles.models import Topic
from tests.public.pages import stories_on

pytestmark = pytest.mark.django_db


def test_a_pinned_story_leads_the_front_page_and_stands_on_it_once(client, cast):
    old = cast.published(headline="Pinned")
    for number in range(40):
        cast.published(headline=f"Story {number}", urgency=1)
    assert "Pinned" not in client.get("/").content.decode().split('class="rail"')[0]
    curate.pin(old, by=cast.editor, slot="lead")
    page = client.get("/")
    assert page.context["lead"].headline == "Pinned"
    assert [headline for headline in stories_on(page) if headline == "Pinned"] == ["Pinned"]
    verbs.kill(old, by=cast.publisher, reason="x")
    assert "Pinned" not in client.get("/").content.decode()


def test_a_story_pinned_to_a_section_leads_its_front_only(client, cast):
    old = cast.published(headline="Pinned", section=cast.sport)
    for number in range(3):
        cast.published(headline=f"Story {number}", section=cast.sport)
    curate.pin(old, by=cast.editor, slot="lead", section=cast.sport)
    page = client.get("/section/sport/")
    assert page.context["slots"].lead.headline == "Pinned"
    assert [headline for headline in stories_on(page) if headline == "Pinned"] == ["Pinned"]
    assert client.get("/").context["lead"].headline == "Story 2"


def test_fronts_ask_the_database_as_often_with_pins_as_stories_are_many(client, cast, django_assert_num_queries):
    for number in (1, 30):
        stories = [cast.published(section=cast.world) for _ in range(number)]
        for story in stories[:12]:
            curate.pin(story, by=cast.editor, slot="second")
            curate.pin(story, by=cast.editor, slot="second", section=cast.world)
        with django_assert_num_queries(5):
            client.get("/")
        with django_assert_num_queries(5):
            client.get("/section/world/")


def test_the_banner_stands_on_every_page_until_it_ends(client, cast):
    story = cast.published(headline="Count")
    banner = curate.raise_banner(
        "Polls have closed", by=cast.editor, until=timezone.now() + timedelta(hours=1), story=story
    )
    for page in ("/", "/latest/", story.editions.get().get_absolute_url(), "/archive/"):
        assert "Polls have closed" in client.get(page).content.decode(), page
    assert f'href="/story/{story.code}/"' in client.get("/").content.decode()
    curate.end_banner(banner, by=cast.editor)
    assert "Polls have closed" not in client.get("/").content.decode()


def test_a_banner_comes_down_with_its_story(client, cast):
    story = cast.published()
    until = timezone.now() + timedelta(hours=1)
    curate.raise_banner("What was killed", by=cast.editor, until=until, story=story)
    curate.raise_banner("<b>Escaped</b> & sound", by=cast.editor, until=until - timedelta(minutes=50))
    assert "&lt;b&gt;Escaped&lt;/b&gt; &amp; sound" in client.get("/").content.decode()
    verbs.kill(story, by=cast.publisher, reason="x")
    for page in ("/", "/latest/", "/nowhere/"):
        assert "What was killed" not in client.get(page).content.decode(), page


@pytest.mark.parametrize("ending", ["", "feed.rss", "feed.atom", "feed.json"])
def test_the_address_of_a_renamed_or_merged_topic_leads_on(client, cast, ending):
    votes = Topic.objects.create(name="Votes", slug="votes")
    cast.published(headline="Old", topics=[votes])
    topics.rename(votes, by=cast.editor, name="Ballots", slug="ballots")
    topics.merge(votes, into=cast.topic, by=cast.editor)
    for slug in ("votes", "ballots"):
        answer = client.get(f"/topic/{slug}/{ending}?language=en")
        assert (answer.status_code, answer["Location"]) == (301, f"/topic/elections/{ending}?language=en")
    assert "Old" in client.get(f"/topic/elections/{ending}").content.decode()
    assert client.get(f"/topic/never/{ending}").status_code == 404


def test_a_story_of_a_merged_topic_is_found_by_search_under_the_other(client, cast):
    votes = Topic.objects.create(name="Votes", slug="votes")
    cast.published(headline="Quokka old", topics=[votes])
    cast.published(headline="Quokka new", topics=[cast.topic])
    cast.published(headline="Quokka else", topics=[])
    topics.merge(votes, into=cast.topic, by=cast.editor)
    assert stories_on(client.get("/search/?q=quokka&topic=elections")) == ["Quokka new", "Quokka old"]
    assert client.get("/search/?q=quokka&topic=votes").status_code == 404


def test_what_is_set_by_hand_ends_on_time_on_pages_kept_before(settings, cast, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": "newsroom.cache.ProcessMemory", "LOCATION": "fronts"}}
    reader, begun = Client(), timezone.now()
    pinned = cast.published(headline="Pinned")
    cast.published(headline="Newer")
    curate.pin(pinned, by=cast.editor, slot="lead", until=begun + timedelta(minutes=3))
    curate.raise_banner("Polls have closed", by=cast.editor, until=begun + timedelta(minutes=2))

    def seen(minutes: int) -> tuple[bool, bool]:
        monkeypatch.setattr(timezone, "now", lambda: begun + timedelta(minutes=minutes))
        page = reader.get("/").content.decode()
        return "Polls have closed" in page, page.index("Pinned") < page.index("Newer")

    assert [seen(minutes) for minutes in (1, 1, 2, 2, 3)] == [
        (True, True), (True, True), (False, True), (False, True), (False, False),
    ]  # fmt: skip
    assert "Polls have closed" not in reader.get("/latest/").content.decode()
