"""What differs between two texts, written here as [removed] and {added}."""

import re
import time

import pytest

from articles.wire.compare import LONGEST, compare, too_long

BRACKETS = {"same": "%s", "removed": "[%s]", "added": "{%s}"}


def written(old, new):
    return ["".join(BRACKETS[piece.kind] % piece.text for piece in part.pieces) for part in compare(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("Ferry sunk", "Ferry saved", "Ferry [sunk]{saved}"),
        ("Three people were hurt.", "Three people were badly hurt.", "Three people were{ badly} hurt."),
        ("Nobody, he said, was hurt.", "Nobody was hurt.", "Nobody[, he said,] was hurt."),
        ("He paid 1,000 euros in cash.", "He paid 1,200 euros in cash.", "He paid [1,000]{1,200} euros in cash."),
        ("It’s a red old ship.", "It’s one new ship.", "It’s [a red old]{one new} ship."),
        ("The ship sank", "The ship sank.", "The ship sank{.}"),
        (
            "The risk to the knuckles is too good to give to the birds.",
            "The risk to that knuckles is too good to give to the birds.",
            "The risk to [the]{that} knuckles is too good to give to the birds.",
        ),
        ("غرقت العبارة قرب الميناء", "نجت العبارة قرب الميناء", "[غرقت]{نجت} العبارة قرب الميناء"),
        ("北京大学新生报到", "北京大学老生报到", "北京大学[新]{老}生报到"),
        ("นักเรียนที่กรุงเทพ", "นักเรียนปีกรุงเทพ", "นักเรียน[ที่]{ปี}กรุงเทพ"),
        ("Not in English", "不是英文", None),
    ],
)
def test_words_that_differ_are_told_from_those_that_stayed(old, new, differs):
    assert written(old, new) == ([differs] if differs else [f"[{old}]", f"{{{new}}}"])


def test_a_paragraph_is_compared_with_the_one_that_became_of_it():
    old = "The ferry sank on Monday.\n\nNobody was hurt at all.\n\nThe owner said nothing.\n\nIt is an old ship."
    new = "The ferry sank on Friday.\n\nPolice have come.\n\nThe owner said nothing.\n\nIt is a very old ship.\n\nMore."
    assert written(old, new) == [
        "The ferry sank on [Monday]{Friday}.",
        "[Nobody was hurt at all.]",
        "{Police have come.}",
        "The owner said nothing.",
        "It is [an]{a very} old ship.",
        "{More.}",
    ]


def test_what_is_empty_differs_whole_or_not_at_all():
    assert written("", "") == []
    assert written("", "One.\n\nTwo.") == ["{One.}", "{Two.}"]
    assert written("One.\n\nTwo.", "") == ["[One.]", "[Two.]"]


def test_a_long_paragraph_is_compared_word_by_word_where_its_sentences_differ():
    sentences = [f"Witness {number} saw the ferry leave the harbour at noon." for number in range(300)]
    changed = [*sentences[:200], "Witness 200 saw the ferry leave the quay at noon.", *sentences[201:]]
    (differs,) = written(" ".join(sentences), " ".join(changed))
    assert re.findall(r"[\[{].*?[\]}]", differs) == ["[harbour]", "{quay}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b c\n\nd e f", "a x c\n\n\n\nd e"), ("\n\n", "a"), ("((([", ")))"),
        ("a" + "." * 40_000, "a" + "!" * 40_000),
        ("a " * 25_000, "b a " * 12_000), ("a\n\n" * 16_000, "a\n\nb\n\n" * 8_000), ("北" * 20_000, "京北" * 10_000),
        ("\u0301e \u200f1\u200e 😀‍💻", "e\u0301 1 😀"),
    ],
    ids=lambda text: ascii(text[:8]),
)  # fmt: skip
def test_no_word_is_lost_or_invented_and_no_text_keeps_the_reader_waiting(old, new):
    began = time.process_time()
    parts = compare(old, new)
    assert time.process_time() - began < 2  # what takes too long here takes minutes
    pieces = [piece for part in parts for piece in part.pieces]
    kept, came = ("".join(p.text for p in pieces if p.kind != other) for other in ("added", "removed"))
    assert ["".join(text.split()) for text in (kept, came)] == ["".join(text.split()) for text in (old, new)]


def test_two_long_stories_are_compared_while_the_reader_waits():
    def text(ship):
        lines = (f"{' '.join(f'word{line}x{n % 7}' for n in range(60))} the {ship} {line}." for line in range(84))
        return "\n\n".join(lines)

    began = time.process_time()
    differs = written(text("ferry"), text("boat"))
    assert time.process_time() - began < 3  # many times what it takes, for a machine that is busy
    assert [line.partition(" the ")[2] for line in differs] == [f"[ferry]{{boat}} {line}." for line in range(84)]


def test_a_text_may_be_too_long_to_be_compared():
    assert too_long("a" * (LONGEST + 1), "") is too_long("", "a" * (LONGEST + 1)) is True
    assert too_long("a" * LONGEST, "") is False
