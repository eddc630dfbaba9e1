"""Did you mean …? Of words that the public can find, and of no others."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.bench import stories
from articles.desk import verbs
from articles.models import Edition, SearchSpelling, SearchWord
from articles.search.suggest import suggestions
from articles.search.vocabulary import slips, spellings
from tests.public.pages import text_of, tree

pytestmark = pytest.mark.django_db


def meant(client, query: str, **narrowed) -> list[str]:
    response = client.get("/search/", {"q": query, **narrowed})
    assert response.status_code == 200
    return tree(response).xpath("//p[@class='meant']//a//text()")


@pytest.mark.parametrize(
    ("typed", "meant_is"),
    [
        ("Varnhom", "Varnholm"), ("varnhlom", "Varnholm"), ("warnholm", "Varnholm"),
        ("Varnholmm ferry", "Varnholm ferry"), ("elisee", "Élysée"), ("السيوول", "السيول"),
        ('"varnhom" ferry', '"Varnholm" ferry'), ("ferry -football varnhom", "ferry -football Varnholm"),
    ],
)  # fmt: skip
def test_a_slip_is_mended_and_the_rest_of_the_query_stays(client, cast, typed, meant_is):
    cast.published(headline="A ferry leaves Varnholm for the Élysée", body="<p>تقطع السيول الطرق</p>")
    assert meant(client, typed) == [meant_is]
    (address,) = tree(client.get("/search/", {"q": typed})).xpath("//p[@class='meant']//a/@href")
    assert "1 story" in text_of(client.get("/search/" + address), "//*[@class='count']")


def test_the_commoner_of_two_words_that_are_as_near_is_suggested(client, cast):
    cast.published(headline="Marlow sings")
    for _ in range(2):
        cast.published(headline="Harlow sings")
    assert meant(client, "Barlow") == ["Harlow"]


def test_what_is_found_or_too_short_or_like_nothing_is_left_alone(client, cast):
    cast.published(headline="Ferry saved at sea")
    for typed in ("ferry", "fery" * 20, "sae", "zeppelin", "北京大学", "C++", '"', "-x", "50%", "😀"):
        assert meant(client, typed) == []


def test_only_what_the_list_itself_can_find_is_suggested(client, cast):
    cast.published(headline="Ferry saved", section=cast.world)
    assert meant(client, "ferri", section="world") == ["Ferry"]
    assert meant(client, "ferri", section="sport") == []


def test_a_word_to_come_is_not_known_before_its_time(cast):
    at = timezone.now() + timedelta(hours=1)
    cast.published(headline="Quagga saved", at=at)
    cast.published(headline="Quaggy pond")
    assert suggestions("quaggo", timezone.now()) == ["Quaggy"]
    assert set(suggestions("quaggo", at)) == {"Quagga", "Quaggy"}
    cast.published(headline="Quagga seen")
    assert set(suggestions("quaggo", timezone.now())) == {"Quagga", "Quaggy"}


def test_many_hidden_words_that_are_as_near_do_not_matter_to_a_later_public_one(client, cast):
    for _ in range(2):
        verbs.kill(cast.published(headline="Quagga"), by=cast.publisher, reason="Libel.")
    cast.published(headline="Quaggy")
    assert meant(client, "quaggo") == ["Quaggy"]


def test_each_edition_is_counted_and_words_are_learned_anew_by_a_command(cast, capsys):
    story = cast.published(headline="Ferry saved")
    verbs.correct(story, by=cast.publisher, kind="update")
    learned = list(SearchWord.objects.order_by("word").values_list("word", "shown", "stories", "since"))
    assert ("ferry", "Ferry", 2, Edition.objects.get(number=1).released_at) in learned
    SearchWord.objects.all().delete()
    call_command("learn_words")
    assert list(SearchWord.objects.order_by("word").values_list("word", "shown", "stories", "since")) == learned
    assert SearchSpelling.objects.filter(word__word="ferry").count() == len(spellings("ferry"))


def test_made_up_stories_teach_their_words_too():
    for _ in stories.make(3, seed=1, until=timezone.now()):
        pass
    assert SearchWord.objects.filter(stories__gt=1).exists()


WORD = st.text("abé", min_size=1, max_size=8)


@given(WORD, st.integers(0, 8), st.sampled_from("abcé"))
def test_one_slip_is_one_and_both_spellings_meet(word, place, letter):
    place = min(place, len(word))
    for other in (
        word[:place] + letter + word[place:],
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    ):
        assert slips(word, other) == (other != word)
        assert slips(other, word) == slips(word, other)
        assert not other or spellings(word) & spellings(other)
