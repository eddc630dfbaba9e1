"""What a fingerprint finds, and what it does not: the same news in other clothes, and other news in the same ones."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.bench.words import Writer
from articles.search.fingerprint import (
    ALIKE,
    BUCKETS,
    LONGEST,
    SHORTEST,
    bands,
    estimate,
    read_words,
    share_their_news,
    sign,
)

WRITER = Writer(Random(11))
PERIOD = 1


def story(seed: int, paragraphs: int = 6, language: str = "en") -> str:
    writer = Writer(Random(seed), WRITER.sentences)
    texts = [writer.name() + " " + writer.paragraph(language) + " " + writer.name() for _ in range(paragraphs)]
    return "\n\n".join(texts)


def alike(one: str, other: str) -> bool:
    mine, theirs = read_words(one), read_words(other)
    first, second = sign(mine), sign(theirs)
    found = set(bands(first, PERIOD)) & set(bands(second, PERIOD))
    return bool(found) and estimate(first, second) >= ALIKE and share_their_news(mine, theirs)


def reworded(text: str, share: float) -> str:
    random = Random(5)
    return " ".join(WRITER.name() if random.random() < share else word for word in text.split(" "))


@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh"])
def test_the_same_news_is_found_however_an_agency_dresses_it(language):
    text = story(1, language=language)
    half = len(text) // 2
    changed = {
        "a word in twenty": reworded(text, 0.05),
        "the end cut": text[: int(len(text) * 0.7)],
        "more at the end": text + "\n\n" + story(2, 2, language),
        "a lead of its own": story(3, 1, language) + text[int(len(text) * 0.15) :],
        "capitals and accents": text.upper(),
        "half of it": text[: half + half // 4] + story(4, 2, language),
    }
    assert {name: alike(text, other) for name, other in changed.items()} == dict.fromkeys(changed, True)


def test_other_news_is_not():
    texts = [story(seed) for seed in range(40)]
    assert [(a, b) for a in range(40) for b in range(a) if alike(texts[a], texts[b])] == []


def test_the_words_under_every_release_of_a_company_do_not_make_two_of_them_one():
    boilerplate = story(99, 8)
    assert not alike(story(1, 4) + boilerplate, story(2, 4) + boilerplate)
    assert alike(story(1, 4) + boilerplate, "Tayf city. " + story(1, 4) + boilerplate)


def test_a_text_of_a_few_words_has_no_fingerprint():
    assert sign(["word"] * (SHORTEST - 1)) is None
    assert sign(["word"] * SHORTEST) is not None
    assert len(read_words("word " * (LONGEST * 2))) == LONGEST


def test_a_text_is_looked_up_under_other_keys_in_another_week():
    signature = sign(read_words(story(1)))
    assert not set(bands(signature, 1)) & set(bands(signature, 2))
    assert len(set(bands(signature, 1))) == BUCKETS // 2


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=SHORTEST, max_size=200))
def test_every_text_is_like_itself_and_its_keys_fit_the_column(read):
    signature = sign(read)
    assert estimate(signature, signature) == 1
    assert len(signature) == BUCKETS * 4
    assert all(0 <= key < 2**63 for key in bands(signature, PERIOD))
    assert share_their_news(read, read)
