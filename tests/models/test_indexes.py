"""The public lists walk an index from the newest on; nothing is sorted, on either engine, however large the table."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Edition, EditionTopic, Section, WireItem
from articles.models.edition import first_position
from articles.public.filters import EditionFilter
from articles.public.frame import Frame
from articles.public.narrowed import newest_keys

pytestmark = pytest.mark.django_db

MANY = 2500
RARE = 25  # one row in so many: there the index must serve; a common one may be filtered from the whole list


@pytest.fixture
def archive(cast):
    """Enough rows for PostgreSQL's planner to care."""
    story = cast.draft()
    sections = Section.objects.bulk_create(Section(name=f"S{n}", slug=f"s{n}") for n in range(10))
    begin = timezone.now() - timedelta(days=MANY)
    editions = []
    for number in range(1, MANY):
        at = begin + timedelta(days=number)
        editions.append(
            Edition(
                story=story, number=number, kind="publication", code=f"c{number}", slug="s", source=cast.agency,
                position=first_position(at), released_at=at, published_at=at, updated_at=at, facts={},
                section=sections[0 if number % RARE == 0 else 1 + number % 9], digest=f"{number:064}",
                language="ar" if number % RARE == 0 else "en", headline=f"H{number}", reference=f"R{number}",
                body="<p>Text.</p>" * 50,
            )
        )  # fmt: skip
    Edition.objects.bulk_create(editions)
    EditionTopic.objects.bulk_create(
        EditionTopic(edition=edition, topic=cast.topic, position=edition.position) for edition in editions
    )
    WireItem.objects.bulk_create(
        WireItem(
            delivery=cast.wire_item().delivery, position=1 + number, source=cast.agency, guid=f"urn:{number}",
            arrived_at=begin, digest=str(number), state=("new", "taken")[number % 2],
        )
        for number in range(100)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return sections


def plan_of(queryset) -> str:
    return " ".join(queryset.explain().split())


def newest():
    return Edition.objects.public(timezone.now()).listed().newest_first()


def assert_walks(queryset, *indexes: str):
    plan = plan_of(queryset)
    assert any(index in plan for index in indexes), plan
    assert "TEMP B-TREE" not in plan, plan
    assert "Sort" not in plan, plan


def test_the_list_of_all_walks_the_positions(archive):
    assert_walks(newest()[:20], "articles_edition_position", "sqlite_autoindex_articles_edition")


def test_the_lists_of_a_section_and_a_language_walk_their_indexes(archive):
    assert_walks(newest().filter(section=archive[0])[:20], "edition_by_section")
    assert_walks(newest().filter(language="ar")[:20], "edition_by_language")


def test_a_sources_list_walks_an_index_from_the_newest_on(archive, cast):
    assert_walks(newest().filter(source=cast.agency)[:20], "edition_by_source", "articles_edition_position")


def test_a_topics_list_walks_the_topics_index(archive, cast):
    tagged = newest().filter(tagged__topic=cast.topic).order_by("-tagged__position")
    assert_walks(tagged[:20], "edition_by_topic")


def test_what_a_list_can_be_narrowed_to_is_counted_along_the_same_indexes(archive, cast):
    for data, fixed, index in (
        ({}, {}, ("articles_edition_position", "sqlite_autoindex_articles_edition")),
        ({}, {"section": archive[0].pk}, ("edition_by_section",)),
        ({"language": "ar"}, {}, ("edition_by_language",)),
        ({}, {"topic": cast.topic.pk}, ("edition_by_topic",)),
    ):
        filters = EditionFilter(data, at=timezone.now(), frame=Frame(), fixed=fixed)
        assert filters.is_valid()
        # Of more, PostgreSQL would rather sort all of a table as small as this one.
        assert_walks(newest_keys.compose(*filters.values, names=filters.names, limit=50), *index)


def test_a_story_is_found_by_its_code_and_by_its_reference(archive):
    assert "edition_by_code" in plan_of(Edition.objects.public(timezone.now()).filter(code="c7"))
    assert "edition_by_reference" in plan_of(newest().filter(reference="R7")[:1])


def test_the_inbox_and_a_wire_storys_family_are_read_from_indexes(archive, cast):
    assert_walks(WireItem.objects.order_by("-arrived_at", "-pk")[:5], "wire_item_arrived")
    family = plan_of(WireItem.objects.family(cast.agency, "urn:7"))
    assert "wire_item_family" in family or "same_version_once" in family
