from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.test import override_settings
from django.utils import timezone

from articles.desk import verbs
from tests.public.pages import link, queries, statuses, stories_on, text_of, tree, whole
from tests.public.test_odd_requests import MIXED, ODD_VALUES

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(monkeypatch, cast):
    """Publish a story at a moment that is long gone."""

    def publish(moment, headline="", **fields):
        monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(moment).replace(tzinfo=UTC))
        story = cast.published(headline=headline or moment, **fields)
        monkeypatch.undo()
        return story

    return publish


def leads_to(response, part="calendar"):
    return [(a.text_content().strip(), a.get("href")) for a in tree(response).xpath(f"//main//*[@class='{part}']//a")]


def days_on(response):
    return [(a.get("rel"), a.get("href")) for a in tree(response).xpath("//nav[@aria-label='Other days']/a")]


def test_the_archive_leads_by_years_and_months_to_the_days_that_have_stories(client, on):
    for moment in ("2023-12-31T12:00", "2025-02-28T12:00", "2025-12-01T12:00", "2025-12-28T08:00", "2025-12-28T09:00"):
        on(moment)
    assert leads_to(client.get("/archive/")) == [("2025", "/archive/2025/"), ("2023", "/archive/2023/")]
    year = client.get("/archive/2025/")
    assert leads_to(year) == [("February", "/archive/2025/02/"), ("December", "/archive/2025/12/")]
    assert leads_to(year, "trail") == [("Archive", "/archive/")]
    month = client.get("/archive/2025/12/")
    assert leads_to(month) == [("Monday 1", "/archive/2025/12/01/"), ("Sunday 28", "/archive/2025/12/28/")]
    assert leads_to(month, "trail") == [("Archive", "/archive/"), ("2025", "/archive/2025/")]
    day = client.get("/archive/2025/12/28/")
    assert stories_on(day) == ["2025-12-28T09:00", "2025-12-28T08:00"]
    assert leads_to(day, "trail") == [
        ("Archive", "/archive/"), ("2025", "/archive/2025/"), ("December", "/archive/2025/12/"),
    ]  # fmt: skip
    assert [text_of(page, "//h1") for page in (year, month, day)] == [
        "2025",
        "December 2025",
        "Sunday, 28 December 2025",
    ]
    assert link(client.get("/"), "Archive") == "/archive/"


def test_a_day_leads_to_the_day_before_and_the_day_after_that_have_stories(client, on):
    for moment in ("2024-02-29T23:59", "2025-12-28T08:00", "2026-01-02T00:00"):
        on(moment)
    assert days_on(client.get("/archive/2024/02/29/")) == [("next", "/archive/2025/12/28/")]
    between = [("prev", "/archive/2024/02/29/"), ("next", "/archive/2026/01/02/")]
    assert days_on(client.get("/archive/2025/12/28/")) == between
    assert days_on(client.get("/archive/2026/01/02/")) == [("prev", "/archive/2025/12/28/")]


def test_a_day_without_stories_has_a_page_between_the_first_story_and_the_last(client, on):
    on("2025-12-26T12:00")
    on("2025-12-28T12:00")
    empty = client.get("/archive/2025/12/27/")
    assert (empty.status_code, stories_on(empty)) == (200, [])
    assert days_on(empty) == [("prev", "/archive/2025/12/26/"), ("next", "/archive/2025/12/28/")]
    assert tree(empty).xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    for address in ("2025/12/25/", "2025/12/29/", "2024/", "2025/11/", "2200/01/01/"):
        assert client.get(f"/archive/{address}").status_code == 404, address


def test_an_empty_newsroom_has_an_empty_archive(client):
    assert text_of(client.get("/archive/")) == "Archive Nothing has been published yet."
    assert client.get("/archive/2025/12/28/").status_code == 404


@pytest.mark.parametrize(
    ("zone", "day", "first", "last"),
    [
        ("Europe/Berlin", "2025/03/30", "2025-03-29T23:00:00", "2025-03-30T21:59:59.999999"),  # 23 hours
        ("Europe/Berlin", "2025/10/26", "2025-10-25T22:00:00", "2025-10-26T22:59:59.999999"),  # 25 hours
        ("Africa/Cairo", "2025/04/25", "2025-04-24T22:00:00", "2025-04-25T20:59:59.999999"),  # has no midnight
        (
            "Africa/Cairo",
            "2025/10/30",
            "2025-10-29T21:00:00",
            "2025-10-30T21:59:59.999999",
        ),  # its last hour comes twice
        ("America/Havana", "2025/11/02", "2025-11-02T04:00:00", "2025-11-03T04:59:59.999999"),  # has two midnights
        ("Asia/Kathmandu", "2025/12/28", "2025-12-27T18:15:00", "2025-12-28T18:14:59.999999"),
    ],
)
def test_a_day_is_the_newsroom_s_own_also_when_its_clocks_change(client, on, zone, day, first, last):
    microsecond = timedelta(microseconds=1)
    before = (datetime.fromisoformat(first) - microsecond).isoformat()
    after = (datetime.fromisoformat(last) + microsecond).isoformat()
    for moment in (before, first, last, after):
        on(moment)
    with override_settings(TIME_ZONE=zone):
        response = client.get(f"/archive/{day}/")
        assert stories_on(response) == [last, first]
        days = [address for _, address in days_on(response)]
        assert [stories_on(client.get(address)) for address in days] == [[before], [after]]
        month = client.get(f"/archive/{day[:7]}/")
        assert f"/archive/{day}/" in [address for _, address in leads_to(month)]


@override_settings(PAGE_SIZE=2)
def test_a_day_s_pages_go_on_where_the_page_before_ended(client, on):
    for moment in ("2025-12-27T23:00", *(f"2025-12-28T0{hour}:00" for hour in range(5)), "2025-12-29T00:00"):
        on(moment)
    address = "/archive/2025/12/28/"
    first = client.get(address)
    second = client.get(address + link(first, "Older stories"))
    third = client.get(address + link(second, "Older stories"))
    assert [stories_on(page) for page in (first, second, third)] == [
        ["2025-12-28T04:00", "2025-12-28T03:00"], ["2025-12-28T02:00", "2025-12-28T01:00"], ["2025-12-28T00:00"],
    ]  # fmt: skip
    assert "Older stories" not in text_of(third)
    assert stories_on(client.get(address + link(third, "Newest stories"))) == stories_on(first)


def test_a_corrected_story_stays_on_the_day_of_its_first_publication_with_the_words_that_it_has_now(client, cast, on):
    story = on("2025-12-28T08:00", "Ferry sunk")
    story.headline = "Ferry saved"
    story.save(update_fields=["headline"])
    verbs.correct(story, by=cast.publisher, kind="correction", notice="It did not sink.")
    assert stories_on(client.get("/archive/2025/12/28/")) == ["Ferry saved"]
    assert leads_to(client.get("/archive/")) == [("2025", "/archive/2025/")]


def test_a_time_whose_stories_all_came_down_can_t_be_told_from_one_that_had_none(client, cast, on):
    on("2024-06-01T12:00", "Shown")
    acts = {
        "2025-01-10": (verbs.withdraw, {"reason": "Rights."}), "2025-02-10": (verbs.kill, {"reason": "Libel."}),
        "2025-03-10": (verbs.retract, {"notice": "Invented."}), "2025-04-10": (verbs.hold, {"reason": "Doubt."}),
    }  # fmt: skip
    for day, (take_down, told) in acts.items():
        take_down(on(f"{day}T12:00", "Quagga"), by=cast.publisher, **told)
    on("2026-06-01T12:00", "Shown")
    cast.published(headline="Quagga", at=timezone.now() + timedelta(days=40))
    assert leads_to(client.get("/archive/")) == [("2026", "/archive/2026/"), ("2024", "/archive/2024/")]
    neighbours = [("prev", "/archive/2024/06/01/"), ("next", "/archive/2026/06/01/")]
    for month in ("01", "02", "03", "04"):
        assert client.get(f"/archive/2025/{month}/").status_code == 404
        had, never = (client.get(f"/archive/2025/{month}/{day}/") for day in ("10", "11"))
        assert (stories_on(had), days_on(had)) == (stories_on(never), days_on(never)) == ([], neighbours)
        assert "Quagga" not in whole(had)
    assert days_on(client.get("/archive/2024/06/01/")) == [("next", "/archive/2026/06/01/")]
    later = timezone.now() + timedelta(days=40)
    assert client.get(f"/archive/{later:%Y/%m/%d}/").status_code == 404


IN_NO_CALENDAR = (
    "2025/02/31/", "2025/00/", "2025/13/", "2025/12/00/", "2025/12/32/", "0000/", "0000/01/01/", "99999/", "9999/",
    "9999/12/31/", "1899/", "2300/", "2025/2/", "2025/12/1/", "25/", "٢٠٢٥/", "-2025/", "2025/12/28/1/",
    "2025/%00/", "2025/02/29/", "9" * 5000 + "/",
)  # fmt: skip


def test_a_date_that_is_in_no_calendar_is_not_found(client, on):
    on("2025-02-28T12:00")
    expected = {"/archive/2025/02/28/": 200, **{f"/archive/{date}": 404 for date in IN_NO_CALENDAR}}
    assert statuses(client, expected) == expected


def test_no_parameter_breaks_the_archive_or_shows_another_day(client, on):
    on("2025-12-27T12:00", "Elsewhere")
    on("2025-12-28T12:00", "This day")
    asked = [f"/archive/{path}?{mixed}" for path in ("", "2025/", "2025/12/") for mixed in MIXED]
    asked += [f"/archive/2025/12/28/?{name}={quote(value)}" for name in ("before", "page") for value in ODD_VALUES]
    asked += [f"/archive/2025/12/28/?{mixed}" for mixed in MIXED]
    for address in asked:
        response = client.get(address)
        assert response.status_code in (200, 404), address[:80]
        assert "Elsewhere" not in response.content.decode(), address[:80]
    for wrong in ("before=abc", "before=99999999999999999999", "page=2"):
        assert client.get(f"/archive/2025/12/28/?{wrong}").status_code == 404
    assert stories_on(client.get("/archive/2025/12/28/?before=-9223372036854775808")) == []
    assert stories_on(client.get("/archive/2025/12/28/?before=9223372036854775807")) == ["This day"]


@pytest.mark.parametrize("number", [1, 50])
def test_the_archive_takes_as_many_queries_for_fifty_stories_as_for_one(client, on, number):
    for minute in range(number):
        on(f"2025-12-28T12:{minute:02}")
    for day in range(1, number):
        on(f"{2023 + day % 3}-{day % 12 + 1:02}-{day % 27 + 1:02}T12:00")
    counted = {"/archive/": 4, "/archive/2025/": 2, "/archive/2025/12/": 2, "/archive/2025/12/28/": 4}
    assert queries(client, counted) == counted


def test_the_archive_s_pages_are_read_only_and_the_same_for_everybody(client, cast, on):
    on("2025-12-28T12:00")
    client.force_login(cast.editor)
    for address in ("/archive/", "/archive/2025/", "/archive/2025/12/", "/archive/2025/12/28/"):
        assert client.post(address).status_code == 405
        response = client.get(address)
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies


def feed_of(response) -> dict:
    said = response.json()
    return {name: said[name] for name in ("title", "home_page_url", "feed_url")} | {
        "stories": [item["title"] for item in said["items"]]
    }


def test_a_day_has_a_feed_of_its_stories_alone_to_which_its_page_leads(client, on):
    on("2025-12-27T12:00", "The day before")
    on("2025-12-28T08:00", "Ferry saved")
    on("2025-12-28T09:00", "Vote counted")
    on("2025-12-29T12:00", "The day after")
    page = client.get("/archive/2025/12/28/")
    site = "http://127.0.0.1:8000/archive/2025/12/28/"
    feeds = [link for link in tree(page).xpath("//head/link[@rel='alternate']/@href") if link.startswith("/archive/")]
    assert feeds == [f"/archive/2025/12/28/feed.{form}" for form in ("atom", "rss", "json")]
    assert queries(client, feeds) == dict.fromkeys(feeds, 2)
    assert feed_of(client.get(f"{feeds[-1]}?section=nope&from=2020-01-01")) == {
        "title": "28 December 2025 – The Newsroom", "home_page_url": site, "feed_url": f"{site}feed.json",
        "stories": stories_on(page),
    }  # fmt: skip


def test_a_long_day_goes_on_in_older_pages_of_its_feed(client, on, settings):
    settings.PAGE_SIZE = 1
    on("2025-12-27T12:00", "The day before")
    for hour in (8, 9, 10):
        on(f"2025-12-28T{hour:02}:00", f"At {hour}")
    address, read = "/archive/2025/12/28/feed.json", []
    for _ in range(3):
        said = client.get(address).json()
        read += [item["title"] for item in said["items"]]
        address = said.get("next_url")
    assert (read, address) == (["At 10", "At 9", "At 8"], None)


def test_what_came_down_is_told_in_the_feed_of_the_day_on_which_it_had_stood(client, cast):
    verbs.kill(cast.published(headline="Wrongly accused"), by=cast.publisher, reason="Libel.")
    retracted = cast.published(headline="Made up")
    verbs.retract(retracted, by=cast.publisher, notice="None of it happened.")
    cast.published(headline="Ferry saved")
    today = f"/archive/{timezone.localdate():%Y/%m/%d}/"
    here, everywhere = (client.get(f"{path}feed.atom").content.decode() for path in (today, "/latest/"))
    for feed in (here, everywhere):
        words = ("deleted-entry ref=", "None of it happened.", "Ferry saved", "accused")
        assert [feed.count(said) for said in words] == [1, 1, 1, 0]


@pytest.mark.parametrize("day", ["2026/02/30", "2026/2/3", "1800/01/01", "2026/13/01"])
def test_a_day_that_does_not_exist_has_no_feed(client, cast, day):
    cast.published()
    assert client.get(f"/archive/{day}/feed.rss").status_code == 404
