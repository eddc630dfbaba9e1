"""What is drawn once is drawn again as soon as anything that it shows is another thing."""

from datetime import timedelta

import pytest
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import override

from articles.desk import verbs
from articles.models import Edition, Section, Source
from articles.public import drawn as module
from articles.public.cards import Card, cards
from articles.public.drawn import drawn
from articles.public.specimens import mixed, story
from tests.public.pages import text_of

pytestmark = pytest.mark.django_db
CARD = "public/_card.html"


@pytest.fixture(autouse=True)
def nothing_remembered():
    module.pieces.clear()


def card(**fields) -> Card:
    (made,) = cards([story("Ferry saved", **fields)])
    return made


OTHERS = {
    "standfirst": {"standfirst": "Another standfirst"},
    "address": {"slug": "other"},
    "code": {"code": "other"},
    "kind": {"kind": Edition.Kind.CORRECTION},
    "language": {"language": "ar"},
    "no section": {"section": None},
    "a section's name": {"section": Section(name="Planet", slug="world")},
    "a section's address": {"section": Section(name="World", slug="planet")},
    "no source": {"source": None},
    "a source's name": {"source": Source(name="Agency of old", slug="northline-press")},
    "a source's address": {"source": Source(name="Northline Press", slug="of-old")},
    "time": {"published_at": story("x").published_at + timedelta(minutes=1)},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_card_that_differs_in_anything_is_drawn_anew(other):
    first = drawn(CARD, card=card(), here=0)
    assert drawn(CARD, card=card(), here=0) is first
    assert drawn(CARD, card=card(**other), here=0) != first


def test_each_of_a_mixed_list_is_drawn_as_if_nothing_were_remembered():
    alone = []
    for each in cards(mixed()):
        module.pieces.clear()
        alone.append(drawn(CARD, card=each))
    assert [drawn(CARD, card=each) for _ in range(2) for each in cards(mixed())] == alone * 2


def test_text_that_equals_safe_html_is_escaped_all_the_same():
    edition = story("x")
    safe = Card(edition, mark_safe("<mark>x</mark>"), format_html("<mark>{}</mark>", "y"))
    assert "<mark>x</mark>" in drawn(CARD, card=safe)
    text = drawn(CARD, card=Card(edition, "<mark>x</mark>", "<mark>y</mark>"))
    assert ("<mark>" in text, "&lt;mark&gt;x" in text, "&lt;mark&gt;y" in text) == (False, True, True)


def test_each_language_and_each_time_zone_has_pieces_of_its_own(settings):
    at = story("x").published_at
    here = drawn("public/_when.html", at=at)
    with override("ar"):
        assert drawn("public/_when.html", at=at) != here
    settings.TIME_ZONE = "Asia/Tokyo"
    assert drawn("public/_when.html", at=at) != here


def test_more_than_is_remembered_forgets_the_others(monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED", 3)
    for minute in range(8):
        drawn("public/_when.html", at=story("x").published_at + timedelta(minutes=minute))
    assert len(module.pieces) <= 3


def test_a_section_that_is_renamed_and_a_story_that_is_killed_change_every_card_at_once(client, cast):
    killed = cast.published(headline="Wrongly accused", section=cast.sport)
    cast.published(headline="Ferry saved", section=cast.sport)
    lists = ("/", "/latest/", "/search/?q=accused")
    for address in lists:
        assert "Wrongly accused" in text_of(client.get(address))
    Section.objects.filter(slug="sport").update(name="Games")
    assert {"Games"} == {kicker for page in ("/latest/",) for kicker in kickers(client.get(page))}
    verbs.kill(killed, by=cast.publisher, reason="Libel.")
    for address in lists:
        assert "Wrongly accused" not in text_of(client.get(address))


def kickers(response) -> list[str]:
    return text_of(response, "//main//p[@class='kicker']").split()
