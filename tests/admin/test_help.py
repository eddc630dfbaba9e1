"""Each screen of the desk says what it is for."""

import pytest
from django.contrib import admin

from articles.admin.help import HELP, WHATEVER, sentences
from tests.admin.screen import act, at_desk, page

PANEL = 'class="help-panel"'


def test_every_help_is_of_a_screen_that_there_is_and_is_short():
    kinds = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    apart = {"index", "second_factor"}
    assert {"_".join(screen.split("_")[:2]) for screen in HELP} - kinds - apart == set()
    assert [screen for screen, said in HELP.items() if not 1 <= len(said) <= 6] == []
    assert [s for said in HELP.values() for s in said if not (str(s).endswith(".") and len(str(s)) <= 140)] == []


@pytest.mark.parametrize(
    ("screen", "found"),
    [
        ("articles_story_history", "articles_story_history"),
        ("articles_story_add", "articles_story"),
        ("articles_wireitem_change", "articles_wireitem"),
        ("auth_user_changelist", "auth_user"),
    ],
)
def test_a_screen_has_its_own_help_or_that_of_what_it_shows(screen, found):
    assert sentences(screen) == HELP[found]


def test_a_screen_without_its_own_help_has_the_common_one():
    assert sentences("articles_dispatch_changelist") == sentences("") == WHATEVER


def test_each_screen_draws_it_once_and_folded(cast):
    desk, story, item = at_desk(cast.administrator), cast.draft(), cast.wire_item()
    for address in (
        "/admin/", "/admin/articles/wireitem/", page(item), "/admin/articles/story/", page(story),
        act(story, "publish"), f"/admin/articles/story/{story.pk}/history/", "/admin/articles/look/",
        "/admin/auth/user/", "/admin/second-factor/",
    ):  # fmt: skip
        html = desk.get(address).content.decode()
        assert html.count(PANEL) == 1, address
        assert "<details open" not in html.split(PANEL)[0][-40:]


def test_strangers_read_none(client):
    assert PANEL not in client.get("/admin/login/").content.decode()
