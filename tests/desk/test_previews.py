"""A secret link shows one revision, until it ends, is withdrawn, or the story is taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import previews, texts, verbs
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.models import Move, Preview

DAY = timedelta(days=1)


def test_a_preview_holds_what_an_edition_would_and_only_a_hash_of_its_token(cast):
    story = cast.draft(headline="Seen by counsel", authors=[cast.author], disclaimer=cast.disclaimer)
    preview, token = previews.make(story, by=cast.editor, ends_at=timezone.now() + DAY)
    texts.edit(story, by=cast.editor, version=1, changes={"headline": "Written later"})
    preview.refresh_from_db()
    assert (preview.snapshot["headline"], preview.snapshot["byline"], preview.revision) == (
        "Seen by counsel", "Ada Lindqvist", 1,
    )  # fmt: skip
    assert preview.snapshot["disclaimer_text"] == "Provided “as is”, without warranty."
    assert len(token) >= 43
    assert token not in repr(list(Preview.objects.values()))
    assert token not in repr(list(Move.objects.values()))
    assert story.editions.count() == 0
    assert [move.verb for move in Move.objects.filter(story=story)] == ["edit", "preview", "start"]


def test_a_withdrawn_preview_is_open_no_more(cast):
    story = cast.draft()
    preview, _ = previews.make(story, by=cast.editor, ends_at=timezone.now() + DAY)
    with pytest.raises(NotAllowed):
        previews.withdraw(preview, by=cast.reporter)
    previews.withdraw(preview, by=cast.publisher)
    with pytest.raises(OutOfTurn):
        previews.withdraw(preview, by=cast.publisher)
    assert not Preview.objects.open(timezone.now()).exists()


@pytest.mark.parametrize("verb", ["kill", "spike"])
def test_what_is_taken_back_is_shown_by_no_link_either(cast, verb):
    story = cast.draft()
    other = cast.draft()
    for one in (story, other):
        previews.make(one, by=cast.editor, ends_at=timezone.now() + DAY)
    getattr(verbs, verb)(story, by=cast.publisher, reason="Not ours.")
    assert [one.story for one in Preview.objects.open(timezone.now())] == [other]
    with pytest.raises(OutOfTurn):
        previews.make(story, by=cast.editor, ends_at=timezone.now() + DAY)


def test_a_preview_ends_and_not_everybody_makes_one(cast):
    story, now = cast.draft(), timezone.now()
    for ends_at in (now - DAY, now + 31 * DAY):
        with pytest.raises(Refused, match="within 30 days"):
            previews.make(story, by=cast.editor, ends_at=ends_at)
    with pytest.raises(NotAllowed):
        previews.make(story, by=cast.reporter, ends_at=now + DAY)
    preview, _ = previews.make(story, by=cast.editor, ends_at=now + DAY)
    assert list(Preview.objects.open(preview.made_at)) == [preview]
    assert list(Preview.objects.open(preview.ends_at)) == []
