"""The inbox: what waits, everything that was read of it, and the two things that can be done with it."""

from datetime import UTC, datetime

import pytest

from articles.admin import inbox_list
from articles.models import Delivery, Story, WireItem
from articles.wire.copy import Subject
from tests.admin.screen import act, at_desk, page, told

INBOX = "/admin/articles/wireitem/"


def listed(response) -> list[str]:
    return [str(row.item) for row in response.context["rows"]]


def in_state(cast, state: str, **fields) -> WireItem:
    item = cast.wire_item(headline=f"A {state} item", **fields)
    WireItem.objects.filter(pk=item.pk).update(state=state)
    item.refresh_from_db()
    return item


def test_the_inbox_shows_what_waits_and_the_filter_shows_the_rest(cast):
    for state in WireItem.State:
        in_state(cast, state)
    desk = at_desk(cast.reporter)
    waiting = ["A unreadable item", "A update item", "A held item", "A new item"]
    assert sorted(listed(desk.get(INBOX))) == sorted(waiting)
    assert listed(desk.get(INBOX, {"state": "spiked"})) == ["A spiked item"]
    assert len(listed(desk.get(INBOX, {"state": "all"}))) == len(WireItem.State)


def test_a_clean_item_is_taken_straight_to_the_page_that_publishes_it(cast):
    clean, warned = cast.wire_item(), cast.wire_item(warnings=("Look.",))
    offers = 'name="_then" value="publish"'
    offered = [
        [offers in at_desk(user).get(page(item)).content.decode() for item in (clean, warned)]
        for user in (cast.publisher, cast.reporter)
    ]
    assert offered == [[True, False], [False, False]]
    for user, item, leads_to in ((cast.publisher, clean, "act"), (cast.editor, warned, "page")):
        answer = at_desk(user).post(act(item, "take"), {"_then": "publish"})
        story = Story.objects.get(wire_item=item)
        assert answer.url == {"act": act(story, "publish"), "page": page(story)}[leads_to]
        assert story.state == "draft"


@pytest.mark.parametrize(
    "query",
    [
        {"state": "anything"}, {"urgency": "0"}, {"language": "x\0"}, {"before": "x"}, {"nonsense": "1"},
        {"cluster": "x"}, {"source": "nobody"}, {"mark": "all"}, {"q": "x" * 301}, {"subject": "…"},
    ],
)  # fmt: skip
def test_an_unknown_value_never_means_everything_and_never_fails(cast, query):
    in_state(cast, "spiked")
    cast.wire_item()
    answer = at_desk(cast.reporter).get(INBOX, query)
    assert (answer.status_code, listed(answer)) == (200, [])
    assert "Nothing is listed until that is mended." in answer.content.decode()


def test_the_inbox_is_narrowed_by_every_filter_and_searched(cast):
    cast.agency.language = "fr"
    cast.agency.save()
    vote = Subject("medtop", "11000000", "Politics & government")
    cast.wire_item(
        headline="Élection", language="fr", urgency=2, reference="REF1", guid="urn:one", subjects=(vote,),
        keywords=("scrutin",), ednote="Check.",
    )  # fmt: skip
    cast.wire_item(
        source=cast.desk, headline="Harvest", language="en-GB", urgency=5, warnings=("Look.",), reference="REF-2",
        body_html="<p>Wheat, 小麦收成 and barley.</p>", subjects=(Subject(name="Politics"),),
    )  # fmt: skip
    desk = at_desk(cast.reporter)
    for query, expected in (
        ({"language": "fr"}, ["Élection"]),
        ({"language": "en"}, ["Harvest"]),
        ({"urgency": "1-3"}, ["Élection"]),
        ({"source": "DESK"}, ["Harvest"]),
        ({"subject": "11000000"}, ["Élection"]),
        ({"subject": "politics and government"}, []),
        ({"subject": "politics government"}, ["Élection"]),
        ({"subject": "Politics"}, ["Harvest"]),
        ({"subject": "SCRUTIN"}, ["Élection"]),
        ({"mark": "warned"}, ["Harvest"]),
        ({"mark": "noted"}, ["Élection"]),
        ({"mark": "embargoed"}, []),
        ({"source": "DESK", "urgency": "1-3"}, []),
        ({"q": "elections"}, []),
        ({"q": "election"}, ["Élection"]),
        ({"q": "wheat -barley"}, []),
        ({"q": "收成"}, ["Harvest"]),
        ({"q": "ref-2", "language": "en"}, ["Harvest"]),
        ({"q": "!!!"}, []),
        ({"q": "harvest"}, ["Harvest"]),
        ({"q": "REF1"}, ["Élection"]),
        ({"q": "urn:one"}, ["Élection"]),
    ):
        assert listed(desk.get(INBOX, query)) == expected, query


def test_taking_leads_to_the_storys_form(cast):
    item = cast.wire_item(headline="Taken")
    answer = at_desk(cast.reporter).post(act(item, "take"))
    story = Story.objects.get()
    assert (answer.url, story.headline, story.wire_item) == (page(story), "Taken", item)


def test_looking_at_an_act_does_not_do_it(cast):
    item = cast.wire_item()
    desk = at_desk(cast.editor)
    for verb in ("take", "spike"):
        assert desk.get(act(item, verb)).status_code == 200
    assert (WireItem.objects.get().state, Story.objects.count()) == ("new", 0)


def test_spiking_returns_to_the_list_as_it_was_filtered(cast):
    item = cast.wire_item()
    answer = at_desk(cast.editor).post(
        act(item, "spike") + "?_changelist_filters=urgency%3D1-3", {"reason": "Old news."}
    )
    item.refresh_from_db()
    assert (answer.url, item.state, item.moves.get().reason) == (f"{INBOX}?urgency=1-3", "spiked", "Old news.")


def test_what_was_taken_before_is_refused_in_words(cast):
    item = in_state(cast, "taken")
    desk = at_desk(cast.editor)
    answer = desk.post(act(item, "take"))
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [
        "“A taken item” is taken now, so you can't take it: look at it again."
    ]
    assert told(desk.get(act(item, "take"))) == ["“A taken item” is taken now, so “Take” is not open to it."]


def test_many_are_taken_at_once_and_each_refusal_is_said(cast):
    first, gone = cast.wire_item(headline="First"), in_state(cast, "unreadable")
    answer = at_desk(cast.editor).post(INBOX, {"action": "take", "_selected_action": [first.pk, gone.pk]})
    assert told(answer) == [
        "“First”: take, done.",
        "“A unreadable item” is unreadable now, so you can't take it: look at it again.",
    ]
    assert list(Story.objects.values_list("headline", flat=True)) == ["First"]


def test_a_bulk_act_is_not_offered_to_whom_the_rules_refuse_it(cast):
    item = cast.wire_item()
    at_desk(cast.reporter).post(INBOX, {"action": "spike", "_selected_action": [item.pk]})
    item.refresh_from_db()
    assert item.state == "new"


def test_the_bytes_are_a_file_to_keep_and_never_a_page(cast):
    delivery = Delivery.objects.create(
        source=cast.agency, name='"><script>\r\nX: y.html', raw=b"<script>alert(1)</script>", sha256="a" * 64,
        received_at="2026-01-01T00:00Z",
    )  # fmt: skip
    item = WireItem.objects.create(
        delivery=delivery, source=cast.agency, state="unreadable", arrived_at="2026-01-01T00:00Z"
    )
    answer = at_desk(cast.reporter).get(f"{INBOX}{item.pk}/raw/")
    headers = [answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")]
    assert (answer.content, *headers) == (
        b"<script>alert(1)</script>", "application/octet-stream", "nosniff", 'attachment; filename="script_X_y.html"',
    )  # fmt: skip


def test_the_items_page_shows_what_was_read_and_escapes_all_but_the_clean_body(cast):
    item = cast.wire_item(
        headline="<b>H</b>", credit="The Agency", keywords=("talks",), ednote="<i>Note</i>",
        body_html="<p>A <em>b</em></p>",        warnings=("The <u>clock</u> disagrees.",), link="javascript:alert(1)",
        expires=datetime(2026, 11, 30, 8, tzinfo=UTC),
    )  # fmt: skip
    answer = at_desk(cast.reporter).get(page(item))
    html = answer.content.decode()
    assert ("Keywords", "talks") in answer.context["facts"]
    assert ("Expires", "30 Nov. 2026, 08:00") in answer.context["facts"]
    assert [text in html for text in ("<p>A <em>b</em></p>", "&lt;b&gt;H", "&lt;i&gt;Note", "&lt;u&gt;clock")] == [
        True
    ] * 4
    assert 'href="javascript' not in html


def test_the_items_page_lists_its_other_versions(cast):
    old, new = (cast.wire_item(guid="urn:x", version=version) for version in (1, 2))
    assert at_desk(cast.reporter).get(page(old)).context["versions"] == [new, old]


def test_pages_are_walked_by_keys_each_item_once(cast, monkeypatch):
    monkeypatch.setattr(inbox_list, "LIST_SIZE", 3)
    for number in range(8):
        cast.wire_item(headline=f"Item {number}")
    desk, seen, address = at_desk(cast.reporter), [], ""
    for _ in range(3):
        answer = desk.get(INBOX + address)
        seen.append(listed(answer))
        address = answer.context["page"].older
    assert seen == [["Item 7", "Item 6", "Item 5"], ["Item 4", "Item 3", "Item 2"], ["Item 1", "Item 0"]]
    assert address == ""


def test_what_tells_the_same_folds_into_the_row_of_its_newest_wherever_the_others_stand(cast, monkeypatch):
    monkeypatch.setattr(inbox_list, "LIST_SIZE", 2)
    items = [cast.wire_item(headline=f"Item {number}") for number in range(6)]
    alike = [items[0].pk, items[3].pk, items[5].pk]
    WireItem.objects.filter(pk__in=alike).update(cluster=items[0].pk)
    desk = at_desk(cast.editor)
    first = desk.get(INBOX)
    assert [(str(row.item), row.count) for row in first.context["rows"]] == [("Item 5", 3), ("Item 4", 1)]
    second = desk.get(INBOX + first.context["page"].older)
    assert (listed(second), second.context["page"].older) == (["Item 2", "Item 1"], "")
    assert listed(desk.get(INBOX + first.context["rows"][0].alike)) == ["Item 5", "Item 3"]
    assert listed(desk.get(INBOX, {"mark": "clustered"})) == ["Item 5"]
    desk.post(act(items[5], "spike"))
    assert [(str(row.item), row.count) for row in desk.get(INBOX).context["rows"]] == [("Item 4", 1), ("Item 3", 2)]


def test_a_filter_folds_among_what_it_lets_through(cast):
    ours, theirs = cast.wire_item(source=cast.desk, headline="Ours"), cast.wire_item(headline="Theirs")
    WireItem.objects.update(cluster=ours.pk)
    desk = at_desk(cast.reporter)
    assert [listed(desk.get(INBOX, query)) for query in ({}, {"source": "DESK"}, {"q": "wire"})] == [
        ["Theirs"], ["Ours"], ["Theirs", "Ours"],
    ]  # fmt: skip
    assert theirs.pk > ours.pk


def test_new_items_are_counted_under_the_filters_of_the_page(cast):
    before = cast.wire_item(urgency=2).pk
    desk = at_desk(cast.reporter)
    address = INBOX + "new/"
    assert desk.get(address, {"after": before}).json() == {"count": 0, "said": ""}
    for urgency in (2, 2, 5):
        cast.wire_item(urgency=urgency)
    assert desk.get(address, {"after": before}).json()["said"] == "3 new items – show"
    assert desk.get(address, {"after": before, "urgency": "4-6"}).json() == {"count": 1, "said": "1 new item – show"}
    for wrong in ({"after": "x"}, {"after": before, "urgency": "no"}, {}):
        assert desk.get(address, wrong).status_code == 200
    assert desk.get(address, {"after": before, "urgency": "no"}).json()["count"] == 0


def in_place(desk, item, verb: str):
    return desk.post(act(item, verb), headers={"Accept": "application/json"})


def test_an_act_in_place_does_it_says_so_and_names_what_undoes_it(cast):
    item = cast.wire_item(headline="Taken")
    desk = at_desk(cast.editor)
    told = in_place(desk, item, "take").json()
    assert told == {"said": "“Taken”: take, done.", "undo": act(item, "untake"), "story": page(Story.objects.get())}
    assert in_place(desk, item, "untake").json()["undo"] == ""
    item.refresh_from_db()
    assert (item.state, Story.objects.get().state) == ("new", "spiked")
    assert list(desk.get(INBOX).context["messages"]) == []


def test_an_act_in_place_is_refused_in_words(cast):
    item = in_state(cast, "taken")
    answers = {
        (role, verb): in_place(at_desk(getattr(cast, role)), item, verb)
        for role, verb in (("editor", "take"), ("reporter", "spike"), ("editor", "eat"))
    }
    assert [(answer.status_code, answer.json()["error"]) for answer in answers.values()] == [
        (200, "“A taken item” is taken now, so you can't take it: look at it again."),
        (403, "You may not do that: ask somebody whose role allows it."),
        (404, "There is no act “eat”."),
    ]
    assert in_place(at_desk(cast.editor), WireItem(pk=999), "take").status_code == 404


def test_the_preview_is_the_items_own_text_and_only_for_who_may_read_it(cast):
    item = cast.wire_item(headline="<b>H</b>", body_html="<p>A <em>b</em></p>")
    address = f"{INBOX}{item.pk}/preview/"
    html = at_desk(cast.reporter).get(address).content.decode()
    assert ["<p>A <em>b</em></p>" in html, "&lt;b&gt;H" in html, "<html" in html] == [True, True, False]
    assert at_desk(cast.reader).get(address).status_code == 302


@pytest.mark.parametrize("address", ["999/change/", "x/change/", "999/act/take/", "x%00/act/take/"])
def test_an_item_that_does_not_exist_leads_home(cast, address):
    assert at_desk(cast.editor).get(INBOX + address).url == "/admin/"


@pytest.mark.parametrize("address", ["1/act/eat/", "999/raw/", "x/raw/"])
def test_an_unknown_act_or_download_is_not_found(cast, address):
    assert at_desk(cast.editor).get(INBOX + address).status_code == 404
