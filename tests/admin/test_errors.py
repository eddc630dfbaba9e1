"""What is not there and what one may not do is said in the desk's own frame; on the site, by the site."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.test import Client

from newsroom.middleware import DeskRefusals
from tests.admin.screen import act, at_desk


def titled(answer) -> tuple[int, str]:
    return answer.status_code, answer.content.decode().partition("<title>")[2].partition(" |")[0].strip()


def test_the_desk_says_itself_what_is_not_there_and_what_is_not_open(cast):
    desk, story = at_desk(cast.reporter), cast.published()
    assert titled(desk.get("/admin/articles/nothing/")) == (404, "There is no such page")
    for address in ("/admin/auth/user/", act(story, "kill")):
        assert titled(desk.get(address)) == (403, "This is not open to you")


def test_an_address_that_takes_only_what_a_button_sends_says_so(cast):
    answer = at_desk(cast.editor).get("/admin/articles/pin/act/")
    assert (*titled(answer), answer["Allow"]) == (405, "Nothing was done", "POST")


def test_a_form_that_is_too_old_is_refused_in_the_desks_own_frame(cast):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(cast.editor)
    story = cast.draft()
    assert titled(desk.post(act(story, "file"))) == (403, "Nothing was sent")
    story.refresh_from_db()
    assert story.state == "draft"


def test_too_many_files_are_refused_in_the_desks_own_frame(cast, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = [SimpleUploadedFile(f"{number}.jpg", b"x") for number in range(3)]
    answer = at_desk(cast.editor).post("/admin/articles/picture/add/", {"files": files})
    assert titled(answer) == (413, "Too much was sent at once")


def test_five_thousand_chosen_rows_are_refused_in_words(cast):
    chosen = {"action": "file", "_selected_action": range(5000)}
    answer = at_desk(cast.editor).post("/admin/articles/story/", chosen)
    assert titled(answer) == (413, "Too much was sent at once")
    assert "choose fewer" in answer.content.decode()


def test_what_cannot_be_understood_is_said_in_the_desks_own_frame(cast):
    desk = at_desk(cast.editor)
    answer = desk.post("/admin/articles/pin/act/", "no form", content_type="multipart/form-data; boundary=é")
    assert titled(answer) == (400, "This request could not be understood")


@pytest.mark.engine("sqlite")
def test_a_number_that_the_database_cannot_hold_is_refused_and_nothing_is_saved(cast, caplog):
    forged = {"username": "forged", "groups": ["9" * 40], "is_active": "on"}
    answer = at_desk(cast.administrator).post(f"/admin/auth/user/{cast.reporter.pk}/change/", forged)
    assert titled(answer) == (400, "This request could not be understood")
    cast.reporter.refresh_from_db()
    assert cast.reporter.username == "reporter"
    assert told_operators(caplog) == [(f"/admin/auth/user/{cast.reporter.pk}/change/", OverflowError)]


@pytest.mark.engine("postgresql")
def test_a_character_that_the_database_cannot_hold_is_refused(cast, caplog):
    answer = at_desk(cast.editor).get("/admin/articles/order/?state__exact=%00")
    assert titled(answer) == (400, "This request could not be understood")
    assert told_operators(caplog) == [("/admin/articles/order/", DataError)]


def told_operators(caplog) -> list[tuple]:
    """The address, and what is in the traceback that stands below the line."""
    errors = [one for one in caplog.records if (one.name, one.levelname) == ("newsroom.middleware", "ERROR")]
    return [(one.args[0], one.exc_info[0]) for one in errors]


def test_a_fault_of_ours_at_the_desk_blames_nobody_else(cast, rf):
    request = rf.get("/admin/")
    request.user = cast.editor
    middleware = DeskRefusals(lambda request: None)
    for fault in (lambda: timedelta.max * 2, lambda: 10.0**400, lambda: {}["lost"]):
        with pytest.raises((OverflowError, KeyError)) as raised:
            fault()
        assert middleware.process_exception(request, raised.value) is None


def test_a_host_that_is_not_ours_is_refused_before_anybody_asks_who_sent_it(cast):
    answer = at_desk(cast.editor).get("/admin/", headers={"host": "evil.example"})
    assert (answer.status_code, b"Newsroom desk" in answer.content) == (400, False)


@pytest.mark.django_db
def test_readers_get_the_sites_own_page(client, cast):
    for reader in (client, at_desk(cast.reporter)):
        assert b"Newsroom desk" not in reader.get("/nothing/").content
