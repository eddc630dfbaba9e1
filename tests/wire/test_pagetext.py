from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from articles.wire import fields, html, pagetext
from articles.wire.copy import UNKNOWN_STATUS, USABLE, WITHHELD, SourceHints, Unreadable
from articles.wire.dialects import MENAFN_WORDING, hints_for

LAVROV = Path(__file__).parents[2] / "fixtures" / "wire" / "MENAFN" / "001-lavrov-taiwan.txt"
RELEASE = """Monday, 16 November 2026 08:00 GMT

Quarry Lane Mill to Grind Again


(MRS) CALDERMOUTH, 16 November 2026 — The mill at Quarry Lane will grind flour again from March.

“It smells of bread already,” said the miller.

MRS16112026000301004127ID2200145102



MRS

Legal Disclaimer:
Our own words.

Search
"""
HAIFENG = """2026-11-20 07:20  来源：海风通讯社

临港开通夜班渡轮

海风社临港11月20日电（记者 林渡）临港夜班渡轮20日开通。

首班船载客九十人。

免责声明：
仅供试读。
"""
PLAIN = "Ferry back in service\n\nThe ferry to Holm sails again.\n\nIt had been idle for a week.\n"
NO_SOURCE = SourceHints()


def only(written: str, hints: SourceHints = NO_SOURCE):
    (item,) = pagetext.read(written.encode(), "page.txt", hints).items
    return item


def with_first_line(line: str):
    return only(f"{line}\n\n{PLAIN}")


def test_the_lavrov_page_is_read_exactly():
    reading = pagetext.read(LAVROV.read_bytes(), LAVROV.name, hints_for("MENAFN"))
    (item,) = reading.items
    paragraphs = html.plain_text(item.body_html).split("\n\n")
    assert (item.headline, item.credit, item.source) == (
        "Russia Reiterates Opposition to Taiwan’s Independence",
        "MENAFN",
        "MENAFN",
    )
    assert (item.guid, item.reference) == ("MENAFN28122025000045017167ID1110531716",) * 2
    assert len(paragraphs) == 8
    assert paragraphs[0].startswith("Russian Foreign Minister Sergey Lavrov declared that Moscow rejects “any form")
    assert paragraphs[-1].endswith("potentially granting Japan the right to collective self-defense.")
    assert item.disclaimer == MENAFN_WORDING
    assert item.disclaimer in LAVROV.read_text()
    assert (item.pubstatus, item.embargo_unreadable, item.version) == (USABLE, False, 1)
    assert reading.warnings == (), "its furniture is known"


def test_the_pages_clock_does_not_date_the_story():
    item = only(LAVROV.read_text())
    assert item.created == datetime(2025, 12, 28, tzinfo=UTC)
    assert item.warnings == (
        "The page’s clock says “Tuesday, 02 January 2024 12:17 GMT”; "
        "the reference dates the story to 28 December 2025.",
    )


def test_a_page_is_recognised_without_being_told_its_source():
    assert only(LAVROV.read_text()) == only(LAVROV.read_text(), hints_for("MENAFN"))


def test_a_clock_that_agrees_with_the_reference_gives_the_hour():
    assert only(RELEASE).created == datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


def test_a_wording_that_nobody_knows_is_told_to_the_editor_and_one_that_the_newsroom_knows_is_not():
    assert only(RELEASE).warnings == ("The wording of this disclaimer is not one known of MRS.",)
    known = replace(hints_for("MRS"), wordings=("Our own  words.",))
    assert only(RELEASE, known).warnings == ()
    assert only(RELEASE, known).disclaimer == "Our own words."


def test_a_releases_dateline_stays_in_its_text():
    item = only(RELEASE)
    assert (item.dateline, item.credit) == ("CALDERMOUTH", "Meridian Release Service")
    assert item.body_html == (
        "<p>CALDERMOUTH, 16 November 2026 — The mill at Quarry Lane will grind flour again from March.</p>"
        "<p>“It smells of bread already,” said the miller.</p>"
    )


def test_the_agencys_partner_is_in_the_credit():
    assert only(RELEASE.replace("(MRS)", "(MRS - Mill Times)")).credit == "MRS - Mill Times"


def test_a_chinese_page_is_read_in_its_own_zone():
    item = only(HAIFENG)
    assert (item.headline, item.dateline, item.byline, item.source, item.disclaimer, item.language) == (
        "临港开通夜班渡轮",
        "临港",
        "林渡",
        "海风通讯社",
        "仅供试读。",
        "zh",
    )
    assert item.created == datetime(2026, 11, 20, 7, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert item.body_html == ("<p>海风社临港11月20日电（记者 林渡）临港夜班渡轮20日开通。</p><p>首班船载客九十人。</p>")


def test_an_unknown_page_is_read_with_care():
    item = only(PLAIN, SourceHints(code="HOLM", names=("Holm News",), language="en"))
    assert (item.headline, item.source, item.credit, item.created) == (
        "Ferry back in service",
        "Holm News",
        "Holm News",
        None,
    )
    assert item.body_html == "<p>The ferry to Holm sails again.</p><p>It had been idle for a week.</p>"


def test_the_furniture_of_an_unknown_page_is_left_out_and_told():
    reading = pagetext.read(f"Share\n\n{PLAIN}\nTags\n\nferry\n".encode(), "page.txt", NO_SOURCE)
    assert reading.items[0].body_html == only(PLAIN).body_html
    assert reading.warnings == tuple(f"Not part of the story, left out: “{one}”." for one in ("Share", "Tags", "ferry"))


def test_a_clock_that_can_be_read_in_two_orders_is_settled_by_the_dateline():
    page = "Thu, 03/12/2009 - 10:15\n\nBridge shut\n\nHOLM, {} (Holm News) -- The bridge is shut.\n"
    assert only(page.format("March 12")).created == datetime(2009, 3, 12, 10, 15, tzinfo=UTC)
    assert only(page.format("Dec. 3")).created == datetime(2009, 12, 3, 10, 15, tzinfo=UTC)
    undated = only(page.format("June 5"))
    assert undated.created is None
    assert undated.warnings == (
        "The page’s clock says “Thu, 03/12/2009 - 10:15”, the dateline another day: the story has no date.",
    )


def test_a_story_that_only_the_clock_dates_says_so():
    item = with_first_line("2026-11-20 07:20")
    assert item.created == datetime(2026, 11, 20, 7, 20, tzinfo=UTC)
    assert item.warnings == ("Only the page’s clock dates the story.",)


def test_without_a_reference_the_guid_is_of_headline_and_day_and_survives_an_update():
    page = f"2026-11-20 07:20\n\n{PLAIN}"
    assert only(page).guid == only(page.replace("a week", "nine days")).guid
    assert only(page).guid == only(page.replace("07:20", "09:45")).guid
    assert only(page).guid != only(page.replace("11-20", "11-21")).guid
    assert only(page).guid != only(page.replace("Ferry back", "Ferry not back")).guid


@pytest.mark.parametrize(
    ("line", "status", "held_as_embargo"),
    [
        ("KILL", UNKNOWN_STATUS, False),
        ("BULLETIN KILL: ferry story", UNKNOWN_STATUS, False),
        ("URGENT - KILL Ferry back in service", UNKNOWN_STATUS, False),
        ("WITHHOLD until further notice", WITHHELD, False),
        ("NE PAS PUBLIER", WITHHELD, False),
        ("NICHT VERWENDEN", WITHHELD, False),
        ("EMBARGOED until Friday noon", USABLE, True),
        ("SOUS EMBARGO jusqu’à vendredi", USABLE, True),
        ("Sperrfrist: Freitag, 12 Uhr", USABLE, True),
        ("محظور النشر حتى الجمعة", USABLE, True),
    ],
)
def test_an_order_in_words_holds_the_copy_and_is_no_headline(line, status, held_as_embargo):
    item = with_first_line(line)
    assert (item.pubstatus, item.embargo_unreadable) == (status, held_as_embargo)
    assert (item.headline, item.ednote) == ("Ferry back in service", line)
    assert len(item.warnings) == 1


def test_an_embargo_in_words_keeps_its_time_and_is_still_held():
    item = with_first_line("EMBARGOED UNTIL 2026-11-20 07:20 GMT")
    assert item.embargoed_until == datetime(2026, 11, 20, 7, 20, tzinfo=UTC)
    assert item.embargo_unreadable


@pytest.mark.parametrize(
    "headline",
    [
        "Kill Bill returns to cinemas",
        "Council votes to kill ferry plan",
        "KILL BILL STAR OPENS FERRY",
        "EMBARGO ON TIMBER LIFTED",
        "Embargo on timber lifted",
        "Withheld ballots counted",
        "Skill and embargoes",
    ],
)
def test_ordinary_words_hold_nothing(headline):
    item = only(f"{headline}\n\nThe plan to kill the ferry was withheld from the council.\n\nIt ended.\n")
    assert (item.headline, item.pubstatus, item.embargo_unreadable, item.warnings) == (headline, USABLE, False, ())


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "binary data or nothing but blanks"),
        (b"\xef\xbb\xbf", "binary data or nothing but blanks"),
        (b"\0" * 100, "binary data or nothing but blanks"),
        (b"%PDF-1.7\nHeadline\n\nText", "a PDF document"),
        (b"PK\x03\x04....", "a ZIP archive or an office document"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"<!doctype html><title>Sign in</title><form>", "an HTML page"),
        (b"<html><body>x</body></html>", "an HTML page"),
        (b"<?xml version='1.0'?><fixtures/>", "XML in a vocabulary that no reader here knows"),
        (b"Subject: x\nFrom: a@b.example\n\nText", "an e-mail"),
    ],
)
def test_what_is_no_text_is_refused_by_name(raw, reason):
    with pytest.raises(Unreadable) as refused:
        pagetext.read(raw, "page.txt", NO_SOURCE)
    assert str(refused.value) == f"page.txt: this is {reason}, not the text of a story."


def test_a_headline_alone_is_no_story():
    with pytest.raises(Unreadable, match=r"^page\.txt: there is no story in it, only a headline\.$"):
        only("Ferry back in service\n")


def test_a_text_that_would_stop_the_wire_is_refused():
    with pytest.raises(Unreadable) as refused:
        pagetext.read(b"Ferry back\n" + b"It sails.\n" * 80_001, "page.txt", NO_SOURCE)
    assert str(refused.value) == f"page.txt: {fields.TOO_LONG}."
