import pytest

from articles.intake.receive import receive
from articles.models import Grace, Route, Story
from tests.admin.screen import at_desk
from tests.intake.samples import ninjs

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/route/add/"


def typed(cast, **fields) -> dict:
    return {"name": "Sport", "position": "1", "source": cast.agency.pk, "grace": "10", **fields}


def test_a_publisher_makes_a_route_and_sees_what_it_would_have_done(cast):
    receive(ninjs(headline="Cup final"), source=cast.agency)
    receive(ninjs(uri="urn:2", headline="Budget"), source=cast.agency)
    client = at_desk(cast.publisher)
    assert client.post(ADD, typed(cast, words_any="cup", publish="on")).status_code == 302
    route = Route.objects.get()
    page = client.get(f"/admin/articles/route/{route.pk}/change/").content.decode()
    assert "1 of the 2 newest wire items" in page
    assert ("Cup final" in page, "Budget" in page, "Take it, publish after 10 minutes." in page) == (True, False, True)
    assert Story.objects.count() == 0


@pytest.mark.parametrize(("fields", "words"), [
    ({}, "Say what it does"),
    ({"take": "on", "urgency_from": "5", "urgency_to": "2"}, "from the lower number"),
    ({"take": "on", "assign_to": "reader"}, "can&#x27;t edit stories"),
    ({"publish": "on", "grace": "0"}, "greater than or equal to 1"),
])  # fmt: skip
def test_a_rule_that_makes_no_sense_is_not_saved(cast, fields, words):
    if fields.get("assign_to"):
        fields = {**fields, "assign_to": cast.reader.pk}
    page = at_desk(cast.administrator).post(ADD, typed(cast, **fields)).content.decode()
    assert (words in page, Route.objects.count()) == (True, 0)


def test_an_editor_may_read_routes_and_not_make_them(cast):
    client = at_desk(cast.editor)
    assert (client.get("/admin/articles/route/").status_code, client.post(ADD, typed(cast)).status_code) == (200, 403)


def test_what_a_route_will_publish_is_on_the_front_screen_with_a_button_to_object(cast):
    Route.objects.create(name="Sport", active=True, publish=True)
    receive(ninjs(headline="Cup final"), source=cast.agency)
    grace = Grace.objects.get()
    client = at_desk(cast.reporter)
    url = f"/admin/articles/grace/{grace.pk}/act/object/"
    page = client.get("/admin/").content.decode()
    assert ("Routes will publish" in page, "Cup final" in page, url in page) == (True, True, True)
    assert client.post(url, {"reason": "I know this man."})["Location"] == "/admin/"
    grace.refresh_from_db()
    assert (grace.state, grace.decided_by, grace.words) == ("objected", cast.reporter, "I know this man.")
    assert "Routes will publish" not in client.get("/admin/").content.decode()
