"""Pages about the newsroom are written by administrators, and cut to what may be shown."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles.models import Page

pytestmark = pytest.mark.django_db

WRITTEN = {
    "name": "Ethics",
    "slug": "ethics",
    "body": "<p onclick='x()'>Truth <script>alert(1)</script>first.</p>\r\n\r\n<p>Fair.</p>",
    "language": "en",
    "position": "1",
    "published": "on",
}
ADD = "admin:articles_page_add"


def test_what_an_administrator_writes_is_cut_to_the_allow_list(client, cast):
    client.force_login(cast.administrator)
    assert client.post(reverse(ADD), WRITTEN).status_code == 302
    page = Page.objects.get()
    assert (page.name, page.body) == ("Ethics", "<p>Truth first.</p><p>Fair.</p>")
    assert "Truth first." in client.get("/about/ethics/").content.decode()


@pytest.mark.parametrize("wrong", [{"body": "<script>alert(1)</script>"}, {"language": "English!"}, {"slug": ""}])
def test_a_page_that_nobody_could_read_is_refused(client, cast, wrong):
    client.force_login(cast.administrator)
    assert client.post(reverse(ADD), {**WRITTEN, **wrong}).status_code == 200
    assert Page.objects.count() == 0


def test_only_administrators_write_and_nobody_deletes(client, cast):
    page = Page.objects.create(name="Ethics", slug="ethics", body="<p>Truth.</p>")
    change, delete = (reverse(f"admin:articles_page_{act}", args=[page.pk]) for act in ("change", "delete"))
    for user, status in ((cast.reporter, 403), (cast.publisher, 403), (cast.administrator, 302)):
        client.force_login(user)
        assert client.get(change).status_code == 200
        assert client.post(change, WRITTEN).status_code == status
        assert client.post(delete, {"post": "yes"}).status_code == 403


def test_the_day_of_a_page_is_that_of_its_last_change_of_words(client, cast):
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    page = Page.objects.create(name="Ethics", slug="ethics", body="<p>Truth.</p><p>Fair.</p>", updated_at=long_ago)
    client.force_login(cast.administrator)
    change = reverse("admin:articles_page_change", args=[page.pk])
    client.post(change, {**WRITTEN, "body": "<p>Truth.</p>\r\n\r\n<p>Fair.</p>", "position": "3"})
    page.refresh_from_db()
    assert (page.position, page.updated_at) == (3, long_ago)
    client.post(change, {**WRITTEN, "body": "<p>Whole truth.</p>"})
    page.refresh_from_db()
    assert page.updated_at > long_ago
