"""“Report an error”: from the page to the desk, without a script, a flood or a kept address."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from articles.desk import verbs
from articles.models import ReaderReport
from articles.public import reports
from tests.public.pages import text_of, tree

pytestmark = pytest.mark.django_db

SAID = "The ferry is called Aurora, not Aurelia."


def send(client, story, text=SAID, *, sender="192.0.2.7", **fields):
    return client.post(f"/story/{story.code}/report/", {"text": text, **fields}, REMOTE_ADDR=sender)


def test_a_report_lands_on_the_desk_and_the_reader_is_thanked(client, cast):
    story = cast.published()
    link = tree(client.get(f"/story/{story.code}/", follow=True)).xpath(
        "//a[normalize-space()='Report an error']/@href"
    )
    assert link == [f"/story/{story.code}/report/"]
    response = send(client, story, f"  {SAID}\r\nSee page 2. ", email="reader@example.org")
    assert (response.status_code, response["Location"]) == (302, f"/story/{story.code}/report/sent/")
    assert "our desk has your report" in text_of(client.get(response["Location"]), "//*[@role='status']")
    report = ReaderReport.objects.get()
    assert (report.story, report.edition_number, report.email, report.state) == (story, 1, "reader@example.org", "open")
    assert report.text.splitlines() == [SAID, "See page 2."]


def test_no_address_is_kept_only_a_hash_that_is_another_one_tomorrow(cast, client):
    story = cast.published()
    edition = story.editions.get()
    now = timezone.now()
    send(client, story)
    kept = ReaderReport.objects.get()
    assert "192.0.2.7" not in str(ReaderReport.objects.values().get())
    said = {"email": "", "website": ""}
    reports.receive(edition, now=now, address="192.0.2.7", text="A second report.", **said)
    reports.receive(edition, now=now + timedelta(days=1), address="192.0.2.7", text="A third report.", **said)
    third, second = ReaderReport.objects.exclude(pk=kept.pk).order_by("-at")
    assert second.address_hash == kept.address_hash != third.address_hash


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": ""}, "Write what is wrong"),
        ({"text": "  \n "}, "Write what is wrong"),
        ({"text": "short"}, "at least 10 characters"),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"text": "Nul \x00 in the text of it"}, "Null characters"),
        ({"text": "http://a http://b https://c https://d"}, "too many links"),
        ({"email": "nobody"}, "no e-mail address"),
        ({"website": "http://spam.example"}, "Leave this field empty"),
    ],
)
def test_what_can_t_be_taken_is_said_beside_its_field_and_nothing_typed_is_lost(client, cast, fields, says):
    response = send(client, cast.published(), **{"text": SAID, **fields})
    assert response.status_code == 422
    assert says in text_of(response, "//*[@class='error']")
    assert "not sent yet" in text_of(response, "//*[@role='alert']")
    if "text" not in fields:
        assert tree(response).xpath("//textarea/text()")[0].strip() == SAID
    assert not ReaderReport.objects.exists()


def test_hostile_words_come_back_escaped(client, cast):
    response = send(client, cast.published(), "</textarea><img src=x> and more", email="nobody")
    assert "<img" not in response.content.decode()


def test_one_sender_is_heard_five_times_an_hour_and_others_go_on(client, cast):
    story = cast.published()
    for number in range(reports.FROM_ONE_SENDER):
        assert send(client, story, f"Report number {number}.").status_code == 302
    refused = send(client, story, "One report more.")
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert tree(refused).xpath("//textarea/text()")[0].strip() == "One report more."
    assert "not sent" in text_of(refused, "//*[@role='alert']")
    assert send(client, story, "Somebody else’s.", sender="192.0.2.8").status_code == 302
    ReaderReport.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert send(client, story, "An hour later.").status_code == 302


def test_all_senders_together_are_bounded_too(client, cast, monkeypatch):
    monkeypatch.setattr(reports, "FROM_ALL", 3)
    story = cast.published()
    answers = [send(client, story, sender=f"192.0.2.{number}").status_code for number in range(5)]
    assert answers == [302, 302, 302, 429, 429]


def test_a_home_s_ipv6_network_is_one_sender(client, cast):
    story = cast.published()
    for number in range(reports.FROM_ONE_SENDER):
        send(client, story, f"Report number {number}.", sender=f"2001:db8:1:1::{number}")
    assert send(client, story, "One report more.", sender="2001:db8:1:1:ffff::1").status_code == 429
    assert send(client, story, "A neighbour’s.", sender="2001:db8:1:2::1").status_code == 302


@pytest.mark.parametrize(("behind", "senders"), [(False, 1), (True, 2)])
def test_a_proxy_s_word_for_the_address_counts_only_where_it_is_trusted(client, cast, behind, senders):
    story = cast.published()
    with override_settings(BEHIND_PROXY=behind):
        for number in range(2):
            client.post(
                f"/story/{story.code}/report/",
                {"text": f"{SAID} {number}"},
                headers={"X-Forwarded-For": f"203.0.113.9, 198.51.100.{number}"},
            )
    assert ReaderReport.objects.values("address_hash").distinct().count() == senders


def test_the_same_words_sent_twice_are_one_report(client, cast):
    story = cast.published()
    for _ in range(9):
        assert send(client, story).status_code == 302
    assert ReaderReport.objects.count() == 1


def test_what_readers_can_t_have_takes_no_reports(client, cast):
    hidden = [cast.draft(), cast.published(at=timezone.now() + timedelta(hours=1))]
    for act in (verbs.withdraw, verbs.hold):
        hidden.append(cast.published())
        act(hidden[-1], by=cast.publisher, reason="Rights.")
    for story in hidden:
        for path in ("report", "report/sent"):
            assert client.get(f"/story/{story.code}/{path}/").status_code == 404
        assert send(client, story).status_code == 404
    killed = cast.published()
    verbs.kill(killed, by=cast.publisher, reason="Libel.")
    assert [client.get(f"/story/{killed.code}/report/").status_code, send(client, killed).status_code] == [410, 410]
    assert not ReaderReport.objects.exists()


@override_settings(CACHES={"default": {"BACKEND": "newsroom.cache.ProcessMemory"}})
def test_the_form_is_each_reader_s_own_and_never_kept_while_the_story_sets_no_cookie(cast):
    cache.clear()
    story = cast.published()
    tokens = set()
    for _ in range(2):
        reader = Client(enforce_csrf_checks=True)
        page = reader.get(f"/story/{story.code}/", follow=True)
        assert not page.cookies
        form = reader.get(f"/story/{story.code}/report/")
        assert "no-store" in form["Cache-Control"]
        (token,) = tree(form).xpath("//input[@name='csrfmiddlewaretoken']/@value")
        tokens.add(form.cookies[settings.CSRF_COOKIE_NAME].value)
        refused = reader.post(f"/story/{story.code}/report/", {"text": SAID})
        assert (refused.status_code, "Allow cookies" in text_of(refused)) == (403, True)
        said = {"text": f"{SAID} {len(tokens)}", "csrfmiddlewaretoken": token}
        assert reader.post(f"/story/{story.code}/report/", said).status_code == 302
    assert (len(tokens), ReaderReport.objects.count()) == (2, 2)


def test_the_form_takes_two_queries(client, cast, django_assert_num_queries):
    story = cast.published()
    with django_assert_num_queries(2):
        client.get(f"/story/{story.code}/report/")
