"""Triage without the mouse, in a real browser."""

import pytest

from articles.models import WireItem

pytestmark = pytest.mark.browser

INBOX = "/admin/articles/wireitem/"


@pytest.fixture
def desk(cast, sign_in):
    for name in ("Third", "Second", "First"):
        cast.wire_item(headline=name)
    page = sign_in(cast.editor, INBOX)
    page.wait_for_selector("#show_keys:visible")
    return page


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def rows(page) -> list[str]:
    return page.locator(".wire-row .headline").all_inner_texts()


def states() -> dict[str, str]:
    return dict(WireItem.objects.values_list("headline", "state"))


def test_items_are_taken_spiked_and_returned_by_key_and_each_act_is_said(desk):
    said = desk.locator("#said")
    desk.keyboard.press("j")
    desk.keyboard.press("s")
    said.get_by_text("“First”: spike, done.").wait_for()
    assert (focused(desk), rows(desk)) == ("Second", ["Second", "Third"])
    desk.keyboard.press("t")
    said.get_by_text("“Second”: take, done.").wait_for()
    assert (focused(desk), states()) == ("Third", {"First": "spiked", "Second": "taken", "Third": "new"})
    desk.keyboard.press("u")
    said.get_by_text("“Second”: return to the inbox, done.").wait_for()
    desk.keyboard.press("u")
    said.get_by_text("“First”: unspike, done.").wait_for()
    assert rows(desk) == ["First", "Second", "Third"]
    assert set(states().values()) == {"new"}


def test_keys_are_still_in_a_field_with_a_modifier_and_when_they_are_off(desk):
    desk.keyboard.press("j")
    desk.keyboard.press("/")
    desk.keyboard.type("stu")
    assert desk.locator("#filter_q").input_value() == "stu"
    desk.locator(".headline").first.focus()
    for keys in ("Control+s", "Alt+t", "Shift+S"):
        desk.keyboard.press(keys)
    desk.keyboard.press("?")
    desk.get_by_label("Keys of one letter are on in this browser").uncheck()
    desk.get_by_role("button", name="Close").click()
    desk.reload()
    desk.wait_for_selector("#show_keys:visible")
    desk.locator(".headline").first.focus()
    desk.keyboard.press("s")
    desk.keyboard.press("?")
    assert not desk.locator("#keys").is_visible()
    assert set(states().values()) == {"new"}


def test_the_preview_stands_beside_the_list_and_follows_it(desk):
    desk.keyboard.press("j")
    desk.keyboard.press("o")
    desk.locator("#preview h2").get_by_text("First").wait_for()
    desk.keyboard.press("j")
    desk.locator("#preview h2").get_by_text("Second").wait_for()
    assert focused(desk) == "Second"
    desk.keyboard.press("Escape")
    assert not desk.locator("#preview").is_visible()


def test_new_items_announce_themselves_and_move_nothing(cast, desk):
    desk.keyboard.press("j")
    cast.wire_item(headline="Newest")
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.locator("#arrivals").get_by_text("1 new item – show").wait_for()
    assert (focused(desk), rows(desk)) == ("First", ["First", "Second", "Third"])
    desk.locator("#arrivals a").click()
    desk.wait_for_load_state()
    assert rows(desk)[0] == "Newest"


def test_the_first_page_freshens_itself_keeps_the_focus_and_can_be_paused(cast, sign_in):
    page = sign_in(cast.editor, "/admin/")
    fresh = "document.dispatchEvent(new Event('visibilitychange'))"
    page.locator("#table_arrivals summary").focus()
    item = cast.wire_item(headline="Held now")
    WireItem.objects.filter(pk=item.pk).update(state="held")
    page.evaluate(fresh)
    page.locator("#now_said").get_by_text("Kills and holds: 1").wait_for()
    assert page.evaluate("document.activeElement.closest('details').id") == "table_arrivals"
    page.get_by_role("button", name="Pause the updates").click()
    WireItem.objects.filter(pk=item.pk).update(state="new")
    page.evaluate(fresh)
    page.wait_for_timeout(500)
    assert page.locator("#now").get_by_text("Held now").count() == 1
    page.reload()
    assert page.get_by_role("button", name="Pause the updates").get_attribute("aria-pressed") == "true"
