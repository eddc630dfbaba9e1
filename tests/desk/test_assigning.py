"""Who is to do it, and what the desk tells each other."""

import pytest
from django.db import DatabaseError, connection, transaction

from articles.desk import verbs
from articles.desk.assigning import assign, note
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.models import Move, Note


def test_an_assignment_is_a_move_and_makes_no_open_form_stale(cast):
    story = cast.draft()
    assign(story, by=cast.editor, to=cast.reporter)
    assert (story.assigned_to, story.version) == (cast.reporter, 1)
    move = Move.objects.first()
    assert (move.verb, move.reason, move.details) == ("assign", "to Reporter", {"from": None, "to": "reporter"})
    assign(story, by=cast.reporter, to=None)
    assert (story.assigned_to, Move.objects.first().reason) == (None, "no longer to Reporter")


def test_a_reporter_takes_a_story_and_gives_it_back_but_gives_it_to_nobody_else(cast):
    story = cast.draft()
    assign(story, by=cast.reporter, to=cast.reporter)
    with pytest.raises(NotAllowed):
        assign(story, by=cast.reporter, to=cast.editor)
    assign(story, by=cast.editor, to=cast.editor)
    for to in (cast.reporter, None):
        with pytest.raises(NotAllowed):
            assign(story, by=cast.reporter, to=to)
    with pytest.raises(Refused, match="can't edit stories"):
        assign(story, by=cast.publisher, to=cast.reader)
    with pytest.raises(OutOfTurn, match="assigned to Editor already"):
        assign(story, by=cast.publisher, to=cast.editor)
    story.refresh_from_db()
    assert story.assigned_to == cast.editor


def test_a_story_that_nobody_can_work_on_is_given_to_nobody(cast):
    story = cast.draft()
    verbs.spike(story, by=cast.editor)
    with pytest.raises(OutOfTurn, match="is spiked: nobody can work on it"):
        assign(story, by=cast.editor, to=cast.editor)
    assert Move.objects.first().verb == "spike"


def test_notes_are_kept_for_good_and_never_empty(cast):
    story = cast.draft()
    note(story, by=cast.reporter, text="  Ring the harbour master. ")
    for text, why in ((" ", "is empty"), ("x" * 2001, "2001 characters")):
        with pytest.raises(Refused, match=why):
            note(story, by=cast.editor, text=text)
    with pytest.raises(NotAllowed):
        note(story, by=cast.reader, text="Hello")
    assert [(one.by_name, one.text) for one in story.notes.all()] == [("Reporter", "Ring the harbour master.")]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_note")
    assert Note.objects.count() == 1
