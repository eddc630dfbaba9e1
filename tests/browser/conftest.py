"""A real Chromium against a real server on a real, committing database."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import launch
from tests.cast import Cast

# Playwright's event loop lives in the tests' own thread, where Django then suspects asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
AXE = Path(__file__).with_name("axe.min.js")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def cast(lasting_database) -> Cast:
    return Cast.make()


@pytest.fixture
def visitor(chromium, live_server):
    """Opens pages as somebody new each time; fails the test on any error or blocked resource in the console."""
    contexts, complaints = [], []

    def note(message, expects):
        if message.type == "error" and not any(words in message.text for words in expects):
            complaints.append(message.text)

    def open_page(
        path: str = "/",
        *,
        width: int = 1280,
        scheme: str = "light",
        script: bool = True,
        judged: bool = False,
        expects: tuple[str, ...] = (),
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            bypass_csp=judged,
            base_url=live_server.url,
        )
        contexts.append(context)
        if judged:
            context.add_init_script(path=AXE)
        page = context.new_page()
        page.on("console", lambda message: note(message, expects))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def sign_in(visitor):
    def as_user(user, path: str = "/admin/", **how) -> Page:
        page = visitor(f"/admin/login/?next={path}", **how)
        page.fill("#id_username", user.username)
        page.fill("#id_password", user.username)
        with page.expect_navigation():  # a click is over when the next page begins, not when it is all there
            page.click("[type=submit]")
        return page

    return as_user
