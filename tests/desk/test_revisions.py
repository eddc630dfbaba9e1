"""Every save is kept, and every text can be had again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.desk import record, revisions, texts, verbs
from articles.desk.refusals import NotAllowed, Refused, Stale
from articles.desk.take import take
from articles.models import Move, Revision, Story


def kept(story: Story) -> list[tuple]:
    return [(one.number, one.version, one.verb, one.by_name, one.changed) for one in story.revisions.order_by("number")]


def test_each_save_is_a_revision_and_nothing_else_is(cast):
    story = cast.draft(headline="One")
    edited = texts.edit(story, by=cast.publisher, version=1, changes={"headline": "Two"}, topics=[])
    texts.edit(edited, by=cast.publisher, version=2, changes={"headline": "Two"})
    verbs.file(edited, by=cast.editor)
    assert kept(story) == [
        (1, 1, "start", "Editor", []),
        (2, 2, "edit", "Publisher", ["headline", "topics"]),
    ]
    assert [one.texts["headline"] for one in story.revisions.all()] == ["Two", "One"]


def test_taking_a_newer_version_of_the_wire_is_a_revision(cast):
    story = take(cast.wire_item(guid="urn:a", headline="First"), by=cast.editor)
    take(cast.wire_item(guid="urn:a", version=2, headline="Second"), by=cast.editor)
    assert [(one.verb, one.texts["headline"]) for one in story.revisions.all()] == [
        ("take", "Second"),
        ("take", "First"),
    ]


def test_a_story_that_came_by_no_act_keeps_its_first_texts_too(cast):
    story = Story.objects.create(headline="Loaded", edited_at=timezone.now())
    texts.edit(story, by=cast.editor, version=1, changes={"headline": "Edited"})
    assert [(one.verb, one.by, one.texts["headline"]) for one in story.revisions.all()] == [
        ("edit", cast.editor, "Edited"),
        ("found", None, "Loaded"),
    ]


def test_going_back_is_a_new_revision_and_brings_every_text_back(cast):
    story = cast.draft(headline="One", body="<p>First.</p>", authors=[cast.author], section=cast.world)
    edited = texts.edit(
        story, by=cast.editor, version=1, topics=[], authors=[],
        changes={"headline": "Two", "body": "<p>Second.</p>", "section": cast.sport},
    )  # fmt: skip
    back = texts.go_back(edited, by=cast.publisher, version=edited.version, number=1)
    assert (back.headline, back.body, back.section) == ("One", "<p>First.</p>", cast.world)
    assert (list(back.topics.all()), [line.person for line in back.bylines.all()]) == ([cast.topic], [cast.author])
    first, _, last = story.revisions.order_by("number")
    assert (last.verb, last.texts) == ("go_back", first.texts)
    assert Move.objects.first().details == {
        "revision": 1, "fields": ["authors", "body", "headline", "section", "topics"],
    }  # fmt: skip
    assert list(record.verify()) == []


def test_going_back_never_goes_back_to_an_earlier_embargo(cast):
    later = timezone.now() + timedelta(days=2)
    story = cast.draft(headline="One")
    edited = texts.edit(
        story,
        by=cast.editor,
        version=1,
        changes={"headline": "Two", "embargo_until": later, "embargo_unreadable": True},
    )
    back = texts.go_back(edited, by=cast.publisher, version=edited.version, number=1)
    assert (back.headline, back.embargo_until, back.embargo_unreadable) == ("One", later, True)


def test_going_back_is_refused_when_somebody_saved_in_between_or_may_not(cast):
    story = cast.draft(headline="One")
    texts.edit(story, by=cast.editor, version=1, changes={"headline": "Two"})
    with pytest.raises(Stale):
        texts.go_back(story, by=cast.publisher, version=1, number=1)
    with pytest.raises(NotAllowed):
        texts.go_back(story, by=cast.reader, version=2, number=1)
    with pytest.raises(Refused, match="no revision 9"):
        texts.go_back(story, by=cast.editor, version=2, number=9)
    assert len(kept(story)) == 2


def test_the_texts_of_a_version_are_those_of_the_last_save_before_it(cast):
    story = cast.draft(headline="One")
    verbs.file(story, by=cast.editor)
    texts.edit(story, by=cast.editor, version=2, changes={"headline": "Two"})
    found = [revisions.at_version(story, version).texts["headline"] for version in (1, 2, 3, 9)]
    assert found == ["One", "One", "Two", "Two"]
    assert revisions.at_version(story, 0) is None


def test_the_database_itself_refuses_to_change_or_delete_a_revision(cast):
    cast.draft()
    for sql in ("UPDATE articles_revision SET by_name = 'Nobody'", "DELETE FROM articles_revision"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert Revision.objects.get().by_name == "Editor"


def test_a_revision_reads_with_names(cast):
    story = cast.draft(headline="One", authors=[cast.author], source=cast.agency, disclaimer=cast.disclaimer)
    said = revisions.readable(story.revisions.get().texts)
    assert {name: said[name] for name in ("headline", "source", "disclaimer", "section", "topics", "authors")} == {
        "headline": "One", "source": "The Agency", "disclaimer": "Agency terms", "section": "World",
        "topics": "Elections", "authors": "Ada Lindqvist",
    }  # fmt: skip
