"""One act on many: shown before it is done, done to each for itself, and at most a hundred at once."""

import pytest

from articles.admin import in_bulk
from articles.desk import verbs
from articles.models import Story
from tests.admin.screen import at_desk, told

LIST = "/admin/articles/story/"


def choose(desk, action: str, *stories: Story, **more):
    chosen = [story.pk for story in stories]
    return desk.post(LIST, {"action": action, "_selected_action": chosen, "index": 0, **more})


def confirm(desk, action: str, *stories: Story):
    """The button of the page that was shown, which is on no list."""
    return desk.post(LIST, {"action": action, "_selected_action": [story.pk for story in stories], "_confirmed": ""})


def states(*stories: Story) -> list[str]:
    return [Story.objects.get(pk=story.pk).state for story in stories]


def test_what_will_be_done_is_shown_first_and_nothing_is_done_yet(cast):
    ready, bare, live = cast.draft(headline="Ready"), cast.draft(headline="Bare", body=""), cast.published()
    shown = choose(at_desk(cast.publisher), "publish", ready, bare, live)
    assert shown.context["open"] == [ready]
    assert [(thing, reasons) for thing, _, reasons in shown.context["hindered"]] == [
        (bare, ["It has no text. Write the body, or spike the story."]),
        (live, [f"“{live}” is published now, so “Publish” is not open to it."]),
    ]
    assert f'name="_selected_action" value="{bare.pk}"' not in shown.content.decode()
    assert states(ready, bare, live) == ["draft", "draft", "published"]


def test_what_was_confirmed_is_done_item_by_item(cast):
    one, two = cast.draft(headline="One"), cast.draft(headline="Two")
    desk = at_desk(cast.publisher)
    choose(desk, "publish", one, two)
    verbs.spike(two, by=cast.editor)
    assert told(confirm(desk, "publish", one, two)) == [
        "“One”: publish, done.",
        "“Two” is spiked now, so you can't publish it: look at it again.",
    ]
    assert states(one, two) == ["published", "spiked"]


@pytest.mark.parametrize("ask", [choose, confirm])
def test_more_than_the_limit_are_refused_and_nothing_is_done(cast, monkeypatch, ask):
    monkeypatch.setattr(in_bulk, "LIMIT", 2)
    drafts = [cast.draft() for _ in range(3)]
    assert told(ask(at_desk(cast.publisher), "file", *drafts)) == [
        "More than 2 are chosen, and nothing was done: choose fewer."
    ]
    assert states(*drafts) == ["draft"] * 3


def test_who_may_not_is_offered_nothing_and_can_force_nothing(cast):
    draft, desk = cast.draft(), at_desk(cast.reporter)
    assert 'value="publish"' not in desk.get(LIST).content.decode()
    for ask in (choose, confirm):
        ask(desk, "publish", draft)
    assert states(draft) == ["draft"]
