"""Accounts: who makes and changes whom, and that nobody's going takes anything of the record along."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from articles.models import Move, RolePolicy, Story
from tests.admin.screen import Form, at_desk

USERS = "/admin/auth/user/"


def account(user) -> str:
    return f"{USERS}{user.pk}/change/"


def form(desk, address: str) -> dict:
    return Form(desk.get(address).content.decode(), "user_form").fields


@pytest.fixture
def personnel(cast) -> User:
    """Somebody who looks after accounts, and has no other right than a reporter."""
    keeper = User.objects.create_user("keeper", password="keeper", is_staff=True)
    keeper.groups.add(Group.objects.get(name="Reporter"))
    keeper.user_permissions.add(*Permission.objects.filter(codename__in=["view_user", "add_user", "change_user"]))
    return keeper


def test_an_administrator_makes_an_account_and_gives_it_a_role(cast):
    desk = at_desk(cast.administrator)
    secret = "a long sentence of no sense"
    desk.post(f"{USERS}add/", {"username": "nina", "usable_password": "true", "password1": secret, "password2": secret})
    nina = User.objects.get(username="nina")
    assert (nina.is_staff, nina.is_superuser, nina.check_password(secret)) == (True, False, True)
    editor = Group.objects.get(name="Editor")
    desk.post(account(nina), {**form(desk, account(nina)), "groups": [editor.pk], "is_active": "on", "is_staff": "on"})
    assert list(nina.groups.all()) == [editor]


def test_nobody_gives_more_than_she_has(personnel, cast):
    desk, reporter = at_desk(personnel), cast.reporter
    reporter_role, publisher_role = (Group.objects.get(name=name) for name in ("Reporter", "Publisher"))
    sent = {**form(desk, account(reporter)), "is_active": "on", "is_staff": "on"}
    desk.post(account(reporter), {**sent, "groups": [reporter_role.pk, publisher_role.pk]})
    assert list(reporter.groups.all()) == [reporter_role]
    desk.post(account(reporter), {**sent, "first_name": "Rita", "groups": [reporter_role.pk]})
    reporter.refresh_from_db()
    assert (reporter.first_name, list(reporter.groups.all())) == ("Rita", [reporter_role])


@pytest.mark.parametrize("active", [True, False])
def test_nobody_changes_the_account_or_password_of_who_may_do_more(personnel, cast, active):
    User.objects.filter(pk=cast.publisher.pk).update(is_active=active)
    desk = at_desk(personnel)
    assert desk.post(account(cast.publisher), {"username": "mine"}).status_code == 403
    new = {"password1": "a long new secret", "password2": "a long new secret"}
    assert desk.post(f"{USERS}{cast.publisher.pk}/password/", new).status_code == 403
    assert User.objects.get(pk=cast.publisher.pk).check_password("publisher")


def test_nobody_gives_herself_a_role_or_locks_herself_out(personnel, cast):
    for user in (personnel, cast.administrator):
        desk, before = at_desk(user), list(user.groups.all())
        everything = [group.pk for group in Group.objects.all()]
        desk.post(account(user), {**form(desk, account(user)), "groups": everything, "is_superuser": "on"})
        user.refresh_from_db()
        assert (user.is_active, user.is_staff, user.is_superuser) == (True, True, False)
        assert list(user.groups.all()) == before


def test_who_is_deactivated_is_out_at_once_and_stays_in_the_record(cast):
    story = cast.published()
    gone = at_desk(cast.publisher)
    desk, address = at_desk(cast.administrator), account(cast.publisher)
    sent = form(desk, address)
    sent.pop("is_active")
    desk.post(address, {**sent, "groups": [group.pk for group in cast.publisher.groups.all()]})
    assert not User.objects.get(pk=cast.publisher.pk).is_active
    assert gone.get("/admin/").url.startswith("/admin/login/")
    assert story.moves.first().actor_name == "Publisher"


def test_a_new_name_leaves_the_name_in_the_record(cast):
    story = cast.published()
    User.objects.filter(pk=cast.publisher.pk).update(first_name="Paula", last_name="Newname", username="paula")
    assert story.moves.first().actor_name == "Publisher"


def test_deleting_a_person_is_refused_in_words(cast):
    User.objects.filter(pk=cast.administrator.pk).update(is_superuser=True)
    desk = at_desk(cast.administrator)
    for address in (f"{USERS}{cast.reader.pk}/delete/", f"{USERS}{cast.publisher.pk}/delete/"):
        assert desk.post(address, {"post": "yes"}).status_code == 403
    assert "Nobody is deleted" in desk.get(f"{USERS}{cast.reader.pk}/delete/").content.decode()
    assert "delete_selected" not in desk.get(USERS).content.decode()


def test_no_way_of_deleting_a_person_takes_anything_along(cast):
    cast.published()
    at_desk(cast.administrator).post(account(cast.reporter), {"username": "reporter"})
    LogEntry.objects.create(user=cast.reader, action_flag=2, object_repr="Something")
    before = [model.objects.count() for model in (User, Move, Story, LogEntry)]
    with pytest.raises(ProtectedError):
        cast.publisher.delete()
    for refused in (
        cast.reader.delete,
        User.objects.filter(username="reader").delete,
        LogEntry.objects.all().delete,
        lambda: LogEntry.objects.update(object_repr="Nothing"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            refused()
    assert [model.objects.count() for model in (User, Move, Story, LogEntry)] == before


def test_an_administrator_says_which_roles_need_a_second_factor(cast):
    desk = at_desk(cast.administrator)
    policy = RolePolicy.objects.get(role__name="Publisher")
    address = f"/admin/articles/rolepolicy/{policy.pk}/change/"
    assert desk.post(address, {"requires_second_factor": "on"}).status_code == 302
    policy.refresh_from_db()
    assert policy.requires_second_factor
    assert at_desk(cast.editor).post(address, {}).status_code == 403
