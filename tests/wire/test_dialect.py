import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import dialects, html, readers
from articles.wire.copy import SourceHints, WireCopy
from articles.wire.dialect import Dialect, in_dialect

WORDING = "Quay Wire answers for nothing."
QUAY = Dialect(
    code="QUAY",
    name="Quay Wire",
    mark=re.compile(r"\(QUAY(?: - [^()]{1,40})?\)\s*"),
    dateline=re.compile(r"(?P<place>[A-Z]{3,20}), \d+ \w{3} (?:by (?P<byline>[^-]{1,40}) )?-"),
    credit=re.compile(r"(?P<source>Quay Wire)/.+"),
    guid=re.compile(r"(?P<guid>quay:\d+)/(?P<version>\d+)"),
    boilerplate=re.compile(r"Sign up for .*"),
    headings=("Legal Disclaimer:",),
    wordings=(WORDING,),
    orders=re.compile(r"^SCRATCH\b"),
)


def copy(**fields) -> WireCopy:
    return WireCopy(**{"guid": "quay:7/3", "headline": "Ferry", "body_html": "<p>It sails.</p>", **fields})


def spoken(**fields) -> WireCopy:
    return in_dialect(copy(**fields), QUAY)


def test_a_guid_that_holds_the_version_is_parted_from_it():
    assert (spoken().guid, spoken().version, spoken().numbered) == ("quay:7", 3, True)
    assert (spoken(guid="quay:x").guid, spoken(guid="quay:x").version) == ("quay:x", 1)
    assert spoken(version=5).version == 5


def test_a_credit_line_that_stands_in_the_source_is_parted_from_it():
    item = spoken(source="Quay Wire/Bo Lind", credit="Quay Wire/Bo Lind")
    assert (item.source, item.credit) == ("Quay Wire", "Quay Wire/Bo Lind")
    assert spoken(source="Quay Wire/Bo", credit="Cy Dahl").credit == "Cy Dahl"
    assert spoken(source="Holm News").source == "Holm News"


def test_a_mark_is_cut_and_names_the_credit_and_tags_after_it_survive():
    item = spoken(body_html="<p>(QUAY - Holm Times) It <b>sails</b>.</p>")
    assert (item.credit, item.body_html) == ("QUAY - Holm Times", "<p>It <b>sails</b>.</p>")
    assert spoken(body_html="<p>(QUAY) A</p>").credit == "Quay Wire"


def test_a_dateline_in_the_text_is_read_and_stays_in_the_text():
    item = spoken(body_html="<p>Caption.</p><p>HOLM, 20 Nov by Ada Brook - It sails.</p>")
    assert (item.dateline, item.byline) == ("HOLM", "Ada Brook")
    assert item.body_html == "<p>Caption.</p><p>HOLM, 20 Nov by Ada Brook - It sails.</p>"
    assert spoken(dateline="Quay", body_html="<p>HOLM, 20 Nov - A</p>").dateline == "Quay"


def test_boilerplate_is_cut_and_told_and_the_disclaimer_stands_apart():
    item = spoken(body_html=f"<p>It sails.</p><p>Sign up for <b>news</b></p><p>Legal Disclaimer:</p><p>{WORDING}</p>")
    assert (item.body_html, item.disclaimer) == ("<p>It sails.</p>", WORDING)
    assert item.warnings == ("Cut from the text, as the agency’s boilerplate: “Sign up for news”.",)
    assert spoken(body_html=f"<p>It sails.</p><p>{WORDING}</p>").disclaimer == WORDING


@pytest.mark.parametrize("where", ["headline", "ednote", "body_html"])
def test_the_agencys_own_word_for_a_kill_holds_the_story(where):
    order = "SCRATCH ferry story"
    item = spoken(**{where: f"<p>{order}</p>" if where == "body_html" else order})
    assert item.pubstatus == "unknown"
    assert spoken(headline="Bo starts from SCRATCH").pubstatus == "usable"


@pytest.mark.parametrize("code", ["MENAFN", "MRS"])
def test_a_partner_named_in_the_source_is_the_credit_line(code):
    raw = json.dumps({"uri": "u", "headline": "Ferry", "source": f"{code} - Holm Times"}).encode()
    (item,) = readers.read(raw, "x", SourceHints(code="ANY", dialect=code)).items
    assert (item.source, item.credit) == (code, f"{code} - Holm Times")
    (item,) = readers.read(raw, "x", SourceHints(code="ANY")).items
    assert (item.source, item.credit) == (f"{code} - Holm Times", f"{code} - Holm Times")


def test_a_story_of_any_format_is_read_in_the_dialect_of_its_source():
    raw = json.dumps({"uri": "u", "headline": "Ferry", "body_text": "(MENAFN - Holm Times) It sails."}).encode()
    for dialect, body in (("MENAFN", "<p>It sails.</p>"), ("", "<p>(MENAFN - Holm Times) It sails.</p>")):
        (item,) = readers.read(raw, "x", SourceHints(code="ANY", dialect=dialect)).items
        assert item.body_html == body


@pytest.mark.parametrize(
    ("code", "line", "place"),
    [
        ("AP", "HOLM, Norway (AP) — The ferry sails.", "HOLM, Norway"),
        ("EFE", "Oslo, 16 ene (EFE).- El ferri zarpa.", "Oslo"),
        ("TASS", "HOLM, January 21. /TASS/. The ferry sails.", "HOLM"),
        ("ANSA", "(ANSA) - HOLM, 1 LUG - Il traghetto salpa.", "HOLM"),
        ("LUSA", "Holm, 28 jan 2025 (Lusa) -- O barco parte.", "Holm"),
        ("RITZAU", "Holm /ritzau/: Færgen sejler.", "Holm"),
    ],
)
def test_declared_datelines_name_the_place(code, line, place):
    item = in_dialect(copy(body_html=html.paragraph(line)), dialects.BY_CODE[code])
    assert item.dateline == place


def test_what_ap_s_interface_adds_to_an_address_is_no_part_of_the_identity():
    asked = ("qt=wZ1&et=0a1aza0c0", "qt=bX9&et=1a1aza1c1")
    addresses = [f"https://api.ap.org/media/v/content/0c9f4?{one}" for one in asked]
    read = {in_dialect(copy(guid=one), dialects.BY_CODE["AP"]).guid for one in addresses}
    assert read == {"https://api.ap.org/media/v/content/0c9f4"}


def test_every_declared_dialect_has_a_name_to_be_chosen_by():
    assert dialects.choices() == [(one.code, one.name) for one in dialects.DIALECTS]
    assert all(len(code) <= 20 and name for code, name in dialects.choices())


@given(st.sampled_from(dialects.DIALECTS), st.text(max_size=300), st.text(max_size=60))
def test_no_dialect_fails_or_makes_unclean_html(dialect, body, guid):
    item = in_dialect(copy(guid=guid or "g", headline=body[:80], body_html=html.paragraphs(body)), dialect)
    assert html.clean(item.body_html) == item.body_html
    assert item.guid
