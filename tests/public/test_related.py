from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import texts, verbs
from articles.desk.take import take
from articles.models import Edition, Topic
from articles.public.related import once_each_wire_story
from tests.public.pages import text_of, tree

pytestmark = pytest.mark.django_db


def related(client, story) -> list[str]:
    response = client.get(f"/story/{story.code}/", follow=True)
    return [a.text_content() for a in tree(response).xpath("//section[@class='related']//ul//a")]


@pytest.fixture
def space(db):
    return Topic.objects.create(name="Space", slug="space")


def test_those_that_share_most_topics_come_first_then_the_newest_of_the_section(client, cast, space):
    both = {"topics": [cast.topic, space]}
    story = cast.published(headline="This one", **both)
    cast.published(headline="Both topics", section=cast.sport, **both)
    cast.published(headline="One topic", section=cast.sport, topics=[space])
    cast.published(headline="Section", topics=[])
    cast.published(headline="Neither", section=cast.sport, topics=[])
    assert related(client, story) == ["Both topics", "One topic", "Section"]


def test_they_are_few_the_newest_and_in_the_story_s_language(client, cast):
    story = cast.published(headline="This one")
    for number in range(7):
        cast.published(headline=f"World {number}", language="en-GB" if number % 2 else "en")
        cast.published(headline=f"Monde {number}", language="fr")
    assert related(client, story) == ["World 6", "World 5", "World 4", "World 3", "World 2"]


def test_a_story_without_kin_has_none(client, cast):
    story = cast.published(section=None, topics=[])
    cast.published(section=None, topics=[])
    response = client.get(f"/story/{story.code}/", follow=True)
    assert tree(response).xpath("//section[@class='related']") == []


def test_no_other_story_of_the_same_wire_story_or_reference_is_among_them(client, cast):
    def taken(**fields):
        story = take(cast.wire_item(**fields), by=cast.editor)
        verbs.publish(story, by=cast.publisher)
        return story

    story = taken(guid="urn:one", headline="This one", reference="AGY-1")
    taken(guid="urn:two", headline="Sent again", reference="AGY-1")
    taken(guid="urn:three", headline="Another", reference="AGY-3")
    taken(guid="urn:four", headline="Another, again", reference="AGY-3")
    assert related(client, story) == ["Another, again"]


def test_of_one_wire_story_only_the_newest_is_among_them():
    def made_of(family: str) -> Edition:
        edition = Edition(facts={"wire": {"family": family}})
        edition.family = family
        return edition

    first, *others = map(made_of, "abcbc")
    assert once_each_wire_story(first, [*others, made_of("a")]) == others[:2]


def test_what_readers_may_not_have_is_not_among_them(client, cast):
    story = cast.published(headline="This one")
    cast.published(headline="Kept")
    for act in (verbs.withdraw, verbs.kill, verbs.hold):
        act(cast.published(headline="Hidden"), by=cast.publisher, reason="Rights.")
    verbs.retract(cast.published(headline="Hidden"), by=cast.publisher, notice="Wrong.")
    cast.published(headline="Hidden", at=timezone.now() + timedelta(hours=1))
    mended = cast.published(headline="Hidden")
    texts.edit(mended, by=cast.editor, version=mended.version, changes={"headline": "Mended"})
    verbs.correct(mended, by=cast.publisher, kind="update")
    assert related(client, story) == ["Mended", "Kept"]


def test_however_many_there_are_a_fixed_number_is_considered(client, cast):
    story = cast.published(headline="This one", topics=[])
    cast.published(headline="Long ago", topics=[])
    for _ in range(20):
        verbs.withdraw(cast.published(headline="Hidden", topics=[]), by=cast.publisher, reason="Rights.")
    assert Edition.objects.count() > 40
    assert related(client, story) == []
    assert "This one" in text_of(client.get(f"/story/{story.code}/", follow=True))
