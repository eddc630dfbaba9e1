from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin.arrival import record_of, time_to_web
from articles.desk import verbs
from articles.desk.take import take
from articles.intake.arrivals import take_in
from articles.intake.channels.base import Parcel
from articles.models import Channel, Delivery
from tests.admin.screen import at_desk, page
from tests.intake.samples import ninjs

pytestmark = pytest.mark.django_db


@pytest.fixture
def comes(cast):
    channel = Channel.objects.create(name="Night feed", code="in", source=cast.agency, kind="folder", address="a")
    return lambda **fields: take_in(channel, [Parcel("a.json", ninjs(**fields))])[0].items[0]


def test_a_story_says_when_its_copy_came_who_read_it_who_took_it_and_when_it_was_out(cast, comes):
    item = comes()
    story = take(item, by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    comes(version="2", headline="Second")
    second, first = record_of(story)
    assert (first.item, first.channel, first.taken_by) == (item, "Night feed", "Editor")
    assert first.item.reader.startswith("ninjs/")
    assert first.published_at == story.editions.get().released_at
    assert (second.item.version, second.taken_at, second.published_at) == (2, None, None)
    html = at_desk(cast.editor).get(page(story)).content.decode()
    assert all(words in html for words in ("Record of arrival", "Night feed", f"/wireitem/{item.pk}/raw/"))


def test_a_story_of_our_own_has_no_record_of_arrival(cast):
    story = cast.draft()
    assert record_of(story) == []
    assert "Record of arrival" not in at_desk(cast.editor).get(page(story)).content.decode()


def test_a_source_says_how_long_its_copy_takes_to_the_web(cast, comes):
    assert time_to_web(cast.agency, timezone.now()) is None
    for number in range(3):
        story = take(comes(uri=f"urn:{number}"), by=cast.editor)
        verbs.publish(story, by=cast.publisher)
    cast.published(headline="Our own")
    speed = time_to_web(cast.agency, timezone.now())
    assert (speed.stories, speed.median < timedelta(minutes=1)) == (3, True)
    html = at_desk(cast.administrator).get(f"/admin/articles/source/{cast.agency.pk}/change/").content.decode()
    assert "3 stories in the last 30 days" in html


def test_the_record_costs_the_same_however_many_versions_there_are(cast, comes, django_assert_num_queries):
    story = take(comes(), by=cast.editor)
    for rows in (1, 15):
        for number in range(rows):
            comes(version=str(rows * 10 + number), headline=f"V{rows * 10 + number}")
        story.refresh_from_db()
        with django_assert_num_queries(7):
            record_of(story)
    assert Delivery.objects.count() == 17
