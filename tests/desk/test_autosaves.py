"""What is being typed is kept aside: bounded, one a person and story, no version and no move."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import autosaves
from articles.desk.refusals import NotAllowed, Refused
from articles.models import Autosave, Move, Revision


def test_it_is_kept_once_a_person_and_story_and_changes_nothing_else(cast):
    story = cast.draft()
    before = (Move.objects.count(), Revision.objects.count(), story.version)
    for headline in ("T", "Typed"):
        autosaves.keep(story, by=cast.editor, version=1, typed={"headline": headline})
        Autosave.objects.update(saved_at=timezone.now() - timedelta(seconds=5))
    autosaves.keep(story, by=cast.publisher, version=1, typed={"headline": "His"})
    autosaves.keep(None, by=cast.editor, version=0, typed={"headline": "New"})
    assert [(one.user, one.story, one.typed) for one in Autosave.objects.order_by("pk")] == [
        (cast.editor, story, {"headline": "Typed"}),
        (cast.publisher, story, {"headline": "His"}),
        (cast.editor, None, {"headline": "New"}),
    ]
    story.refresh_from_db()
    assert (Move.objects.count(), Revision.objects.count(), story.version) == before
    autosaves.discard(story, by=cast.editor)
    assert [one.typed["headline"] for one in Autosave.objects.order_by("pk")] == ["His", "New"]


def test_too_much_too_often_and_too_bold_are_refused(cast):
    story = cast.draft()
    with pytest.raises(Refused, match="too much"):
        autosaves.keep(story, by=cast.editor, version=1, typed={"body": "x" * autosaves.LARGEST})
    with pytest.raises(NotAllowed):
        autosaves.keep(story, by=cast.reader, version=1, typed={"body": "x"})
    autosaves.keep(story, by=cast.editor, version=1, typed={"body": "x"})
    with pytest.raises(autosaves.TooSoon):
        autosaves.keep(story, by=cast.editor, version=1, typed={"body": "xy"})
    assert Autosave.objects.get().typed == {"body": "x"}
