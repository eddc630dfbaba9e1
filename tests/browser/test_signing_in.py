"""Somebody whose role requires a second factor sets it up and signs in with it, in a real browser."""

import pytest

from articles.models import RolePolicy, SecondFactor
from tests.admin.codes import code
from tests.browser.test_accessible import faults

pytestmark = pytest.mark.browser


@pytest.fixture
def required(cast):
    RolePolicy.objects.filter(role__name="Reporter").update(requires_second_factor=True)


def test_the_second_factor_is_set_up_once_and_asked_for_from_then_on(cast, required, sign_in, visitor):
    page = sign_in(cast.reporter, "/admin/articles/story/")
    assert page.locator("h1").inner_text() == "Second factor"
    assert page.locator("img.qr").evaluate("image => image.decode().then(() => image.naturalWidth > 100)")
    page.fill("#id_code", code(SecondFactor.objects.get()))
    page.keyboard.press("Enter")
    page.wait_for_selector(".recovery-codes")
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    page.click("text=I have kept them")
    page.wait_for_url("**/admin/articles/story/")
    again = sign_in(cast.reporter, "/admin/articles/story/")
    assert "the code that your app shows" in again.locator(".errornote").inner_text()
    again.fill("#id_username", "reporter")
    again.fill("#id_password", "reporter")
    again.fill("#id_code", codes[0])
    again.keyboard.press("Enter")
    again.wait_for_url("**/admin/articles/story/")


def test_nothing_keeps_anybody_out_of_these_screens(cast, required, sign_in, visitor):
    found = {"signing in": faults(visitor("/admin/login/", judged=True))}
    page = sign_in(cast.reporter, judged=True)
    found["setting up"] = faults(page)
    page.fill("#id_code", code(SecondFactor.objects.get()))
    page.keyboard.press("Enter")
    page.wait_for_selector(".recovery-codes")
    found["codes"] = faults(page)
    page.goto("/admin/second-factor/")
    found["set up"] = faults(page)
    assert {screen: said for screen, said in found.items() if said} == {}


def test_help_stays_as_it_was_left_on_each_screen(cast, sign_in):
    page = sign_in(cast.editor, "/admin/articles/story/")
    page.click(".help-panel summary")
    page.reload()
    assert page.locator(".help-panel").get_attribute("open") is not None
    page.goto("/admin/articles/wireitem/")
    assert page.locator(".help-panel").get_attribute("open") is None
    page.goto("/admin/articles/story/")
    page.click(".help-panel summary")
    page.reload()
    assert page.locator(".help-panel").get_attribute("open") is None
