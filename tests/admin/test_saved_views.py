"""Filters kept under a name: by one person, for that person alone."""

import pytest

from articles.models import SavedView
from tests.admin.screen import at_desk, told

INBOX = "/admin/articles/wireitem/"
VIEWS = INBOX + "views/"


def names(user) -> list[tuple[str, str]]:
    return list(user.saved_views.values_list("name", "query"))


def test_a_view_is_kept_in_the_inboxs_own_words_and_leads_there(cast):
    desk = at_desk(cast.reporter)
    answer = desk.post(VIEWS, {"name": "Flash", "query": "before=7&urgency=1-3&source=AGY&state="})
    assert (answer.url, names(cast.reporter)) == (
        INBOX + "?source=AGY&urgency=1-3", [("Flash", "source=AGY&urgency=1-3")],
    )  # fmt: skip
    assert "Flash" in desk.get(INBOX).content.decode()
    assert '?source=AGY&amp;urgency=1-3" aria-current="page"' in desk.get(answer.url).content.decode()


def test_nobody_sees_renames_or_deletes_the_view_of_another(cast):
    view = SavedView.objects.create(user=cast.reporter, name="Mine", query="urgency=1-3")
    other = at_desk(cast.editor)
    for address in (INBOX, VIEWS):
        assert "Mine" not in other.get(address).content.decode()
    for change in ({"name": "Theirs"}, {"delete": "1"}):
        assert other.post(f"{VIEWS}{view.pk}/", change).status_code == 404
    assert names(cast.reporter) == [("Mine", "urgency=1-3")]


def test_a_view_is_renamed_and_deleted_by_its_person(cast):
    view = SavedView.objects.create(user=cast.reporter, name="Old", query="urgency=1-3")
    desk = at_desk(cast.reporter)
    assert told(desk.post(f"{VIEWS}{view.pk}/", {"name": "New"})) == ["“Old” is called “New” now."]
    assert names(cast.reporter) == [("New", "urgency=1-3")]
    desk.post(f"{VIEWS}{view.pk}/", {"delete": "1"})
    assert names(cast.reporter) == []


@pytest.mark.parametrize(
    ("name", "query", "why"),
    [
        ("Twice", "urgency=1-3", "You have a view of that name already: choose another."),
        ("  ", "urgency=1-3", "Give the view a name of 1 to 60 characters."),
        ("x" * 61, "urgency=1-3", "Give the view a name of 1 to 60 characters."),
        ("Odd", "next=//evil.example", "These filters can't be kept: one of them is unknown."),
        ("Odd", "urgency=0", "These filters can't be kept: one of them is unknown."),
    ],
)
def test_what_can_not_be_kept_is_refused_in_words(cast, name, query, why):
    SavedView.objects.create(user=cast.reporter, name="Twice", query="state=held")
    answer = at_desk(cast.reporter).post(VIEWS, {"name": name, "query": query})
    assert (told(answer), names(cast.reporter)) == ([why], [("Twice", "state=held")])
    assert answer.url.startswith(INBOX)


def test_nobody_keeps_more_than_can_be_shown(cast):
    SavedView.objects.bulk_create(SavedView(user=cast.reporter, name=str(n), query="") for n in range(SavedView.MOST))
    at_desk(cast.reporter).post(VIEWS, {"name": "More", "query": ""})
    assert cast.reporter.saved_views.count() == SavedView.MOST
