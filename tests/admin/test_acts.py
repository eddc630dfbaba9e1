"""The pages of the acts: looking does nothing, doing goes through the verb, a refusal keeps what was typed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.desk import texts, verbs
from articles.models import Edition, Move, Story
from tests.admin.screen import act, at_desk, form_of, page, told

LATER = timedelta(hours=5)


def state(story: Story) -> str:
    return Story.objects.get(pk=story.pk).state


def typed(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def test_looking_at_any_act_changes_nothing(cast):
    story, desk = cast.published(), at_desk(cast.publisher)
    moves = Move.objects.count()
    for verb in ("correct", "hold", "withdraw", "retract", "kill", "place_legal_hold"):
        answer = desk.get(act(story, verb))
        assert (answer.status_code, str(answer.context["rule"].says) in answer.content.decode()) == (200, True)
    assert (state(story), Move.objects.count()) == ("published", moves)


def test_publishing_at_once_shows_the_text_first_and_then_leads_to_the_story(cast):
    story, desk = cast.draft(headline="To be read"), at_desk(cast.publisher)
    shown = desk.get(act(story, "publish"))
    assert (shown.context["findings"], "To be read" in shown.content.decode()) == ([], True)
    answer = desk.post(act(story, "publish"), {"at": ""})
    assert (answer.url, state(story), story.editions.public(timezone.now()).count()) == (page(story), "published", 1)
    assert told(answer) == ["“To be read”: publish, done."]


def test_a_release_time_is_the_newsrooms_local_time(cast, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    story = cast.draft()
    at = (timezone.now() + timedelta(days=2)).replace(hour=1, minute=30, second=0, microsecond=0)
    at_desk(cast.publisher).post(act(story, "publish"), {"at": typed(at + timedelta(hours=9))})
    assert story.editions.get().released_at == at


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("2020-01-01T10:00", "The release time 01 January 2020, 10:00 has passed: set a later one, or none."),
        ("2190-01-01T10:00", "A release can be set for a year ahead at most."),
        ("0001-01-01T00:00", "The year 1 can't be meant: write it with four digits, such as 2026."),
        ("tomorrow", "Enter a valid date/time."),
    ],
)
def test_a_release_time_that_cannot_be_is_refused_and_kept(cast, at, why):
    story, desk = cast.draft(), at_desk(cast.publisher)
    answer = desk.post(act(story, "publish"), {"at": at})
    form = answer.context["form"]
    assert [*form.non_field_errors(), *form.errors.get("at", [])] == [why]
    assert (form["at"].value(), state(story), story.editions.count()) == (at, "draft", 0)


def test_blocking_checks_take_the_button_away_and_refuse_the_address(cast):
    story, desk = cast.draft(headline=""), at_desk(cast.publisher)
    shown = desk.get(act(story, "publish"))
    assert ([finding.field for finding in shown.context["findings"]], shown.context["stopped"]) == (["headline"], True)
    assert 'class="button default"' not in shown.content.decode()
    answer = desk.post(act(story, "publish"))
    assert answer.context["form"].non_field_errors() == [
        f"“{story}” can't be published yet: It has no headline. Write one."
    ]
    assert state(story) == "draft"


def test_an_embargo_proposes_its_own_end_as_release_time(cast):
    lifts = (timezone.now() + LATER).replace(second=0, microsecond=0)
    story, desk = cast.draft(embargo_until=lifts), at_desk(cast.publisher)
    shown = desk.get(act(story, "publish"))
    assert (shown.context["form"].initial["at"], shown.context["stopped"]) == (lifts, False)
    early = desk.post(act(story, "publish"), {"at": ""})
    assert (early.status_code, state(story)) == (200, "draft")
    desk.post(act(story, "publish"), {"at": typed(lifts)})
    assert (state(story), story.editions.get().released_at) == ("published", lifts)


def test_a_correction_needs_its_notice_and_the_refusal_keeps_the_choice(cast):
    story, desk = cast.published(), at_desk(cast.publisher)
    answer = desk.post(act(story, "correct"), {"kind": "correction", "notice": "  "})
    form = answer.context["form"]
    assert (form["kind"].value(), story.editions.count()) == ("correction", 1)
    assert form.non_field_errors() == ["A correction needs a notice: tell readers what was wrong and what is right."]
    desk.post(act(story, "correct"), {"kind": "correction", "notice": "The name was wrong."})
    newest = story.editions.order_by("-number").first()
    assert (newest.number, newest.kind, newest.notice) == (2, Edition.Kind.CORRECTION, "The name was wrong.")


def test_pressing_correct_twice_makes_one_correction(cast):
    story, desk = cast.published(), at_desk(cast.publisher)
    version = desk.get(act(story, "correct")).context["form"]["version"].value()
    told_once = {"kind": "update", "version": version}
    desk.post(act(story, "correct"), told_once)
    again = desk.post(act(story, "correct"), told_once)
    assert (again.status_code, story.editions.count()) == (200, 2)


def test_what_is_released_is_what_was_shown(cast):
    story, desk = cast.draft(headline="Seen"), at_desk(cast.publisher)
    version = desk.get(act(story, "publish")).context["form"]["version"].value()
    texts.edit(story, by=cast.editor, version=story.version, changes={"headline": "Not seen"})
    answer = desk.post(act(story, "publish"), {"version": version})
    assert answer.context["form"].non_field_errors() == [
        "“Not seen” was changed since you opened this page. It is shown below as it stands now: look at it, "
        "then do this again."
    ]
    assert (state(story), "Not seen" in answer.content.decode()) == ("draft", True)
    desk.post(act(story, "publish"), {"version": form_of(answer) and answer.context["form"]["version"].value()})
    assert state(story) == "published"


@pytest.mark.parametrize(
    ("verb", "field"), [("hold", "reason"), ("withdraw", "reason"), ("kill", "reason"), ("retract", "notice")]
)
def test_what_an_act_must_be_told_is_asked_for(cast, verb, field):
    story, desk = cast.published(), at_desk(cast.publisher)
    before = Move.objects.count()
    answer = desk.post(act(story, verb), {field: "   "})
    assert answer.context["form"].errors == {field: ["This field is required."]}
    assert (state(story), Move.objects.count()) == ("published", before)


def test_grave_acts_look_grave_and_are_never_the_default(cast):
    story, desk = cast.published(), at_desk(cast.publisher)
    for verb in ("kill", "retract", "withdraw"):
        html = desk.get(act(story, verb)).content.decode()
        assert ('class="button grave">' in html, "button default" in html) == (True, False)


def test_a_kill_keeps_its_reason_in_the_record_and_its_notice_for_readers(cast):
    story = cast.published()
    at_desk(cast.publisher).post(act(story, "kill"), {"reason": "Court order 12.", "notice": "Removed."})
    assert (state(story), story.moves.first().reason, story.editions.order_by("-number").first().notice) == (
        "killed", "Court order 12.", "Removed.",
    )  # fmt: skip


def test_a_legal_hold_is_placed_seen_and_lifted(cast):
    story, desk = cast.draft(), at_desk(cast.publisher)
    desk.post(act(story, "place_legal_hold"), {"reason": "A letter came"})
    shown = desk.get(page(story)).content.decode()
    found = [words in shown for words in ("Legal hold: A letter came", "act/lift_legal_hold/", "act/place_legal_hold/")]
    assert found == [True, True, False]
    assert desk.post(act(story, "publish")).context["form"].non_field_errors() == [
        f"“{story}” can't be published yet: It is on legal hold: A letter came. "
        "Somebody who may must lift the hold first."
    ]
    assert at_desk(cast.editor).post(act(story, "lift_legal_hold")).status_code == 403
    desk.post(act(story, "lift_legal_hold"), {"reason": "Settled."})
    assert Story.objects.get(pk=story.pk).legal_hold == ""


def test_lifting_a_hold_that_is_not_there_is_refused_in_words(cast):
    story, desk = cast.draft(), at_desk(cast.publisher)
    answer = desk.post(act(story, "lift_legal_hold"))
    assert (answer.status_code, len(answer.context["form"].non_field_errors())) == (200, 1)
    assert Move.objects.filter(verb="lift_legal_hold").count() == 0


def test_an_act_that_is_out_of_turn_leads_back_with_the_reason(cast):
    story = cast.draft()
    desk = at_desk(cast.publisher)
    answer = desk.get(act(story, "retract"))
    assert (answer.url, told(answer)) == (page(story), [f"“{story}” is draft now, so “Retract” is not open to it."])
    refused = desk.post(act(story, "retract"), {"notice": "x"})
    assert refused.context["form"].non_field_errors()[0].endswith("look at it again.") or state(story) == "draft"


@pytest.mark.parametrize("address", ["999/act/publish/", "x/act/publish/"])
def test_a_story_that_does_not_exist_leads_home(cast, address):
    assert at_desk(cast.publisher).get("/admin/articles/story/" + address).url == "/admin/"


def test_an_unknown_act_is_not_found(cast):
    story = cast.draft()
    desk = at_desk(cast.publisher)
    assert [desk.get(act(story, verb)).status_code for verb in ("delete", "require-turn", "start")] == [404] * 3


def test_the_clock_change_is_refused_on_the_acts_page_too(cast, settings):
    settings.TIME_ZONE = "Europe/Paris"
    story = cast.draft()
    answer = at_desk(cast.publisher).post(act(story, "publish"), {"at": "2026-10-25T02:30"})
    assert "the clocks change then" in answer.context["form"].errors["at"][0]
    assert state(story) == "draft"


def test_a_retraction_is_what_readers_are_said_to_see(cast):
    story = cast.published()
    verbs.retract(story, by=cast.publisher, notice="We were deceived.")
    html = at_desk(cast.editor).get(page(story)).content.decode()
    assert "Its page stays and shows the retraction (edition 2)." in html
    assert datetime.now(UTC) > story.editions.get(number=2).released_at
