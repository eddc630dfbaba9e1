from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import holds
from articles.wire.holds import in_prose

CET = timezone(timedelta(hours=1))

KILLS = (
    "KILL",
    "KILL: Ferry sails",
    "BULLETIN KILL",
    "MANDATORY KILL",
    "URGENT KILL - Ferry",
    "KILL KILL KILL",
    "Eds: KILL the story slugged FERRY",
    "ADVISORY KILL: Ferry",
    "STORY KILL",
    "BC-FERRY-KILL",
    "KILL ADVISORY",
    "EDITORS: Please kill the story “Ferry sails”",
    "Mandatory kill",
    "Story withdrawn: Ferry sails",
    "WITHDRAWN",
    "*** RETRACTION: Ferry ***",
    "RETRACTED: Ferry",
    "ATTENTION EDITORS: this item is withdrawn",
    "CANCELLED: Ferry",
    "ANNULATION",
    "À ANNULER : ferry",
    "DÉPÊCHE ANNULÉE",
    "MELDUNG ZURÜCKGEZOGEN",
    "RÜCKZUG: Fähre",
    "STORNIERT: Fähre",
    "Achtung ANNULLIERUNG: bdt0234",
    "INGETROKKEN: veerboot",
    "TREKKES: Fergen",
    "ANNULLERES: Færgen",
    "DRAS TILLBAKA: Färjan",
    "PERUTTU: Lautta",
    "【取り消し】フェリー",
    "[전문취소] 여객선",
    "ANULADA",
    "ANULACIÓN: ferri",
    "NOTICIA ANULADA",
    "ANNULLATA",
    "АННУЛИРОВАНО",
    "ОТЗЫВ СООБЩЕНИЯ",
    "إلغاء خبر: العبارة",
    "يلغى الخبر السابق",
    "سحب الخبر",
    "撤稿",
    "【撤稿】渡轮",
    "稿件作废",
)
WITHHOLDS = (
    "WITHHOLD",
    "WITHHOLD: Ferry",
    "HOLD FOR RELEASE",
    "DO NOT USE",
    "DO NOT PUBLISH - legal",
    "NOT FOR PUBLICATION",
    "NOT FOR RELEASE",
    "NICHT FREI",
    "NICHT FREIGEGEBEN",
    "NICHT ZUR VERÖFFENTLICHUNG",
    "NICHT VERWENDEN: Fähre",
    "NE PAS PUBLIER",
    "NE PAS DIFFUSER AVANT VALIDATION",
    "NO PUBLICAR",
    "NON PUBBLICARE",
    "NÃO PUBLICAR",
    "НЕ ПУБЛИКОВАТЬ",
    "يحظر النشر",
    "ليس للنشر",
    "غير مخصص للنشر",
    "يرجى عدم النشر",
    "禁止发布",
    "暂勿发布",
)
EMBARGOES = (
    "EMBARGO",
    "EMBARGOED",
    "EMBARGOED UNTIL 06:00 GMT, 1 December 2026",
    "Embargoed until Monday",
    "Embargoed for release until 6 a.m.",
    "EMBARGO: 1 Dec 2026 06:00",
    "STRICTLY EMBARGOED",
    "UNDER EMBARGO",
    "Under embargo until 1 December",
    "Strictly embargoed to 0001 GMT",
    "NOT BEFORE 06:00",
    "FOR RELEASE AT 06:00 GMT",
    "SPERRFRIST",
    "Sperrfrist: 1. Dezember 2026, 06:00 Uhr",
    "EMBARGO TOT 1 december, 06.00",
    "SPERREFRIST: 1. desember kl. 06",
    "Klausuleret til 1. december kl. 06",
    "엠바고: 12월 1일",
    "SPERRFRIST BIS MONTAG",
    "GESPERRT BIS 06:00",
    "SOUS EMBARGO",
    "Sous embargo jusqu’au 1er décembre",
    "EMBARGO JUSQU’À LUNDI",
    "Embargo jusqu'au 1er décembre à 6h",
    "EMBARGADO HASTA LAS 06:00",
    "Embargado hasta el lunes",
    "EMBARGO HASTA EL LUNES",
    "EMBARGO FINO ALLE 06:00",
    "EMBARGADO ATÉ 1 DE DEZEMBRO",
    "ЭМБАРГО ДО 1 ДЕКАБРЯ",
    "Эмбарго до 06:00",
    "محظور النشر حتى الاثنين",
    "يحظر النشر حتى الساعة السادسة",
    "خبر محظور حتى الاثنين",
    "发布禁令至12月1日",
    "禁发至12月1日06:00",
)
STORIES = (
    "EU embargo on oil until 2027",
    "Kill Bill returns to the screens",
    "3 killed in ferry fire",
    "KILLED IN ACTION: HOLM MOURNS",
    "Embargo on arms is lifted",
    "Cuba embargo vote at the UN",
    "Court withholds its ruling until Monday",
    "To kill a bill",
    "Police: do not use the bridge",
    "MPs retract claim on ferry",
    "Ferry operator withdraws plan",
    "Minister withdrawn from race",
    "The embargoed oil reached Holm on Monday.",
    "HOLM (HN) - A bill to kill the ferry tax failed.",
    "Holm hold for a draw",
    "Le Conseil vote un embargo sur les armes",
    "L’embargo contre l’île prolongé",
    "Öl-Embargo gegen Holm verlängert",
    "Zug zurückgezogen: Bahn stoppt die Linie",
    "El embargo a la isla sigue",
    "Annulation de 300 vols à Holm",
    "Annullata la partita di Holm",
    "Эмбарго на нефть продлено до 2027 года",
    "الحظر على النفط حتى 2027",
    "إلغاء الرحلات إلى الجزيرة",
    "欧盟石油禁运延长至2027年",
    "Sperrfristen im Strafrecht: was gilt",
    "Vuelo cancelado por la tormenta",
    "Flights canceled as storm nears",
    "Concert cancelled: fans wait",
    "Journalists ask why the story was killed",
    "Release is for Monday",
)


def hold(line: str, where: str = "headline"):
    given = {"headline": "Ferry sails", "ednote": "", "lines": ["It sails."], "zone": "UTC"}
    return in_prose(**{**given, where: [line] if where == "lines" else line})


@pytest.mark.parametrize("where", ["headline", "ednote", "lines"])
@pytest.mark.parametrize("line", KILLS)
def test_an_order_to_kill_holds_wherever_it_stands(line, where):
    assert hold(line, where).pubstatus == "unknown"


@pytest.mark.parametrize("where", ["headline", "ednote", "lines"])
@pytest.mark.parametrize("line", WITHHOLDS)
def test_an_order_to_withhold_holds_wherever_it_stands(line, where):
    assert hold(line, where).pubstatus == "withheld"


@pytest.mark.parametrize("where", ["headline", "ednote", "lines"])
@pytest.mark.parametrize("line", EMBARGOES)
def test_an_embargo_in_words_is_found_wherever_it_stands(line, where):
    assert hold(line, where).embargo == line


@pytest.mark.parametrize("where", ["headline", "lines"])
@pytest.mark.parametrize("line", STORIES)
def test_a_story_about_a_kill_or_an_embargo_is_a_story(line, where):
    found = hold(line, where)
    assert (found.pubstatus, found.embargo) == ("", "")


def test_an_order_deep_in_the_text_is_the_texts_own():
    lines = ["One.", "Two.", "Three.", "Four.", "KILL: the word on the wall"]
    assert in_prose(headline="Ferry", ednote="", lines=lines, zone="UTC").pubstatus == ""


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 06:00 GMT, 1 December 2026", datetime(2026, 12, 1, 6, tzinfo=UTC)),
        ("EMBARGOED until 1 December 2026 at 06:00 CET", datetime(2026, 12, 1, 6, tzinfo=CET)),
        ("SPERRFRIST: 1. Dezember 2026, 06:00 Uhr", datetime(2026, 12, 1, 6, tzinfo=UTC)),
        ("Sous embargo jusqu’au 1er décembre 2026 à 6h00", datetime(2026, 12, 1, 6, tzinfo=UTC)),
        ("EMBARGADO HASTA 1 de diciembre de 2026 06:00", datetime(2026, 12, 1, 6, tzinfo=UTC)),
        ("EMBARGOED until 2026-12-01 06:00 GMT", datetime(2026, 12, 1, 6, tzinfo=UTC)),
        ("EMBARGOED until 1 December 2026", None),
        ("EMBARGOED until Monday", None),
    ],
)
def test_the_time_of_an_embargo_is_read_where_it_is_whole(line, until):
    assert hold(line).embargoed_until == until


@given(st.text(max_size=200))
def test_any_line_is_judged(line):
    assert isinstance(hold(line), holds.Hold)
