"""Each button stands there exactly for whom the rules allow it, and its address refuses everybody else."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from articles.admin.acts import LEGAL_HOLD
from articles.admin.story_acts import DESK_ACTS
from articles.desk import rules
from articles.models import Move, Story, WireItem
from tests.admin.screen import Form, act, at_desk, form_of, page

ROLES = ("reporter", "editor", "publisher", "administrator")
TOLD = {"reason": "Because.", "notice": "It was wrong.", "kind": "correction"}


def put(thing, state: str):
    """Straight into a state, whatever way may lead there."""
    type(thing).objects.filter(pk=thing.pk).update(state=state)
    thing.refresh_from_db()
    return thing


@pytest.mark.parametrize("role", ROLES)
def test_a_story_shows_the_buttons_that_the_rules_open_to_this_role(cast, role):
    user, story = getattr(cast, role), cast.draft()
    desk = at_desk(user)
    for state in Story.State:
        put(story, state)
        hold = ["place_legal_hold"] if user.has_perm(rules.LEGAL_HOLD_PERMISSION) else []
        aside = [
            rule.verb for rule in DESK_ACTS.values() if state in rule.from_states and user.has_perm(rule.permission)
        ]
        expected = [rule.verb for rule in rules.open_to(story, user)] + hold + aside
        assert sorted(form_of(desk.get(page(story))).buttons) == sorted(expected), state


@pytest.mark.parametrize("role", ROLES)
def test_a_wire_item_shows_the_buttons_that_the_rules_open_to_this_role(cast, role):
    user, item = getattr(cast, role), cast.wire_item()
    desk = at_desk(user)
    for state in WireItem.State:
        put(item, state)
        # No story was made of it here, so what was taken has no way back.
        expected = [rule.verb for rule in rules.open_to(item, user) if rule.verb != "untake"]
        publishes = user.has_perm(rules.STORY_RULES["publish"].permission)
        and_publish = ["take", "publish"] if publishes and state == WireItem.State.NEW else []
        assert form_of(desk.get(page(item))).buttons == expected + and_publish, state
        row = Form(desk.get("/admin/articles/wireitem/", {"state": "all"}).content.decode())
        assert row.buttons == expected, state


@pytest.mark.parametrize(("role", "verb"), list(product(ROLES, [*rules.STORY_RULES, *LEGAL_HOLD])))
def test_the_address_of_an_act_refuses_whom_the_rules_refuse(cast, role, verb):
    rule = {**rules.STORY_RULES, **LEGAL_HOLD}[verb]
    user, story = getattr(cast, role), cast.published() if verb in ("correct", "withdraw", "retract") else cast.draft()
    if rule.from_states and verb not in LEGAL_HOLD:
        put(story, rule.from_states[0])
    if verb == "lift_legal_hold":
        Story.objects.filter(pk=story.pk).update(legal_hold="A court asked.")
    before, moves = Story.objects.filter(pk=story.pk).values().get(), Move.objects.count()
    response = at_desk(user).post(act(story, verb), TOLD)
    after = Story.objects.filter(pk=story.pk).values().get()
    if user.has_perm(rule.permission):
        assert (response.status_code, after["state"]) == (302, rule.to_state or before["state"])
        assert Move.objects.count() == moves + 1
    else:
        assert (response.status_code, after, Move.objects.count()) == (403, before, moves)


@pytest.mark.parametrize(("role", "verb"), list(product(ROLES, rules.ITEM_RULES)))
def test_the_address_of_an_act_on_a_wire_item_refuses_whom_the_rules_refuse(cast, role, verb):
    rule = rules.ITEM_RULES[verb]
    user, item = getattr(cast, role), put(cast.wire_item(), rule.from_states[0])
    if verb == "untake":
        Story.objects.create(wire_item=item, created_by=user, edited_at=timezone.now())
    response = at_desk(user).post(act(item, verb))
    state = WireItem.objects.get(pk=item.pk).state
    allowed = user.has_perm(rule.permission)
    assert (response.status_code, state) == ((302, rule.to_state) if allowed else (403, rule.from_states[0]))


def test_readers_and_strangers_are_sent_to_the_login_page(client, cast):
    story = cast.draft()
    for visitor in (client, at_desk(cast.reader)):
        for address in (page(story), act(story, "file"), "/admin/articles/wireitem/"):
            assert visitor.get(address).url.startswith("/admin/login/")
        assert visitor.post(act(story, "file")).status_code == 302
    story.refresh_from_db()
    assert story.state == Story.State.DRAFT


def test_nothing_of_the_desk_can_be_deleted_even_by_a_superuser(cast):
    cast.administrator.is_superuser = True
    cast.administrator.save()
    desk, story, item = at_desk(cast.administrator), cast.published(), cast.wire_item()
    edition, move = story.editions.get(), story.moves.first()
    for thing in (
        story, item, item.delivery, edition, move, cast.agency, cast.author, cast.world, cast.topic, cast.disclaimer,
        cast.reader,
    ):  # fmt: skip
        address = f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/delete/"
        assert desk.post(address, {"post": "yes"}).status_code == 403, address
        assert type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("model", ["wireitem", "delivery", "edition", "move"])
def test_what_the_wire_and_the_verbs_made_cannot_be_written_by_hand(cast, model):
    cast.administrator.is_superuser = True
    cast.administrator.save()
    desk, story = at_desk(cast.administrator), cast.published()
    made = {"wireitem": cast.wire_item(), "edition": story.editions.get(), "move": story.moves.first()}
    thing = made.get(model) or made["wireitem"].delivery
    assert desk.get(f"/admin/articles/{model}/add/").status_code == 403
    assert desk.post(f"/admin/articles/{model}/{thing.pk}/change/", {"headline": "Forged"}).status_code == 403


def test_only_a_superuser_makes_superusers(cast):
    address = f"/admin/auth/user/{cast.reporter.pk}/change/"
    desk = at_desk(cast.administrator)
    at_once = {
        "username": "reporter",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "date_joined": "2026-01-01T00:00",
    }
    desk.post(address, {**at_once, "date_joined_0": "2026-01-01", "date_joined_1": "00:00"})
    cast.reporter.refresh_from_db()
    assert not cast.reporter.is_superuser
    type(cast.publisher).objects.filter(pk=cast.publisher.pk).update(is_superuser=True)
    assert (
        desk.post(f"/admin/auth/user/{cast.publisher.pk}/password/", {"password1": "x", "password2": "x"}).status_code
        == 403
    )


def test_a_story_without_its_own_text_yet_is_still_found_by_its_code(cast):
    story = cast.draft(headline="", slugline="", embargo_until=timezone.now() + timedelta(hours=1))
    found = at_desk(cast.reporter).get("/admin/articles/story/", {"q": story.code})
    assert list(found.context["cl"].result_list) == [story]
