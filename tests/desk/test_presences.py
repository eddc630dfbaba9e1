"""Two people in one story know of each other, and one has the pen."""

from datetime import timedelta

from django.utils import timezone

from articles.desk.presences import leave, sign_of_life, take_over
from articles.models import Move, Presence


def test_the_first_has_the_pen_and_the_second_is_told_who(cast):
    story = cast.draft()
    hers = sign_of_life(story, by=cast.editor)
    his = sign_of_life(story, by=cast.publisher)
    assert (hers.has_pen, hers.others, his.has_pen, his.holder.user) == (True, [], False, cast.editor)
    assert [one.user for one in sign_of_life(story, by=cast.editor).others] == [cast.publisher]


def test_taking_over_is_recorded_and_told(cast):
    story = cast.draft()
    sign_of_life(story, by=cast.editor)
    sign_of_life(story, by=cast.publisher)
    take_over(story, by=cast.publisher)
    hers, his = sign_of_life(story, by=cast.editor), sign_of_life(story, by=cast.publisher)
    assert (hers.has_pen, hers.taken_by, his.has_pen, his.taken_by) == (False, "Publisher", True, "")
    move = Move.objects.first()
    assert (move.verb, move.reason, move.actor, move.from_state == move.to_state) == (
        "take_over", "from Editor", cast.publisher, True,
    )  # fmt: skip
    take_over(story, by=cast.editor)
    assert [sign_of_life(story, by=who).taken_by for who in (cast.editor, cast.publisher)] == ["", "Editor"]


def test_the_pen_of_whoever_is_gone_goes_to_whoever_is_here(cast):
    story = cast.draft()
    sign_of_life(story, by=cast.editor)
    sign_of_life(story, by=cast.publisher)
    Presence.objects.filter(user=cast.editor).update(seen_at=timezone.now() - timedelta(minutes=2))
    assert sign_of_life(story, by=cast.publisher).has_pen
    assert sign_of_life(story, by=cast.editor).holder.user == cast.publisher
    leave(story, by=cast.publisher)
    assert sign_of_life(story, by=cast.editor).has_pen
