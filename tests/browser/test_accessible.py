"""What axe-core (its one file stands beside this one, MPL 2.0) finds on each kind of page: nothing."""

import re

import pytest
from django.conf import settings

from articles.desk import verbs
from articles.models import Page
from tests.browser.chromium import until

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR_AND_SIZE = ["color-contrast", "target-size", "link-in-text-block"]
SCREENS = [(1280, "light", RULES), (1280, "dark", OF_COLOUR_AND_SIZE)]
SCREENS += [(390, "dark", RULES), (390, "light", OF_COLOUR_AND_SIZE)]
# Where only the direction or the length of things is another: colours and roles are the same.
ALIKE = [(1280, "light", OF_COLOUR_AND_SIZE), (390, "dark", OF_COLOUR_AND_SIZE)]
SCRIPTS = re.compile("<script.*?</script>", re.DOTALL)
GONE = ("/styleguide/400/", "/styleguide/410/", "/styleguide/500/", "/styleguide/503/")


def complaints(page, rules=RULES, without=()) -> list[str]:
    """On a page that was opened to be ``judged``."""
    # Without fetching the style sheets again: the one rule that reads them asks for "orientation", which they don't.
    asked = {"runOnly": rules, "resultTypes": ["violations"], "iframes": False, "preload": False}
    found = page.evaluate("([exclude, asked]) => axe.run({exclude}, asked)", [list(without), asked])
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found["violations"] for node in fault["nodes"]]


@pytest.fixture
def stories(cast) -> dict[str, str]:
    """A page of each kind that readers can come to."""
    Page.objects.create(name="Ethics", slug="ethics", body="<p>Truth first.</p>", published=True, position=1)
    cast.published(headline="Ferry saved at sea", urgency=1, topics=[cast.topic], authors=[cast.author])
    cast.published(headline="إنقاذ العبّارة", language="ar")
    credit = {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer, "reference": "AGY-1"}
    corrected = cast.published(headline="Count goes on", body="<p>Text</p><h2>More</h2><ul><li>One</li></ul>", **credit)
    verbs.correct(corrected, by=cast.publisher, kind="correction", notice="It was Tuesday.")
    retracted = cast.published(headline="Not so")
    verbs.retract(retracted, by=cast.publisher, notice="The study was withdrawn.")
    killed = cast.published(headline="Gone")
    verbs.kill(killed, by=cast.publisher, reason="Court order.")
    day = corrected.editions.first().published_at
    return {
        "front": "/", "latest": "/latest/", "section": "/section/world/", "topic": "/topic/elections/",
        "source": "/source/the-agency/", "author": "/author/ada-lindqvist/", "corrections": "/corrections/",
        "search": "/search/?q=ferry", "nothing found": "/search/?q=zeppelin", "archive": f"/archive/{day:%Y/%m/%d}/",
        "disclaimer": "/disclaimers/agency-terms/", "story": f"/story/{corrected.code}/",
        "history": f"/story/{corrected.code}/history/", "retracted": f"/story/{retracted.code}/",
        "about": "/about/", "page": "/about/ethics/", "site map": "/sitemap/",
        "report": f"/story/{corrected.code}/report/", "report sent": f"/story/{corrected.code}/report/sent/",
    }  # fmt: skip


def faults(page, screens=SCREENS) -> list[str]:
    """On each screen; what neither colour nor width can change is asked on two of them only."""
    found = []
    for width, scheme, rules in screens:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        until(page, "document.getAnimations().every((one) => one.playState !== 'running')")
        found += [f"{width} {scheme} {fault}" for fault in complaints(page, rules)]
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_keeps_a_reader_out(stories, cast, sign_in, settings, language):
    page = sign_in(cast.reporter, judged=True)
    settings.LANGUAGE_CODE = language
    found, screens = {}, {"en": SCREENS, "ar": ALIKE}[language]
    for kind, path in stories.items():
        page.goto(path)
        found[kind] = faults(page, screens)
    for path in ("/nope/", *GONE):
        # Set, not opened: their status would count as an error. Their scripts have run on the page before.
        page.set_content(SCRIPTS.sub("", page.request.get(path).text()))
        found[path] = faults(page, screens)
    assert page.evaluate("document.documentElement.dir || 'ltr'") == {"en": "ltr", "ar": "rtl"}[language]
    assert {kind: said for kind, said in found.items() if said} == {}


@pytest.mark.parametrize("sheet", ["", "story/", "arabic/", "front/", "section/", "found/"])
def test_no_edge_of_the_type_specimen_keeps_a_reader_out_or_is_wider_than_the_screen(cast, sign_in, sheet):
    page = sign_in(cast.reporter, f"/styleguide/{sheet}", judged=True)
    assert faults(page, [(1280, "light", OF_COLOUR_AND_SIZE), (390, "dark", RULES)]) == []
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_style_sheet_asks_how_a_screen_is_held():
    sheets = [sheet.read_text(encoding="utf-8") for sheet in (settings.BASE_DIR / "static").rglob("*.css")]
    assert "prefers-reduced-motion" in "".join(sheets)
    assert "orientation" not in "".join(sheets)


def test_axe_sees_what_is_wrong(stories, visitor):
    page = visitor("/", judged=True)
    page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('img'), {src: 'data:,'}))"
    )
    assert [fault.partition(":")[0] for fault in complaints(page)] == ["image-alt"]
