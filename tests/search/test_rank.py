import pytest
from django.utils import timezone

from articles.models import Edition
from articles.search import rank
from articles.search.find import bounds

pytestmark = pytest.mark.django_db


def ranked(query: str) -> list[str]:
    editions = Edition.objects.public(timezone.now()).listed()
    found = rank.rank(editions, query, within=bounds(None, None))
    return [edition.headline for edition in rank.in_order(editions, found.positions)]


def test_where_a_word_stands_says_how_much_a_story_is_about_it(cast):
    cast.published(headline="Ferry saved")
    cast.published(headline="Second", standfirst="A ferry sank.")
    cast.published(headline="Third", body="<p>The ferry left.</p>")
    cast.published(headline="Last", body=f"<p>{'Words and words. ' * 200}</p><p>A ferry.</p>")
    cast.published(headline="Not at all")
    assert ranked("ferry") == ["Ferry saved", "Second", "Third", "Last"]


def test_words_that_stand_together_in_a_headline_come_first_and_of_equals_the_newest(cast):
    for headline in ("Sea ferry lost", "Ferry sea lost", "Ferry sea found", "Ferry, the sea"):
        cast.published(headline=headline)
    assert ranked("ferry sea") == ["Ferry sea found", "Ferry sea lost", "Ferry, the sea", "Sea ferry lost"]


def test_an_empty_standfirst_is_no_headline(cast):
    cast.published(headline="Ferry", standfirst="", dateline="")
    cast.published(headline="Other", standfirst="", body="<p>Ferry</p>")
    assert ranked("ferry") == ["Ferry", "Other"]


def test_only_the_newest_matches_are_weighed(cast, monkeypatch):
    monkeypatch.setattr(rank, "RANKED", 2)
    for headline in ("Ferry", "One", "Two"):
        cast.published(headline=headline, body="<p>A ferry.</p>")
    assert ranked("ferry") == ["Two", "One"]
