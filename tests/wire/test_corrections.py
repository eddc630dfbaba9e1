"""What an agency calls a correction, in its own words; the notes of other copy stand beside it."""

import pytest

from articles.wire import corrections
from articles.wire.copy import WireCopy


@pytest.mark.parametrize(
    "ednote",
    [
        "CORRECTION: the minister's name is Ndiaye.",
        "Eds: Corrects name in 3rd graf.",
        "UPDATES: adds quotes, corrects spelling of town",
        "(Corrects day in paragraph 2)",
        "This story has been corrected to show that two people died.",
        "Adds background.\nCorrected version follows",
        "CORRECTIF : le nom du ministre",
        "Rectificatif. Bien lire 12 et non 21",
        "BERICHTIGUNG: Im 2. Absatz muss es heißen",
        "Corrección: el nombre correcto es",
        "Correção no segundo parágrafo",
        "RETTIFICA: nel titolo",
        "Correctie: de naam",
        "Rättelse: namnet",
        "Исправление: имя министра",
        "تصحيح اسم الوزير",
        "更正：第二段人名",
        "訂正：名前",
    ],
)
def test_a_note_that_says_so(ednote):
    assert corrections.is_correction(WireCopy(guid="urn:1", ednote=ednote))


@pytest.mark.parametrize(
    "ednote",
    [
        "", "Adds quotes.", "Updates with no corrections.", "No correction is needed.",
        "Questions go to the corrections desk, which answers within a day.", "Keine Korrektur.", "Sans correctif.",
        "Adds comment by the Corrections Department.", "Incorrect headline codes were sent before.",
    ],
)  # fmt: skip
def test_a_note_that_does_not(ednote):
    assert not corrections.is_correction(WireCopy(guid="urn:1", ednote=ednote))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"headline": "Correction: Ferry sinks off coast"}, True),
        ({"headline": "CORRECTED-Ferry sinks off coast"}, True),
        ({"headline": "CORRECTED (official)–Ferry sinks"}, True),
        ({"headline": "Correction in markets deepens"}, False),
        ({"headline": "Corrections officer hurt"}, False),
        ({"slugline": "BC-Ferry,1st Ld/CORRECTION"}, True),
        ({"slugline": "PRISON-CORRECTIONS"}, False),
        ({"warnings": (corrections.SIGNAL,)}, True),
        ({"body_html": "<p>Correction: no.</p>"}, False),
    ],
)
def test_marks_elsewhere(fields, says):
    assert corrections.is_correction(WireCopy(guid="urn:1", **fields)) is says
