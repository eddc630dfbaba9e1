"""Light and dark: what the system says, unless the reader has chosen."""

import pytest

from tests.browser.chromium import until

pytestmark = pytest.mark.browser

PAPER = {"light": "rgb(253, 252, 248)", "dark": "rgb(22, 21, 19)"}
SEEN_FIRST = """
new PerformanceObserver(list => list.getEntries().forEach(() => {
    window.seenFirst ??= getComputedStyle(document.documentElement).backgroundColor;
})).observe({type: "paint", buffered: true});
"""


def paper(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def choose(page, words: str) -> None:
    page.get_by_role("group", name="Light or dark").get_by_role("radio", name=words).check(force=True)


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_page_follows_the_system_and_the_reader_goes_before_it(cast, visitor, system):
    other = {"light": "dark", "dark": "light"}[system]
    page = visitor("/", scheme=system)
    assert paper(page) == PAPER[system]
    choose(page, other.capitalize())
    assert paper(page) == PAPER[other]
    page.goto("/latest/")
    assert paper(page) == PAPER[other]
    assert page.get_by_role("radio", name=other.capitalize()).is_checked()
    choose(page, "As the system")
    page.reload()
    assert paper(page) == PAPER[system]
    assert page.get_by_role("radio", name="As the system").is_checked()


def test_nothing_flashes_before_the_reader_sees_what_was_chosen(cast, visitor):
    page = visitor("/", scheme="light")
    choose(page, "Dark")
    page.add_init_script(SEEN_FIRST)
    page.goto("/latest/")
    until(page, "window.seenFirst")
    assert page.evaluate("window.seenFirst") == PAPER["dark"]
    bars = page.evaluate("[...document.querySelectorAll('meta[name=theme-color]')].map(meta => meta.content)")
    assert bars == ["#161513", "#161513"]


def test_the_switch_is_one_stop_of_the_keyboard_and_its_arrows_choose(cast, visitor):
    page = visitor("/", scheme="light")
    page.get_by_role("radio", name="As the system").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="Light", exact=True).is_checked()
    page.keyboard.press("ArrowRight")
    assert paper(page) == PAPER["dark"]


def test_another_page_that_is_open_follows(cast, visitor):
    first = visitor("/", scheme="light")
    second = first.context.new_page()
    second.goto("/latest/")
    choose(second, "Dark")
    until(first, f"getComputedStyle(document.body).backgroundColor === '{PAPER['dark']}'")
    assert first.get_by_role("radio", name="Dark").is_checked()


def test_without_javascript_there_is_no_switch_and_the_system_decides(cast, visitor):
    page = visitor("/", scheme="dark", script=False)
    assert paper(page) == PAPER["dark"]
    assert page.get_by_role("group", name="Light or dark").count() == 0


def test_scripts_weigh_less_than_ten_kilobytes(cast, visitor):
    page = visitor("/")
    sizes = page.evaluate(
        "Promise.all([...document.scripts].filter(s => s.src).map(s => fetch(s.src).then(r => r.text())))"
    )
    assert 0 < sum(len(text.encode()) for text in sizes) < 10_000
