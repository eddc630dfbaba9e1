from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import dates

BERLIN = ZoneInfo("Europe/Berlin")
CET = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-20T07:20:00Z", datetime(2026, 11, 20, 7, 20, tzinfo=UTC)),
        ("20261120T072000+0100", datetime(2026, 11, 20, 7, 20, tzinfo=CET)),
        ("2026-11-20T07:20:00.123456789+01:00", datetime(2026, 11, 20, 7, 20, 0, 123456, tzinfo=CET)),
        ("2026-11-20T07:20+01", datetime(2026, 11, 20, 7, 20, tzinfo=CET)),
        ("2026-11-20T07:20:00+01:00[Europe/Berlin]", datetime(2026, 11, 20, 7, 20, tzinfo=CET)),
        ("20261120+0100", datetime(2026, 11, 20, tzinfo=CET)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=BERLIN)),
        ("2026-11-20 07:20", datetime(2026, 11, 20, 7, 20, tzinfo=BERLIN)),
        ("Tuesday, 02 January 2024 12:17 GMT", datetime(2024, 1, 2, 12, 17, tzinfo=UTC)),
        ("Tue, 02 Jan 2024 12:17:09 +0100", datetime(2024, 1, 2, 12, 17, 9, tzinfo=CET)),
        ("02 Jan 2024 12:17 EST", datetime(2024, 1, 2, 12, 17, tzinfo=timezone(timedelta(hours=-5)))),
        ("Jan 30, 2026, 3:50 PM", datetime(2026, 1, 30, 15, 50, tzinfo=BERLIN)),
        ("31.12.2025, 18:00 Uhr", datetime(2025, 12, 31, 18, 0, tzinfo=BERLIN)),
        ("25-9-2021 | 19:42", datetime(2021, 9, 25, 19, 42, tzinfo=BERLIN)),
        ("2026年11月20日 07:20", datetime(2026, 11, 20, 7, 20, tzinfo=BERLIN)),
        ("19 nov. 2026", datetime(2026, 11, 19, tzinfo=BERLIN)),
        ("Sun, 29 Sep 02 19:59:01 GMT", datetime(2002, 9, 29, 19, 59, 1, tzinfo=UTC)),
        ("5 Jul 99 10:00 EST", datetime(1999, 7, 5, 10, tzinfo=timezone(timedelta(hours=-5)))),
        ("Seg, 24 Set 2018 19:42:40 +0100", datetime(2018, 9, 24, 19, 42, 40, tzinfo=CET)),
        ("lun, 16 mag 2022 00:38 +0100", datetime(2022, 5, 16, 0, 38, tzinfo=CET)),
        ("28 de diciembre de 2025", datetime(2025, 12, 28, tzinfo=BERLIN)),
    ],
)
def test_a_time_is_read_as_agencies_write_it(written, meant):
    read = dates.read_time(written, "Europe/Berlin")
    assert (read, read.utcoffset()) == (meant, meant.utcoffset())


@pytest.mark.parametrize(
    "written",
    [
        "", "soon", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "-2026-01-01", "2026-02-31", "2026-11-20T25:00",
        "03/12/2009 10:15", "2026-11-20 07:20 IST", "2026-11-20 07:20 sharp", "2026-11-20T07:20:00+25:00", "1833-01-01",
        "13:00 PM, 2026-11-20", "Friday 20 Brumaire 2026", 20261120, None, ["2026-11-20"],
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_no_time(written):
    assert dates.read_time(written) is None


def test_a_page_may_glue_its_section_to_the_clock():
    assert dates.times_in("World25-9-2021 | 19:42") == (datetime(2021, 9, 25, 19, 42, tzinfo=UTC),)


def test_a_date_that_can_be_read_in_two_orders_has_two_readings():
    assert dates.times_in("Thu, 03/12/2009 - 10:15") == (
        datetime(2009, 3, 12, 10, 15, tzinfo=UTC),
        datetime(2009, 12, 3, 10, 15, tzinfo=UTC),
    )


def test_a_time_with_a_zone_of_its_own_says_so():
    assert [dates.has_zone(one) for one in ("2026-11-20T07:20Z", "2026-11-20 07:20", "soon")] == [True, False, False]


def test_the_day_in_a_reference_needs_its_own_layout():
    assert dates.day_in("28122025", "%d%m%Y", UTC) == datetime(2025, 12, 28, tzinfo=UTC)
    assert dates.day_in("99992025", "%d%m%Y", UTC) is None


@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC)))
def test_every_iso_time_is_read_back(moment):
    assert dates.read_time(moment.isoformat()) == moment


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_times(written):
    assert dates.read_time(written) is None or dates.read_time(written).tzinfo
    assert all(time.tzinfo for time in dates.times_in(written))
