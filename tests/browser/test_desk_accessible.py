"""What axe-core finds on each screen of the desk: nothing. And no screen is wider than a phone."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, resolve, reverse

from articles.desk import texts
from tests.admin.screen import at_desk, page
from tests.browser.test_accessible import OF_COLOUR_AND_SIZE, RULES, complaints
from tests.browser.whole_desk import list_of, make

pytestmark = pytest.mark.browser

# Lists, forms of new things and pages of acts are alike: one or two of each kind stand for the others, where only
# colour, width and language differ. So do two screens for the header and the menu, which all have.
ALIKE = ("list of", "new ", "to ")
CHOSEN = {"list of story", "list of channel", "new route", "to publish", "to correct", "to kill", "to re-issue"}
FRAME, FRAMED = ["#header", "#nav-sidebar"], {"the first screen", "list of story"}
WIDE, PHONE = 1280, 390
NO_SCREENS = {
    "set_language", "now", "logout", "second_factor_key", "autocomplete", "jsi18n", "view_on_site",
    "articles_look_export", "articles_pin_act", "articles_wireitem_new", "articles_wireitem_view",
    "articles_wireitem_raw", "articles_wireitem_preview", "articles_picture_file", "articles_story_check",
    "articles_story_draft", "articles_story_presence", "articles_story_beside", "articles_story_note",
    "articles_story_withdraw_preview", "articles_story_new_draft", None,
}  # fmt: skip


def lists() -> dict[str, str]:
    listed = (
        "story", "delivery", "edition", "move", "channel", "route", "grace", "order", "subscriber", "dispatch",
        "disclaimer", "source", "section", "topic", "person", "page", "picture", "readerreport", "rolepolicy", "look",
    )  # fmt: skip
    more = {
        "people": reverse("admin:auth_user_changelist"),
        "stories that are not there": list_of("story", "?q=zeppelin"),
    }
    return {f"list of {model}": list_of(model) for model in listed} | more


def new_ones() -> dict[str, str]:
    made = ("story", "source", "disclaimer", "channel", "route", "page", "picture", "section", "topic", "person",
            "subscriber", "rolepolicy")  # fmt: skip
    new = {f"new {model}": reverse(f"admin:articles_{model}_add") for model in made}
    return new | {"new account": reverse("admin:auth_user_add")}


def names() -> set[str | None]:
    """Of all addresses of the desk."""
    found, left = set(), list(admin.site.get_urls())
    while left:
        one = left.pop()
        left += getattr(one, "url_patterns", [])
        found |= {one.name} if isinstance(one, URLPattern) else set()
    return found


def faults(screen, name: str, language: str) -> list[str]:
    """All rules once; for other colours, the other width and the other direction those that these can break."""
    looks = [(WIDE, "light", RULES), (PHONE, "dark", OF_COLOUR_AND_SIZE)]
    if language != "en":
        looks = [(PHONE, "light", OF_COLOUR_AND_SIZE)]
    if name.startswith(ALIKE) and name not in CHOSEN:
        looks = looks[:1]
    found = []
    for width, scheme, rules in looks:
        screen.set_viewport_size({"width": width, "height": 900})
        screen.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        without = [] if name in FRAMED else FRAME
        found += [f"{width} {scheme} {fault}" for fault in complaints(screen, rules, without)]
    screen.set_viewport_size({"width": PHONE, "height": 900})
    wide = screen.evaluate("document.documentElement.scrollWidth")
    return [*found, f"is {wide} wide"] if wide > PHONE else found


def stale(screen, desk) -> None:
    """Somebody else saves what is being written in."""
    story = desk.contested
    screen.goto(page(story))
    story.refresh_from_db()
    theirs = {"headline": f"Theirs, version {story.version}", "body": f"<p>Theirs, version {story.version}.</p>"}
    texts.edit(story, by=desk.cast.editor, version=story.version, changes=theirs)
    screen.fill("#id_headline", "Mine")
    screen.locator("[name=_save]").click()
    screen.locator(".both").first.wait_for()


def previewed(screen, desk) -> None:
    screen.goto(desk.screens["the inbox"])
    screen.keyboard.press("j")
    screen.keyboard.press("o")
    screen.locator("#preview h2").first.wait_for()
    screen.keyboard.press("?")


def unfit(screen, desk) -> None:
    screen.goto(new_ones()["new route"])
    screen.locator(".help-panel summary").click()
    screen.locator("[name=_save]").click()
    screen.locator(".errornote").wait_for()


STEPS = {"a stale save": stale, "a preview beside the list": previewed, "a form that is not fit": unfit}


def test_every_address_of_the_desk_is_walked_below_or_shows_nothing(cast):
    screens = make(cast).screens | lists() | new_ones()
    walked = {resolve(address.partition("?")[0]).url_name for address in screens.values()} | {"login"}
    client = at_desk(cast.publisher)
    left = {}
    for name in names() - walked - NO_SCREENS:
        arguments = [] if name.endswith(("_add", "_changelist")) else ["0"]
        left[name] = client.get(reverse(f"admin:{name}", args=arguments)).status_code
    # What an administrator is refused, and the log that looks the same for each kind of thing.
    assert {name for name, status in left.items() if status != 403 and not name.endswith("_history")} == set()


@pytest.fixture
def spoken(settings, live_server):
    """Turns the desk on a screen to a language."""

    def turn(screen, language: str) -> None:
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": f"{live_server.url}/admin/"}
        screen.context.add_cookies([cookie])
        screen.reload()

    return turn


# Apart, so that they can be walked side by side.
WALKS = {"things": lambda desk: desk.screens, "lists": lambda desk: lists(), "forms": lambda desk: new_ones()}


@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_nothing_keeps_an_editor_out(cast, sign_in, spoken, language, direction, walk):
    desk, screen, found = make(cast), sign_in(cast.publisher, judged=True), {}
    spoken(screen, language)
    for name, address in WALKS[walk](desk).items():
        if language == "en" or not name.startswith(ALIKE) or name in CHOSEN:
            screen.goto(address)
            found[name] = faults(screen, name, language)
    assert screen.evaluate("document.documentElement.dir || 'ltr'") == direction
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_keeps_an_editor_out_of_what_is_in_the_middle_of_being_done(cast, sign_in, visitor, spoken, language):
    desk, screen, outside = make(cast), sign_in(cast.publisher, judged=True), visitor("/admin/login/", judged=True)
    for one in (screen, outside):
        spoken(one, language)
    found = {"signing in": faults(outside, "signing in", language)}
    for name, step in STEPS.items():
        screen.set_viewport_size({"width": WIDE, "height": 900})
        step(screen, desk)
        found[name] = faults(screen, name, language)
    assert {name: said for name, said in found.items() if said} == {}
