"""The inbox: what waits, everything that was read of it, and the two things that can be done with it."""

import pytest

from articles.models import Delivery, Story, WireItem
from tests.admin.screen import act, at_desk, page, told

INBOX = "/admin/articles/wireitem/"


def listed(response) -> list[str]:
    return [str(item) for item in response.context["cl"].result_list]


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


@pytest.mark.parametrize(
    "query", [{"state": "anything"}, {"urgency": "0"}, {"language": "x\0"}, {"p": "x"}, {"nonsense": "1"}]
)
def test_an_unknown_value_never_means_everything_and_never_fails(cast, query):
    in_state(cast, "spiked")
    answer = at_desk(cast.reporter).get(INBOX, query, follow=True)
    assert (answer.status_code, listed(answer)) == (200, [])


def test_the_inbox_is_narrowed_by_source_language_and_urgency_and_searched(cast):
    cast.agency.language = "fr"
    cast.agency.save()
    cast.wire_item(headline="Élection", language="fr", urgency=2, reference="REF1", guid="urn:one")
    cast.wire_item(source=cast.desk, headline="Harvest", language="en-GB", urgency=5)
    desk = at_desk(cast.reporter)
    for query, expected in (
        ({"language": "fr"}, ["Élection"]),
        ({"language": "en"}, ["Harvest"]),
        ({"urgency": "1-3"}, ["Élection"]),
        ({"source__id__exact": cast.desk.pk}, ["Harvest"]),
        ({"q": "harv"}, ["Harvest"]),
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
    )  # fmt: skip
    answer = at_desk(cast.reporter).get(page(item))
    html = answer.content.decode()
    assert ("Keywords", "talks") in answer.context["facts"]
    assert [text in html for text in ("<p>A <em>b</em></p>", "&lt;b&gt;H", "&lt;i&gt;Note", "&lt;u&gt;clock")] == [
        True
    ] * 4
    assert 'href="javascript' not in html


def test_the_items_page_lists_its_other_versions(cast):
    old, new = (cast.wire_item(guid="urn:x", version=version) for version in (1, 2))
    assert at_desk(cast.reporter).get(page(old)).context["versions"] == [new, old]


@pytest.mark.parametrize("address", ["999/change/", "x/change/", "999/act/take/", "x%00/act/take/"])
def test_an_item_that_does_not_exist_leads_home(cast, address):
    assert at_desk(cast.editor).get(INBOX + address).url == "/admin/"


@pytest.mark.parametrize("address", ["1/act/eat/", "999/raw/", "x/raw/"])
def test_an_unknown_act_or_download_is_not_found(cast, address):
    assert at_desk(cast.editor).get(INBOX + address).status_code == 404
