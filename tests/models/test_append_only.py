import json

import pytest
from django.core.management import CommandError, call_command
from django.core.serializers import serialize
from django.core.serializers.base import DeserializationError
from django.db import connection

from articles.models import Edition, Move, Story
from articles.models.append_only import Immutable, check_guards, guard, unguard, unguarded

pytestmark = pytest.mark.django_db


def load(tmp_path, *objects):
    path = tmp_path / "forged.json"
    path.write_text(serialize("json", objects))
    call_command("loaddata", str(path), verbosity=0)


@pytest.mark.parametrize("model", [Edition, Move])
def test_a_fixture_can_not_forge_the_record(cast, tmp_path, model):
    cast.published()
    forged = model.objects.get() if model is Edition else model.objects.last()
    with pytest.raises((Immutable, DeserializationError, CommandError), match="only the desk's acts"):
        load(tmp_path, forged)


def test_a_fixture_can_not_say_that_a_story_was_published(cast, tmp_path):
    story = cast.published()
    with pytest.raises(Immutable, match="can only carry drafts"):
        load(tmp_path, story)


def test_a_draft_loaded_again_does_not_undo_what_an_editor_wrote(cast, tmp_path):
    story = cast.draft(headline="From the fixture")
    path = tmp_path / "drafts.json"
    path.write_text(serialize("json", [story], use_natural_primary_keys=True, use_natural_foreign_keys=True))
    Story.objects.filter(pk=story.pk).update(headline="By an editor")
    call_command("loaddata", str(path), verbosity=0)
    assert list(Story.objects.values_list("headline", flat=True)) == ["By an editor"]


def test_wire_bytes_that_are_not_what_their_hash_says_are_not_loaded(cast, tmp_path):
    delivery = cast.wire_item().delivery
    path = tmp_path / "wire.json"
    rows = json.loads(serialize("json", [delivery], use_natural_foreign_keys=True))
    rows[0]["pk"] = 10_000
    rows[0]["fields"]["sha256"] = "0" * 64
    path.write_text(json.dumps(rows))
    with pytest.raises(ValueError, match="do not have the SHA-256"):
        call_command("loaddata", str(path), verbosity=0)


def test_an_edition_can_not_be_deleted_through_its_model(cast):
    cast.published()
    with pytest.raises(Immutable, match="part of the record"):
        Edition.objects.get().delete()
    assert Edition.objects.count() == 1


def test_every_append_only_table_has_its_triggers():
    assert unguarded(connection) == []
    assert check_guards(databases=["default"]) == []


def test_a_lost_trigger_is_reported_by_name():
    unguard(connection, "articles_move")
    try:
        assert unguarded(connection) == ["articles_move_no_change", "articles_move_no_delete"]
        (first, _) = check_guards(databases=["default"])
        assert first.id == "articles.E001"
        assert "articles_move_no_change is missing" in first.msg
    finally:
        guard(connection, "articles_move", Move.FROZEN)
