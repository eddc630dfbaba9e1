"""Missing numbers of a numbered service: noticed, filled by late ones, and begun anew without alarm."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.intake import sequences
from articles.models import Channel, Gap, Sequence
from articles.wire.sequence import numbers

pytestmark = pytest.mark.django_db


def telex(number: int, service: str = "pol") -> bytes:
    return f"\x01{service}{number:04} 4 i 20  ccccb agy 061\r\nHarbour\x02\r\nText\x03".encode()


@pytest.fixture
def comes(cast):
    channel = Channel.objects.create(name="In", code="in", source=cast.agency, kind="folder")

    def come(*told, service="pol"):
        for number in told:
            raw = telex(number, service)
            sequences.note(channel, raw, "iptc7901/1", by=f"{number}.txt", at=timezone.now())

    return come


def missing() -> list[str]:
    return sorted(str(gap) for gap in Gap.objects.filter(closed_at=None).select_related("sequence"))


def test_numbers_in_their_order_leave_nothing_out(comes):
    comes(7, 8, 9, 9, 10)
    assert (missing(), Sequence.objects.get().last) == ([], 10)


def test_what_is_left_out_is_a_gap_until_it_comes_late(comes):
    comes(7, 12)
    assert missing() == ["pol8–pol11"]
    comes(10)
    assert missing() == ["pol11", "pol8–pol9"]
    comes(8, 11)
    assert missing() == ["pol9"]
    comes(9)
    assert (missing(), Gap.objects.filter(closed="It came late: 9.txt").count()) == ([], 1)


def test_each_service_has_a_count_of_its_own(comes):
    comes(7, 9)
    comes(100, 101, service="spo")
    assert missing() == ["pol8"]


def test_a_count_that_begins_anew_is_no_gap(comes):
    comes(9998, 9999, 1, 2)
    comes(500, service="a")
    comes(40, service="a")
    comes(3000, 1, service="b")
    assert (missing(), Sequence.objects.get(service="a").last) == ([], 40)


def test_the_first_of_a_new_day_may_be_missing(comes):
    comes(50, 3)
    assert missing() == ["pol1–pol2"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(11, 20)))
def test_in_whatever_order_they_come_nothing_is_missing_in_the_end(comes, order):
    Gap.objects.all().delete()
    Sequence.objects.all().delete()
    comes(10, *order)
    assert (missing(), Sequence.objects.get().last) == ([], 19)


@pytest.mark.parametrize(("raw", "reader", "found"), [
    (telex(7) + telex(8), "iptc7901/1", [("pol", 7), ("pol", 8)]),
    (b"\x01a0123agy\x1f\r\nr i  BC-Harbour 11-20\x02text\x03", "anpa1312/1", [("a", 123)]),
    (b"<NewsEnvelope><TransmissionId>0042</TransmissionId></NewsEnvelope>", "newsml12/2", [("", 42)]),
    (b"<header><n:transmitId>42</n:transmitId></header>", "newsmlg2/2", [("", 42)]),
    (b"<header><transmitId>tag:agency:42</transmitId></header>", "newsmlg2/2", []),
    (b'{"transmitId": 42}', "ninjs/2", []),
])  # fmt: skip
def test_the_numbers_stand_where_each_format_has_them(raw, reader, found):
    assert numbers(raw, reader) == found
