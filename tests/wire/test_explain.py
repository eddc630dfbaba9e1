import json
from io import StringIO

import pytest
from django.core.management import call_command

from articles.management.commands.read_wire import Command
from articles.wire.copy import SourceHints
from articles.wire.explain import explain
from articles.wire.places import places_in
from tests.wire.xml_samples import g2

HINTS = SourceHints(code="HOLM", names=("Holm News",), language="en")
TELEX = (
    b"\x01hol0042 3 i 211 HN 12\r\nferry\r\n\x02Ferry sails=\n   Holm (HN) - The ferry sails again.\r\n"
    b"\x03201120 GMT Nov 26\x04"
)
MAIL = b"From: Ada Brook <ada@holm.example>\nSubject: Ferry\nMessage-ID: <1@h.example>\n\nIt sails.\n"


def filled(raw: bytes, hints: SourceHints = HINTS) -> dict[str, list[str]]:
    """For each field the places that its value stands in."""
    (one,) = explain(raw, "x", hints)
    assert one.complete
    return {name: [origin.what for origin in origins if origin.fills] for name, origins in one.origins.items()}


def test_xml_is_explained_by_element_and_attribute():
    origins = filled(g2())
    assert origins["guid"] == ["/newsItem/@guid"]
    assert origins["headline"] == ["/newsItem/contentMeta/headline[2]"]
    assert origins["credit"] == ["/newsItem/contentMeta/creditline"]
    assert origins["pubstatus"] == ["/newsItem/itemMeta/pubStatus/@qcode"]
    assert origins["body_html"][:2] == [
        "/newsItem/contentSet/inlineXML/html/body/p",
        "/newsItem/contentSet/inlineXML/html/body/p/b",
    ]


def test_a_fallback_is_told_from_what_it_stands_in_for():
    raw = b'{"uri": "u", "headline": "Ferry", "infosource": [{"name": "Quay Wire"}], "title": "Unused"}'
    origins = filled(raw)
    assert origins["credit"] == ["$.infosource[0].name"]
    assert origins["language"] == ["the source’s language"]
    assert "$.title" not in str(origins)


def test_mail_is_explained_by_header_and_line_and_a_telex_by_column():
    origins = filled(MAIL, SourceHints())
    assert (origins["byline"], origins["source"], origins["headline"]) == (["From"], ["From"], ["Subject"])
    assert origins["body_html"] == ["line 5"]
    origins = filled(TELEX)
    assert origins["urgency"] == ["line 1, column 10"]
    assert origins["headline"] == ["line 3"]


def test_a_rule_of_a_dialect_is_named():
    raw = json.dumps({"uri": "u", "headline": "Ferry", "body_text": "(MENAFN - Holm Times) It sails."}).encode()
    origins = filled(raw, SourceHints(code="M", dialect="MENAFN"))
    assert "the dialect MENAFN: mark" in origins["credit"]


def test_what_was_not_tried_for_want_of_time_is_told():
    (one,) = explain(g2(), "x", HINTS, seconds=0)
    assert (one.complete, one.origins.get("headline")) == (False, None)


@pytest.mark.parametrize("raw", [g2(), MAIL, TELEX, b'{"a": [1, {"b": "\\"x"}], "c": true}', b"Ferry\n\nIt sails."])
def test_places_are_in_order_and_hold_what_stands_in_them(raw):
    places = list(places_in(raw))
    assert places
    assert all(raw[one.start : one.end].strip() for one in places)
    assert [one.line for one in places] == [raw.count(b"\n", 0, one.start) + 1 for one in places]


def run(path, **options) -> str:
    out = StringIO()
    call_command(Command(stdout=out), str(path), explain=True, **options)
    return out.getvalue()


def test_the_command_explains_for_people_and_for_programs(tmp_path):
    path = tmp_path / "ferry.json"
    path.write_text('{"uri": "u",\n "headline": "Ferry", "pubstatus": "usable"}')
    assert run(path).splitlines() == [
        str(path),
        "  guid             u",
        "    ← $.uri, line 1: “u”",
        "  version          1",
        "    ← no single place: a default of the standard, or said in more places than one",
        "  headline         Ferry",
        "    ← $.headline, line 2: “Ferry”",
        "  pubstatus        usable",
        "    ← $.pubstatus, line 2: “usable”",
    ]
    (item,) = json.loads(run(path, as_json=True))["items"]
    assert item["fields"]["headline"] == {
        "value": "Ferry",
        "from": [{"place": "$.headline", "line": 2, "said": "Ferry", "fills": True}],
    }
