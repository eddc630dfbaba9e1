import pytest

from articles.desk import rules, verbs
from articles.desk.refusals import NotAllowed
from articles.models import Story, WireItem

pytestmark = pytest.mark.django_db

MAY = {
    "reporter": {"file", "take", "untake"},
    "editor": {"file", "take", "untake", "send_back", "hold", "spike", "unspike"},
    "publisher": {
        "file", "take", "untake", "send_back", "hold", "spike", "unspike", "publish", "correct", "withdraw",
        "retract", "kill",
    },
    "reader": set(),
}  # fmt: skip
MAY["administrator"] = MAY["publisher"]
SAYS = {"reason": "Because.", "notice": "A notice.", "kind": "update"}


def test_each_role_may_do_its_own_acts_and_no_others(cast):
    for role, allowed in MAY.items():
        user = getattr(cast, role)
        tables = [*rules.STORY_RULES.values(), *rules.ITEM_RULES.values()]
        assert {rule.verb for rule in tables if user.has_perm(rule.permission)} == allowed, role


@pytest.mark.parametrize("rule", rules.STORY_RULES.values(), ids=lambda rule: rule.verb)
def test_an_act_without_permission_is_refused_and_leaves_no_trace(cast, rule):
    story = cast.published() if Story.State.PUBLISHED in rule.from_states else cast.draft()
    Story.objects.filter(pk=story.pk).update(state=rule.from_states[0])
    before, moves = Story.objects.values().get(pk=story.pk), story.moves.count()
    with pytest.raises(NotAllowed, match="You may not"):
        getattr(verbs, rule.verb)(story, by=cast.reader, **{name: SAYS[name] for name in rule.needs})
    assert (Story.objects.values().get(pk=story.pk), story.moves.count()) == (before, moves)


def test_the_wire_may_only_hold_and_kill(cast):
    assert {rule.verb for rule in rules.STORY_RULES.values() if rule.by_wire} == {"hold", "kill"}
    assert not any(rule.by_wire for rule in rules.ITEM_RULES.values())
    with pytest.raises(NotAllowed):
        verbs.publish(cast.draft(), by=None)
    assert verbs.hold(cast.draft(), by=None, reason="Withheld.").actor_name == "The wire"


def test_a_person_who_has_left_may_do_nothing(cast):
    story = cast.draft()
    cast.publisher.is_active = False
    with pytest.raises(NotAllowed):
        verbs.publish(story, by=cast.publisher)


def test_the_buttons_are_those_that_lead_on_from_here(cast):
    draft, live = cast.draft(), cast.published()
    assert [rule.verb for rule in rules.open_to(draft, cast.reporter)] == ["file"]
    assert [rule.verb for rule in rules.open_to(draft, cast.publisher)] == ["file", "publish", "hold", "kill", "spike"]
    assert [rule.verb for rule in rules.open_to(live, cast.publisher)] == [
        "correct", "hold", "withdraw", "retract", "kill",
    ]  # fmt: skip
    assert [rule.verb for rule in rules.open_to(cast.wire_item(), cast.editor)] == ["take", "spike"]


def test_every_state_of_the_tables_is_a_state_of_the_model():
    for table, model in ((rules.STORY_RULES, Story), (rules.ITEM_RULES, WireItem)):
        for rule in table.values():
            assert {*rule.from_states, rule.to_state} <= set(model.State.values)
