"""Readers get a picture exactly as long as a public edition shows it and its rights last."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import pictures, verbs
from articles.desk.cuts import make_due
from articles.desk.pictures import Use
from articles.models import Edition
from tests.desk.studio import brought_in, printed, with_picture
from tests.public.pages import tree, whole

pytestmark = pytest.mark.django_db

EVERYWHERE = ("/", "/latest/", "/section/world/", "/search/?q=story", "/feed.rss", "/feed.atom", "/feed.json",
              "/api/stories/")  # fmt: skip


def address(picture, shape: str = "16x9", width: int = 320, kind: str = "jpg") -> str:
    return f"/media/{picture.cut_digest}-{shape}-{width}.{kind}"


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_public_storys_picture_is_sent_safely_and_asked_for_each_time(client, cast):
    picture = brought_in(cast)
    printed(cast, picture)
    make_due(timezone.now())
    answer = client.get(address(picture, kind="webp"))
    assert (answer.status_code, answer["Content-Type"], body(answer)[8:12]) == (200, "image/webp", b"WEBP")
    assert answer["Cache-Control"] == "public, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = client.get(address(picture, kind="webp"), headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_until_its_files_are_made_a_stand_in_of_the_same_shape_is_sent(client, cast):
    picture = brought_in(cast)
    printed(cast, picture)
    before = client.get(address(picture, kind="webp"))
    assert (before.status_code, before["Content-Type"], body(before)[:2]) == (200, "image/jpeg", b"\xff\xd8")
    make_due(timezone.now())
    after = client.get(address(picture, kind="webp"), headers={"if-none-match": before["ETag"]})
    assert (after.status_code, after["Content-Type"]) == (200, "image/webp")


def drafted(cast, story):
    pass


def scheduled(cast, story):
    verbs.publish(story, by=cast.publisher, at=timezone.now() + timedelta(minutes=5))


def killed(cast, story):
    verbs.publish(story, by=cast.publisher)
    verbs.kill(story, by=cast.publisher, reason="Court order.")


def withdrawn(cast, story):
    verbs.publish(story, by=cast.publisher)
    verbs.withdraw(story, by=cast.publisher, reason="Rights.")


def held(cast, story):
    verbs.publish(story, by=cast.publisher)
    verbs.hold(story, by=cast.publisher, reason="Doubt.")


def retracted(cast, story):
    verbs.publish(story, by=cast.publisher)
    verbs.retract(story, by=cast.publisher, notice="Wrong.")


def replaced(cast, story):
    verbs.publish(story, by=cast.publisher)
    story.refresh_from_db()
    pictures.arrange(story, by=cast.editor, version=story.version, uses=[Use(brought_in(cast, 600), role="lead")])
    story.refresh_from_db()
    verbs.correct(story, by=cast.publisher, kind="update")


def ended(cast, story):
    verbs.publish(story, by=cast.publisher)
    picture = story.picture_uses.get().picture
    pictures.describe(picture, by=cast.reporter, version=picture.version, changes={"expires_at": timezone.now()})


@pytest.mark.parametrize("act", [drafted, scheduled, killed, withdrawn, held, retracted, replaced, ended])
def test_a_picture_that_readers_may_not_have_is_nowhere(client, cast, act):
    hidden = brought_in(cast, alt="Quagga", may_syndicate=True)
    shown = brought_in(cast, 500, may_syndicate=True)
    printed(cast, shown)
    make_due(timezone.now())
    act(cast, with_picture(cast, hidden))
    make_due(timezone.now())
    for shape in ("whole", "16x9", "4x3", "1x1"):
        for kind in ("jpg", "webp"):
            assert client.get(address(hidden, shape, 320 if shape != "1x1" else 300, kind)).status_code == 404
    assert client.get(address(shown)).status_code == 200
    for path in EVERYWHERE:
        page = whole(client.get(path))
        assert hidden.cut_digest not in page
        assert "Quagga" not in page
        assert shown.cut_digest in page or path.startswith("/search/")
    for edition in Edition.objects.public(timezone.now()):
        assert hidden.cut_digest not in whole(client.get(edition.get_absolute_url()))


def test_who_has_it_is_told_that_it_is_gone(client, cast):
    picture = brought_in(cast)
    edition = printed(cast, picture)
    etag = client.get(address(picture))["ETag"]
    verbs.kill(edition.story, by=cast.publisher, reason="Court order.")
    assert client.get(address(picture), headers={"if-none-match": etag}).status_code == 404


def test_a_picture_of_two_stories_stays_while_one_of_them_is_public(client, cast):
    picture = brought_in(cast)
    one, other = printed(cast, picture), printed(cast, picture)
    verbs.kill(one.story, by=cast.publisher, reason="Court order.")
    assert client.get(address(picture)).status_code == 200
    verbs.kill(other.story, by=cast.publisher, reason="Court order.")
    assert client.get(address(picture)).status_code == 404


def test_rights_end_to_the_second_with_nobody_awake(client, cast, monkeypatch):
    ends = timezone.now() + timedelta(hours=1)
    picture = brought_in(cast, alt="A ferry", expires_at=ends)
    story = printed(cast, picture).get_absolute_url()
    at = {"now": ends - timedelta(seconds=1)}
    monkeypatch.setattr(timezone, "now", lambda: at["now"])
    assert client.get(address(picture)).status_code == 200
    assert picture.cut_digest in whole(client.get(story))
    at["now"] = ends
    assert client.get(address(picture)).status_code == 404
    assert picture.cut_digest not in whole(client.get(story)) + whole(client.get("/"))


def test_what_was_cut_off_is_not_to_be_had_by_another_address(client, cast):
    picture = brought_in(cast)
    printed(cast, picture, shape="1x1")
    make_due(timezone.now())
    assert client.get(address(picture, "1x1", 300)).status_code == 200
    assert client.get(address(picture, "whole", 320)).status_code == 404


def test_what_may_not_be_passed_on_is_on_our_pages_only(client, cast):
    ours, passed = brought_in(cast, alt="Ours"), brought_in(cast, 500, alt="Theirs too", may_syndicate=True)
    edition = printed(cast, ours, Use(passed))
    page = whole(client.get(edition.get_absolute_url()))
    assert ours.cut_digest in page
    assert passed.cut_digest in page
    machines = ("/feed.rss", "/feed.atom", "/feed.json", "/api/stories/", f"/api/stories/{edition.code}/",
                f"/api/stories/{edition.code}/newsml-g2.xml")  # fmt: skip
    for path in machines:
        answer = whole(client.get(path))
        assert ours.cut_digest not in answer
        assert passed.cut_digest in answer


@pytest.mark.parametrize("name", ["x", "../../etc/passwd", "0" * 32 + "-16x9-320.svg", "0" * 32 + "-16x9-320.jpg"])
def test_names_that_are_none_are_not_found(client, cast, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_the_storys_page_offers_sizes_and_loads_the_lead_first_and_the_others_late(client, cast):
    lead, other = brought_in(cast, 1000, 750, alt="A ferry"), brought_in(cast, 500, alt="A harbour")
    page = tree(client.get(printed(cast, lead, Use(other)).get_absolute_url()))
    first, second = page.xpath("//article//figure//img")
    assert (first.get("alt"), first.get("width"), first.get("height")) == ("A ferry", "1000", "750")
    assert (first.get("fetchpriority"), first.get("loading")) == ("high", None)
    assert (second.get("alt"), second.get("fetchpriority"), second.get("loading")) == ("A harbour", None, "lazy")
    assert [part.split()[1] for part in first.get("srcset").split(", ")] == ["320w", "640w", "1000w"]
    assert page.xpath("//article//figure[1]//source/@type") == ["image/webp"]
    assert page.xpath("//meta[@property='og:image']/@content") == [
        f"http://127.0.0.1:8000/media/{lead.cut_digest}-16x9-1000.jpg"
    ]
    assert "Ada Lindqvist / The Agency" in page.xpath("//figcaption")[0].text_content()


def test_pages_of_stories_without_pictures_have_none(client, cast):
    story = cast.published()
    for path in ("/", "/latest/", story.editions.get().get_absolute_url()):
        assert tree(client.get(path)).xpath("//main//img | //main//picture") == []


def test_a_picture_takes_one_query_and_a_story_with_many_takes_no_more_than_one_without(
    client, cast, django_assert_num_queries
):
    lead = brought_in(cast)
    edition = printed(cast, lead, *(Use(brought_in(cast, 400 + number)) for number in range(1, 6)))
    with django_assert_num_queries(1):
        client.get(address(lead))
    with django_assert_num_queries(3):
        client.get(edition.get_absolute_url())
    for _ in range(5):
        printed(cast, lead)
    with django_assert_num_queries(4):
        client.get("/latest/")


@pytest.mark.parametrize("path", ["/", "/latest/", "/section/world/", "/search/?q=story"])
def test_the_first_picture_of_a_page_is_fetched_at_once_and_no_other(client, cast, path):
    for _ in range(2):
        printed(cast, brought_in(cast))
    cast.published(headline="A story with nothing to show", urgency=1)
    images = tree(client.get(path)).xpath("//main//img")
    waits = [(image.get("fetchpriority"), image.get("loading")) for image in images]
    assert waits == [("high", None), (None, "lazy")]
