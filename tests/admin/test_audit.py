"""Who saw what readers might not have yet, and who did what: noted, found, taken out."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk import looks, verbs
from articles.models import Look, Story, WireItem
from tests.admin.screen import act, at_desk, page

AUDIT = "/admin/articles/look/"
EXPORT = "/admin/articles/look/export.csv"
SOON = timedelta(hours=3)


@pytest.fixture
def embargoed(cast) -> Story:
    return cast.draft(headline="Budget", embargo_until=timezone.now() + SOON)


def seen() -> list[tuple]:
    return [(look.user_name, str(look.story or look.wire_item), look.why) for look in Look.objects.order_by("pk")]


def exported(desk, **asked) -> list[list[str]]:
    text = b"".join(desk.post(EXPORT, asked).streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def listed(desk, **asked) -> list[tuple]:
    return [(deed.who, deed.act, str(deed.thing)) for deed in desk.get(AUDIT, asked).context["deeds"]]


@pytest.mark.parametrize("way", ["change/", "history/", "act/file/"])
def test_opening_what_is_under_embargo_is_noted_whatever_screen_it_is(cast, embargoed, way):
    at_desk(cast.reporter).get(page(embargoed).replace("change/", way))
    assert seen() == [("Reporter", "Budget", "embargo")]


@pytest.mark.parametrize("way", ["change/", "raw/", "preview/", "act/take/"])
def test_opening_a_wire_item_under_embargo_is_noted(cast, way):
    item = cast.wire_item(headline="Budget", embargoed_until=timezone.now() + SOON)
    at_desk(cast.editor).get(page(item).replace("change/", way))
    assert seen() == [("Editor", "Budget", "embargo")]


def test_what_is_held_is_noted_and_what_is_open_to_all_is_not(cast):
    desk = at_desk(cast.editor)
    held, unreadable, legal = cast.wire_item(headline="Held"), cast.draft(headline="Unread"), cast.draft(headline="Law")
    WireItem.objects.filter(pk=held.pk).update(state=WireItem.State.HELD)
    Story.objects.filter(pk=unreadable.pk).update(embargo_unreadable=True)
    Story.objects.filter(pk=legal.pk).update(legal_hold="A court asked.")
    lifted = cast.draft(embargo_until=timezone.now() - SOON)
    for thing in (cast.draft(), cast.wire_item(), lifted, held, unreadable, legal):
        desk.get(page(thing))
    assert seen() == [("Editor", "Held", "hold"), ("Editor", "Unread", "embargo"), ("Editor", "Law", "hold")]


def test_a_look_is_noted_once_a_person_thing_and_ten_minutes(cast, embargoed):
    other = cast.draft(headline="Other", embargo_until=timezone.now() + SOON)
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for minutes in (0, 1, 9, 10, 11):
        looks.note(embargoed, by=cast.reporter, now=noon + timedelta(minutes=minutes))
    looks.note(embargoed, by=cast.editor, now=noon)
    looks.note(other, by=cast.editor, now=noon)
    kept = Look.objects.order_by("pk").values_list("user__username", "story__headline", "at__minute")
    assert list(kept) == [
        ("reporter", "Budget", 0), ("reporter", "Budget", 10), ("editor", "Budget", 0), ("editor", "Other", 0),
    ]  # fmt: skip


def test_who_is_refused_has_seen_nothing(cast, embargoed):
    for visitor in (at_desk(cast.reader), at_desk(cast.reporter)):
        cast.reporter.groups.clear()
        visitor.get(page(embargoed))
    assert seen() == []


def test_no_look_is_changed_or_deleted(cast, embargoed):
    looks.note(embargoed, by=cast.reporter)
    for refused in (lambda: Look.objects.update(user_name="Nobody"), lambda: Look.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()
    assert len(seen()) == 1


def test_moves_and_looks_stand_in_one_list_newest_first(cast, embargoed):
    at_desk(cast.reporter).get(page(embargoed))
    verbs.file(embargoed, by=cast.reporter)
    at_desk(cast.editor).get(page(embargoed))
    assert listed(at_desk(cast.administrator)) == [
        ("Editor", "saw, under embargo", "Budget"),
        ("Reporter", "file", "Budget"),
        ("Reporter", "saw, under embargo", "Budget"),
        ("Editor", "start", "Budget"),
    ]


def test_it_is_searched_by_person_thing_time_and_kind(cast, embargoed):
    other = cast.draft(headline="Other")
    at_desk(cast.reporter).get(page(embargoed))
    desk = at_desk(cast.administrator)
    look, began = ("Reporter", "saw, under embargo", "Budget"), ("Editor", "start", "Budget")
    assert listed(desk, who="report") == [look]
    assert listed(desk, what=embargoed.code) == listed(desk, what="budge") == [look, began]
    assert listed(desk, kind="looks") == [look]
    assert listed(desk, kind="moves") == [("Editor", "start", str(other)), began]
    today = timezone.localdate()
    assert len(listed(desk, since=today, until=today)) == 3
    assert listed(desk, until=today - timedelta(days=1)) == listed(desk, since=today + timedelta(days=1)) == []
    assert listed(desk, who="nobody") == []
    wrong = desk.get(AUDIT, {"since": "yesterday"})
    assert (wrong.status_code, wrong.context["deeds"], bool(wrong.context["form"].errors)) == (200, [], True)


def test_older_pages_follow_without_a_gap(cast, monkeypatch):
    monkeypatch.setattr("articles.admin.audit.SHOWN", 3)
    desk = at_desk(cast.administrator)
    for number in range(4):
        story = cast.draft(headline=f"Story {number}", embargo_until=timezone.now() + SOON)
        looks.note(story, by=cast.reporter)
    found, address = [], AUDIT
    while address:
        context = desk.get(address).context
        found += [(deed.act, deed.thing.headline) for deed in context["deeds"]]
        address = context["older"] and f"{AUDIT}?{context['older']}"
    assert found == [(verb, f"Story {n}") for n in (3, 2, 1, 0) for verb in ("saw, under embargo", "start")]


def test_it_takes_as_many_queries_for_many_lines_as_for_one(cast):
    def many(number):
        for _ in range(number):
            looks.note(cast.draft(embargo_until=timezone.now() + SOON), by=cast.reporter)
            verbs.spike(cast.wire_item(headline=""), by=cast.editor)
        desk.get(AUDIT)
        with CaptureQueriesContext(connection) as captured:
            desk.get(AUDIT, {"who": "e", "what": "story"})
            desk.get(AUDIT)
        return [one["sql"] for one in captured]

    desk = at_desk(cast.administrator)
    few, lots = many(1), many(20)
    assert len(few) == len(lots)
    assert not [sql for sql in lots if '."raw"' in sql or '."body"' in sql]


def test_only_who_may_sees_it_and_takes_it_out(cast, embargoed):
    for user in (cast.reporter, cast.editor, cast.publisher):
        assert (at_desk(user).get(AUDIT).status_code, at_desk(user).post(EXPORT).status_code) == (403, 403)
        assert AUDIT not in at_desk(user).get("/admin/").content.decode()
    assert at_desk(cast.administrator).get(EXPORT).status_code == 403
    assert LogEntry.objects.count() == 0


def test_the_export_holds_what_the_list_shows_and_is_logged(cast, embargoed):
    at_desk(cast.reporter).get(page(embargoed))
    cast.draft(headline="Other")
    desk = at_desk(cast.administrator)
    first, *rows = exported(desk, what=embargoed.code, who="", kind="")
    assert first == ["at", "person", "account", "act", "kind", "thing", "headline", "from", "to", "reason"]
    assert [row[1:7] for row in rows] == [
        ["Reporter", "reporter", "saw, under embargo", "story", embargoed.code, "Budget"],
        ["Editor", "editor", "start", "story", embargoed.code, "Budget"],
    ]
    said = LogEntry.objects.values_list("user__username", "change_message")
    assert list(said) == [("administrator", f"Exported. what: {embargoed.code}")]


@pytest.mark.parametrize("headline", ['=HYPERLINK("https://evil.example")', "+1", "-1", "@SUM(A1)", " =1+1"])
def test_no_spreadsheet_takes_a_headline_for_a_formula(cast, headline):
    cast.draft(headline=headline)
    (_, row) = exported(at_desk(cast.administrator))
    assert row[6] == "'" + Story.objects.get().headline


def test_the_export_says_where_it_stops(cast, monkeypatch):
    monkeypatch.setattr("articles.admin.audit.EXPORTED", 2)
    for number in range(3):
        cast.draft(headline=f"Story {number}")
    rows = exported(at_desk(cast.administrator))
    assert [row[6] for row in rows[1:3]] == ["Story 2", "Story 1"]
    assert rows[3:] == [["Only the newest 2 lines: narrow the dates."]]


def test_an_act_asked_for_by_address_is_no_way_around(cast, embargoed):
    at_desk(cast.publisher).post(act(embargoed, "publish"), {})
    assert seen() == [("Publisher", "Budget", "embargo")]
