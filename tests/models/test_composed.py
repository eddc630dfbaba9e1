"""A query that is composed once answers as the one that Django composes each time."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Edition
from articles.models.composed import composed
from articles.models.picture import with_pictures

pytestmark = pytest.mark.django_db


def of_sections(at, sections, language):
    public = with_pictures(Edition.objects.public(at).listed().newest_first(), at)
    if language is not None:
        public = public.filter(language=language)
    return public.filter(section__in=sections).select_related("section")


@pytest.fixture
def counted() -> list:
    return []


@pytest.fixture
def asked(counted):
    """The question, which notes each time that it is composed."""

    @composed
    def ask(at, sections, language, *, newest=True):
        counted.append((len(sections), language is not None, newest))
        editions = of_sections(at, sections, language)
        return editions if newest else editions.reverse()

    return ask


def seen(editions) -> list[tuple]:
    return [
        (one.headline, one.section.name, one.picture_facts, one.picture_places, one.released_at) for one in editions
    ]


def test_it_answers_with_the_same_rows_whatever_the_values_are(cast, asked, counted):
    for number in range(3):
        cast.published(headline=f"World {number}", section=cast.world)
        cast.published(headline=f"Sport {number}", section=cast.sport, language="fr")
    now = timezone.now()
    world, sport = cast.world.pk, cast.sport.pk
    for values in (
        (now, (world,), None),
        (now, (sport,), None),
        (now - timedelta(days=1), (world,), None),
        (now, (world, sport), "fr"),
        (now, (sport, world), "en"),
        (now, (world,), "de"),
    ):
        assert seen(asked(*values)) == seen(of_sections(*values)), values
    assert len(asked(now, (world, sport), None)) == 6
    assert counted == [(1, False, True), (2, True, True), (1, True, True), (2, False, True)]


def test_what_decides_how_it_is_composed_is_a_word_of_its_own(cast, asked):
    first, second = cast.published(headline="First"), cast.published(headline="Second")
    values = (timezone.now(), (first.section_id,), None)
    assert [one.headline for one in asked(*values)] == [second.headline, first.headline]
    assert [one.headline for one in asked(*values, newest=False)] == [first.headline, second.headline]


def test_nothing_of_one_answer_is_in_the_next(cast, asked, django_assert_num_queries):
    story = cast.published()
    values = (timezone.now(), (story.section_id,), None)
    (before,) = asked(*values)
    Edition.objects.filter(pk=before.pk).update(public_until=timezone.now())
    with django_assert_num_queries(1):
        assert asked(timezone.now(), *values[1:]) == []


def test_its_text_and_values_can_be_part_of_another_query(cast, asked):
    story = cast.published()
    sql, values = asked.sql(timezone.now(), (story.section_id,), "en")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS found", values)
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("decide", [lambda number: number > 5, lambda number: number + 1])
def test_a_function_that_does_something_else_with_a_value_is_refused(decide):
    @composed
    def wrong(number):
        return Edition.objects.filter(number=decide(number))

    with pytest.raises(TypeError, match="wrong does not go into its query as it is"):
        wrong(1)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_connection(lasting_database, asked):
    found, now = [], timezone.now()
    asked(now, (1,), None)

    def ask():
        try:
            found.append(asked(now, (1,), None))
        finally:
            connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [[]]
