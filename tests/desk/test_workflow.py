"""Whatever people do to a story in whatever order, the promises hold."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.desk import record, rules, verbs
from articles.desk.refusals import Refused
from articles.models import Edition, Story

pytestmark = pytest.mark.django_db

ROLES = ["reporter", "editor", "publisher", "administrator", "reader"]
HOUR = timedelta(hours=1)
acts = st.lists(
    st.tuples(st.sampled_from([*rules.STORY_RULES, "publish_later", "correct_later"]), st.sampled_from(ROLES)),
    max_size=12,
)


def do(verb: str, story: Story, by) -> None:
    later = timezone.now() + HOUR if verb.endswith("_later") else None
    verb = verb.removesuffix("_later")
    says = {
        "publish": {"at": later},
        "correct": {"kind": "update", "at": later},
        "retract": {"notice": "Wrong."},
        **{verb: {"reason": "Because."} for verb in ("hold", "withdraw", "kill")},
    }
    getattr(verbs, verb)(story, by=by, **says.get(verb, {}))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=acts)
def test_every_act_obeys_the_rules_and_the_record_stays_whole(cast, sequence):
    story = cast.draft()
    for verb, role in sequence:
        rule, user = rules.STORY_RULES[verb.removesuffix("_later")], getattr(cast, role)
        left, version = story.state, story.version
        try:
            do(verb, story, user)
        except Refused:
            story.refresh_from_db()
            assert (story.state, story.version) == (left, version)
        else:
            assert left in rule.from_states
            assert (story.state, story.version) == (rule.to_state, version + 1)
            assert user.has_perm(rule.permission)
    assert list(record.verify()) == []
    assert_readers_see_what_the_state_says(story)


def assert_readers_see_what_the_state_says(story: Story) -> None:
    now = timezone.now()
    for moment in (now, now + HOUR + HOUR):
        shown = list(Edition.objects.public(moment).filter(story=story))
        assert len(shown) <= 1, "never two editions of one story at once"
        if story.state not in ("published", "retracted"):
            assert shown == []
    if story.state in ("published", "retracted"):
        assert len(Edition.objects.public(now + HOUR + HOUR).filter(story=story)) == 1
