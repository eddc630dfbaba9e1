"""What two have made of one text, put together: nothing of either is lost, and what does not fit is shown."""

from collections import Counter

import pytest
from hypothesis import given

from articles.wire.html import clean, plain_text
from articles.wire.merge import merge_html, merge_text
from tests.wire.test_compare_html import BODIES, INLINE


def words(text: str) -> Counter:
    return Counter(plain_text(text).split())


BASE = "<p>The ferry sank on Monday.</p><p>Nobody was hurt.</p><p>The owner said nothing.</p>"


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        # Each in a paragraph of her own, also side by side.
        (
            "<p>The ferry sank on Friday.</p><p>Nobody was hurt.</p><p>The owner said nothing.</p>",
            "<p>The ferry sank on Monday.</p><p>Three were hurt.</p><p>The owner said nothing.</p>",
            "<p>The ferry sank on Friday.</p><p>Three were hurt.</p><p>The owner said nothing.</p>",
        ),
        # Both in one paragraph, at two places.
        (
            "<p>The old ferry sank on Monday.</p><p>Nobody was hurt.</p><p>The owner said nothing.</p>",
            "<p>The ferry sank on <strong>Tuesday</strong>.</p><p>Nobody was hurt.</p><p>The owner said nothing.</p>",
            "<p>The old ferry sank on <strong>Tuesday</strong>.</p>"
            "<p>Nobody was hurt.</p><p>The owner said nothing.</p>",
        ),
        # One adds at the end what the other does not touch.
        (
            BASE + "<p>More.</p>",
            BASE.replace("Nobody", "Somebody"),
            BASE.replace("Nobody", "Somebody") + "<p>More.</p>",
        ),
    ],
)
def test_what_fits_is_put_together(ours, theirs, merged):
    for one, other in ((ours, theirs), (theirs, ours)):
        result = merge_html(BASE, one, other)
        assert (result.text, result.conflicts) == (merged, [])


def test_what_does_not_fit_is_a_conflict_that_holds_both():
    ours, theirs = BASE.replace("Monday", "Friday"), BASE.replace("Monday", "Sunday").replace("nothing", "little")
    result = merge_html(BASE, ours, theirs)
    assert [(part.base, part.ours, part.theirs) for part in result.conflicts] == [
        ("<p>The ferry sank on Monday.</p>", "<p>The ferry sank on Friday.</p>", "<p>The ferry sank on Sunday.</p>")
    ]
    assert result.text == ours.replace("nothing", "little")
    assert result.others_text == theirs


def test_a_paragraph_that_one_deletes_and_the_other_rewrites_is_a_conflict():
    deleted = BASE.replace("<p>Nobody was hurt.</p>", "")
    result = merge_html(BASE, deleted, BASE.replace("Nobody", "Somebody"))
    assert [(part.ours, part.theirs) for part in result.conflicts] == [("", "<p>Somebody was hurt.</p>")]


def test_headlines_are_merged_word_by_word():
    assert merge_text("Ferry sinks off coast", "Old ferry sinks off coast", "Ferry sinks off coast, 3 hurt").text == (
        "Old ferry sinks off coast, 3 hurt"
    )
    assert [part.ours for part in merge_text("One", "Two", "Three").conflicts] == ["Two"]


@given(BODIES, BODIES)
def test_whoever_changed_nothing_gets_what_the_other_wrote(base, other):
    for result in (merge_html(base, base, other), merge_html(base, other, base), merge_html(base, other, other)):
        assert (result.text, result.conflicts) == (other, [])


@given(BODIES, BODIES, BODIES)
def test_what_comes_of_it_is_clean_whole_and_holds_every_word_that_was_typed(base, ours, theirs):
    result = merge_html(base, ours, theirs)
    for text in (result.text, result.others_text):
        assert clean(text) == text
    held = words(result.text + "".join(part.theirs for part in result.conflicts))
    for typed in (ours, theirs):
        assert not words(typed) - words(base) - held


@given(INLINE, INLINE, INLINE)
def test_plain_texts_lose_no_word_either(base, ours, theirs):
    result = merge_text(base, ours, theirs)
    held = Counter((result.text + " " + " ".join(part.theirs for part in result.conflicts)).split())
    for typed in (ours, theirs):
        assert not Counter(typed.split()) - Counter(base.split()) - held
