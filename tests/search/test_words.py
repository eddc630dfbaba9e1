import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import LONGEST_QUERY, MOST_TERMS, Query, Term, parse
from articles.search.words import index_text, index_tokens
from articles.wire.words import (
    BEYOND_ASCII,
    LONGEST_WORD,
    MOST_CHARACTERS,
    MOST_WORDS,
    fold,
    pieces,
    starts,
    token,
    words,
    words_of,
)

typed = st.text(alphabet="aAbB1ex “”’—é京-", max_size=80)
any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)


def said(text: str) -> list[str]:
    return list(words(pieces(text)))


def terms(text: str) -> list[str]:
    return [" ".join(term.words) + ("*" if term.prefix else "") for term in parse(text).terms]


@given(any_text)
def test_words_are_the_same_whether_or_not_somebody_asks_where_they_stand(text):
    assert list(words_of(text)) == said(text)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("C++, C# and e-mail", ["c", "c", "and", "e", "mail"]),
        ("L’État, ÉCOLE, Łódź, Straße, Ærø", ["l", "etat", "ecole", "lodz", "strasse", "aero"]),
        ("İstanbul ISTANBUL ıstanbul", ["istanbul", "istanbul", "istanbul"]),
        ("Кёльн, Άθήνα", ["кельн", "αθηνα"]),
        ("أَخْبَارٌ الإمارات مـــدرسة إلى ٢٠٢٥", ["اخبار", "الامارات", "مدرسه", "الي", "2025"]),
        ("می\u200cخواهم کتاب", ["ميخواهم", "كتاب"]),
        ("שָׁלוֹם", ["שלום"]),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"]),
        ("ﬁve ½ №5 m² ＡＢＣ", ["five", "1", "2", "no5", "m2", "abc"]),
        ("北京大学，iPhone手机", ["北京", "京大", "大学", "学", "iphone", "手机", "机"]),
        ("ｶﾞｲﾄﾞ ガイド", ["ガイ", "イド", "ド"] * 2),
        ("ข่าว", ["ข่", "่า", "าว", "ว"]),
        ("서울에서", ["서울", "울에", "에서", "서"]),
        (unicodedata.normalize("NFD", "서울 ガ é"), ["서울", "울", "ガ", "e"]),
        ("50% — a\x00b \ud800 😀️ _x_", ["50", "a", "b", "x"]),
        ("", []),
    ],
)
def test_a_text_is_held_as_the_words_that_readers_type(text, held):
    assert said(text) == held


def test_an_endless_word_is_cut_on_both_sides_alike():
    assert said("x" * 5000) == ["x" * LONGEST_WORD]
    assert terms("x" * 200) == ["x" * LONGEST_WORD]


def test_the_index_holds_all_texts_of_a_story_in_reading_order_and_no_phrase_reaches_across_two():
    assert (
        index_text(
            "Ports reopen",
            "After storm",
            "<p>Ships &amp; crews.</p><p>Calm</p>",
            "By Ada",
            "DOHA",
            "The Agency",
            "AGY-17",
        )
        == "ports reopen . after storm . doha . by ada . ships crews calm . the agency . agy 17 ."
    )


def test_the_index_holds_no_more_of_a_story_than_both_databases_can_take():
    long = index_text("", "", "<p>" + "word " * 20_000 + "</p>", "", "", "", "")
    wide = index_text("", "", "<p>" + f"{'x' * 60} " * 10_000 + "</p>", "", "", "", "")
    assert len(long.split(" ")) == MOST_WORDS
    assert MOST_CHARACTERS - 70 < len(wide) <= MOST_CHARACTERS


def test_filters_are_words_of_their_own():
    held = index_tokens(section_id=7, source_id=3, language="zh-Hant", topic_ids=[9, 4], author_ids=[2])
    assert held == "section7 source3 languagezhhant topic4 topic9 author2"
    assert token("language", "zh-Hant") == "languagezhhant"
    assert index_tokens(section_id=None, source_id=None, language="", topic_ids=[], author_ids=[]) == ""


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("port strike", ["port", "strike"]),
        ("“Port strike” «grève générale»", ["port strike", "greve generale"]),
        ("e-mail foo:bar", ["e mail", "foo bar"]),
        ("C++", ["c"]),
        ('a"b', ["a", "b"]),
        ('"a', ["a"]),
        ("AND OR NOT", ["and", "or", "not"]),
        ("50%", ["50"]),
        ("port PORT pört", ["port"]),
        ("北", ["北*"]),
        ("北京大", ["北京 京大"]),
        ("a\x00b", ["a b"]),
        ("-x", []),
        ('😀 !? "" "!" - -- \ud800', []),
    ],
)
def test_what_readers_type_is_read_as_words_and_phrases(asked, wanted):
    assert terms(asked) == wanted


def test_a_minus_leaves_out_a_word_or_a_phrase_but_parts_no_word():
    port, cup, final = Term(("port",), False, (("port", False),)), "cup", "final"
    phrase = Term((cup, final), False, ((cup, False), (final, False)))
    assert parse('port -"cup final"') == Query((port,), (phrase,))
    assert parse("cup-final") == Query((phrase,), ())
    assert not parse("-port")


def test_a_long_query_loses_its_end_but_no_half_words_are_searched_for():
    asked = parse("headline " * 200 + "end")
    assert [term.words for term in asked.terms] == [("headline",)]
    assert len(parse(" ".join(f"w{n}" for n in range(1000))).terms) == MOST_TERMS
    assert terms('"' + "abcde " * 49 + "abcdefgh ij") == [" ".join(["abcde"] * 49)]
    assert len("abcde " * 49) < LONGEST_QUERY


@given(any_text)
def test_every_text_has_words_without_spaces_and_folding_twice_changes_nothing(text):
    for word in said(text):
        assert word
        assert not any(character.isspace() for character in word)
        assert fold(word) == word
        assert said(word)[:1] == [word]


@given(any_text)
def test_pieces_stand_in_order_within_the_text(text):
    spans = [(piece.start, piece.end) for piece in pieces(text)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(any_text)
def test_every_query_is_read_and_bounded(text):
    asked = parse(text)
    assert len(asked.terms) + len(asked.excluded) <= MOST_TERMS
    assert all(term.words and all(term.words) for term in asked.terms + asked.excluded)


@given(typed | any_text, st.sets(st.sampled_from(["a", "ab", "b1", "e", "京", "x" * LONGEST_WORD])))
def test_a_word_starts_where_its_piece_does_whatever_way_it_is_looked_for(text, wanted):
    long = "x" * LONGEST_WORD
    text = f"{long.upper()}É {text} {long}y AB {long}é aB-\u212ab “ab” ab\u0301 Éab abé {text}"
    assert list(starts(text, wanted)) == [(piece.word, piece.start) for piece in pieces(text) if piece.word in wanted]


def test_whatever_parts_runs_is_nothing_that_a_word_is_made_of():
    beyond = re.compile(f"[{BEYOND_ASCII}]")
    parting = [chr(code) for code in range(0x80, 0x110000) if not beyond.match(chr(code))]
    assert {"“", "’", "—", "…", "«", "\u00a0", "，", "。", "「"} < set(parting)
    made_of = {
        sign
        for sign in parting
        for part in fold(sign)
        if unicodedata.category(part)[0] in "LNM" or unicodedata.category(part) == "Cf"
    }
    assert made_of == set()
