"""What the desk does with readers' reports: it answers them and closes them, each an act on the story's record."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.desk import record
from articles.desk.rules import Rule
from articles.desk.verbs import advance, may, require_turn
from articles.models import Move, ReaderReport

STATE = ReaderReport.State
PERMISSION = "articles.settle_readerreport"
REPORT_RULES = {
    rule.verb: rule
    for rule in (
        Rule(
            "answer", _("Mark as answered"), PERMISSION, (STATE.OPEN,), STATE.ANSWERED,
            _("The reader has had an answer from you; the report stays until it is closed."), asks=("reason",),
        ),
        Rule(
            "close", _("Close"), PERMISSION, (STATE.OPEN, STATE.ANSWERED), STATE.CLOSED,
            _("Nothing more is to be done. The reader’s e-mail address is erased."), asks=("reason",),
        ),
    )
}  # fmt: skip


@record.one_at_a_time
def answer(report: ReaderReport, *, by, reason: str = "") -> Move:
    return settle(report, "answer", by=by, reason=reason)


@record.one_at_a_time
def close(report: ReaderReport, *, by, reason: str = "") -> Move:
    return settle(report, "close", by=by, reason=reason, email="", address_hash="")


def settle(report: ReaderReport, verb: str, *, by, reason: str, **erased: str) -> Move:
    rule, now = REPORT_RULES[verb], timezone.now()
    may(by, rule.permission, verb, report)
    report.refresh_from_db()
    require_turn(report, rule)
    said = {"outcome": reason.strip()[:300]} if reason.strip() else {}
    advance(report, rule, settled_by=by, settled_at=now, **said, **erased)
    story = report.story
    return record.append(
        story, f"{verb}_report", by=by, at=now, from_state=story.state, to_state=story.state, reason=reason,
        details={"report": report.pk},
    )  # fmt: skip
