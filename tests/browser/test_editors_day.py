"""One wire story all the way, by hand, in a real browser."""

from pathlib import Path
from time import monotonic

import pytest
from django.core.management import call_command

from articles.desk import record
from articles.intake.receive import receive
from articles.models import Source, Story

pytestmark = pytest.mark.browser

SECONDS = 20  # on the slowest of machines, with everything else at work

SEED = Path(__file__).parents[2] / "fixtures/wire/MENAFN/001-lavrov-taiwan.txt"
HEADLINE = "Russia Reiterates Opposition to Taiwan’s Independence"
REFERENCE = "MENAFN28122025000045017167ID1110531716"


@pytest.fixture
def seed(cast):
    call_command("loaddata", "newsroom", verbosity=0)
    return receive(SEED.read_bytes(), source=Source.objects.get(code="MENAFN"), name=SEED.name).items[0]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_first_story_goes_from_the_agencys_page_to_ours(cast, seed, sign_in, visitor, script):
    desk = sign_in(cast.publisher, "/admin/articles/wireitem/", script=script)
    desk.locator(".wire-row").get_by_role("button", name="Take").first.click()
    desk.get_by_label("Standfirst").fill("Moscow restates its position.")
    desk.get_by_role("button", name="Save").first.click()
    desk.get_by_role("link", name="Publish").or_(desk.get_by_role("button", name="Publish")).first.click()
    desk.get_by_role("button", name="Publish").last.click()
    story = Story.objects.get()
    assert story.state == "published"

    reader = visitor("/", script=False)
    reader.get_by_role("link", name=HEADLINE).first.click()
    assert reader.get_by_role("heading", level=1).inner_text() == HEADLINE
    paragraphs = reader.locator(".body p").all_inner_texts()
    sent = SEED.read_text(encoding="utf-8")
    assert len(paragraphs) == 8
    assert paragraphs[0].startswith("Russian Foreign Minister Sergey Lavrov declared")
    assert paragraphs[-1].endswith("collective self-defense.")
    assert all(paragraph in sent for paragraph in paragraphs)
    page = reader.locator("main").inner_text()
    assert REFERENCE in page
    assert story.editions.get().disclaimer_text in page
    assert story.editions.get().disclaimer_text in sent
    assert "Moscow restates its position." in page
    assert "28 December 2025" in page
    assert "\nSearch\n" not in page

    reader.goto(f"/ref/{REFERENCE}/")
    assert reader.get_by_role("heading", level=1).inner_text() == HEADLINE
    assert list(record.verify()) == []


def test_a_clean_item_is_published_in_three_actions_and_two_page_loads(cast, sign_in):
    cast.wire_item(headline="Clean")
    desk = sign_in(cast.publisher, "/admin/articles/wireitem/")
    desk.wait_for_selector("#show_keys:visible")
    loads, began = [], monotonic()
    desk.on("framenavigated", lambda frame: loads.append(frame.url.rstrip("/").rpartition("/")[2]))
    actions = [
        lambda: desk.keyboard.press("j"),
        lambda: desk.keyboard.press("p"),
        lambda: desk.get_by_role("button", name="Publish").click(),
    ]
    for act in actions:
        act()
    desk.get_by_text("“Clean”: publish, done.").wait_for()
    assert Story.objects.get().state == "published"
    assert (loads, len(actions)) == (["publish", "change"], 3)
    assert monotonic() - began < SECONDS


def test_a_second_editor_who_saves_later_sees_both_texts_and_loses_nothing(cast, sign_in):
    story = cast.draft(headline="As it was")
    path = f"/admin/articles/story/{story.pk}/change/"
    hers = sign_in(cast.editor, path)
    hers.wait_for_load_state("networkidle")
    his = sign_in(cast.publisher, path)
    his.get_by_role("button", name="Take over").click()
    his.get_by_text("has been writing").wait_for(state="detached")
    hers.get_by_label("Headline").fill("Her headline")
    hers.get_by_role("button", name="Save").first.click()
    his.get_by_label("Headline").fill("His headline")
    his.get_by_role("button", name="Save").first.click()
    assert his.get_by_label("Headline").input_value() == "His headline"
    assert "Her headline" in his.locator("body").inner_text()
    assert Story.objects.get().headline == "Her headline"
    his.get_by_role("button", name="Save").first.click()
    assert Story.objects.get().headline == "His headline"


def test_a_killed_story_is_gone_at_the_readers_next_look(cast, sign_in, visitor):
    story = cast.published(headline="Killed in a moment")
    cast.published(headline="Stays")
    reader = visitor("/")
    assert reader.get_by_role("link", name="Killed in a moment").count() >= 1
    desk = sign_in(cast.publisher, f"/admin/articles/story/{story.pk}/act/kill/")
    desk.get_by_label("Reason").fill("The agency ordered it.")
    desk.get_by_role("button", name="Kill").click()
    reader.reload()
    assert "Killed in a moment" not in reader.content()
    assert reader.get_by_role("link", name="Stays").count() >= 1


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", ["/", "/latest/", "/section/world/", "/search/?q=story", "/corrections/"])
def test_no_page_is_wider_than_the_readers_screen(cast, visitor, path, width):
    for number in range(3):
        cast.published(headline=f"Story {number} " + "Donaudampfschifffahrtsgesellschaftskapitän" * (number == 2))
    page = visitor(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
