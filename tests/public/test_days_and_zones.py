"""A story stands on one day, in one month and one year of the newsroom's zone, whatever its clocks do that night."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from lxml import etree

from tests.public.pages import stories_on, tree
from tests.public.test_archive import days_on, leads_to, on
from tests.public.test_sitemaps import SPACES

__all__ = ["on"]
pytestmark = pytest.mark.django_db

NIGHTS = {
    "Europe/Paris": [  # two o'clock was skipped in March, and came twice in October
        "2024-12-31T23:59:59", "2025-01-01T00:01", "2025-03-30T01:59", "2025-03-30T03:00", "2025-03-31T00:00",
        "2025-10-25T23:59", "2025-10-26T02:30", "2025-10-26T02:30/", "2025-10-26T23:59", "2025-10-27T00:01",
    ],
    "America/New_York": [
        "2024-12-31T23:59", "2025-01-01T00:01", "2025-03-09T01:59", "2025-03-09T03:01", "2025-03-09T23:59",
        "2025-11-02T00:00", "2025-11-02T01:30", "2025-11-02T01:30/", "2025-11-02T23:59:59", "2025-11-03T00:00",
    ],
    "Asia/Kolkata": [
        "2024-12-31T23:59", "2025-01-01T00:01", "2025-02-28T23:59", "2025-03-01T00:00", "2025-03-01T05:29",
        "2025-03-01T05:31",
    ],
}  # fmt: skip


def in_zone(night: str, zone: str) -> datetime:
    """The local time; with a stroke behind it the second of two."""
    return datetime.fromisoformat(night.rstrip("/")).replace(tzinfo=ZoneInfo(zone), fold=night.endswith("/"))


@pytest.mark.parametrize("zone", NIGHTS)
def test_each_story_stands_in_one_day_one_month_one_year_and_one_sitemap(client, on, zone):
    nights = NIGHTS[zone]
    for night in nights:
        on(f"{in_zone(night, zone).astimezone(UTC):%Y-%m-%dT%H:%M:%S}", night)
    with override_settings(TIME_ZONE=zone):
        days: dict[str, list[str]] = {}
        for _, year in leads_to(client.get("/archive/")):
            for _, month in leads_to(client.get(year)):
                for _, day in leads_to(client.get(month)):
                    days[day] = stories_on(client.get(day))
        expected: dict[str, list[str]] = {}
        for night in nights[::-1]:
            expected.setdefault(f"/archive/{night[:10].replace('-', '/')}/", []).append(night)
        assert dict(sorted(days.items())) == dict(sorted(expected.items()))
        neighbours = sorted(days)
        for place, day in enumerate(neighbours):
            around = [("prev", neighbours[place - 1])] * (place > 0) + [
                ("next", each) for each in neighbours[place + 1 :][:1]
            ]
            assert days_on(client.get(day)) == around
        index = etree.fromstring(client.get("/sitemap.xml").content).xpath("//s:loc/text()", namespaces=SPACES)
        listed = [
            address
            for sitemap in index
            for address in etree.fromstring(client.get(sitemap.partition(":8000")[2]).content).xpath(
                "//s:loc/text()", namespaces=SPACES
            )
        ]
        assert len(listed) == len(set(listed)) == len(nights)


@pytest.mark.parametrize("zone", NIGHTS)
def test_feeds_and_pages_give_the_very_moment_also_of_an_hour_that_comes_twice(client, on, zone):
    nights = NIGHTS[zone]
    moments = [in_zone(night, zone).astimezone(UTC) for night in nights][::-1]
    for night in nights:
        on(f"{in_zone(night, zone).astimezone(UTC):%Y-%m-%dT%H:%M:%S}", night)
    with override_settings(TIME_ZONE=zone, PAGE_SIZE=20):
        rss = etree.fromstring(client.get("/latest/feed.rss").content).findall("channel/item/pubDate")
        assert [parsedate_to_datetime(each.text) for each in rss] == moments
        atom = etree.fromstring(client.get("/latest/feed.atom").content).iter("{http://www.w3.org/2005/Atom}published")
        assert [datetime.fromisoformat(each.text) for each in atom] == moments
        items = client.get("/latest/feed.json").json()["items"]
        assert [datetime.fromisoformat(item["date_published"]) for item in items] == moments
        shown = tree(client.get("/latest/")).xpath("//main//article//time")
        assert [datetime.fromisoformat(each.get("datetime")) for each in shown] == moments
        local = [f"{moment.astimezone(ZoneInfo(zone)):%H:%M %Z}" for moment in moments]
        assert [each.text.split(", ")[-1] for each in shown] == local
