import pytest

from articles.desk import record, reports
from articles.desk.refusals import NotAllowed, OutOfTurn
from articles.models import Move, ReaderReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast) -> ReaderReport:
    story = cast.published()
    return ReaderReport.objects.create(
        story=story, edition_number=1, text="It was Tuesday.", email="reader@example.org", address_hash="0" * 64,
        at=story.edited_at,
    )  # fmt: skip


def test_a_report_is_answered_then_closed_and_both_are_in_the_record(cast, report):
    reports.answer(report, by=cast.editor, reason="Thanked.")
    assert (report.state, report.email, report.settled_by) == ("answered", "reader@example.org", cast.editor)
    reports.close(report, by=cast.publisher)
    assert (report.state, report.outcome, report.settled_by) == ("closed", "Thanked.", cast.publisher)
    moves = Move.objects.order_by("pk")[3 - 1 :]
    assert [(move.verb, move.story, move.details["report"]) for move in moves] == [
        ("answer_report", report.story, report.pk), ("close_report", report.story, report.pk),
    ]  # fmt: skip
    assert list(record.verify()) == []


def test_closing_erases_who_sent_it(cast, report):
    reports.close(report, by=cast.editor, reason="Mended.")
    assert (report.email, report.address_hash, report.text) == ("", "", "It was Tuesday.")


def test_of_two_who_close_it_one_is_told(cast, report):
    reports.close(report, by=cast.editor)
    stale = ReaderReport.objects.get()
    for act in (reports.close, reports.answer):
        with pytest.raises(OutOfTurn):
            act(stale, by=cast.publisher)


@pytest.mark.parametrize("who", ["reporter", "reader"])
def test_who_may_not_settle_reports_is_refused(cast, report, who):
    for act in (reports.close, reports.answer):
        with pytest.raises(NotAllowed):
            act(report, by=getattr(cast, who))
    report.refresh_from_db()
    assert report.state == "open"
