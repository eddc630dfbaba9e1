"""What is not there and what one may not do is said in the desk's own frame; on the site, by the site."""

import pytest

from tests.admin.screen import act, at_desk


def titled(answer) -> tuple[int, str]:
    return answer.status_code, answer.content.decode().partition("<title>")[2].partition(" |")[0].strip()


def test_the_desk_says_itself_what_is_not_there_and_what_is_not_open(cast):
    desk, story = at_desk(cast.reporter), cast.published()
    assert titled(desk.get("/admin/articles/nothing/")) == (404, "There is no such page")
    for address in ("/admin/auth/user/", act(story, "kill")):
        assert titled(desk.get(address)) == (403, "This is not open to you")


@pytest.mark.django_db
def test_readers_get_the_sites_own_page(client, cast):
    for reader in (client, at_desk(cast.reporter)):
        assert b"Newsroom desk" not in reader.get("/nothing/").content
