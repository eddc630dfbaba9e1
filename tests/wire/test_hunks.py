"""The places of two texts, and what somebody chose there: nothing that nobody chose appears or goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import hunks
from articles.wire.html import clean, plain_text
from articles.wire.hunks import ALL, OWN, Choice
from articles.wire.merge import BOTH, CONFLICT, OURS, THEIRS
from tests.wire.test_compare_html import BODIES

BASE = "<p>The ferry sank on Monday.</p><p>Nobody was hurt.</p><p>The owner said nothing.</p>"
MONDAY = "<p>The ferry sank on {}.</p>"


def body(base: str, ours: str, theirs: str) -> list[hunks.Hunk]:
    return hunks.hunks("body", base, ours, theirs)


def chosen(places: list[hunks.Hunk], **picks) -> dict[str, Choice]:
    return {places[int(place[1:])].key: choice for place, choice in picks.items()}


def test_what_only_one_side_changed_is_chosen_already_and_a_conflict_is_not():
    ours = BASE.replace("Monday", "Friday")
    theirs = BASE.replace("Monday", "Sunday").replace("nothing", "little")
    found = body(BASE, ours, theirs)
    assert [(one.kind, one.proposed, one.is_choice) for one in found] == [
        (CONFLICT, "", True), ("same", "same", False), (THEIRS, THEIRS, True),
    ]  # fmt: skip
    assert found[0].picks == (OURS, THEIRS, ALL)
    assert hunks.undecided("body", found, {}) == [found[0]]
    assert hunks.joined("body", found, {}) == ours.replace("nothing", "little")
    assert hunks.joined("body", found, chosen(found, p0=Choice(THEIRS))) == theirs


def test_neighbours_that_each_side_rewrote_are_places_of_their_own():
    ours = BASE.replace("sank on Monday", "went down on Monday").replace("Nobody was hurt", "Nobody was hurt at all")
    theirs = BASE.replace("sank on Monday", "sank on Sunday").replace("Nobody was hurt", "Nobody was badly hurt")
    found = body(BASE, ours, theirs)
    assert [one.kind for one in found] == [BOTH, CONFLICT, "same"]
    assert found[0].merged == "<p>The ferry went down on Sunday.</p>"


@pytest.mark.parametrize(
    ("choice", "first"),
    [
        (Choice(OURS), MONDAY.format("Friday")),
        (Choice(THEIRS), MONDAY.format("Sunday")),
        (Choice(ALL), MONDAY.format("Friday") + MONDAY.format("Sunday")),
        (Choice(OWN, "It sank on a weekday.\r\n\r\nNobody says which: A&B."),
         "<p>It sank on a weekday.</p><p>Nobody says which: A&amp;B.</p>"),
        (Choice(OWN, "<p>It <b>sank</b>.<script>x</script></p>"), "<p>It <b>sank</b>.</p>"),
        (Choice(OWN, ""), ""),
    ],
)  # fmt: skip
def test_each_choice_gives_what_it_says(choice, first):
    found = body(BASE, BASE.replace("Monday", "Friday"), BASE.replace("Monday", "Sunday"))
    rest = "<p>Nobody was hurt.</p><p>The owner said nothing.</p>"
    assert hunks.joined("body", found, chosen(found, p0=choice)) == first + rest


@pytest.mark.parametrize("choice", [Choice("merged"), Choice(BOTH), Choice(""), Choice("same")])
def test_what_is_no_choice_of_the_place_decides_nothing(choice):
    found = body(BASE, BASE.replace("Monday", "Friday"), BASE.replace("Monday", "Sunday"))
    assert hunks.undecided("body", found, chosen(found, p0=choice)) == [found[0]]


def test_a_headline_is_one_place():
    (fits,) = hunks.hunks(
        "headline", "Ferry sinks off coast", "Old ferry sinks off coast", "Ferry sinks off coast, 3 hurt"
    )
    assert (fits.kind, fits.merged, fits.proposed) == (BOTH, "Old ferry sinks off coast, 3 hurt", BOTH)
    (clash,) = hunks.hunks("headline", "One", "Two", "Three")
    assert hunks.joined("headline", [clash], {clash.key: Choice(ALL)}) == "Two Three"
    assert hunks.joined("headline", [clash], {clash.key: Choice(OWN, "Four\r\n  five\x00")}) == "Four five"


def test_a_text_of_very_many_places_is_one():
    base = "".join(f"<p>{number}</p><p>between {number}</p>" for number in range(hunks.MOST + 1))
    theirs = "".join(f"<p>x{number}y</p><p>between {number}</p>" for number in range(hunks.MOST + 1))
    (one,) = body(base, base, theirs)
    assert (one.kind, one.theirs) == (THEIRS, theirs)


def test_a_very_long_text_is_merged_as_a_whole():
    base = "<p>word</p>" * 2_000
    (one,) = body(base, base + "<p>ours</p>", base + "<p>theirs</p>")
    assert (one.kind, one.ours) == (CONFLICT, base + "<p>ours</p>")


def test_keys_are_of_the_words_alone_and_differ_where_the_words_are_the_same():
    base, ours, theirs = "<p>a</p><p>-</p><p>a</p>", "<p>b</p><p>-</p><p>b</p>", "<p>c</p><p>-</p><p>c</p>"
    keys = [one.key for one in body(base, ours, theirs)]
    assert len(set(keys)) == 3
    assert keys == [one.key for one in body(base, ours, theirs)]


def test_words_are_offered_for_typing_as_plain_text_where_that_loses_nothing():
    assert hunks.to_type("body", "<p>One.</p><p>A &amp; B &lt; C</p>") == "One.\n\nA & B < C"
    assert hunks.to_type("body", "<p>One <b>bold</b>.</p>") == "<p>One <b>bold</b>.</p>"
    assert hunks.to_type("body", "<p>&lt;p&gt;</p>") == "<p>&lt;p&gt;</p>"


PICKS = st.sampled_from([Choice(OURS), Choice(THEIRS), Choice(ALL), Choice(BOTH), None])


@given(BODIES, BODIES, BODIES)
def test_every_place_of_one_side_is_that_sides_text(base, ours, theirs):
    found = body(base, ours, theirs)
    for pick, whole in ((OURS, ours), (THEIRS, theirs)):
        choices = {one.key: Choice(pick) for one in found if one.is_choice}
        assert hunks.joined("body", found, choices) == whole


@given(BODIES, BODIES, BODIES, st.data())
def test_whatever_is_picked_the_text_is_clean_and_holds_exactly_what_was_picked(base, ours, theirs, data):
    found = body(base, ours, theirs)
    choices = {one.key: choice for one in found if one.is_choice and (choice := data.draw(PICKS))}
    text = hunks.joined("body", found, choices)
    assert clean(text) == text
    parts = [hunks.picked("body", one, choices.get(one.key)) for one in found]
    expected = [one.ours if part is None else part for one, part in zip(found, parts, strict=True)]
    assert plain_text(text).split() == " ".join(map(plain_text, expected)).split()
    for one in found:
        if one.kind in (OURS, THEIRS) and one.key not in choices:
            assert hunks.picked("body", one, None) == getattr(one, one.kind)


@given(BODIES)
def test_what_is_offered_for_typing_and_sent_back_is_the_same_text(text):
    sent = hunks.to_type("body", text).replace("\n", "\r\n")
    assert hunks.from_typed("body", sent) == text
