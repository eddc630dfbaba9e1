from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk.checks import blocking, check
from articles.desk.take import take
from articles.models import Disclaimer, Story, WireItem

pytestmark = pytest.mark.django_db


def fields(findings):
    return [finding.field for finding in findings]


def test_a_complete_story_has_no_finding(cast):
    assert check(cast.draft()) == []


@pytest.mark.parametrize(
    ("changes", "blocked"),
    [
        ({"headline": "  "}, ["headline"]),
        ({"body": "<p> </p><p>&nbsp;</p>"}, ["body"]),
        ({"source": None}, ["source"]),
        ({"credit": ""}, ["credit"]),
        ({"embargo_unreadable": True}, ["embargo_until"]),
        ({"legal_hold": "Letter"}, ["legal_hold"]),
    ],
)
def test_what_is_missing_blocks_and_is_named_by_its_field(cast, changes, blocked):
    story = cast.draft()
    Story.objects.filter(pk=story.pk).update(**changes)
    story.refresh_from_db()
    assert fields(blocking(check(story))) == blocked


def test_a_source_that_demands_a_disclaimer_gets_no_story_without_one(cast):
    story = cast.draft(source=cast.agency)
    assert fields(blocking(check(story))) == ["disclaimer"]
    story.disclaimer = cast.disclaimer
    assert check(story) == []


def test_a_disclaimer_without_a_wording_in_force_blocks_until_it_has_one(cast):
    coming = Disclaimer.objects.create(name="Coming", slug="coming")
    from_when = timezone.now() + timedelta(days=2)
    coming.wordings.create(text="New terms.", in_force_from=from_when)
    story = cast.draft(source=cast.agency, disclaimer=coming)
    assert fields(blocking(check(story))) == ["disclaimer"]
    assert check(story, at=from_when) == []


def test_copy_that_came_with_an_older_wording_is_pointed_out(cast):
    old, new = cast.disclaimer.wordings.get(), timezone.now()
    item = cast.wire_item()
    WireItem.objects.filter(pk=item.pk).update(wording=old)
    story = take(item, by=cast.editor)
    assert "disclaimer" not in fields(check(story))
    cast.disclaimer.wordings.create(text="New terms.", in_force_from=new)
    (finding,) = [finding for finding in check(story) if finding.field == "disclaimer"]
    assert (finding.message, finding.blocking) == ("It came with the wording of 01 January 2020.", False)


def test_an_embargo_blocks_before_it_lifts_and_not_from_then_on(cast):
    lifts = timezone.now() + timedelta(hours=2)
    story = cast.draft(embargo_until=lifts)
    assert fields(blocking(check(story))) == ["embargo_until"]
    assert fields(blocking(check(story, at=lifts - timedelta(seconds=1)))) == ["at"]
    assert check(story, at=lifts) == []


def test_wire_copy_that_is_not_usable_blocks(cast):
    story = take(cast.wire_item(pubstatus="withheld"), by=cast.editor)
    assert fields(blocking(check(story))) == ["wire_item"]


def test_what_could_be_better_warns_and_does_not_block(cast):
    story = cast.draft(headline="Long " * 30, standfirst="", section=None, topics=[])
    findings = check(story)
    assert fields(findings) == ["standfirst", "headline", "section", "topics"]
    assert blocking(findings) == []
    assert all(finding.message and finding.remedy for finding in findings)
