import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import text


def test_what_is_sent_as_latin_1_keeps_its_typographic_quotes():
    assert text.decode("“Ça va” – très bien".encode("cp1252"), "iso-8859-1") == ("“Ça va” – très bien", ())


def test_a_byte_order_mark_beats_the_sources_word():
    assert text.decode("\ufeffZürich".encode("utf-16-le"), "iso-8859-1") == ("Zürich", ())
    assert text.decode(b"\xef\xbb\xbfZ\xc3\xbcrich", "iso-8859-1") == ("Zürich", ())
    assert text.decode(b"\xef\xbb\xbf\xef\xbb\xbfZ\xc3\xbcrich") == ("Zürich", ())


def test_bytes_that_can_only_be_utf_8_beat_the_sources_word_and_are_told():
    assert text.decode("Zürich".encode(), "iso-8859-1") == (
        "Zürich",
        ("The source says that it sends iso-8859-1; the file is UTF-8 and was read so.",),
    )


def test_the_sources_charset_is_used():
    assert text.decode("海风社".encode("gb18030"), "gb2312") == ("海风社", ())
    assert text.decode("日本".encode("iso2022_jp"), "iso-2022-jp") == ("日本", ())


def test_without_any_word_windows_1252_is_a_guess_that_is_told():
    assert text.decode(b"caf\xe9") == ("café", ("The characters are not UTF-8; they were read as Windows-1252.",))


def test_a_charset_that_nobody_knows_is_no_charset():
    for name in ("x-unknown", "punycode", "", "\0", "rot13", "undefined"):
        assert text.decode("für".encode(), name) == ("für", ())


def test_controls_and_hidden_characters_go_and_typographic_ones_stay():
    sent = "“Quo\u200bted”\x07 ‘sin\u00adgle’ — d\u202eash\u202c … 25\u2009000\u00a0€\ud800"
    assert text.clean(sent) == "“Quoted” ‘single’ — dash … 25\u2009000\u00a0€"


def test_joiners_stay_where_scripts_need_them():
    assert text.clean("می\u200cشود 👩\u200d🚒 wo\u200dr\u200cd") == "می\u200cشود 👩\u200d🚒 word"


def test_accents_are_composed_and_a_hundred_of_them_are_not_kept():
    assert text.clean("cafe\u0301") == "café"
    assert len(text.clean("a" + "\u0301\u0316" * 100)) <= 1 + text.MARKS_ALLOWED


def test_a_field_of_a_wrong_type_is_empty_and_a_number_is_its_digits():
    assert [text.line(value) for value in (None, True, ["a"], {"x": 1}, 7, 1.5, 10**400)][:6] == [
        "",
        "",
        "",
        "",
        "7",
        "1.5",
    ]


def test_a_headline_with_inline_markup_is_plain_and_other_angles_are_text():
    assert text.plain("<b>A &amp; B</b><br/>win 3 < 4 > 2 <sic>") == "A & B win 3 < 4 > 2 <sic>"


def test_a_character_reference_of_ten_thousand_digits_is_none():
    assert text.plain("a &#" + "1" * 10_000 + "; b", limit=20_000) == "a \ufffd b"


def test_a_long_identifier_keeps_its_difference():
    one, other = text.identity("g" * 5_000 + "1"), text.identity("g" * 5_000 + "2")
    assert len(one) == len(other) == text.IDENTITY_LIMIT
    assert one != other


def test_hard_wrapped_lines_are_one_paragraph_and_short_lines_are_their_own():
    wrapped = (
        "The harbour board of Wexcombe said on Monday that the new quay would be\n"
        "open to ferries by the end of March, three years later than planned and\n"
        "at twice the cost that had been promised to the town’s two councils.\n"
        "\n"
        "Contact\n"
        "Ada Brook\n"
    )
    assert text.blocks(wrapped) == [
        "The harbour board of Wexcombe said on Monday that the new quay would be open to ferries by the end of March, "
        "three years later than planned and at twice the cost that had been promised to the town’s two councils.",
        "Contact",
        "Ada Brook",
    ]


def test_lines_that_no_wrapping_explains_are_paragraphs():
    assert text.blocks("One line.\nAnother one.\n\nA third.") == ["One line.", "Another one.", "A third."]


def test_a_lost_character_is_left_out_and_its_place_is_told():
    assert text.without_lost("made Ignite\ufffd, a device") == (
        "made Ignite, a device",
        ("Characters were lost before this text came: “made Ignite\ufffd, a device”.",),
    )


@given(st.text())
def test_cleaning_twice_is_cleaning_once(sent):
    assert text.clean(text.clean(sent)) == text.clean(sent)


@given(st.binary(), st.sampled_from(["", "utf-8", "latin-1", "gb18030", "utf-16", "shift_jis"]))
def test_any_bytes_decode_to_text_that_can_be_stored(raw, charset):
    text.clean(text.decode(raw, charset)[0]).encode("utf-8")


def test_what_was_taken_for_latin_1_on_its_way_keeps_its_quotes():
    assert text.clean("\x93Don\x92t\x94 \x96 caf\xe9\x81") == "“Don’t” – café"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_is_known_without_a_mark(encoding):
    assert text.decode("Zürich".encode(encoding)) == ("Zürich", ())


def test_a_line_holds_no_scripts_and_nothing_that_is_embedded():
    sent = "Ferry<script>if (a < 1) go()</script> <iframe src='x'></iframe>back <STYLE>a {}</style>in 1 < 2 <days>"
    assert text.plain(sent) == "Ferry back in 1 < 2 <days>"
