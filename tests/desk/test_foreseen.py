"""What readers are said to get, before an act takes a story down, is what they then get."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import verbs
from articles.desk.foreseen import foresee
from articles.models import Edition, Section, Subscriber
from tests.admin.screen import act, at_desk
from tests.desk.studio import brought_in, printed

SAME = ("kind", "number", "slug", "headline", "credit", "notice", "body", "facts", "published_at", "updated_at")


@pytest.fixture
def heard(cast):
    """A correction before, a picture of its own, and one of three subscribers who listens to its section."""
    story = printed(cast, brought_in(cast)).story
    verbs.correct(story, by=cast.publisher, kind="correction", notice="The year was wrong.")
    for name, section in (("Everything", None), ("World", cast.world), ("Sport", cast.sport)):
        subscriber = Subscriber.objects.create(name=name, url="https://taker.example/")
        subscriber.sections.set(Section.objects.filter(pk=section.pk) if section else [])
    return story


@pytest.mark.parametrize(
    ("verb", "said", "answer"),
    [
        ("retract", {"notice": "We were deceived."}, 200),
        ("kill", {"reason": "A court’s order.", "notice": "Removed."}, 410),
        ("withdraw", {"reason": "Too early."}, 404),
        ("hold", {"reason": "Too early."}, 404),
    ],
)
def test_what_is_foreseen_is_what_happens(cast, heard, verb, said, answer):
    seen = foresee(heard, verb, notice=said.get("notice", ""), now=timezone.now())
    assert (seen.answer, seen.pictures, seen.subscribers) == (answer, 1, 2)
    getattr(verbs, verb)(heard, by=cast.publisher, **said)
    made = heard.editions.order_by("-number").first()
    assert [getattr(seen.edition, name) for name in SAME] == [getattr(made, name) for name in SAME]
    assert Client().get(seen.path, follow=True).status_code == answer
    assert Subscriber.objects.listening(made, timezone.now()).count() == 2


def test_a_retraction_is_shown_below_the_notices_that_readers_had_before(cast, heard):
    seen = foresee(heard, "retract", notice=" We were deceived.\n", now=timezone.now())
    assert [notice.notice for notice in seen.notices] == ["The year was wrong.", "We were deceived."]


def test_nothing_is_foreseen_where_readers_notice_nothing(cast):
    later = timezone.now() + timedelta(hours=1)
    draft, scheduled, live = cast.draft(), cast.published(at=later), cast.published()
    now = timezone.now()
    assert [foresee(draft, verb, notice="", now=now) for verb in ("kill", "hold")] == [None, None]
    assert [foresee(scheduled, verb, notice="", now=now) for verb in ("kill", "withdraw")] == [None, None]
    assert foresee(live, "place_legal_hold", notice="", now=now) is None
    assert Edition.objects.count() == 2


def test_a_legal_hold_takes_down_what_readers_have_only_if_a_correction_is_to_come(cast):
    story = cast.published()
    verbs.correct(story, by=cast.publisher, kind="update", at=timezone.now() + timedelta(hours=1))
    assert foresee(story, "place_legal_hold", notice="", now=timezone.now()).answer == 404


def test_a_killed_story_that_was_withdrawn_before_says_so_at_its_address(cast):
    story = cast.published()
    verbs.withdraw(story, by=cast.publisher, reason="Too early.")
    seen = foresee(story, "kill", notice="", now=timezone.now())
    assert (seen.answer, seen.pictures, seen.subscribers) == (410, 0, 0)


def test_the_acts_page_draws_it_with_the_notice_as_typed_and_does_nothing(cast, heard):
    desk = at_desk(cast.publisher)
    drawn = desk.post(act(heard, "retract"), {"_foresee": "1", "notice": "<b>Deceived</b> & sorry."})
    html = drawn.content.decode()
    assert (drawn.status_code, drawn.context["form"].errors) == (200, {})
    assert html.count("&lt;b&gt;Deceived&lt;/b&gt; &amp; sorry.") == 2  # in the field, and on the page to be
    assert "The year was wrong." in html
    assert heard.editions.count() == 2
