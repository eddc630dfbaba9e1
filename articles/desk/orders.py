"""What an agency orders for a story that it sent: kill it, or hold it. The source's policy says who is asked.

Where a person is, the order is an edition at once: one that shows nothing and opens when the clock has run out. So
readers lose the story at that moment though nobody is awake and no worker runs. Who refuses calls that edition off.
"""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record, rules, verbs
from articles.desk.editions import issue
from articles.desk.refusals import OutOfTurn, Refused
from articles.models import Edition, KillPolicy, Order, Story, WireItem

KINDS = {Order.Verb.KILL: Edition.Kind.KILL, Order.Verb.HOLD: Edition.Kind.WITHDRAWAL}
ACTS = {Order.Verb.KILL: verbs.kill, Order.Verb.HOLD: verbs.hold}
State = Order.State


@record.one_at_a_time
def give(story: Story, verb: str, *, item: WireItem, reason: str) -> Order | None:
    """Follow the order at once, or let the clock run; None if the story is down for good, or the order is known."""
    now = timezone.now()
    pending = Order.objects.pending().filter(story=story).first()
    rule = rules.STORY_RULES[verb]
    if story.state not in rule.from_states or (pending and pending.verb in (Order.Verb.KILL, verb)):
        return None
    policy = KillPolicy.objects.filter(source=item.source_id, confirm=True).first()
    if policy and story.editions.public(now).exists():
        due = now + timedelta(minutes=policy.minutes)
        return ask(story, verb, item, reason, now, min(due, pending.due_at) if pending else due)
    ACTS[verb](story, by=None, reason=reason)
    return Order.objects.create(
        verb=verb, item=item, story=story, reason=reason, raised_at=now, decided_at=now, state=State.CARRIED_OUT
    )


def ask(story: Story, verb: str, item: WireItem, reason: str, now: datetime, due: datetime) -> Order:
    """Let the clock run; a kill takes the place of an order to withhold that waits already."""
    for overtaken in Order.objects.pending().filter(story=story):
        Order.objects.filter(pk=overtaken.pk).update(
            state=State.REFUSED, decided_at=now, decision=gettext("A graver one came.")
        )
        undo(overtaken, by=None, now=now, reason=gettext("A graver order came."))
    edition = issue(story, KINDS[verb], released_at=due)
    record.append(
        story, f"order_{verb}", by=None, at=now, from_state=story.state, to_state=story.state, reason=reason,
        details={"due_at": due.isoformat()}, edition=edition,
    )  # fmt: skip
    return Order.objects.create(
        verb=verb, item=item, story=story, reason=reason, raised_at=now, due_at=due, edition=edition
    )


def note_unknown(item: WireItem, verb: str, reason: str) -> Order:
    """The agency orders something for a story that never came: nothing to take down, and somebody should know."""
    return Order.objects.create(verb=verb, item=item, reason=reason, raised_at=timezone.now())


def decide(order: Order, verb: str, *, by, reason: str, **guards) -> datetime:
    """The guarded UPDATE that makes one person's word the decision."""
    rule = rules.ORDER_RULES[verb]
    verbs.may(by, rule.permission, f"{verb}_order", order.story or order.item)
    if "reason" in rule.needs and not reason.strip():
        raise Refused(gettext("Say why: the reason is kept in the record."))
    now = timezone.now()
    mine = Order.objects.filter(pk=order.pk, state__in=rule.from_states, **guards)
    if not mine.update(state=rule.to_state, decided_at=now, decided_by=by, decision=reason.strip()):
        order.refresh_from_db()
        raise OutOfTurn(
            gettext("“%(order)s” is %(state)s already, or its clock has run out.")
            % {"order": order, "state": order.get_state_display().lower()}
        )
    order.refresh_from_db()
    return now


@record.one_at_a_time
def confirm(order: Order, *, by, reason: str = "") -> Order:
    """Take the story down now, by a person's word."""
    decide(order, "confirm", by=by, reason=reason, story__isnull=False)
    if order.story.state in rules.STORY_RULES[order.verb].from_states:
        ACTS[order.verb](order.story, by=by, reason=f"{order.reason} {reason}".strip())
    return order


@record.one_at_a_time
def refuse(order: Order, *, by, reason: str) -> Order:
    """Leave the story up, by a person's word and for a reason; only while the clock runs."""
    now = decide(order, "refuse", by=by, reason=reason, story__isnull=False, due_at__gt=timezone.now())
    undo(order, by=by, now=now, reason=reason)
    return order


def undo(order: Order, *, by, now: datetime, reason: str) -> None:
    """Call the order's edition off, and say so in the record: that is what makes its empty window honest."""
    story = order.story
    call_off(order.edition)
    record.append(
        story, "refuse_order", by=by, at=now, from_state=story.state, to_state=story.state, reason=reason,
        details={"edition": order.edition.number, "order": order.verb},
    )  # fmt: skip


@record.one_at_a_time
def note(order: Order, *, by, reason: str = "") -> Order:
    decide(order, "note", by=by, reason=reason, story__isnull=True)
    return order


def call_off(edition: Edition) -> None:
    """Give an edition that has not opened an empty window, and those before it the windows that they had without it."""
    Edition.objects.filter(pk=edition.pk).update(public_until=F("released_at"))
    called_off = set(
        Order.objects.filter(story=edition.story_id, state=State.REFUSED).values_list("edition", flat=True)
    )
    closes = None
    for each in edition.story.editions.only("number", "released_at", "public_until").order_by("-number"):
        if each.pk in called_off:
            continue
        if each.public_until != closes:
            Edition.objects.filter(pk=each.pk).update(public_until=closes)
        closes = min(closes or each.released_at, each.released_at)


def carry_out_due(now: datetime, limit: int = 50) -> list[str]:
    """Orders whose clock has run out: readers have lost the story already, and the desk's own state follows."""
    done = []
    for order in Order.objects.pending().filter(due_at__lte=now).select_related("story", "edition")[:limit]:
        if carry_out(order, now):
            done.append(gettext("%(order)s: nobody answered, carried out") % {"order": order})
    return done


@record.one_at_a_time
def carry_out(order: Order, now: datetime) -> bool:
    mine = Order.objects.filter(pk=order.pk, state=State.PENDING, due_at__lte=now)
    if not mine.update(
        state=State.CARRIED_OUT, decided_at=now, decision=gettext("Nobody answered while the clock ran.")
    ):
        return False
    story, rule = order.story, rules.STORY_RULES[order.verb]
    story.refresh_from_db()
    order.edition.refresh_from_db()
    if story.state not in rule.from_states:
        return True
    if order.edition.public_until is not None:
        ACTS[order.verb](story, by=None, reason=order.reason)
        return True
    left = verbs.advance(story, rule, version=F("version") + 1)
    record.append(
        story, order.verb, by=None, at=now, from_state=left, to_state=story.state, reason=order.reason,
        details={"due_at": order.due_at.isoformat()},
    )  # fmt: skip
    return True
