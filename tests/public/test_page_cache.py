"""A kept page is quick, and never wrong."""

import gzip
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone

from articles.desk import verbs
from articles.models import Section, Source, Topic
from articles.public import page_cache
from articles.public.filters import EditionFilter, Parameters
from articles.public.page_cache import ASK_AGAIN, PARAMETERS, PageCache
from tests.cast import Cast
from tests.public.pages import link, stories_on, text_of, tree

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


@pytest.fixture
def reader(settings) -> Client:
    """Reads a site that keeps its pages in memory."""
    settings.CACHES = {
        "default": {"BACKEND": "newsroom.cache.ProcessMemory", "LOCATION": "pages"},
    }
    caches["default"].clear()
    return Client()


def at(monkeypatch, moment) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def entries() -> int:
    return len(caches["default"].held)


# What it saves


def test_a_kept_page_takes_one_query_and_is_the_same(reader, cast, django_assert_num_queries):
    story = cast.published()
    for address in ("/", "/latest/", "/section/world/", "/search/?q=story", story.editions.get().get_absolute_url()):
        first = reader.get(address)
        with django_assert_num_queries(1):
            again = reader.get(address)
        assert (again.content, again.headers) == (first.content, first.headers)


def test_readers_ask_each_time_and_are_told_that_nothing_changed(reader, cast):
    story = cast.published(headline="Ferry saved")
    first = reader.get("/latest/")
    assert first["Cache-Control"] == ASK_AGAIN
    again = reader.get("/latest/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    for known in ("W/" + first["ETag"], '"old", ' + first["ETag"], "*"):
        assert reader.get("/latest/", HTTP_IF_NONE_MATCH=known).status_code == 304, known
    assert reader.get("/latest/", HTTP_IF_NONE_MATCH='"old"').status_code == 200
    verbs.withdraw(story, by=cast.publisher, reason="Doubt.")
    changed = reader.get("/latest/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (changed.status_code, stories_on(changed)) == (200, [])


def test_a_reader_with_an_old_copy_does_not_keep_others_from_a_kept_page(reader, cast, django_assert_num_queries):
    etag = reader.get("/latest/")["ETag"]
    cast.published()
    asked = {"HTTP_IF_NONE_MATCH": etag, "HTTP_IF_MODIFIED_SINCE": "Mon, 01 Jan 2035 00:00:00 GMT"}
    assert reader.get("/latest/", **asked).status_code == 200
    with django_assert_num_queries(1):
        reader.get("/latest/")


@pytest.mark.parametrize("accepts", ["gzip", "br, GZIP;q=0.5", "gzip, deflate"])
def test_it_is_sent_compressed_to_who_can_read_that(reader, cast, accepts):
    cast.published()
    plain = reader.get("/latest/", HTTP_ACCEPT_ENCODING="identity")
    zipped = reader.get("/latest/", HTTP_ACCEPT_ENCODING=accepts)
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert int(zipped["Content-Length"]) == len(zipped.content) < len(plain.content) == int(plain["Content-Length"])
    assert plain["Vary"] == zipped["Vary"] == "Accept-Encoding"
    assert plain["ETag"] != zipped["ETag"]
    both = {"HTTP_IF_NONE_MATCH": plain["ETag"], "HTTP_ACCEPT_ENCODING": accepts}
    assert reader.get("/latest/", **both).status_code == 200


@pytest.mark.parametrize("accepts", ["", "identity", "br", "gzip;q=0", "x-gzipped", "gzip; q=0.0"])
def test_it_is_sent_as_it_is_to_who_can_not(reader, cast, accepts):
    response = reader.get("/latest/", HTTP_ACCEPT_ENCODING=accepts)
    assert "Content-Encoding" not in response
    assert b"<!doctype html>" in response.content


GUARDS = {
    "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
}  # fmt: skip


def test_what_is_kept_is_guarded_as_what_is_made(reader, cast):
    made, kept = reader.get("/latest/"), reader.get("/latest/")
    unchanged = reader.get("/latest/", HTTP_IF_NONE_MATCH=kept["ETag"])
    assert unchanged.status_code == 304
    assert [GUARDS - set(answer.headers) for answer in (made, kept, unchanged)] == [set()] * 3
    assert set(kept.headers) - set(unchanged.headers) == {"Content-Type", "Content-Length"}
    assert kept["Content-Security-Policy"] == reader.get("/nope/")["Content-Security-Policy"]


def test_who_asks_in_the_clear_is_led_to_the_encrypted_site_though_the_page_is_kept(reader, cast, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 3600
    reader = Client()
    assert reader.get("/latest/", secure=True).status_code == 200
    clear, locked = reader.get("/latest/"), reader.get("/latest/", secure=True)
    assert (clear.status_code, clear["Location"]) == (301, "https://testserver/latest/")
    assert locked["Strict-Transport-Security"].startswith("max-age=3600")


def test_a_head_request_has_the_pages_headers_and_keeps_nothing(reader, cast):
    head = reader.head("/latest/")
    assert (head.content, entries()) == (b"", 0)
    page = reader.get("/latest/")
    assert head.headers == page.headers == reader.head("/latest/").headers


# What changes it


@pytest.fixture
def second_process(lasting_database):
    """Runs Python in another process on this database."""
    at = connection.settings_dict
    url = f"sqlite:///{at['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}

    def run(code: str) -> None:
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return run


def test_a_kill_in_another_process_is_gone_from_every_page_at_the_next_request(second_process, reader):
    cast = Cast.make()
    story = cast.published(headline="Wrongly accused")
    address = story.editions.get().get_absolute_url()
    lists = ("/", "/latest/", "/section/world/", "/topic/elections/", "/search/?q=accused")
    for page in (*lists, address):
        assert "Wrongly accused" in text_of(reader.get(page))
    second_process(
        "from django.contrib.auth.models import User; from articles.desk import verbs; from articles.models import *;"
        f"verbs.kill(Story.objects.get(), by=User.objects.get(pk={cast.publisher.pk}), reason='Libel.')"
    )
    for page in lists:
        assert "Wrongly accused" not in text_of(reader.get(page))
    gone = reader.get(address)
    assert (gone.status_code, "Wrongly accused" in gone.content.decode()) == (410, False)


def test_a_story_released_later_appears_on_time_on_a_page_kept_before(reader, cast, monkeypatch):
    release = timezone.now() + timedelta(minutes=5)
    cast.published(headline="Early")
    cast.published(headline="Late", at=release)
    assert stories_on(reader.get("/latest/")) == ["Early"]
    at(monkeypatch, release - timedelta(microseconds=1))
    assert stories_on(reader.get("/latest/")) == ["Early"]
    at(monkeypatch, release)
    assert stories_on(reader.get("/latest/")) == ["Late", "Early"]


def test_two_stories_released_one_after_the_other_both_appear_on_time(reader, cast, monkeypatch):
    now = timezone.now()
    releases = [now + timedelta(minutes=minutes) for minutes in (3, 6)]
    for number, release in enumerate(releases):
        cast.published(headline=f"Story {number}", at=release)
    assert stories_on(reader.get("/latest/")) == []
    at(monkeypatch, releases[0])
    assert stories_on(reader.get("/latest/")) == ["Story 0"]
    at(monkeypatch, releases[1])
    assert stories_on(reader.get("/latest/")) == ["Story 1", "Story 0"]


def test_a_correction_released_later_takes_its_turn_on_a_page_kept_before(reader, cast, monkeypatch):
    story = cast.published(headline="Ferry saved")
    address = story.editions.get().get_absolute_url()
    release = timezone.now() + timedelta(minutes=5)
    verbs.correct(story, by=cast.publisher, kind="correction", notice="It was a tug.", at=release)
    assert "It was a tug." not in text_of(reader.get(address))
    at(monkeypatch, release)
    assert "It was a tug." in text_of(reader.get(address))


def test_a_wording_that_comes_into_force_shows_on_time(reader, cast, monkeypatch):
    begins = timezone.now() + timedelta(minutes=5)
    cast.disclaimer.wordings.create(text="As of today, with warranty.", in_force_from=begins)
    assert "with warranty" not in text_of(reader.get("/disclaimers/agency-terms/"))
    at(monkeypatch, begins)
    assert "As of today, with warranty." in text_of(reader.get("/disclaimers/agency-terms/"))


def test_no_page_is_kept_for_more_than_ten_minutes(reader, cast, monkeypatch, django_assert_num_queries):
    reader.get("/latest/")
    with django_assert_num_queries(1):
        reader.get("/latest/")
    at(monkeypatch, timezone.now() + timedelta(minutes=10))
    with django_assert_num_queries(1 + 2):  # what stands around the page is remembered with the counter
        reader.get("/latest/")


def test_another_name_in_the_configuration_shows_on_every_page(reader, cast):
    reader.get("/latest/")
    Section.objects.filter(slug="world").update(name="Planet")
    assert "Planet" in text_of(reader.get("/latest/"), "//header//nav")
    cast.agency.name = "Agency of old"
    cast.agency.save()
    assert "Agency of old" in text_of(reader.get("/latest/"), "//footer")


def choices(response) -> dict[str, list[tuple[str, str]]]:
    """Of each list that readers choose from: the values and the words, without the one that stands for all."""
    return {
        select.get("name"): [(option.get("value"), option.text_content()) for option in select[1:]]
        for select in tree(response).xpath("//form[@class='filters']//select")
    }


def test_what_a_list_lets_readers_choose_from_is_as_new_as_the_page(reader, cast):
    cast.published()
    before = choices(reader.get("/latest/"))
    assert choices(reader.get("/latest/?language=en")) == before
    Section.objects.filter(slug="sport").update(name="Games")
    assert ("sport", "Games") in choices(reader.get("/latest/"))["section"]
    Topic.objects.create(name="Tides", slug="tides")
    Source.objects.create(code="HLM", name="Holm", slug="holm", credit_line="H", language="nb")
    assert choices(reader.get("/latest/")) == {
        "section": [(slug, {"Sport": "Games"}.get(name, name)) for slug, name in before["section"]],
        "source": sorted([*before["source"], ("holm", "Holm")], key=lambda choice: choice[1]),
        "topic": sorted([*before["topic"], ("tides", "Tides")], key=lambda choice: choice[1]),
        "language": sorted([*before["language"], ("nb", "Norsk (bokmål)")]),
    }


def test_each_list_keeps_what_it_lets_readers_choose_from_to_itself(reader, cast):
    cast.published()
    of_all = choices(reader.get("/latest/"))
    of_topic = choices(reader.get("/topic/elections/"))
    assert of_topic == {name: offered for name, offered in of_all.items() if name != "topic"}
    assert reader.get("/latest/?language=xx").status_code == 404
    assert len(choices(reader.get("/latest/?language=fr"))["language"]) == len(of_all["language"]) + 1
    assert choices(reader.get("/latest/?q=story")) == of_all


def test_what_was_rolled_back_never_shows(reader, cast):
    reader.get("/latest/")
    with transaction.atomic():
        Section.objects.filter(slug="world").update(name="Planet")
        assert "Planet" in reader.get("/latest/").content.decode()
        transaction.set_rollback(True)
    assert "Planet" not in reader.get("/latest/").content.decode()


def test_writing_in_the_desk_leaves_the_pages_where_they_are(reader, cast, django_assert_num_queries):
    reader.get("/latest/")
    verbs.spike(cast.draft(), by=cast.editor)
    with django_assert_num_queries(1):
        reader.get("/latest/")


# What is never kept

REFUSED = {
    "a cookie": lambda: with_cookie(HttpResponse("page")),
    "something for one person": lambda: HttpResponse("page", headers={"Vary": "Accept-Encoding, Cookie"}),
    "a private page": lambda: HttpResponse("page", headers={"Cache-Control": "private"}),
    "a page not to be stored": lambda: HttpResponse("page", headers={"Cache-Control": "no-store"}),
    "what is not there": lambda: HttpResponse("page", status=404),
    "a way to somewhere else": lambda: HttpResponse("page", status=301, headers={"Location": "/"}),
    "an error": lambda: HttpResponse("page", status=500),
    "a stream": lambda: StreamingHttpResponse([b"page"]),
    "what is compressed already": lambda: HttpResponse("page", headers={"Content-Encoding": "br"}),
    "what is too large": lambda: HttpResponse(b"x" * (page_cache.LARGEST + 1)),
}


def with_cookie(response):
    response.set_cookie("visitor", "7")
    return response


@pytest.mark.parametrize("response", REFUSED.values(), ids=REFUSED)
def test_what_is_not_for_everybody_is_never_kept(reader, response):
    given = response()
    assert PageCache(lambda request: given)(RequestFactory().get("/latest/")) is given
    assert entries() == 0


def test_no_page_of_the_desk_nothing_posted_and_no_unknown_address_is_kept(reader, cast):
    for address in ("/admin/", "/admin/login/", "/preview/x/", "/healthz", "/nope/", "/section/nope/", "/latest"):
        reader.get(address)
    reader.post("/latest/")
    assert entries() == 0


def test_who_is_signed_in_reads_the_same_page_and_leaves_no_cookie_in_it(reader, cast):
    cast.published()
    signed_in = Client()
    signed_in.force_login(cast.editor)
    theirs, ours = signed_in.get("/latest/"), reader.get("/latest/")
    assert (theirs.content, theirs.headers) == (ours.content, ours.headers)
    assert not theirs.cookies
    assert ours["Vary"] == "Accept-Encoding"


# What nobody can do to it


@override_settings(PAGE_SIZE=2)
@pytest.mark.parametrize(
    "odd",
    [
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_ACCEPT_LANGUAGE": "fr"},
        {"HTTP_COOKIE": "sessionid=evil"},
        {"HTTP_ACCEPT": "application/json"},
        {"QUERY_STRING": "utm_source=evil&page_size=9&%00=x&sort="},
        {"QUERY_STRING": "section=sport&section=world"},
    ],
    ids=str,
)
def test_the_page_does_not_depend_on_who_asked_first(reader, cast, odd):
    for number in range(3):
        cast.published(headline=f"Story {number}")
    address = "/latest/?section=world" if "section" in str(odd) else "/latest/"
    path = address.partition("?")[0]
    first = reader.get(path, **odd)
    caches["default"].clear()
    assert first.content == reader.get(address).content
    assert "evil" not in first.content.decode()
    assert link(first, "Older stories").startswith("?")


def test_a_host_that_is_not_ours_is_refused_where_the_page_is_kept_too(reader, cast):
    reader.get("/latest/")
    refused = reader.get("/latest/", HTTP_HOST="evil.example")
    assert (refused.status_code, GUARDS - set(refused.headers)) == (400, {"X-Frame-Options"})
    assert "frame-ancestors 'none'" in refused["Content-Security-Policy"]


def test_a_question_mark_within_an_address_is_no_parameter(reader, cast):
    assert reader.get("/search/?q=x").status_code == 200
    assert reader.get("/search/%3Fq=x").status_code == 404


def test_parameters_in_any_order_are_one_address(reader, cast, django_assert_num_queries):
    reader.get("/latest/?section=world&language=en")
    with django_assert_num_queries(1):
        reader.get("/latest/?language=en&utm_campaign=spring&section=world")


def test_every_parameter_of_a_list_is_known():
    names = {Parameters().add_prefix(name) for name in EditionFilter.base_filters}
    assert names - PARAMETERS == set()


def test_odd_parameters_can_not_fill_the_memory(reader, cast, monkeypatch):
    monkeypatch.setattr(page_cache, "PLACES_WITH_PARAMETERS", 4)
    for number in range(40):
        assert reader.get(f"/search/?q=word{number}").status_code == 200
        assert f"word{number}" in text_of(reader.get(f"/search/?q=word{number}"))
    assert entries() <= 4


# Redis


def on_redis(settings, url: str) -> Client:
    settings.CACHES = {"default": {"BACKEND": "newsroom.cache.ForgivingRedisCache", "LOCATION": url}}
    return Client()


@pytest.mark.redis
def test_pages_kept_in_redis_serve_every_process_and_end_with_the_counter(settings, cast, django_assert_num_queries):
    story = cast.published(headline="Ferry saved")
    first = on_redis(settings, os.environ["TEST_REDIS_URL"])
    assert stories_on(first.get("/latest/")) == ["Ferry saved"]
    with django_assert_num_queries(1):
        assert stories_on(Client().get("/latest/")) == ["Ferry saved"]
    verbs.kill(story, by=cast.publisher, reason="Libel.")
    assert stories_on(first.get("/latest/")) == []


def test_pages_are_shown_while_redis_is_away_and_that_is_said_once(settings, cast, caplog):
    cast.published(headline="Ferry saved")
    reader = on_redis(settings, "redis://127.0.0.1:1/0")
    for _ in range(3):
        assert stories_on(reader.get("/latest/")) == ["Ferry saved"]
    assert [record.message.partition(":")[0] for record in caplog.records] == [
        "Redis is away, pages are made without it"
    ]
