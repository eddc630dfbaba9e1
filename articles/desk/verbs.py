"""The acts of the desk on a story. Each is one transaction, asks the rules, and is the only way to do that thing.

``by`` is the user who acts, a route as far as the rules let one, or None for the wire, which may only hold and kill.
All raise a :class:`~articles.desk.refusals.Refused` whose text can be shown to the person; then nothing has changed.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles.desk import record, rules
from articles.desk.acts import said
from articles.desk.checks import blocking, check, clearance
from articles.desk.editions import ever_shown, issue, still_to_come
from articles.desk.refusals import Blocked, NotAllowed, OutOfTurn, Refused
from articles.models import Edition, Move, Route, Story, WireItem

FURTHEST_RELEASE = timedelta(days=365)
CHECKED = (Edition.Kind.PUBLICATION, Edition.Kind.CORRECTION, Edition.Kind.CLARIFICATION, Edition.Kind.UPDATE)


def may(by, permission: str, verb: str, thing: Story | WireItem) -> None:
    if by is None or isinstance(by, Route) or not (by.is_active and by.has_perm(permission)):
        raise NotAllowed(
            gettext("You may not %(verb)s “%(thing)s”: ask somebody whose role allows it.")
            % {"verb": said(verb), "thing": thing}
        )


def admit(thing: Story | WireItem, verb: str, *, by, reason: str = "") -> rules.Rule:
    """Ask the rules about ``thing`` as it stands now."""
    rule = rules.rule_for(thing, verb)
    if isinstance(by, Route):
        if not rule.by_route:
            raise NotAllowed(
                gettext("A route may not %(verb)s “%(thing)s”: that is for people.")
                % {"verb": said(verb), "thing": thing}
            )
    elif by is not None or not rule.by_wire:
        may(by, rule.permission, verb, thing)
    if "reason" in rule.needs and not reason.strip():
        raise Refused(
            gettext("Say why you %(verb)s “%(thing)s”: the reason is kept in the record.")
            % {"verb": said(verb), "thing": thing}
        )
    thing.refresh_from_db()
    require_turn(thing, rule)
    return rule


def require_turn(thing: Story | WireItem, rule: rules.Rule) -> None:
    if thing.state not in rule.from_states:
        state, act_name = thing.get_state_display().lower(), said(rule.verb)
        raise OutOfTurn(
            gettext("“%(thing)s” is %(state)s now, so you can't %(act_name)s it: look at it again.")
            % {"thing": thing, "state": state, "act_name": act_name}
        )


def advance(thing: Story | WireItem, rule: rules.Rule, *, to_state: str = "", **changes) -> str:
    """The guarded UPDATE: the state is compared in it, so that of two who act at once one is told she was second."""
    left = thing.state
    rows = type(thing).objects.filter(pk=thing.pk, state=left, state__in=rule.from_states)
    moved = rows.update(state=to_state or rule.to_state, **changes)
    thing.refresh_from_db()
    if not moved:
        raise OutOfTurn(
            gettext("“%(thing)s” was moved by somebody else at this moment: look at it again.") % {"thing": thing}
        )
    return left


def act(
    story: Story,
    verb: str,
    *,
    by,
    reason: str = "",
    kind: str = "",
    at: datetime | None = None,
    notice: str = "",
    version: int | None = None,
) -> Move:
    """Move the story by one verb, issue the edition that the verb shows to readers (``kind``), write the move."""
    rule = admit(story, verb, by=by, reason=reason)
    if version is not None and version != story.version:
        raise OutOfTurn(
            gettext("“%(story)s” was changed since you looked at it: look at it as it stands now, then do this again.")
            % {"story": story}
        )
    if kind in CHECKED:
        require_clear(story, at)
    now = timezone.now()
    left = advance(story, rule, version=F("version") + 1)
    edition = issue(story, kind, released_at=at or now, notice=notice) if kind else None
    if story.state not in rules.EDITABLE:
        story.previews.open(now).update(withdrawn_at=now)  # what was taken back is shown by no secret link either
    details = {"released_at": edition.released_at.isoformat()} if edition and edition.released_at > now else {}
    return record.append(
        story, verb, by=by, at=now, from_state=left, to_state=story.state, reason=reason or notice, details=details,
        edition=edition,
    )  # fmt: skip


@record.one_at_a_time
def file(story: Story, *, by) -> Move:
    return act(story, "file", by=by)


@record.one_at_a_time
def send_back(story: Story, *, by, reason: str = "") -> Move:
    return act(story, "send_back", by=by, reason=reason)


def release_time(at: datetime | None) -> datetime | None:
    """None for “at once”; a release in the past would forge the time of publication, and is refused."""
    if at is None:
        return None
    if timezone.is_naive(at):
        raise ValueError(gettext("A release time has a zone."))
    now = timezone.now()
    if at < now - timedelta(minutes=1):
        raise Refused(
            gettext("The release time %(localtime)s has passed: set a later one, or none.")
            % {"localtime": date_format(timezone.localtime(at), "d F Y, H:i")}
        )
    if at > now + FURTHEST_RELEASE:
        raise Refused(gettext("A release can be set for a year ahead at most."))
    return at if at > now else None


def require_clear(story: Story, at: datetime | None) -> None:
    found = blocking(check(story, at))
    if found:
        raise Blocked(story, found)


@record.one_at_a_time
def publish(story: Story, *, by, at: datetime | None = None, version: int | None = None) -> Move:
    """Give it to readers at once or at ``at`` (aware), if no check blocks it and ``version`` is what it is now."""
    return act(story, "publish", by=by, kind=Edition.Kind.PUBLICATION, at=release_time(at), version=version)


@record.one_at_a_time
def correct(
    story: Story, *, by, kind: str, notice: str = "", at: datetime | None = None, version: int | None = None
) -> Move:
    """Give readers the text as it stands in the desk: a correction or clarification says what it mends."""
    if kind not in (Edition.Kind.CORRECTION, Edition.Kind.CLARIFICATION, Edition.Kind.UPDATE):
        raise Refused(gettext("Say whether it is a correction, a clarification or an update."))
    if kind != Edition.Kind.UPDATE and not notice.strip():
        raise Refused(
            gettext("A %(state)s needs a notice: tell readers what was wrong and what is right.")
            % {"state": Edition.Kind(kind).label.lower()}
        )
    if not story.editions.public(timezone.now()).exists():
        raise OutOfTurn(
            gettext("Readers don't have “%(story)s”: withdraw or hold it, and publish it anew.") % {"story": story}
        )
    return act(story, "correct", by=by, kind=kind, notice=notice.strip(), at=release_time(at), version=version)


@record.one_at_a_time
def hold(story: Story, *, by, reason: str) -> Move:
    """Nothing of it goes out until it is sent back; what readers have, or would get later, comes down."""
    open_now = Q(public_until=None) | Q(public_until__gt=timezone.now())
    public = story.editions.filter(open_now).exclude(kind__in=Edition.GONE).exists()
    return act(story, "hold", by=by, reason=reason, kind=Edition.Kind.WITHDRAWAL if public else "")


@record.one_at_a_time
def withdraw(story: Story, *, by, reason: str) -> Move:
    return act(story, "withdraw", by=by, reason=reason, kind=Edition.Kind.WITHDRAWAL)


@record.one_at_a_time
def retract(story: Story, *, by, notice: str) -> Move:
    """Take the text back; the page stays and shows the notice."""
    if not notice.strip():
        raise Refused(
            gettext("Tell readers why “%(story)s” is retracted: the notice stands on its page.") % {"story": story}
        )
    if not story.editions.public(timezone.now()).exists():
        raise Refused(gettext("Readers have not seen “%(story)s” yet: withdraw it instead.") % {"story": story})
    return act(story, "retract", by=by, kind=Edition.Kind.RETRACTION, notice=notice.strip())


@record.one_at_a_time
def kill(story: Story, *, by, reason: str, notice: str = "") -> Move:
    """Gone at once and for good. ``reason`` stays in the record; ``notice`` is all that its address says to readers."""
    kind = Edition.Kind.WITHDRAWAL if story.editions.exists() else ""
    if ever_shown(story):
        kind = Edition.Kind.KILL
    return act(story, "kill", by=by, reason=reason, kind=kind, notice=notice.strip())


@record.one_at_a_time
def spike(thing: Story | WireItem, *, by, reason: str = "") -> Move:
    return set_aside(thing, "spike", by=by, reason=reason)


@record.one_at_a_time
def unspike(thing: Story | WireItem, *, by) -> Move:
    return set_aside(thing, "unspike", by=by)


def set_aside(thing: Story | WireItem, verb: str, *, by, reason: str = "") -> Move:
    if isinstance(thing, Story):
        return act(thing, verb, by=by, reason=reason)
    rule = admit(thing, verb, by=by, reason=reason)
    left = advance(thing, rule, to_state=waited_as(thing, "spike") if verb == "unspike" else "")
    return record.append(thing, verb, by=by, at=timezone.now(), from_state=left, to_state=thing.state, reason=reason)


def waited_as(item: WireItem, verb: str) -> str:
    """The state in which it waited before its last move of this verb: what was held for a doubt is held again."""
    states = item.moves.filter(verb=verb).order_by("-pk").values_list("from_state", flat=True)
    return states.first() or WireItem.State.NEW


@record.one_at_a_time
def place_legal_hold(story: Story, *, by, reason: str) -> Move:
    """Forbid publishing until a named person lifts it.

    A release or correction that is still to come is stopped, and then what readers have comes down with it: the one
    can't be told from the other any more, and doubt holds. Without one, what readers have stays up.
    """
    may(by, rules.LEGAL_HOLD_PERMISSION, "place_legal_hold", story)
    if not reason.strip():
        raise Refused(gettext("Say who asked for the legal hold and why: whoever lifts it must know."))
    to_come = still_to_come(story)
    move = mark(story, "place_legal_hold", by=by, legal_hold="", new=reason.strip()[:300])
    if to_come:
        hold_quietly(story, by=by, reason=reason)
    return move


@record.one_at_a_time
def lift_legal_hold(story: Story, *, by, reason: str = "") -> Move:
    may(by, rules.LEGAL_HOLD_PERMISSION, "lift_legal_hold", story)
    return mark(story, "lift_legal_hold", by=by, legal_hold=story.legal_hold, new="", reason=reason)


def check_again(story: Story, *, by) -> None:
    """What is still to come was allowed when it was set. If the embargo or the wire forbids it now, it is held."""
    now = timezone.now()
    to_come = story.editions.filter(public_until=None, released_at__gt=now).exclude(kind__in=Edition.GONE).first()
    found = blocking(clearance(story, to_come.released_at, now)) if to_come else []
    if found:
        hold_quietly(story, by=by, reason=" ".join(finding.message for finding in found)[:300])


def hold_quietly(story: Story, *, by, reason: str) -> None:
    """The hold that another act brings with it, whoever did that and whatever else she may do."""
    now = timezone.now()
    edition = issue(story, Edition.Kind.WITHDRAWAL, released_at=now)
    left = story.state
    Story.objects.filter(pk=story.pk).update(state=Story.State.HELD, version=F("version") + 1)
    story.refresh_from_db()
    record.append(story, "hold", by=by, at=now, from_state=left, to_state=story.state, reason=reason, edition=edition)


def mark(story: Story, verb: str, *, by, legal_hold: str, new: str, reason: str = "") -> Move:
    """Change the legal hold from exactly ``legal_hold`` to ``new``, and write the move."""
    changed = Story.objects.filter(pk=story.pk, legal_hold=legal_hold).exclude(legal_hold=new)
    if not changed.update(legal_hold=new, version=F("version") + 1):
        raise OutOfTurn(
            gettext("The legal hold of “%(story)s” has changed in the meantime: look at it again.") % {"story": story}
        )
    story.refresh_from_db()
    return record.append(
        story, verb, by=by, at=timezone.now(), from_state=story.state, to_state=story.state, reason=reason or new
    )
