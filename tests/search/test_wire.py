"""The wire's index says at once what the items say, whoever writes them, and proposes the newest first."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import WireItem
from articles.search import postgres, wire, wire_index
from articles.search.candidates import Bounds
from articles.search.query import parse
from articles.search.wire import find_items
from articles.search.wire_index import INDEX, WAITING, WAITING_STATES

pytestmark = pytest.mark.django_db


def found(text: str = "", *tokens: str, **more) -> list[str]:
    keys = find_items(WireItem.objects.all(), text, tokens=tokens, limit=20, **more).keys
    return [WireItem.objects.get(pk=key).headline for key in keys]


def test_the_index_waits_for_the_states_in_which_an_item_waits():
    assert WAITING_STATES == WireItem.WAITING


def test_items_are_found_by_word_reference_and_guid_the_newest_first(cast):
    cast.wire_item(headline="Ferry saved", reference="AGY-0007", guid="urn:newsml:agy:7")
    cast.wire_item(headline="Ferry lost", body_html="<p>北京大学 said so.</p>")
    assert found("ferry") == ["Ferry lost", "Ferry saved"]
    asked = ("ferries", "agy-0007", "urn:newsml:agy:7", "京大", '"ferry saved"', "ferry -lost", "!!!")
    assert [found(text) for text in asked] == [
        [], ["Ferry saved"], ["Ferry saved"], ["Ferry lost"], ["Ferry saved"], ["Ferry saved"], [],
    ]  # fmt: skip


def test_a_change_of_state_or_cluster_is_in_the_index_at_once_by_whatever_means(cast):
    item, other = cast.wire_item(headline="One"), cast.wire_item(headline="Other")
    WireItem.objects.filter(pk=item.pk).update(state="spiked")
    assert (found("", WAITING), found("", "statespiked"), found("", "statenew")) == (["Other"], ["One"], ["Other"])
    WireItem.objects.update(cluster=other.pk)
    assert found("", "clustered") == ["Other", "One"]
    WireItem.objects.filter(pk=item.pk)._raw_delete(connection.alias)
    assert (found("", "clustered"), found("one")) == (["Other"], [])


def test_a_fixture_that_knows_no_words_is_found_by_its_own(cast, tmp_path):
    item = cast.wire_item(headline="Ferry")
    path = tmp_path / "wire.json"
    call_command("dumpdata", "articles.wireitem", output=str(path), verbosity=0)
    (told,) = json.loads(path.read_text(encoding="utf-8"))
    assert not {"search_text", "search_tokens", "cluster"} & set(told["fields"])
    WireItem.objects.filter(pk=item.pk)._raw_delete(connection.alias)
    assert found("ferry") == []
    call_command("loaddata", str(path), verbosity=0)
    assert found("ferry", WAITING) == ["Ferry"]


def test_bulk_writes_reach_the_index(cast):
    made = cast.wire_item()
    WireItem.objects.bulk_create(
        [WireItem(delivery=made.delivery, position=7, source=cast.agency, arrived_at=made.arrived_at,
                  headline="Airport", search_text="airport", search_tokens="urgency13")]
    )  # fmt: skip
    assert found("airport", WAITING, "urgency13") == ["Airport"]


def test_a_lost_trigger_is_named_and_the_index_is_made_of_the_items_that_there_are(cast):
    cast.wire_item(headline="Ferry")
    wire_index.remove(connection)
    names = [INDEX, *wire_index.KEPT_BY[connection.vendor]]
    assert wire_index.missing(connection) == names
    assert [error.id for error in wire_index.check_wire_index(databases=["default"])] == ["articles.E004"] * len(names)
    wire_index.make(connection)
    assert (found("ferry", WAITING), wire_index.missing(connection)) == (["Ferry"], [])


def walked(limit: int, *tokens: str, text: str = "") -> list[int]:
    keys, before = [], None
    for _ in range(100):
        page = find_items(WireItem.objects.all(), text, tokens=tokens, before=before, limit=limit)
        keys += page.keys
        if page.next is None:
            return keys
        assert before is None or page.next < before
        before = page.next
    raise AssertionError("The list has no end.")


def test_all_pages_together_are_the_list_however_the_engine_looked(cast, monkeypatch):
    monkeypatch.setattr(postgres, "NEAR", 4)
    monkeypatch.setattr(postgres, "BATCH", 5)
    monkeypatch.setattr(wire, "SLACK", 1)
    items = [cast.wire_item(urgency=2 if number % 7 == 0 else 5) for number in range(30)]
    newest = [item.pk for item in reversed(items)]
    assert walked(3) == newest
    assert walked(3, WAITING) == newest
    assert walked(3, WAITING, text="wire") == newest
    assert walked(2, "urgency13") == [item.pk for item in reversed(items) if item.urgency == 2]
    assert walked(3, "urgency79") == []


@pytest.mark.engine("postgresql")
def test_when_its_time_is_over_the_list_goes_on_below_what_was_read(cast, monkeypatch):
    monkeypatch.setattr(postgres, "in_time", lambda *asked: None)
    monkeypatch.setattr(postgres, "NEAR", 2)
    monkeypatch.setattr(postgres, "FURTHER", 3)
    items = [cast.wire_item(urgency=2 if number == 0 else 5) for number in range(8)]
    everything = Bounds(0, 2**62)
    first = postgres.newest_first(connection, parse(""), ["urgency13"], everything, wanted=5, index=INDEX)
    assert (first.positions, first.reached) == ([], items[5].pk)
    assert walked(3, "urgency13") == [items[0].pk]


@pytest.mark.engine("postgresql")
def test_where_the_newest_rows_hold_some_more_rows_are_read_and_the_list_goes_on_below_them(cast, monkeypatch):
    for name, value in (("NEAR", 2), ("FURTHER", 6), ("ENOUGH", 1)):
        monkeypatch.setattr(postgres, name, value)
    items = [cast.wire_item(urgency=2 if number % 2 else 5) for number in range(20)]
    rare = [item.pk for item in reversed(items) if item.urgency == 2]
    first = postgres.newest_first(connection, parse(""), ["urgency13"], Bounds(0, 2**62), wanted=3, index=INDEX)
    assert (first.positions, first.reached) == (rare[:3], rare[2])
    assert walked(3, "urgency13") == rare


def test_items_since_one_are_those_after_it(cast):
    first = cast.wire_item(headline="Old")
    cast.wire_item(headline="New")
    assert found("", WAITING, since=first.pk + 1) == ["New"]
