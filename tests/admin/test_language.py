"""The desk in the language that each of its people chose; nobody else's page changes with it."""

import pytest

SCREENS = {
    "fr": ("Ce qui demande une personne maintenant", "Boîte de réception", "Enregistrer"),
    "ar": ("ما يحتاج إلى إنسان الآن", "صندوق الوارد", "حفظ"),
}
ENGLISH = (
    "What needs a human now",
    "Search the wire",
    "Checks before publishing",
    "Who reported it",
    "Pause the updates",
)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.publisher)
    return client


def chosen(client, language: str):
    return client.post("/admin/language/", {"language": language, "next": "/admin/"})


@pytest.mark.parametrize("language", SCREENS)
def test_each_screen_is_in_the_language_that_was_chosen(desk, cast, language):
    story = cast.draft()
    item = cast.wire_item()
    assert chosen(desk, language).status_code == 302
    said = ""
    for path in (
        "/admin/", "/admin/articles/wireitem/", f"/admin/articles/wireitem/{item.pk}/change/",
        f"/admin/articles/story/{story.pk}/change/", f"/admin/articles/story/{story.pk}/act/publish/",
    ):  # fmt: skip
        answer = desk.get(path)
        page = answer.content.decode()
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in page, path
        assert ('dir="rtl"' in page[:200]) == (language == "ar"), path
        assert [word for word in ENGLISH if word in page] == [], path
        said += page
    assert [word for word in SCREENS[language] if word not in said] == []


def test_a_choice_is_one_editors_own_and_no_readers(desk, cast):
    cast.published(headline="Ferries sail on")
    chosen(desk, "ar")
    assert '<html lang="en">' in desk.get("/").content.decode()
    assert desk.cookies["desk_language"]["path"] == "/admin/"


def test_what_is_no_language_of_ours_changes_nothing(desk):
    desk.cookies["desk_language"] = "../de"
    assert 'lang="en"' in desk.get("/admin/").content.decode()[:200]


def test_a_refusal_is_said_in_the_language_of_who_is_refused(desk, cast):
    story = cast.published()
    chosen(desk, "fr")
    answer = desk.get(f"/admin/articles/story/{story.pk}/act/file/", follow=True)
    assert "est maintenant publié" in answer.content.decode().replace("\xa0", " ")
