import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.highlight import highlight, hits, snippet, until_all_stand_together, window
from articles.search.query import parse

any_text = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)
telling = st.text(alphabet=" aé北京ล\"<>&-'/mark\u0301", max_size=60)


def unmarked(marked: str) -> str:
    return html.unescape(re.sub("</?mark>", "", marked))


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("Strike at the École", "ecole", "Strike at the <mark>École</mark>"),
        ("L’État & l’état", "état", "L’<mark>État</mark> &amp; l’<mark>état</mark>"),
        ("<script>port</script>", "port", "&lt;script&gt;<mark>port</mark>&lt;/script&gt;"),
        ("Port-au-Prince, port", "port-au-prince", "<mark>Port-au-Prince</mark>, port"),
        ("a port strike, a strike", '"port strike"', "a <mark>port strike</mark>, a strike"),
        ("a b c", '"a b" "b c"', "<mark>a b</mark><mark> c</mark>"),
        ("أَخْبَارُ الْيَوْمِ", "اخبار", "<mark>أَخْبَارُ</mark> الْيَوْمِ"),
        ("我在北京大学", "北京", "我在<mark>北京</mark>大学"),
        ("北,京", "北京", "北,京"),
        ("서울에서", "서울", "<mark>서울</mark>에서"),
        ("nothing of it", "port -nothing", "nothing of it"),
        ("a port", "", "a port"),
    ],
)
def test_what_was_searched_for_is_marked_in_the_text_as_printed(text, asked, marked):
    assert highlight(text, parse(asked)) == marked


def test_a_snippet_shows_where_most_of_it_stands_together():
    text = "<b> strike. " + "Nothing here. " * 40 + "The port strike\n\nended & ships sailed. " + "More of it. " * 40
    assert snippet(text, parse("strike port"), 60) == (
        "…here. The <mark>port</mark> <mark>strike</mark> ended &amp; ships sailed. More of it.…"
    )


def test_a_snippet_without_a_hit_is_the_beginning_and_a_short_text_is_whole():
    assert snippet("One two three four five", parse("nine"), 12) == "One two…"
    assert snippet("One  two", parse("two"), 12) == "One <mark>two</mark>"


@given(telling | any_text, telling | any_text)
def test_a_highlight_is_the_same_text_with_marks_and_nothing_else(text, asked):
    marked = highlight(text, parse(asked))
    assert unmarked(marked) == text
    assert "<" not in re.sub("</?mark>", "", marked)


@given(telling | any_text, telling | any_text, st.integers(20, 60))
def test_a_snippet_is_a_stretch_of_the_text_with_marks_and_nothing_else(text, asked, length):
    shown = snippet(text, parse(asked), length)
    assert unmarked(shown).strip("…") in " ".join(text.split()) or "…" in text
    assert len(unmarked(shown)) <= length + 2
    assert "<" not in re.sub("</?mark>", "", shown)


def test_only_what_a_snippet_shows_is_read():
    read = []

    def hits_of(text):
        for hit in hits(text, asked):
            read.append(hit)
            yield hit

    asked = parse("strike port")
    text = "A strike. " + "Nothing here. " * 60 + "The port strike ended. " + "A port. " * 500
    shown = list(until_all_stand_together(hits_of(text), 2, 60))
    assert shown == list(hits(text, asked))[: len(shown)]
    assert len(read) == len(shown) + 1 < 12


few_words = st.lists(st.sampled_from(["port", "strike", "quay", "of", "nothing"]), max_size=60)


@given(few_words, st.sampled_from(["port", "port strike", "strike port quay", '"port strike" quay', "po* port"]))
def test_a_snippet_is_the_one_that_reading_the_whole_text_gives(words, asked):
    text, query = " ".join(words), parse(asked)
    every = list(hits(text, query))
    some = list(until_all_stand_together(iter(every), len(set(query.terms)), 60))
    start, end = window(text, every, 60)
    assert window(text, some, 60) == (start, end)
    assert [hit for hit in some if hit[0][0] < end] == [hit for hit in every if hit[0][0] < end]
