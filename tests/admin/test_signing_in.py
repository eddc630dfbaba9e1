"""Who is let in: the second factor, the roles that require it, and who tries too often."""

from base64 import b32decode
from datetime import timedelta
from hashlib import sha256

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.desk import second_factor
from articles.models import Channel, RolePolicy, SecondFactor, Story, Subscriber
from articles.sealing import CHANNELS, SUBSCRIBERS
from newsroom import tries
from tests.admin.codes import code, enrolled
from tests.admin.screen import act, at_desk, page, told

FACTOR = "/admin/second-factor/"
KEY = "/admin/second-factor/key.svg"


def enter(client, name: str, password: str | None = None, **more):
    return client.post("/admin/login/?next=/admin/", {"username": name, "password": password or name, **more})


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def require(role: str) -> None:
    RolePolicy.objects.filter(role__name=role).update(requires_second_factor=True)


def test_without_a_second_factor_name_and_password_are_enough(client, cast):
    assert enter(client, "reporter").url == "/admin/"
    assert is_in(client)


def test_setting_it_up_takes_a_code_and_tells_the_recovery_codes_once(cast):
    desk = at_desk(cast.reporter)
    assert desk.get(FACTOR).context["standing"] == second_factor.Standing(enrolled=False, required=False)
    device = SecondFactor.objects.get()
    picture = desk.get(KEY)
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture.headers["Cache-Control"]
    assert desk.post(FACTOR, {"code": "000000"}).context["form"].errors
    assert not second_factor.standing(cast.reporter).enrolled
    SecondFactor.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    told = desk.post(FACTOR, {"code": code(device), "next": "/admin/articles/story/"})
    assert (len(set(told.context["codes"])), told.context["next"]) == (10, "/admin/articles/story/")
    assert is_in(desk)
    shown = desk.get(FACTOR).content.decode()
    assert not [secret for secret in told.context["codes"] if secret in shown]
    assert desk.get(KEY).status_code == 404


def test_who_has_it_signs_in_with_a_code_that_is_good_once(cast):
    device, _ = enrolled(cast.reporter)
    assert enter(Client(), "reporter").status_code == 200
    first, second, wrong = Client(), Client(), Client()
    shown = code(device)
    assert enter(first, "reporter", code=shown).url == "/admin/"
    assert is_in(first)
    assert enter(second, "reporter", code=shown).status_code == 200
    assert not is_in(second)
    assert enter(wrong, "reporter", "nonsense", code=code(device, later=1)).status_code == 200
    assert not is_in(wrong)


def test_wrong_codes_make_the_device_deaf_for_a_while(client, cast):
    device, _ = enrolled(cast.reporter)
    for _ in range(3):
        enter(client, "reporter", code="123456")
    assert enter(client, "reporter", code=code(device)).status_code == 200
    SecondFactor.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(minutes=5))
    assert enter(client, "reporter", code=code(device)).url == "/admin/"


def test_a_recovery_code_is_good_once(cast):
    _, codes = enrolled(cast.reporter)
    assert enter(Client(), "reporter", code=codes[3].upper()).url == "/admin/"
    assert enter(Client(), "reporter", code=codes[3]).status_code == 200
    assert second_factor.codes_left(cast.reporter) == 9


def test_the_codes_of_another_person_are_worth_nothing(client, cast):
    _, codes = enrolled(cast.editor)
    enrolled(cast.reporter)
    assert enter(client, "reporter", code=codes[0]).status_code == 200
    assert second_factor.codes_left(cast.editor) == 10


def test_a_session_from_before_it_was_set_up_opens_nothing_any_more(cast):
    before = at_desk(cast.reporter)
    assert is_in(before)
    enrolled(cast.reporter)
    assert not is_in(before)
    assert before.get(FACTOR).url == "/admin/login/"
    assert before.get(KEY).status_code == 404
    assert before.post(FACTOR, {"code": "1", "act": "remove"}).url == "/admin/login/"


def test_a_role_that_requires_it_leads_there_before_anything_else_opens(cast):
    require("Reporter")
    desk, story = at_desk(cast.reporter), cast.draft()
    for address in (page(story), act(story, "file"), "/admin/", "/admin/articles/wireitem/", "/admin/password_change/",
                    "/admin/now/", "/styleguide/", "/admin/articles/look/"):  # fmt: skip
        sent = desk.get(address, follow=True)
        assert sent.redirect_chain[-1][0].startswith(FACTOR), address
        assert sent.context["next"] == address
    assert desk.post(act(story, "file")).url.startswith("/admin/login/")
    assert desk.post(page(story), {"headline": "Forced"}).url.startswith("/admin/login/")
    story.refresh_from_db()
    assert (story.state, story.headline != "Forced") == (Story.State.DRAFT, True)
    assert is_in(at_desk(cast.editor))


def test_an_address_of_another_site_is_not_where_setting_it_up_leads(cast):
    require("Reporter")
    shown = at_desk(cast.reporter).get(FACTOR, {"next": "https://evil.example/"})
    assert shown.context["next"] == "/admin/"


def test_who_must_set_it_up_may_leave(cast):
    require("Reporter")
    desk = at_desk(cast.reporter)
    desk.post("/admin/logout/")
    assert "_auth_user_id" not in desk.session


def test_after_setting_it_up_the_desk_opens(cast):
    require("Reporter")
    desk = at_desk(cast.reporter)
    desk.get(FACTOR)
    desk.post(FACTOR, {"code": code(SecondFactor.objects.get())})
    assert is_in(desk)


def test_superusers_are_held_to_the_strictest_role(cast):
    type(cast.reader).objects.filter(pk=cast.editor.pk).update(is_superuser=True)
    require("Publisher")
    assert not is_in(at_desk(cast.editor))
    assert is_in(at_desk(cast.reporter))


def test_it_is_taken_away_with_a_code_and_never_against_the_role(cast):
    _, codes = enrolled(cast.reporter)
    desk = Client()
    enter(desk, "reporter", code=codes[0])
    assert desk.post(FACTOR, {"code": "wrong", "act": "remove"}).context["form"].errors
    SecondFactor.objects.get().throttle_reset()
    require("Reporter")
    assert desk.post(FACTOR, {"code": codes[1], "act": "remove"}).context["form"].errors
    assert second_factor.standing(cast.reporter) == second_factor.Standing(enrolled=True, required=True)
    RolePolicy.objects.update(requires_second_factor=False)
    assert desk.post(FACTOR, {"code": codes[1], "act": "remove"}).url == "/admin/"
    assert second_factor.standing(cast.reporter) == second_factor.Standing(enrolled=False, required=False)


def test_new_recovery_codes_end_the_old_ones(cast):
    _, codes = enrolled(cast.reporter)
    desk = Client()
    enter(desk, "reporter", code=codes[0])
    new = desk.post(FACTOR, {"code": codes[1], "act": "codes"}).context["codes"]
    assert [len(code) for code in new] == [9] * 10  # two groups of four
    assert second_factor.verify(cast.reporter, codes[2]) is None
    SecondFactor.objects.get().throttle_reset()
    assert second_factor.verify(cast.reporter, new[0]) is not None


def test_readers_and_strangers_have_no_second_factor(client, cast):
    for visitor in (client, at_desk(cast.reader)):
        assert visitor.get(FACTOR).url.startswith("/admin/login/")
        assert visitor.get(KEY).url.startswith("/admin/login/")
    assert SecondFactor.objects.count() == 0


def test_keys_and_codes_have_no_screen(cast):
    type(cast.reader).objects.filter(pk=cast.administrator.pk).update(is_superuser=True)
    desk = at_desk(cast.administrator)
    assert desk.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert desk.get("/admin/otp_static/staticdevice/").status_code == 404
    assert desk.get("/admin/articles/secondfactor/").status_code == 404


# What stands in the database


def everything(model) -> str:
    return repr(list(model.objects.values()))


def test_no_row_shows_what_a_code_can_be_made_of(cast):
    factor, codes = enrolled(cast.reporter)
    begun = second_factor.begin(cast.editor)
    stored = everything(SecondFactor)
    for secret in (factor.key, begun.key, *codes):
        for form in (secret, secret.lower(), b32decode(secret.upper()).hex(), sha256(secret.encode()).hexdigest()):
            assert form not in stored


def test_an_older_secret_key_still_lets_in_and_what_it_sealed_is_sealed_anew(cast, settings):
    factor, codes = enrolled(cast.reporter)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key" * 5
    assert enter(Client(), "reporter", code=codes[0]).url == "/admin/"
    settings.SECRET_KEY_FALLBACKS = []
    assert enter(Client(), "reporter", code=codes[0]).status_code == 200
    SecondFactor.objects.get().throttle_reset()
    assert enter(Client(), "reporter", code=codes[1]).url == "/admin/"
    factor.refresh_from_db()
    assert enter(Client(), "reporter", code=code(factor)).url == "/admin/"


def test_a_command_seals_anew_what_an_older_secret_key_sealed(cast, settings, capsys):
    _, codes = enrolled(cast.reporter)
    channel = Channel.objects.create(name="In", code="in", source=cast.agency, secret=CHANNELS.seal("password"))
    lost = Channel.objects.create(name="Out", code="out", source=cast.agency, secret="of another newsroom")
    subscriber = Subscriber.objects.create(name="Told", url="http://127.0.0.1:9/", secret=SUBSCRIBERS.seal("signs"))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key" * 5
    with pytest.raises(CommandError) as refused:
        call_command("seal_again")
    assert str(refused.value) == "Out: no key of SECRET_KEY and SECRET_KEY_FALLBACKS opens its secret."
    lost.delete()
    settings.SECRET_KEY_FALLBACKS = []
    capsys.readouterr()
    call_command("seal_again")
    assert capsys.readouterr().out == "4 sealed with the present SECRET_KEY.\n"
    channel.refresh_from_db()
    subscriber.refresh_from_db()
    assert (CHANNELS.open(channel.secret), SUBSCRIBERS.open(subscriber.secret)) == ("password", "signs")
    assert enter(Client(), "reporter", code=codes[0]).url == "/admin/"


def test_a_secret_key_that_is_lost_is_said_where_it_keeps_somebody_out(cast, settings):
    _, codes = enrolled(cast.reporter)
    desk = Client()
    enter(desk, "reporter", code=codes[0])
    before = second_factor.begin(cast.editor).key
    SecondFactor.objects.update(sealed_key="of another newsroom", sealed_digests="of another newsroom")
    said = "since SECRET_KEY has changed: ask an administrator to take it away."
    assert said in enter(Client(), "reporter", code=codes[1]).content.decode()
    assert said in desk.get(FACTOR, follow=True).content.decode()
    assert said in desk.post(FACTOR, {"code": codes[1], "act": "remove"}, follow=True).content.decode()
    assert second_factor.begin(cast.editor).key not in ("", before)


# Too many tries


def fail(client, name: str, times: int) -> list[int]:
    return [enter(client, name, "wrong").status_code for _ in range(times)]


@pytest.mark.parametrize("name", ["reporter", "nobody-of-this-name"])
def test_who_fails_too_often_waits_whether_there_is_such_an_account_or_not(client, cast, name):
    assert fail(client, name, 6) == [200, 200, 200, 200, 429, 429]
    locked = enter(client, name)
    assert (locked.status_code, locked.headers["Retry-After"]) == (429, "900")
    assert "Too many tries" in locked.content.decode()
    assert name not in locked.content.decode()


def test_a_lock_is_on_one_account_from_one_address(client, cast):
    fail(client, "reporter", 5)
    assert enter(Client(), "editor").url == "/admin/"
    assert enter(Client(REMOTE_ADDR="203.0.113.9"), "reporter").url == "/admin/"
    assert enter(client, "reporter").status_code == 429


def test_who_guesses_from_ever_new_addresses_waits_too_and_the_owner_does_not_wait_with_him(client, cast, monkeypatch):
    monkeypatch.setattr(tries, "MOST", 6)
    enter(client, "reporter")
    client.post("/admin/logout/")
    for address in ("203.0.113.1", "203.0.113.2"):
        fail(Client(REMOTE_ADDR=address), "reporter", 3)
    stranger = Client(REMOTE_ADDR="203.0.113.3")
    assert "from many places" in enter(stranger, "reporter").content.decode()
    assert (is_in(stranger), enter(Client(REMOTE_ADDR="203.0.113.4"), "editor").url) == (False, "/admin/")
    forged = Client(REMOTE_ADDR="203.0.113.5")
    forged.cookies["known_here"] = client.cookies["known_here"].value.replace("reporter", "editor", 1)
    assert "from many places" in enter(forged, "reporter").content.decode()
    assert enter(client, "reporter").url == "/admin/"
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert enter(stranger, "reporter").url == "/admin/"


def test_one_address_alone_never_locks_an_account_for_all(cast):
    for browser in range(14):
        fail(Client(HTTP_USER_AGENT=f"Browser {browser}"), "reporter", 4)
    assert enter(Client(REMOTE_ADDR="203.0.113.9"), "reporter").url == "/admin/"


def test_a_lock_ends_by_itself_and_trying_does_not_lengthen_it(client, cast):
    fail(client, "reporter", 7)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert enter(client, "reporter").url == "/admin/"


def test_signing_in_forgets_the_tries_before(client, cast):
    fail(client, "reporter", 4)
    enter(client, "reporter")
    client.post("/admin/logout/")
    assert fail(client, "reporter", 4) == [200] * 4


def test_behind_a_proxy_its_last_word_is_the_address(client, cast, settings):
    settings.BEHIND_PROXY = True
    fail(Client(HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.9"), "reporter", 5)
    forged = Client(HTTP_X_FORWARDED_FOR="192.0.2.77, 203.0.113.9")
    assert enter(forged, "reporter").status_code == 429
    assert enter(Client(HTTP_X_FORWARDED_FOR="203.0.113.10"), "reporter").url == "/admin/"


def test_one_home_of_ipv6_is_one_address(cast):
    fail(Client(REMOTE_ADDR="2001:db8:1:2::5"), "reporter", 5)
    assert enter(Client(REMOTE_ADDR="2001:db8:1:2::6"), "reporter").status_code == 429
    assert enter(Client(REMOTE_ADDR="2001:db8:1:3::6"), "reporter").url == "/admin/"


def test_no_password_and_no_code_is_kept_of_a_try(client, cast):
    enter(client, "reporter", "my secret", code="my code")
    (kept,) = AccessAttempt.objects.values_list("post_data", flat=True)
    assert "my secret" not in kept
    assert "my code" not in kept


# Those who can't sign in


def choose(desk, action: str, *people, **more):
    chosen = [person.pk for person in people]
    return desk.post("/admin/auth/user/", {"action": action, "_selected_action": chosen, **more})


def do(desk, action: str, *people):
    return choose(desk, action, *people, _confirmed="")


def test_what_is_done_for_who_can_not_sign_in_is_asked_first_and_says_for_whom_it_is_not(client, cast):
    factor, _ = enrolled(cast.reporter)
    type(cast.reader).objects.filter(pk=cast.publisher.pk).update(is_superuser=True)
    fail(client, "reader", 5)
    desk = at_desk(cast.administrator)
    asked = choose(desk, "reset_second_factor", cast.reporter, cast.editor, cast.publisher)
    assert asked.context["open"] == [cast.reporter]
    assert [(user, reasons) for user, _, reasons in asked.context["hindered"]] == [
        (cast.editor, ["editor had no second factor."]),
        (cast.publisher, ["publisher may do more than you: ask somebody who may do as much."]),
    ]
    assert choose(desk, "let_in_again", cast.reader, cast.publisher).context["open"] == [cast.reader]
    assert (SecondFactor.objects.get().key, enter(client, "reader").status_code) == (factor.key, 429)
    assert told(do(desk, "reset_second_factor", cast.reporter, cast.editor, cast.publisher)) == [
        "“reporter”: take the second factor away, done.",
        "editor had no second factor.",
        "publisher may do more than you: ask somebody who may do as much.",
    ]
    assert not SecondFactor.objects.exists()


def test_an_administrator_takes_a_second_factor_away_and_the_log_says_so(cast):
    enrolled(cast.reporter)
    do(at_desk(cast.administrator), "reset_second_factor", cast.reporter)
    assert not second_factor.standing(cast.reporter).enrolled
    said = LogEntry.objects.values_list("user__username", "object_repr", "change_message")
    assert list(said) == [("administrator", "reporter", "Second factor taken away.")]


def test_nobody_takes_the_second_factor_of_who_may_do_more(cast):
    type(cast.reader).objects.filter(pk=cast.publisher.pk).update(is_superuser=True)
    enrolled(cast.publisher)
    do(at_desk(cast.administrator), "reset_second_factor", cast.publisher)
    assert second_factor.standing(cast.publisher).enrolled
    assert do(at_desk(cast.editor), "reset_second_factor", cast.publisher).status_code == 403


def test_an_administrator_lets_somebody_in_again(client, cast):
    fail(client, "reporter", 5)
    do(at_desk(cast.administrator), "let_in_again", cast.reporter)
    assert enter(client, "reporter").url == "/admin/"


def test_a_command_lets_in_whom_nobody_else_can(client, cast, capsys):
    enrolled(cast.administrator)
    fail(client, "administrator", 5)
    call_command("reset_second_factor", "administrator")
    assert capsys.readouterr().out == "“administrator” has no second factor any more.\n"
    assert enter(client, "administrator").url == "/admin/"
    with pytest.raises(CommandError, match="There is no account “nobody”"):
        call_command("reset_second_factor", "nobody")
