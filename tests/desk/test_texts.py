import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.desk import texts, verbs
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused, Stale
from articles.models import Edition, Person, Story

pytestmark = pytest.mark.django_db


def test_of_two_editors_the_second_is_told_and_neither_text_is_lost(cast):
    story = cast.draft(headline="Original", body="<p>Original</p>")
    texts.edit(story, by=cast.editor, version=1, changes={"headline": "Hers"})
    with pytest.raises(Stale) as refusal:
        texts.edit(story, by=cast.reporter, version=1, changes={"body": "<p>His</p>"})
    assert refusal.value.current.headline == "Hers"
    assert Story.objects.values_list("headline", "body", "version").get(pk=story.pk) == ("Hers", "<p>Original</p>", 2)


def test_a_save_writes_only_the_columns_that_changed(cast, django_assert_num_queries):
    story = cast.draft(headline="One", standfirst="Two")
    Story.objects.filter(pk=story.pk).update(slugline="SET-ELSEWHERE")
    saved = texts.edit(story, by=cast.editor, version=1, changes={"headline": "New", "standfirst": "Two"})
    assert (saved.headline, saved.slugline, saved.version) == ("New", "SET-ELSEWHERE", 2)
    assert story.moves.first().details == {"fields": ["headline"]}


def test_a_save_that_changes_nothing_makes_no_version_and_no_move(cast):
    story = cast.draft()
    moves = story.moves.count()
    saved = texts.edit(story, by=cast.editor, version=1, changes={"headline": story.headline}, topics=[cast.topic])
    assert (saved.version, story.moves.count()) == (1, moves)


def test_what_an_editor_pastes_is_cut_to_the_allow_list(cast):
    story = cast.draft()
    hostile = '<p onclick="x()">Text<script>alert(1)</script> <a href="javascript:x">link</a></p>'
    saved = texts.edit(story, by=cast.editor, version=1, changes={"body": hostile})
    assert saved.body == "<p>Text link</p>"


def test_editing_a_live_story_changes_nothing_for_readers(cast):
    story = cast.published(headline="As published")
    texts.edit(story, by=cast.editor, version=story.version, changes={"headline": "Being rewritten"})
    assert Edition.objects.get().headline == "As published"
    assert list(story.editions.values_list("number", flat=True)) == [1]


def test_a_killed_story_can_not_be_edited(cast):
    story = cast.published()
    verbs.kill(story, by=cast.publisher, reason="Wrong.")
    with pytest.raises(OutOfTurn, match="is killed"):
        texts.edit(story, by=cast.editor, version=story.version, changes={"headline": "Back"})


def test_only_a_publisher_may_bring_an_embargo_forward(cast):
    from_wire = cast.draft(embargo_unreadable=True)
    with pytest.raises(NotAllowed, match="embargo"):
        texts.edit(from_wire, by=cast.editor, version=1, changes={"embargo_unreadable": False})
    saved = texts.edit(from_wire, by=cast.publisher, version=1, changes={"embargo_unreadable": False})
    assert saved.embargo_unreadable is False


def test_state_and_holds_are_not_fields_that_one_edits(cast):
    with pytest.raises(Refused, match="legal_hold, state"):
        texts.edit(cast.draft(), by=cast.editor, version=1, changes={"state": "published", "legal_hold": ""})


def test_authors_are_printed_in_the_order_given(cast):
    second = Person.objects.create(name="Tomas Okoye", slug="tomas-okoye")
    story = cast.draft(authors=[second, cast.author])
    assert story.printed_byline == "Tomas Okoye, Ada Lindqvist"
    texts.edit(story, by=cast.editor, version=1, changes={}, authors=[cast.author, second])
    assert story.printed_byline == "Ada Lindqvist, Tomas Okoye"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=st.lists(st.tuples(st.sampled_from(["headline", "standfirst"]), st.integers(1, 4)), max_size=6))
def test_whoever_saves_from_whatever_version_only_the_newest_version_is_built_upon(cast, saves):
    story = cast.draft(headline="", standfirst="")
    wrote = {"headline": "", "standfirst": ""}
    version = 1
    for number, (field, opened) in enumerate(saves):
        try:
            texts.edit(story, by=cast.editor, version=opened, changes={field: f"text {number}"})
        except Stale:
            assert opened != version
        else:
            assert opened == version
            wrote[field], version = f"text {number}", version + 1
    assert Story.objects.values("headline", "standfirst").get(pk=story.pk) == wrote
