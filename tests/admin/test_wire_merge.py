"""The merge page: every place with its three sides, what is chosen already, and nothing lost that was typed."""

import re

import pytest

from articles.desk import texts, verbs
from articles.desk.take import take
from articles.models import Story, WireItem
from tests.admin.screen import Form, act, at_desk, page, told
from tests.admin.test_queries import queries

pytestmark = pytest.mark.django_db

BODY = "<p>Two were hurt.</p><p>The road is closed.</p><p>Police are there.</p>"
THEIRS = BODY.replace("Two", "Nine").replace("Police", "Soldiers")


def version(cast, number: int, **fields) -> WireItem:
    said = {"headline": "Quake", "body_html": BODY}
    item = cast.wire_item(guid="urn:quake", version=number, **{**said, **fields})
    WireItem.objects.filter(pk=item.pk).update(state="update" if number > 1 else "new")
    item.refresh_from_db()
    return item


@pytest.fixture
def story(cast) -> Story:
    story = take(version(cast, 1), by=cast.editor)
    changes = {"headline": "Our quake", "body": BODY.replace("closed", "shut")}
    return texts.edit(story, by=cast.editor, version=1, changes=changes)


@pytest.fixture
def update(cast, story) -> WireItem:
    return version(cast, 2, headline="Strong quake", body_html=THEIRS)


def address(story: Story, item: WireItem) -> str:
    return f"/admin/articles/story/{story.pk}/merge/{item.pk}/"


def form(answer) -> dict:
    """The form as a browser would send it: the radio buttons that are on, and all texts."""
    html = answer.content.decode()
    fields = {name: values[-1] for name, values in Form(html, "merge_form").fields.items() if name}
    picks = {name: "" for name in fields if name.startswith("pick-")}
    for name in picks:
        buttons = re.findall(rf'name="{name}" value="([a-z]+)" checked>', html)
        picks[name] = buttons[0] if buttons else ""
    return {**fields, **picks}


def pick_of(answer, field: str) -> str:
    (panel,) = [one for one in answer.context["panels"] if one.name == field]
    return f"pick-{next(one for one in panel.shown if one.options).hunk.key}"


def test_every_place_is_shown_with_what_is_chosen_already(cast, story, update):
    answer = at_desk(cast.editor).get(address(story, update))
    shown = {
        panel.name: [
            (one.hunk.base, one.hunk.ours, one.hunk.theirs, next((o.pick for o in one.options if o.chosen), ""))
            for one in panel.shown
            if one.options
        ]
        for panel in answer.context["panels"]
    }
    assert shown == {
        "headline": [("Quake", "Our quake", "Strong quake", "")],
        "body": [
            ("<p>Two were hurt.</p>", "<p>Two were hurt.</p>", "<p>Nine were hurt.</p>", "theirs"),
            ("<p>The road is closed.</p>", "<p>The road is shut.</p>", "<p>The road is closed.</p>", "ours"),
            ("<p>Police are there.</p>", "<p>Police are there.</p>", "<p>Soldiers are there.</p>", "theirs"),
        ],
    }
    assert answer.context["to_choose"] == 1
    html = answer.content.decode()
    assert "Headline: Both changed this: choose" in html
    assert "<ins>Nine</ins>" in html


def test_taking_what_both_changed_leads_here_and_changes_nothing(cast, story, update):
    desk = at_desk(cast.editor)
    answer = desk.post(act(update, "take"))
    assert (answer.status_code, answer.headers["Location"]) == (302, address(story, update))
    assert told(answer) == [
        "The agency and our desk both changed headline, body of “Our quake”: open the story, compare the two and merge "
        "them."
    ]
    shown = desk.get(page(story))
    assert shown.context["contested"] == ["Headline", "Body"]
    assert address(story, update) in shown.content.decode()
    assert act(update, "take") not in shown.content.decode()
    asked = desk.post(act(update, "take"), headers={"Accept": "application/json"}).json()
    assert asked["story"] == address(story, update)
    assert WireItem.objects.get(pk=update.pk).state == "update"


def test_what_nobody_else_changed_keeps_its_one_click(cast):
    story = take(version(cast, 1), by=cast.editor)
    update = version(cast, 2, headline="Strong quake")
    desk = at_desk(cast.editor)
    assert act(update, "take") in desk.get(page(story)).content.decode()
    desk.post(act(update, "take"))
    story.refresh_from_db()
    assert story.headline == "Strong quake"


def test_the_form_as_it_came_with_one_choice_merges(cast, story, update):
    desk = at_desk(cast.editor)
    shown = desk.get(address(story, update))
    answer = desk.post(address(story, update), {**form(shown), pick_of(shown, "headline"): "theirs"})
    assert (answer.status_code, answer.headers["Location"]) == (302, page(story))
    story.refresh_from_db()
    assert (story.headline, story.body) == ("Strong quake", THEIRS.replace("closed", "shut"))
    assert told(desk.get(address(story, update))) != []


def test_without_the_choice_it_is_refused_and_says_where(cast, story, update):
    desk = at_desk(cast.editor)
    answer = desk.post(address(story, update), form(desk.get(address(story, update))))
    assert str(answer.context["refusal"]).startswith("Both sides changed headline: choose")
    story.refresh_from_db()
    assert (story.headline, story.version) == ("Our quake", 2)


def test_a_preview_shows_the_merged_text_keeps_all_choices_and_saves_nothing(cast, story, update):
    desk = at_desk(cast.editor)
    shown = desk.get(address(story, update))
    key = pick_of(shown, "headline").removeprefix("pick-")
    sent = {**form(shown), f"pick-{key}": "own", f"text-{key}": "A quake of ours", "_preview": "1"}
    again = desk.post(address(story, update), sent)
    assert again.context["preview"]["headline"] == "A quake of ours"
    assert form(again)[f"text-{key}"] == "A quake of ours"
    assert form(again)[f"pick-{key}"] == "own"
    story.refresh_from_db()
    assert story.headline == "Our quake"


def test_words_typed_beside_another_choice_are_not_lost(cast, story, update):
    desk = at_desk(cast.editor)
    shown = desk.get(address(story, update))
    key = pick_of(shown, "body").removeprefix("pick-")
    sent = {**form(shown), pick_of(shown, "headline"): "ours", f"text-{key}": "Nine or ten."}
    answer = desk.post(address(story, update), sent)
    assert "At Body you wrote words of your own and chose “The agency’s”" in str(answer.context["refusal"])
    assert form(answer)[f"text-{key}"] == "Nine or ten."


def test_a_stale_merge_is_refused_with_all_that_was_typed_and_works_the_second_time(cast, story, update):
    desk = at_desk(cast.editor)
    shown = desk.get(address(story, update))
    headline, first = (pick_of(shown, name).removeprefix("pick-") for name in ("headline", "body"))
    sent = {
        **form(shown), f"pick-{headline}": "own", f"text-{headline}": "Typed head", f"pick-{first}": "own",
        f"text-{first}": "Typed lead.",
    }  # fmt: skip
    texts.edit(story, by=cast.reporter, version=2, changes={"headline": "Saved by another"})
    answer = desk.post(address(story, update), sent)
    assert answer.context["stale"]
    assert answer.context["left_over"] == ["Typed head"]
    assert form(answer)[f"text-{first}"] == "Typed lead."
    story.refresh_from_db()
    assert (story.headline, WireItem.objects.get(pk=update.pk).state) == ("Saved by another", "update")
    desk.post(address(story, update), {**form(answer), pick_of(answer, "headline"): "ours"})
    story.refresh_from_db()
    assert story.headline == "Saved by another"
    assert story.body.startswith("<p>Typed lead.</p>")


def test_who_may_only_read_and_what_is_of_another_family_get_nothing(cast, story, update):
    assert at_desk(cast.reader).get(address(story, update)).status_code == 302
    assert at_desk(cast.editor).get(address(story, cast.wire_item())).status_code == 404
    assert at_desk(cast.editor).get(address(cast.draft(), update)).status_code == 404


def test_the_page_takes_as_many_queries_for_many_places_as_for_one(cast, story, update):
    desk = at_desk(cast.editor)
    few = queries(desk, address(story, update))
    many = version(cast, 3, headline="X", body_html="".join(f"<p>New {number}</p>" for number in range(50)) + BODY)
    assert len(queries(desk, address(story, many))) == len(few)


def test_html_of_the_agency_is_shown_as_its_cleaner_left_it(cast, story):
    hostile = version(cast, 3, headline="<script>alert(1)</script>", body_html=BODY)
    html = at_desk(cast.editor).get(address(story, hostile)).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


# What readers are told afterwards


@pytest.mark.parametrize(
    ("ednote", "proposed"),
    [
        ("CORRECTION: two, not nine.", {
            "kind": "correction",
            "notice": "An earlier version of this story said “Two”; it should have said “Nine”.",
        }),
        ("Adds details.", {"kind": "update", "notice": None}),
    ],
)  # fmt: skip
def test_a_live_story_leads_on_to_what_readers_are_told(cast, ednote, proposed):
    story = take(version(cast, 1), by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    texts.edit(story, by=cast.editor, version=story.version, changes={"slugline": "OURS"})
    update = version(cast, 2, body_html=BODY.replace("Two", "Nine"), slugline="THEIRS", ednote=ednote)
    desk = at_desk(cast.publisher)
    shown = desk.get(address(story, update))
    answer = desk.post(address(story, update), {**form(shown), pick_of(shown, "slugline"): "ours"})
    assert answer.headers["Location"] == act(story, "correct")
    initial = desk.get(act(story, "correct")).context["form"].initial
    assert {name: initial.get(name) for name in ("kind", "notice")} == proposed


def test_what_only_the_desk_changed_is_no_update_of_the_wire(cast):
    story = take(version(cast, 1), by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    texts.edit(story, by=cast.editor, version=story.version, changes={"body": BODY.replace("Two", "Three")})
    initial = at_desk(cast.publisher).get(act(story, "correct")).context["form"].initial
    assert (initial.get("kind"), initial["notice"]) == (
        None, "An earlier version of this story said “Two”; it should have said “Three”.",
    )  # fmt: skip


def test_the_list_of_stories_marks_those_that_the_wire_has_gone_on_with(cast, story, update):
    other = take(cast.wire_item(headline="Ferry"), by=cast.editor)
    html = at_desk(cast.editor).get("/admin/articles/story/").content.decode()
    rows = {key: html.split(page(key))[0].split("<tr>")[-1] for key in (story, other)}
    assert ["New version on the wire" in rows[key] for key in (story, other)] == [True, False]
