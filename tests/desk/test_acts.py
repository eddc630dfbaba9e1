"""The acts by name: each that the record can hold has one, and the record holds no other."""

import pytest
from django.utils import timezone

from articles.admin.acts import STORY_ACTS
from articles.desk import acts, assigning, record, reports, rules
from tests.admin.screen import at_desk


def test_every_act_that_a_button_does_has_a_name():
    by_button = {*STORY_ACTS, *rules.ITEM_RULES, *(f"{verb}_report" for verb in reports.REPORT_RULES)}
    assert by_button - set(acts.RECORDED) == set()


def test_the_record_takes_no_act_without_a_name(cast):
    story = cast.draft()
    with pytest.raises(ValueError, match="The record knows no act “embellish”"):
        record.append(story, "embellish", by=cast.editor, at=timezone.now(), from_state="draft", to_state="draft")
    assert [move.verb for move in story.moves.all()] == ["start"]


def test_a_sentence_has_the_words_that_go_before_the_name_of_a_thing():
    assert (acts.named("place_legal_hold"), acts.said("place_legal_hold"), acts.said("kill")) == (
        "place a legal hold", "place a legal hold on", "kill",
    )  # fmt: skip


def test_the_list_of_moves_is_narrowed_to_any_act_that_the_record_holds(cast):
    story = cast.draft()
    assigning.assign(story, by=cast.editor, to=cast.reporter)
    desk, address = at_desk(cast.editor), "/admin/articles/move/"
    offered = {value for value, _ in desk.get(address).context["cl"].filter_specs[0].lookup_choices}
    assert offered == set(acts.RECORDED)
    narrowed = desk.get(address, {"verb": "assign"}).context["cl"].result_list
    assert [move.verb for move in narrowed] == ["assign"]
