from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import anpa1312
from articles.wire.copy import UNKNOWN_STATUS, Reading, SourceHints, Subject, Unreadable, WireCopy

HINTS = SourceHints(code="HOLM", timezone="Asia/Tokyo", language="en")
# As American agencies mark their lines: "^" begins a line of the head, "<" or "=" ends it.
MARKED = (
    "\x16\x16\x01H0042\x1fholms\r\nu i\x13\x11 BC-HO--HolmFerry 1stLd-Writethru   11-20 0211\r\n"
    "\x02^BC-HO--Holm Ferry, 1st Ld-Writethru,127<\r\n"
    "^Ferry to Holm is back in service<\r\n"
    "^HNA Photo HNA101<\r\n"
    "^Eds: Adds quote.<\r\n"
    "^By ADA BROOK=\r\n"
    "^Holm News Agency=\r\n"
    "\t   HOLM, Norland (HNA) _ ``She sails,'' the harbour master said _ at last.\r\n"
    " \r\n"
    "\t   It was idle.\r\n"
    "\t   ___\r\n"
    "\t   Bo Lind contributed.<\r\n"
    "^END<\r\n"
    "\t   \x03HNA-WF-11-20-26 1120GMT<\r\n\r\n\x0c\r\n\x04"
)
FERRY = WireCopy(
    guid="anpa1312:H0042:20261120T1120+0000",
    headline="Ferry to Holm is back in service",
    slugline="BC-HO--Holm Ferry",
    byline="ADA BROOK",
    dateline="HOLM, Norland",
    credit="Holm News Agency",
    source="HNA",
    language="en",
    urgency=3,
    subjects=(Subject(scheme="anpa1312", code="i"),),
    created=datetime(2026, 11, 20, 11, 20, tzinfo=UTC),
    ednote="1st Ld-Writethru\nHNA Photo HNA101\nEds: Adds quote.",
    body_html=(
        "<p>HOLM, Norland (HNA) — “She sails,” the harbour master said — at last.</p><p>It was idle.</p><p>___</p>"
        "<p>Bo Lind contributed.</p>"
    ),
)
# As others send it: no marks, paragraphs by indent, the day before the month, no zone.
PLAIN = (
    "\x01a0105HOLMNA\x1fholm-\r\nr s\x14\x12 BC-Rowing-Holm-Cup   09-12 0344\r\n"
    "\x02BC-Rowing-Holm-Cup\r\nRowing: Holm claim the cup by a length+\r\n"
    "     HOLM, Norland, Dec. 9 Holmna - Holm claimed the cup on Sunday after a \r\n"
    "race that its crew led from the first stroke to the very last one of it. \r\n"
    "     The others were beaten by a length, and more, on all of the course, \r\n"
    "as everybody at the quay could see.\r\n"
    "==Holmna\r\n"
    "\x03HNS-21:37-09-12-26\x04\r\n"
)


def reading(telex: str) -> Reading:
    return anpa1312.read(telex.encode("latin-1"), "holm.tst", HINTS)


def only(telex: str) -> WireCopy:
    (item,) = reading(telex).items
    return item


def test_a_telex_with_marked_lines_fills_every_field_that_it_has():
    assert reading(MARKED) == Reading(reader="anpa1312/3", items=(FERRY,))


def test_a_telex_without_marks_is_known_by_its_indents():
    assert reading(PLAIN) == Reading(
        reader="anpa1312/3",
        items=(
            WireCopy(
                guid="anpa1312:a0105:20261209T2137+0900",
                headline="Rowing: Holm claim the cup by a length",
                slugline="BC-Rowing-Holm-Cup",
                dateline="HOLM, Norland",
                credit="Holmna",
                source="HOLMNA",
                language="en",
                urgency=4,
                subjects=(Subject(scheme="anpa1312", code="s"),),
                created=datetime(2026, 12, 9, 12, 37, tzinfo=UTC),
                body_html=(
                    "<p>HOLM, Norland, Dec. 9 Holmna - Holm claimed the cup on Sunday after a race that its crew led "
                    "from the first stroke to the very last one of it.</p><p>The others were beaten by a length, and "
                    "more, on all of the course, as everybody at the quay could see.</p>"
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("trailer", "dateline", "meant"),
    [
        ("HNA-WF-11-20-26 1120GMT", "HOLM (HNA) _", datetime(2026, 11, 20, 11, 20, tzinfo=UTC)),
        ("HNA-WF-09-12-26 1120GMT", "HOLM (HNA) _", datetime(2026, 9, 12, 11, 20, tzinfo=UTC)),
        ("HNA-WF-09-12-26 1120GMT", "HOLM, Dec. 9 HNA -", datetime(2026, 12, 9, 11, 20, tzinfo=UTC)),
        ("HNA-WF-20-11-26 1120GMT", "HOLM (HNA) _", datetime(2026, 11, 20, 11, 20, tzinfo=UTC)),
        ("HNA-WF-11-20-26 1120IST", "HOLM (HNA) _", None),
        ("HNA-WF-20-20-26 1120GMT", "HOLM (HNA) _", None),
        ("HNA", "HOLM (HNA) _", None),
    ],
)
def test_the_month_comes_first_unless_the_dateline_shows_another_order(trailer, dateline, meant):
    telex = MARKED.replace("HNA-WF-11-20-26 1120GMT", trailer).replace("HOLM, Norland (HNA) _", dateline)
    told = () if meant else ("The telex has no time that can be read after its text.",)
    assert (only(telex).created, only(telex).warnings) == (meant, told)


def test_an_alert_has_no_headline_and_is_urgent():
    head = MARKED[MARKED.index("^Ferry to") : MARKED.index("\t   HOLM")]
    item = only(MARKED.replace(head, "").replace("u i", "b i"))
    assert (item.headline, item.urgency, item.body_html) == ("", 2, FERRY.body_html)
    assert item.warnings == ("The copy has no headline.",)


def test_lines_of_a_summary_that_are_all_marked_are_its_text():
    body = MARKED[MARKED.index("\t   HOLM") : MARKED.index("^END")]
    item = only(MARKED.replace(body, "^Ferry sails<\r\n^Cup goes to Holm<\r\n"))
    assert item.body_html == "<p>Ferry sails</p><p>Cup goes to Holm</p>"


def test_an_advisory_that_kills_holds_the_copy():
    assert only(MARKED.replace("^Eds: Adds quote.", "^Eds: KILL this story.")).pubstatus == UNKNOWN_STATUS


def test_a_telex_that_breaks_off_is_held_as_incomplete():
    item = only(MARKED.partition("\t   ___")[0])
    assert (item.pubstatus, item.warnings) == (
        UNKNOWN_STATUS,
        ("The telex breaks off before its end (ETX): it is incomplete and held.",),
    )


def test_the_same_number_on_another_day_is_another_story():
    assert only(MARKED.replace("11-20-26", "11-21-26")).guid == "anpa1312:H0042:20261121T1120+0000"


def test_a_telex_that_ends_in_its_header_is_refused():
    with pytest.raises(Unreadable, match=r"^holm\.tst: the telex ends in its header; no text \(STX\) begins\.$"):
        reading(MARKED.partition("\x02")[0])


def test_markup_in_a_telex_is_text():
    item = only(MARKED.replace("It was idle.", "<script>x</script>").replace("Ferry to", "<b>Ferry</b> to"))
    assert (item.headline, "<p>&lt;script&gt;x&lt;/script&gt;</p>" in item.body_html) == (
        "<b>Ferry</b> to Holm is back in service",
        True,
    )


def test_a_heading_that_is_marked_in_a_text_without_marks_above_it_is_a_line_of_the_text():
    head = b"\x16\x16\x01a0123\x1fabx\nr i \x13\x11bc-Ferry \x14\x1211-20 0100\n\x02Ferry<\n"
    raw = head + b"\tIt sails.\n\t^Before<\n\tIdle.\n\x03"
    (item,) = anpa1312.read(raw, "x", HINTS).items
    assert item.body_html == "<p>It sails.</p><p>Before</p><p>Idle.</p>"


def test_the_agency_under_the_byline_is_the_credit_however_its_line_ends():
    head = b"\x16\x16\x01a0123\x1fabx\nr i \x13\x11bc-Ferry \x14\x1211-20 0100\n\x02^Ferry sails<\n^By ADA BROOK<\n"
    (item,) = anpa1312.read(head + b"^Holm News<\n\tIt sails.\n\x03", "x", HINTS).items
    assert (item.headline, item.byline, item.credit) == ("Ferry sails", "ADA BROOK", "Holm News")
    assert item.body_html == "<p>It sails.</p>"


def test_the_cells_of_a_table_stay_apart():
    table = "\t   Jan.\x1e12\x1d\x1f40\r\n"
    assert "<p>It was idle.</p><p>Jan. 12 40</p>" in only(MARKED.replace("\t   ___\r\n", table)).body_html


def test_no_control_character_reaches_an_editor():
    said = str(only(MARKED.replace("idle", "id\x08\x10\x1e\x1fle")).as_dict())
    assert [one for one in said if ord(one) < 32] == []


@given(st.sampled_from((MARKED, PLAIN)), st.data())
def test_a_telex_with_any_bytes_changed_is_read_or_refused(telex, data):
    raw = bytearray(telex.encode("latin-1"))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        result = anpa1312.read(bytes(raw), "holm.tst", HINTS)
    except Unreadable:
        return
    assert all(item.guid and (item.headline or item.body_html) for item in result.items)


@given(st.binary(max_size=200))
def test_any_bytes_after_a_header_are_read_or_refused(rest):
    raw = b"\x16\x16\x01H0042\x1f" + rest
    assert anpa1312.sniff(raw, "any.bin")
    try:
        assert anpa1312.read(raw, "any.bin", HINTS).reader == "anpa1312/3"
    except Unreadable:
        return
