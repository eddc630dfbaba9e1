"""What is pinned, and what is kept aside while somebody types, by several at one moment."""

from contextlib import suppress

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles.desk import autosaves, curate, record, texts, verbs
from articles.desk.autosaves import TooSoon
from articles.desk.refusals import OutOfTurn, Refused
from articles.models import Autosave, Pin, Section, Story
from tests.cast import Cast
from tests.desk.test_two_at_once import PEOPLE, at_once, refused

TIMES = 8


@pytest.fixture
def cast(lasting_database):
    return Cast.make()


def test_of_several_who_pin_a_story_at_once_each_does_and_it_stands_there_once(cast):
    story, other = cast.published(), cast.published()
    curate.pin(other, by=cast.editor, slot="lead")
    for _ in range(TIMES):
        slots = ("lead", "second", "rail", "lead")
        results = at_once(lambda number, slots=slots: curate.pin(story, by=cast.editor, slot=slots[number]))
        assert refused(results) == []
        (pinned,) = Pin.objects.filter(story=story)
        assert pinned in results
    assert Pin.objects.filter(story=other).count() == 1
    assert list(record.verify()) == []


def test_those_who_pin_different_stories_at_once_have_all_of_them_there_each_in_a_place_of_its_own(cast):
    stories = [cast.published() for _ in range(PEOPLE)]
    assert refused(at_once(lambda number: curate.pin(stories[number], by=cast.editor, slot="lead"))) == []
    places = list(Pin.objects.order_by("place").values_list("place", flat=True))
    assert places == [-3, -2, -1, 0]


def test_no_more_are_pinned_than_a_front_takes_however_many_try_at_once(cast, monkeypatch):
    monkeypatch.setattr(curate, "MOST_PINS", 2)
    stories = [cast.published() for _ in range(PEOPLE)]
    results = at_once(lambda number: curate.pin(stories[number], by=cast.editor, slot="lead"))
    assert (refused(results), Pin.objects.count()) == ([Refused] * (PEOPLE - 2), 2)


@pytest.mark.parametrize("front", ["the front page", "a section"])
def test_a_story_is_pinned_placed_and_taken_off_at_once_and_nobody_meets_a_fault(cast, front):
    section = None if front == "the front page" else Section.objects.first()
    story, other = cast.published(), cast.published()
    curate.pin(other, by=cast.editor, slot="lead", section=section)
    acts = (
        lambda: curate.pin(story, by=cast.editor, slot="lead", section=section),
        lambda: curate.place(story, by=cast.editor, slot="lead", before=other, section=section),
        lambda: curate.unpin(story, by=cast.editor, section=section),
        lambda: curate.place(other, by=cast.editor, slot="rail", before=story, section=section),
    )
    for _ in range(TIMES):
        results = at_once(lambda number: acts[number]())
        assert set(refused(results)) <= {OutOfTurn}
        assert Pin.objects.filter(story=other).count() == 1
        assert Pin.objects.filter(story=story).count() <= 1
    assert list(record.verify()) == []


@pytest.mark.parametrize("of", ["a story", "a new story"])
def test_of_several_windows_that_keep_at_once_what_is_typed_in_them_one_does(cast, of):
    story = cast.draft() if of == "a story" else None
    for _ in range(TIMES):
        results = at_once(
            lambda number: autosaves.keep(story, by=cast.editor, version=1, typed={"headline": f"{number}"}).typed
        )
        assert refused(results) == [TooSoon] * (PEOPLE - 1)
        assert Autosave.objects.get().typed in results
        Autosave.objects.update(saved_at=timezone.now() - autosaves.NOT_OFTENER)


@pytest.mark.parametrize("of", ["a story", "a new story"])
def test_what_is_thrown_away_while_it_is_kept_is_kept_or_not_and_makes_no_fault(cast, of):
    story = cast.draft() if of == "a story" else None
    autosaves.keep(story, by=cast.editor, version=1, typed={"headline": "Typed"})

    def keep_or_discard(number: int):
        for _ in range(TIMES):
            with suppress(TooSoon):
                if number % 2:
                    autosaves.keep(story, by=cast.editor, version=1, typed={"headline": f"{number}"})
                else:
                    autosaves.discard(story, by=cast.editor)

    assert refused(at_once(keep_or_discard)) == []
    assert Autosave.objects.count() <= 1


def test_who_saves_while_it_is_kept_aside_has_saved_and_others_keep_theirs(cast):
    story = cast.draft(headline="Old")
    autosaves.keep(story, by=cast.publisher, version=1, typed={"headline": "His"})

    def save_or_keep(number: int):
        if number:
            return autosaves.keep(story, by=cast.editor, version=1, typed={"headline": "New"})
        with transaction.atomic():
            texts.edit(story, by=cast.editor, version=1, changes={"headline": "New"})
            return autosaves.discard(story, by=cast.editor)

    assert set(refused(at_once(save_or_keep))) <= {TooSoon}
    assert Story.objects.get().headline == "New"
    assert Autosave.objects.get(user=cast.publisher).typed == {"headline": "His"}
    assert Autosave.objects.count() <= 2


def test_a_story_killed_while_it_is_pinned_is_on_no_front(cast):
    for _ in range(3):
        story, other = cast.published(), cast.published()
        acts = (
            lambda story=story: verbs.kill(story, by=cast.publisher, reason="Libel."),
            lambda story=story: curate.pin(story, by=cast.editor, slot="lead"),
            lambda other=other: curate.pin(other, by=cast.editor, slot="lead"),
            lambda story=story: curate.pin(story, by=cast.editor, slot="rail"),
        )
        assert set(refused(at_once(lambda number, acts=acts: acts[number]()))) <= {OutOfTurn}
        front = Client().get("/").content.decode()
        assert [one.code in front for one in (story, other)] == [False, True]
