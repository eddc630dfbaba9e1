"""What axe-core (its one file stands beside this one, MPL 2.0) finds on each kind of page: nothing."""

from pathlib import Path

import pytest

from articles.desk import verbs

pytestmark = pytest.mark.browser

AXE = Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]


def complaints(page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found["violations"] for node in fault["nodes"]]


@pytest.fixture
def stories(cast) -> dict[str, str]:
    """A page of each kind that readers can come to."""
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
        "report": f"/story/{corrected.code}/report/", "report sent": f"/story/{corrected.code}/report/sent/",
    }  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_nothing_keeps_a_reader_out(stories, visitor, width, scheme):
    page = visitor("/", width=width, scheme=scheme, bypass_csp=True)
    found = {}
    for kind, path in stories.items():
        page.goto(path)
        found[kind] = complaints(page)
    assert found == {kind: [] for kind in stories}


def test_axe_sees_what_is_wrong(stories, visitor):
    page = visitor("/", bypass_csp=True)
    page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('img'), {src: 'data:,'}))"
    )
    assert [fault.partition(":")[0] for fault in complaints(page)] == ["image-alt"]
