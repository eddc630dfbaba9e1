"""The screen of the fronts: pinned and taken off by buttons, refused in words, closed to those who may not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import curate, verbs
from articles.models import Banner, Pin, Topic
from tests.admin.screen import at_desk

pytestmark = pytest.mark.django_db

SCREEN = "/admin/articles/pin/"


def seats(page) -> list[tuple]:
    return [
        (str(row.slot), seat.edition.headline, bool(seat.pin)) for row in page.context["rows"] for seat in row.seats
    ]


def send(user, front="", **fields):
    return at_desk(user).post(f"{SCREEN}act/?front={front}", fields, follow=True)


def said(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_an_editor_pins_moves_and_takes_off(cast):
    first, second = (cast.published(headline=name) for name in ("First", "Second"))
    assert seats(at_desk(cast.editor).get(SCREEN)) == [("lead", "Second", False), ("second", "First", False)]
    page = send(cast.editor, do="pin", story=first.code, slot="lead")
    assert (said(page), seats(page)) == (
        ["“First” is pinned."], [("lead", "First", True), ("second", "Second", False)],
    )  # fmt: skip
    send(cast.editor, do="pin", story=second.code, slot="second")
    page = send(cast.editor, do="place", story=second.code, slot="lead", before=first.code)
    assert seats(page) == [("lead", "Second", True), ("second", "First", True)]
    page = send(cast.editor, do="unpin", story=second.code)
    assert seats(page) == [("lead", "First", True), ("second", "Second", False)]


def test_one_form_pins_any_story_that_was_found_and_who_pinned_is_named(cast):
    cast.editor.first_name, cast.editor.last_name = "Edith", "Orr"
    cast.editor.save()
    first, second = (cast.published(headline=name) for name in ("First", "Second"))
    send(cast.editor, do="pin", story=first.code, slot="lead")
    screen = at_desk(cast.editor).get(SCREEN).content.decode()
    assert [screen.count(f'name="story" id="pin-{story.code}"') for story in (first, second)] == [1, 1]
    assert (screen.count('id="pin-until"'), "by Edith Orr" in screen) == (1, True)


def test_a_sections_front_is_curated_by_itself(cast):
    story = cast.published(headline="Match", section=cast.sport)
    page = send(cast.editor, front="sport", do="pin", story=story.code, slot="lead")
    assert seats(page) == [("lead", "Match", True)]
    assert seats(at_desk(cast.editor).get(SCREEN)) == [("lead", "Match", False)]
    assert at_desk(cast.editor).get(f"{SCREEN}?front=nowhere").status_code == 404


def test_a_pin_whose_story_came_down_is_shown_as_waiting(cast):
    story = cast.published(headline="Down")
    curate.pin(story, by=cast.editor, slot="lead")
    verbs.withdraw(story, by=cast.publisher, reason="x")
    page = at_desk(cast.editor).get(SCREEN)
    assert ([pin.story for pin in page.context["absent"]], seats(page)) == ([story], [])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"do": "pin", "story": "nowhere", "slot": "lead"}, "There is no story with the code “nowhere”."),
        ({"do": "pin", "slot": "lead"}, "Choose a story."),
        ({"do": "pin", "story": "no where", "slot": "lead"}, "Nothing was changed:"),
        ({"do": "pin", "story": "CODE", "slot": "cellar"}, "Nothing was changed:"),
        ({"do": "pin", "story": "CODE", "slot": "lead", "until": "2020-01-01T00:00"}, "would have ended already"),
        ({"do": "pin", "story": "CODE", "slot": ""}, "There is no slot “”: choose one of Lead"),
        ({"do": "unpin", "story": "CODE"}, "is not pinned"),
        ({"do": "end"}, "No banner is up any more."),
    ],
)
def test_what_cannot_be_done_is_said(cast, fields, words):
    story = cast.published()
    answer = send(cast.editor, **{name: story.code if value == "CODE" else value for name, value in fields.items()})
    assert [words in message for message in said(answer)] == [True]
    assert not Pin.objects.exists()


def test_a_reporter_sees_the_fronts_and_changes_nothing(cast):
    story = cast.published(headline="Story")
    page = at_desk(cast.reporter).get(SCREEN)
    assert (seats(page), "Pin here" in page.content.decode()) == ([("lead", "Story", False)], False)
    answer = send(cast.reporter, do="pin", story=story.code, slot="lead")
    assert said(answer) == ["You may not pin “Story”: ask somebody whose role allows it."]
    assert at_desk(cast.reader).get(SCREEN).status_code == 302
    assert at_desk(cast.editor).get(f"{SCREEN}act/").status_code == 405
    assert at_desk(cast.editor).post(f"{SCREEN}act/", {"do": "burn"}).status_code == 404


def test_a_banner_is_put_up_and_what_was_typed_stays_if_it_is_refused(cast):
    soon = timezone.localtime(timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    send(cast.editor, do="raise", text="Polls have closed", until=soon)
    assert [(banner.text, banner.raised_by) for banner in Banner.objects.all()] == [("Polls have closed", cast.editor)]
    answer = at_desk(cast.editor).post(f"{SCREEN}act/", {"do": "raise", "text": "Typed", "until": ""})
    assert (answer.status_code, answer.context["banner_form"]["text"].value()) == (200, "Typed")
    send(cast.publisher, do="end")
    assert not Banner.objects.standing(timezone.now()).exists()


def test_a_topic_is_renamed_and_merged_at_the_desk(cast):
    other = Topic.objects.create(name="Votes", slug="votes")
    desk = at_desk(cast.editor)
    desk.post(f"/admin/articles/topic/{other.pk}/change/", {"name": "Ballots", "slug": "ballots", "description": "x"})
    other.refresh_from_db()
    assert (other.name, other.slug, other.description) == ("Ballots", "ballots", "x")
    assert Topic.objects.under("votes") == other
    answer = desk.post("/admin/articles/topic/add/", {"name": "Votes", "slug": "votes", "description": ""})
    assert dict(answer.context["adminform"].form.errors) == {
        "slug": ["This address is, or was, that of “Ballots”: choose another, or merge the two."]
    }
    desk.post(f"/admin/articles/topic/{other.pk}/merge/", {"into": cast.topic.pk})
    other.refresh_from_db()
    assert other.merged_into == cast.topic
    assert desk.get(f"/admin/articles/topic/{other.pk}/merge/").status_code == 403
    assert at_desk(cast.reporter).get(f"/admin/articles/topic/{cast.topic.pk}/merge/").status_code == 403


def test_the_screen_asks_the_database_as_often_for_many_stories_as_for_one(cast, django_assert_num_queries):
    desk = at_desk(cast.editor)
    desk.get(SCREEN)
    for number in (1, 20):
        for story in [cast.published() for _ in range(number)]:
            curate.pin(story, by=cast.editor, slot="second")
        with django_assert_num_queries(12):
            desk.get(SCREEN)
