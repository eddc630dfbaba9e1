"""Terms at the desk: two wordings compared, live stories re-issued by an act, and the list that must be empty."""

import pytest
from django.utils import timezone

from articles.desk.lacking import lacking
from articles.models import Edition, Source
from tests.admin.screen import at_desk

pytestmark = pytest.mark.django_db

LACKING = "/admin/articles/source/lacking/"


@pytest.fixture
def live(cast):
    stories = [cast.published(headline=f"Ferry {n}", source=cast.agency, disclaimer=cast.disclaimer) for n in range(2)]
    cast.disclaimer.wordings.create(text="Provided “as is”, with every warranty.", in_force_from=timezone.now())
    return stories


def reissue_page(cast) -> str:
    first = cast.disclaimer.wordings.order_by("in_force_from").first()
    return f"/admin/articles/disclaimer/{cast.disclaimer.pk}/reissue/{first.pk}/"


def carried() -> list[tuple[str, str]]:
    live = Edition.objects.public(timezone.now()).order_by("headline")
    return list(live.values_list("headline", "disclaimer_text"))


def test_two_wordings_are_compared_word_by_word(cast, live):
    new, old = cast.disclaimer.wordings.all()
    desk = at_desk(cast.editor)
    page = desk.get(
        f"/admin/articles/disclaimer/{cast.disclaimer.pk}/compare/?older={old.pk}&newer={new.pk}"
    ).content.decode()
    assert "<del>without</del>" in page
    assert "<ins>with every</ins>" in page


@pytest.mark.parametrize("query", ["", "?older=x&newer=1", "?older=999999&newer=-1"])
def test_an_odd_pair_is_answered_with_the_choice(cast, live, query):
    answer = at_desk(cast.editor).get(f"/admin/articles/disclaimer/{cast.disclaimer.pk}/compare/{query}")
    assert (answer.status_code, answer.context["paragraphs"]) == (200, [])


def test_a_publisher_reissues_the_chosen_stories_and_no_other(cast, live):
    desk = at_desk(cast.publisher)
    page = desk.get(reissue_page(cast))
    assert [edition.headline for edition in page.context["editions"]] == ["Ferry 1", "Ferry 0"]
    answer = desk.post(reissue_page(cast), {"edition": page.context["editions"][0].pk, "reason": "Asked"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "“Ferry 1”: re-issued with the wording in force."
    ]
    assert carried() == [
        ("Ferry 0", "Provided “as is”, without warranty."),
        ("Ferry 1", "Provided “as is”, with every warranty."),
    ]
    assert [edition.headline for edition in answer.context["editions"]] == ["Ferry 0"]


def test_an_editor_reissues_nothing(cast, live):
    assert at_desk(cast.editor).get(reissue_page(cast)).status_code == 403
    edition = Edition.objects.first()
    assert at_desk(cast.editor).post(reissue_page(cast), {"edition": edition.pk}).status_code == 403
    assert at_desk(cast.editor).post(LACKING, {"edition": edition.pk}).status_code == 403
    assert Edition.objects.count() == 2


def test_nothing_is_reissued_with_the_wording_that_is_in_force_already(cast, live):
    in_force = cast.disclaimer.in_force(timezone.now())
    address = f"/admin/articles/disclaimer/{cast.disclaimer.pk}/reissue/{in_force.pk}/"
    assert at_desk(cast.publisher).get(address).status_code == 404


def test_live_stories_that_lack_what_their_source_demands_are_listed_and_mended(cast, live):
    assert lacking() == []
    partner = Source.objects.create(code="PAR", name="Partner", slug="partner", credit_line="Partner")
    bare = cast.published(headline="Bare", source=partner, credit="Partner")
    cast.published(headline="Ours", source=cast.desk)
    desk = at_desk(cast.publisher)
    assert "None: every live story" in desk.get(LACKING).content.decode()
    Source.objects.filter(pk=partner.pk).update(demands_disclaimer=True, disclaimer=cast.disclaimer)
    assert [(lack.what, [edition.headline for edition in lack.editions]) for lack in lacking()] == [
        ("No disclaimer, though the source demands one", ["Bare"])
    ]
    desk.post(LACKING, {"edition": bare.editions.get().pk})
    assert lacking() == []
    assert carried()[0] == ("Bare", "Provided “as is”, with every warranty.")


@pytest.mark.parametrize("key", ["", "x", "999999", "9" * 40])
def test_an_edition_that_readers_do_not_have_is_not_found(cast, key):
    assert at_desk(cast.publisher).post(LACKING, {"edition": key}).status_code == 404


def test_a_source_shows_how_it_is_doing(cast, live):
    cast.wire_item()
    page = at_desk(cast.editor).get(f"/admin/articles/source/{cast.agency.pk}/change/")
    shown = page.context["figures"]
    assert (shown["arrived"], shown["waiting"], shown["live"]) == (1, 1, 2)
    assert abs(shown["last_arrived"] - timezone.now()).total_seconds() < 60


def test_editions_are_found_by_the_wording_that_they_carry(cast, live):
    cast.published(headline="Other", source=cast.desk)
    old = cast.disclaimer.wordings.order_by("in_force_from").first()
    page = at_desk(cast.editor).get(f"/admin/articles/edition/?wording={old.pk}&standing=live")
    assert [edition.headline for edition in page.context["cl"].result_list] == ["Ferry 1", "Ferry 0"]


def test_the_screens_ask_the_database_as_often_for_many_stories_as_for_one(cast, django_assert_num_queries):
    desk = at_desk(cast.publisher)
    for number in (1, 30):
        for _ in range(number):
            cast.published(source=cast.agency, disclaimer=cast.disclaimer)
        if number == 1:
            cast.disclaimer.wordings.create(text="New.", in_force_from=timezone.now())
            first = cast.disclaimer.wordings.order_by("in_force_from").first()
            desk.get(f"/admin/articles/disclaimer/{cast.disclaimer.pk}/change/")  # content types are remembered
        with django_assert_num_queries(11):
            desk.get(f"/admin/articles/disclaimer/{cast.disclaimer.pk}/change/")
        with django_assert_num_queries(10):
            desk.get(f"/admin/articles/disclaimer/{cast.disclaimer.pk}/reissue/{first.pk}/")
