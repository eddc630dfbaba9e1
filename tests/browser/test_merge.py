"""A merge with one conflict, in a real browser: by keyboard, with words of one's own."""

import pytest

from articles.desk import texts, verbs
from articles.desk.take import take
from articles.models import WireItem
from tests.browser.test_accessible import complaints

pytestmark = pytest.mark.browser

BODY = "<p>Two were hurt.</p><p>The road is closed.</p>"


@pytest.fixture
def story(cast):
    story = take(cast.wire_item(guid="urn:quake", headline="Quake", body_html=BODY), by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    texts.edit(story, by=cast.editor, version=story.version, changes={"body": BODY.replace("Two", "Some")})
    update = cast.wire_item(
        guid="urn:quake", version=2, headline="Strong quake", body_html=BODY.replace("Two", "Nine"),
        ednote="CORRECTION: nine, not two",
    )  # fmt: skip
    WireItem.objects.filter(pk=update.pk).update(state="update")
    return story


def test_what_somebody_types_is_chosen_previewed_and_saved_and_readers_are_told(cast, story, sign_in):
    page = sign_in(cast.publisher, f"/admin/articles/story/{story.pk}/change/", judged=True)
    page.get_by_role("link", name="See what changed, and merge").click()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert complaints(page) == []
    place = page.get_by_role("group", name="Body, place 1: Both changed this: choose")
    place.get_by_text("Write it myself").press("Enter")
    box = place.get_by_role("textbox", name="My own words: Body, place 1")
    assert box.input_value() == "Some were hurt."
    box.fill("Nine were hurt, two of them badly.")
    assert place.get_by_role("radio", name="As I write it here").is_checked()
    page.get_by_role("button", name="Preview").click()
    page.locator("#preview").get_by_text("Nine were hurt, two of them badly.").wait_for()
    page.get_by_role("button", name="Save the merged story").click()
    page.get_by_role("radio", name="Correction: something was wrong").wait_for()
    assert page.get_by_role("radio", name="Correction: something was wrong").is_checked()
    assert "“Two”" in page.get_by_role("textbox", name="Notice").input_value()
    story.refresh_from_db()
    assert (story.headline, story.body) == (
        "Strong quake", BODY.replace("Two were hurt", "Nine were hurt, two of them badly"),
    )  # fmt: skip
