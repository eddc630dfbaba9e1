from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import iptc7901
from articles.wire.copy import UNKNOWN_STATUS, USABLE, Reading, SourceHints, Subject, Unreadable, WireCopy

HINTS = SourceHints(code="HOLM", timezone="Europe/Oslo", language="en")
TELEX = (
    "\x01hol0042 3 i 211 ccccb   hna 061\r\n\nHolm/ferry/\r\n"
    "\x02REFILE\n1ST LEAD\nFerry to Holm back in service after\nthree weeks\nBy Ada Brook =\r\n\r\n"
    "   Holm (hna) - The ferry sails again, three weeks after it ran onto\r\n"
    "a rock, and the harbour master says that it is as sound as it has\r\n"
    "ever been, so that all of its passengers may return to the island.\r\n\r\n"
    "   It was idle.\r\n\r\n"
    "# hna NOTEBOOK\r\n\r\n* * * *\r\nThe following information is not for publication\r\n\r\n"
    "## hna Contacts\r\n- Editing by: Bo Lind\r\n\r\nhna ab bl\r\n\r\n"
    "\x03201120 GMT Nov 26\r\n\x7f\r\n\x04"
)
FERRY = WireCopy(
    guid="iptc7901:hol0042:20261120T1120+0000",
    headline="Ferry to Holm back in service after three weeks",
    slugline="Holm/ferry",
    byline="Ada Brook",
    dateline="Holm",
    credit="hna",
    source="hna",
    language="en",
    urgency=3,
    subjects=(Subject(scheme="iptc7901", code="i"),),
    created=datetime(2026, 11, 20, 11, 20, tzinfo=UTC),
    ednote="REFILE\n1ST LEAD\n# hna NOTEBOOK\n## hna Contacts\n- Editing by: Bo Lind\nhna ab bl",
    body_html=(
        "<p>Holm (hna) - The ferry sails again, three weeks after it ran onto a rock, and the harbour master says that "
        "it is as sound as it has ever been, so that all of its passengers may return to the island.</p>"
        "<p>It was idle.</p>"
    ),
)


def reading(telex: str, charset: str = "latin-1") -> Reading:
    return iptc7901.read(telex.encode(charset), "holm.txt", HINTS)


def only(old: str, new: str) -> WireCopy:
    assert old in TELEX
    (item,) = reading(TELEX.replace(old, new)).items
    return item


def test_a_telex_fills_every_field_that_it_has():
    assert reading(TELEX) == Reading(reader="iptc7901/3", items=(FERRY,))


def test_several_telexes_in_one_file_are_as_many_stories():
    second = TELEX.replace("hol0042", "hol0043")
    assert [item.guid for item in reading(TELEX + second).items] == [
        "iptc7901:hol0042:20261120T1120+0000",
        "iptc7901:hol0043:20261120T1120+0000",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("201120 MEZ Dez 26", datetime(2026, 12, 20, 10, 20, tzinfo=UTC)),
        ("201120 CET août 2026", datetime(2026, 8, 20, 10, 20, tzinfo=UTC)),
        ("201120 März 99", datetime(1999, 3, 20, 10, 20, tzinfo=UTC)),
        ("201120 IST Nov 26", None),
        ("321120 GMT Nov 26", None),
        ("soon", None),
    ],
)
def test_the_day_is_read_in_the_languages_of_agencies(written, meant):
    item = only("201120 GMT Nov 26", written)
    told = () if meant else ("The telex has no time that can be read after its text.",)
    assert (item.created, item.warnings) == (meant, told)


@pytest.mark.parametrize("charset", ["latin-1", "utf-8"])
def test_accents_come_in_latin_1_or_utf_8(charset):
    (item,) = reading(
        TELEX.replace("It was idle.", "Fähre “à quai”.".replace("“", "»").replace("”", "«")), charset
    ).items
    assert item.body_html.endswith("<p>Fähre »à quai«.</p>")


def test_the_notebook_holds_no_story_and_reaches_no_reader():
    item = only("Contacts", "Contacts")
    assert (item.pubstatus, "Bo Lind" in item.body_html) == (USABLE, False)


def test_the_initials_of_the_desk_are_no_text():
    notebook = TELEX[TELEX.index("# hna NOTEBOOK") : TELEX.index("hna ab bl")]
    assert only(notebook, "").body_html == FERRY.body_html


def test_an_alert_has_no_headline():
    head = TELEX[TELEX.index("REFILE") : TELEX.index("   Holm (hna)")]
    item = only(head, "")
    assert (item.headline, item.body_html, item.warnings) == ("", FERRY.body_html, ("The copy has no headline.",))


def test_a_headline_needs_no_equals_sign():
    head = TELEX[TELEX.index("REFILE") : TELEX.index("   Holm (hna)")]
    assert only(head, "Ferry back in service\r\n\r\n").headline == "Ferry back in service"


def test_a_kill_above_the_headline_holds_the_copy():
    item = only("REFILE", "KILL")
    assert (item.ednote.splitlines()[0], item.pubstatus) == ("KILL", UNKNOWN_STATUS)


def test_a_telex_that_breaks_off_is_held_as_incomplete():
    (item,) = reading(TELEX.partition("# hna")[0]).items
    assert (item.pubstatus, item.body_html, item.warnings) == (
        UNKNOWN_STATUS,
        FERRY.body_html,
        ("The telex breaks off before its end (ETX): it is incomplete and held.",),
    )
    assert item.guid.startswith("iptc7901:hol0042:")


@pytest.mark.parametrize(
    ("telex", "message"),
    [
        (TELEX.partition("\r")[0], "the telex ends in its header; no text (STX) begins."),
        (TELEX.replace("It was", "x" * 1_000_001), "a text is longer than 1,000,000 characters or 50,000 lines."),
        (TELEX.replace("It was", "\n" * 50_001), "a text is longer than 1,000,000 characters or 50,000 lines."),
    ],
)
def test_a_telex_without_a_text_or_without_an_end_is_refused(telex, message):
    with pytest.raises(Unreadable) as refused:
        reading(telex)
    assert str(refused.value) == f"holm.txt: {message}"


def test_markup_in_a_telex_is_text():
    assert only("It was idle.", "<b>Idle</b>").body_html.endswith("<p>&lt;b&gt;Idle&lt;/b&gt;</p>")


@given(st.data())
def test_a_telex_with_any_bytes_changed_is_read_or_refused(data):
    raw = bytearray(TELEX.encode("latin-1"))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        result = iptc7901.read(bytes(raw), "holm.txt", HINTS)
    except Unreadable:
        return
    assert all(item.guid and (item.headline or item.body_html) for item in result.items)


@given(st.binary(max_size=200))
def test_any_bytes_after_a_header_are_read_or_refused(rest):
    raw = b"\x01hol0042 " + rest
    assert iptc7901.sniff(raw, "any.bin")
    try:
        assert iptc7901.read(raw, "any.bin", HINTS).reader == "iptc7901/3"
    except Unreadable:
        return


def test_a_service_of_an_agency_is_the_source_and_its_signature_the_agencys():
    item = only("   hna 061", "  hna-int 0908")
    assert item.source == "hna-int"
    (signed,) = reading(
        TELEX.replace("   hna 061", "  hna-int 0908").replace("idle.\r\n", "idle.\r\n\r\nhna ab\r\n")
    ).items
    assert signed.body_html == item.body_html


def test_a_line_end_after_soh_costs_nothing_and_marks_above_the_text_are_for_editors():
    raw = (
        "\x01\nbdt0301 4 pl 20  dpa 0301\n\nWeather/\n(Correction: 2nd paragraph, 30 metres)\n\x02\nStorm =\n\n"
        "   Holm (dpa) - A storm stopped all of the ferries on Monday,\nsaid a speaker.\n\n   It goes on.\n\x03\n"
        "182000 Nov 26\n\x04"
    )
    (item,) = iptc7901.read(raw.encode(), "x", HINTS).items
    assert (item.slugline, item.ednote) == ("Weather", "(Correction: 2nd paragraph, 30 metres)")
    assert item.body_html == (
        "<p>Holm (dpa) - A storm stopped all of the ferries on Monday, said a speaker.</p><p>It goes on.</p>"
    )
    for ends in ("\r\n", "\r"):
        assert iptc7901.read(raw.replace("\n", ends).encode(), "x", HINTS).items == (item,)


def test_a_head_ends_where_the_first_indented_line_begins():
    raw = (
        "\x01fra0123 4 vm 123 afp 0456\nMeteo\n\x02AFP\nUne tempête bloque les ferries\nPar Ada BROOK\n"
        "   HOLM, 18 nov (AFP) - Une tempête.\n   C'est tout.\n\x03181930 GMT nov 26\n\x04"
    )
    (item,) = iptc7901.read(raw.encode("latin-1"), "x", HINTS).items
    assert (item.headline, item.byline, item.ednote) == ("Une tempête bloque les ferries", "Ada BROOK", "AFP")
    assert item.body_html == "<p>HOLM, 18 nov (AFP) - Une tempête.</p><p>C'est tout.</p>"
