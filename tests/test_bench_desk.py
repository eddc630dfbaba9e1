"""Made-up wire is like intake's own, and what is measured is what an editor gets."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.bench import desk, items, pages, words
from articles.bench.words import RARE
from articles.models import Story, WireItem
from articles.models.wire_words import index_text, index_tokens
from articles.search.wire import find_items

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_texts_to_choose_from(monkeypatch):
    monkeypatch.setattr(items, "BODIES", 20)
    monkeypatch.setattr(words, "SENTENCES", 100)


def make(number: int) -> None:
    call_command("make_wire", number, stdout=StringIO())


def test_made_up_items_have_the_words_and_filters_that_intake_would_give_them():
    make(60)
    made = list(WireItem.objects.all())
    assert len(made) == 60
    assert [(item.search_text, item.search_tokens) for item in made] == [
        (index_text(item, item.wire_copy), index_tokens(item, item.wire_copy)) for item in made
    ]
    assert len(find_items(WireItem.objects.all(), RARE, limit=50).keys) == 25
    assert {item.state for item in made} >= {"new", "spiked"}


def test_more_can_be_made_but_never_beside_real_copy(cast):
    make(5)
    make(5)
    assert WireItem.objects.count() == 10
    cast.wire_item()
    with pytest.raises(CommandError, match="real copy"):
        make(5)
    assert WireItem.objects.count() == 11


def test_the_desk_is_measured_and_nothing_of_the_measuring_stays(lasting_database, django_user_model, monkeypatch):
    monkeypatch.setattr(desk, "ROUNDS", 1)
    monkeypatch.setattr(desk, "SAVES", 2)
    monkeypatch.setattr(pages, "SECONDS", 0.01)
    make(30)
    out = StringIO()
    call_command("bench", "desk", stdout=out)
    assert out.getvalue().startswith("30 wire items on ")
    assert {"search, reference", "story, 2 revisions", "two of 5,000 words", "a bare view"} <= {
        line[:26].rstrip() for line in out.getvalue().splitlines()
    }
    assert not Story.objects.exists()
    assert not django_user_model.objects.exists()


def test_an_empty_inbox_has_nothing_to_measure():
    with pytest.raises(CommandError, match="make_wire"):
        call_command("bench", "desk", stdout=StringIO())
