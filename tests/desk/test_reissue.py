"""A new wording takes effect for what is live only by an act, and then nothing but the wording changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import record, texts, verbs
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.desk.reissue import reissue
from articles.models import Edition, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(cast):
    """A story that readers have, with the first wording; then a second one comes into force."""
    story = cast.published(
        headline="Ferry", source=cast.agency, disclaimer=cast.disclaimer, topics=[cast.topic], authors=[cast.author]
    )
    cast.disclaimer.wordings.create(text="New terms.", in_force_from=timezone.now())
    return story


def public(story) -> Edition:
    return story.editions.public(timezone.now()).get()


def facts(edition: Edition, *left_out: str) -> dict:
    said = {name: getattr(edition, name) for name in Edition.HASHED}
    return {name: value for name, value in said.items() if name not in left_out}


def test_a_new_wording_changes_nothing_that_readers_have(live):
    assert public(live).disclaimer_text == "Provided “as is”, without warranty."


def test_a_reissued_story_is_the_same_but_for_its_disclaimer(cast, live):
    before = public(live)
    texts.edit(live, by=cast.editor, version=live.version, changes={"headline": "Not for readers yet"})
    move = reissue(live, by=cast.publisher, reason="The agency asks for it.")
    after = public(live)
    differing = ("number", "kind", "facts", "disclaimer_text", "released_at")
    assert facts(after, *differing) == facts(before, *differing)
    assert {name: getattr(after, name) for name in ("number", "kind", "headline", "disclaimer_text", "notice")} == {
        "number": 2, "kind": "reissue", "headline": "Ferry", "disclaimer_text": "New terms.", "notice": "",
    }  # fmt: skip
    assert {**after.facts, "disclaimer": None} == {**before.facts, "disclaimer": None}
    assert after.facts["disclaimer"]["in_force_from"] == after.wording.in_force_from.isoformat()
    assert (after.updated_at, after.published_at) == (before.updated_at, before.published_at)
    assert (list(after.topics.all()), list(after.authors.all())) == ([cast.topic], [cast.author])
    assert set(after.tagged.values_list("position", flat=True)) == {after.position}
    assert (move.verb, move.reason, move.edition) == ("reissue", "The agency asks for it.", after)
    assert list(record.verify()) == []


def test_what_carries_the_wording_in_force_is_not_reissued_again(cast, live):
    reissue(live, by=cast.publisher)
    with pytest.raises(OutOfTurn, match="carries the wording in force already"):
        reissue(live, by=cast.publisher)
    assert live.editions.count() == 2


def test_a_story_of_a_source_that_now_demands_a_disclaimer_gets_it(cast):
    partner = Source.objects.create(code="PAR", name="Partner", slug="partner", credit_line="Partner")
    story = cast.published(source=partner, credit="Partner")
    with pytest.raises(Refused, match="choose one for it or its source"):
        reissue(story, by=cast.publisher)
    Source.objects.filter(pk=partner.pk).update(demands_disclaimer=True, disclaimer=cast.disclaimer)
    reissue(story, by=cast.publisher)
    story.refresh_from_db()
    assert (public(story).disclaimer_text, story.disclaimer) == (
        "Provided “as is”, without warranty.", cast.disclaimer,
    )  # fmt: skip


def test_an_editor_may_not(cast, live):
    with pytest.raises(NotAllowed):
        reissue(live, by=cast.editor)
    assert live.editions.count() == 1


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (lambda cast, story: verbs.withdraw(story, by=cast.publisher, reason="x"), "Readers don't have"),
        (lambda cast, story: verbs.kill(story, by=cast.publisher, reason="x"), "Readers don't have"),
        (lambda cast, story: verbs.place_legal_hold(story, by=cast.publisher, reason="x"), "legal hold"),
        (
            lambda cast, story: verbs.correct(
                story, by=cast.publisher, kind="update", at=timezone.now() + timedelta(hours=1)
            ),
            "is to be released",
        ),
    ],
)
def test_what_is_down_held_or_about_to_change_is_refused_and_nothing_changes(cast, live, done, said):
    done(cast, live)
    before = list(live.editions.values_list("number", "public_until"))
    with pytest.raises(Refused, match=said):
        reissue(live, by=cast.publisher)
    assert list(live.editions.values_list("number", "public_until")) == before


def test_a_reissued_story_can_be_corrected_and_killed(cast, live):
    reissue(live, by=cast.publisher)
    live.refresh_from_db()
    verbs.correct(live, by=cast.publisher, kind="correction", notice="It sailed at nine.")
    assert (public(live).number, public(live).disclaimer_text) == (3, "New terms.")
    verbs.kill(live, by=cast.publisher, reason="x")
    assert not live.editions.public(timezone.now()).exists()
