"""Routes at work: what the active ones do with a new wire item, and what they publish when its grace is over.

A route acts through the desk's verbs, as far as the table of rules lets one, and each move carries its name. It touches
new items only: what law or doubt holds is for people, and so is an update of a story that we have.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record, revisions, verbs
from articles.desk.checks import blocking, check
from articles.desk.matching import Facts, matches
from articles.desk.refusals import OutOfTurn
from articles.desk.rules import EDIT_PERMISSION
from articles.desk.take import take
from articles.desk.wire_texts import section, sections
from articles.models import Grace, Order, Route, Section, Source, Story, Topic, WireItem
from articles.wire.copy import WireCopy

State = Grace.State
READY = (Story.State.DRAFT, Story.State.FILED)


@dataclass(frozen=True, slots=True)
class Active:
    """The active routes, and the sections by the codes of their subjects: read once a batch."""

    routes: list[Route]
    sections: dict[str, Section]


@dataclass(slots=True)
class Plan:
    """What the matching routes would do with one item, together."""

    routes: list[Route] = field(default_factory=list)
    hold: Route | None = None
    take: Route | None = None
    section: Section | None = None
    topics: list[Topic] = field(default_factory=list)
    assign_to: object = None
    publish: Route | None = None

    @property
    def acts(self) -> bool:
        return bool(self.hold or self.take)


def active() -> Active | None:
    # Asked for with each delivery, and most newsrooms have none: composing the query would take longest.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {Route._meta.db_table} WHERE active LIMIT 1")
        if cursor.fetchone() is None:
            return None
    routes = Route.objects.filter(active=True).select_related("set_section", "assign_to")
    return Active(list(routes.prefetch_related("add_topics")), sections())


def facts(copy: WireCopy, source: Source, by_code: dict[str, Section]) -> Facts:
    found = section(copy, by_code)
    return Facts.of(
        copy, source=source.pk, language=source.language, section=found.pk if found else source.default_section_id
    )


def plan(copy: WireCopy, source: Source, active: Active) -> Plan:
    """Pure: nothing is done. A hold stands above everything else; of two that say the same, the first one counts."""
    made = Plan()
    about = facts(copy, source, active.sections)
    for route in active.routes:
        if not matches(route, about):
            continue
        made.routes.append(route)
        made.hold = made.hold or (route if route.hold else None)
        made.take = made.take or (route if route.take or route.publish else None)
        made.section = made.section or route.set_section
        made.topics += [topic for topic in route.add_topics.all() if topic not in made.topics]
        made.assign_to = made.assign_to or route.assign_to
        made.publish = made.publish or (route if route.publish else None)
    return made


@record.one_at_a_time
def apply(item: WireItem, made: Plan) -> None:
    """Do with a new item what the routes say."""
    if item.state != WireItem.State.NEW:
        return
    if made.hold:
        hold(item, made.hold)
    elif made.take:
        prepare(take(item, by=made.take), item, made)


def hold(item: WireItem, route: Route) -> None:
    reason = gettext("The route “%(route)s” holds it for a person.") % {"route": route}
    new = WireItem.objects.filter(pk=item.pk, state=WireItem.State.NEW)
    if new.update(state=WireItem.State.HELD, reason=reason):
        item.refresh_from_db(fields=["state", "reason"])
        record.append(
            item, "hold", by=route, at=timezone.now(), from_state=WireItem.State.NEW, to_state=item.state, reason=reason
        )


def prepare(story: Story, item: WireItem, made: Plan) -> None:
    """Set what the routes set, and let the grace begin."""
    now = timezone.now()
    changes = {"section": made.section, "assigned_to": made.assign_to}
    changes = {name: value for name, value in changes.items() if value is not None}
    if changes:
        Story.objects.filter(pk=story.pk).update(**changes)
        story.refresh_from_db()
    story.topics.add(*made.topics)
    if changes or made.topics:
        set_by = {name: str(value) for name, value in changes.items()}
        record.append(
            story, "route", by=made.take, at=now, from_state=story.state, to_state=story.state,
            details={**set_by, "topics": [topic.slug for topic in made.topics]},
        )  # fmt: skip
        revisions.keep(story, "route", by=None, at=now, changed=[*changes, *(["topics"] if made.topics else [])])
    if made.publish:
        due = now + timedelta(minutes=made.publish.grace)
        Grace.objects.create(story=story, route=made.publish, version=story.version, due_at=due)


@record.one_at_a_time
def object_to(grace: Grace, *, by, reason: str = "") -> Grace:
    """Keep a route from publishing; whoever may edit may say so. The story stays a draft."""
    verbs.may(by, EDIT_PERMISSION, "object", grace.story)
    now, words = timezone.now(), reason.strip() or gettext("Objected to.")
    waiting = Grace.objects.filter(pk=grace.pk, state=State.WAITING)
    if not waiting.update(state=State.OBJECTED, decided_at=now, decided_by=by, words=words[:1000]):
        raise OutOfTurn(gettext("“%(story)s” waits for no route any more: look at it again.") % {"story": grace.story})
    grace.refresh_from_db()
    story = grace.story
    record.append(story, "object", by=by, at=now, from_state=story.state, to_state=story.state, reason=words)
    return grace


def publish_due(now: datetime, limit: int = 50) -> list[str]:
    """Publish what has waited its grace out, or say what stops it."""
    waiting = Grace.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at", "pk")
    return [finish(grace, now) for grace in waiting.select_related("route", "story__wire_item__source")[:limit]]


@record.one_at_a_time
def finish(grace: Grace, now: datetime) -> str:
    story = grace.story
    story.refresh_from_db()
    waiting = Grace.objects.filter(pk=grace.pk, state=State.WAITING)
    stopped = obstacle(grace, story, now)
    if not waiting.update(state=State.STOPPED if stopped else State.PUBLISHED, decided_at=now, words=stopped[:1000]):
        return f"route {grace.route}: “{story}” was decided by somebody else"
    if stopped:
        return f"route {grace.route}: “{story}” is not published. {stopped}"
    verbs.publish(story, by=grace.route, version=grace.version)
    return f"route {grace.route}: “{story}” is published"


def obstacle(grace: Grace, story: Story, now: datetime) -> str:
    """Why a route must not publish this story; empty if nothing stands in the way."""
    item = story.wire_item
    if not grace.route.active:
        return gettext("The route was switched off.")
    if story.state not in READY:
        return gettext("The story is %(state)s.") % {"state": story.get_state_display().lower()}
    if story.version != grace.version or story.autosaves.exists():
        return gettext("Somebody works on it.")
    if item is None or item.state != WireItem.State.TAKEN:
        return gettext("Its wire item is not what was taken.")
    if item.warnings:
        return gettext("The wire warns: %(warning)s") % {"warning": item.warnings[0]}
    if WireItem.objects.family(item.source, item.guid).exclude(pk=item.pk).filter(version__gte=item.version).exists():
        return gettext("Another version of it has come.")
    if Order.objects.filter(item__source=item.source_id, item__guid=item.guid).exists():
        return gettext("The agency has ordered it taken down.")
    found = blocking(check(story, now=now))
    return " ".join(finding.message for finding in found)


def dry_run(route: Route, items: list[WireItem]) -> list[tuple[WireItem, str]]:
    """What this route alone would have done with these items, in words; nothing is done."""
    told, by_code = [], sections()
    for item in items:
        copy = item.wire_copy
        if copy and matches(route, facts(copy, item.source, by_code)):
            told.append((item, would(route, item)))
    return told


def would(route: Route, item: WireItem) -> str:
    if item.reason and item.state in (WireItem.State.HELD, WireItem.State.UPDATE, WireItem.State.OBEYED):
        return gettext("Nothing: %(reason)s") % {"reason": item.reason}
    if route.hold:
        return gettext("Hold it.")
    does = [gettext("Take it") if route.take or route.publish else gettext("Nothing alone")]
    does += [f"section {route.set_section}"] if route.set_section else []
    does += [gettext("assign to %(name)s") % {"name": route.assign_to}] if route.assign_to else []
    if route.publish:
        warned = gettext(", but the wire warns: %(warning)s") % {"warning": item.warnings[0]} if item.warnings else ""
        does.append(gettext("publish after %(minutes)s minutes%(warned)s") % {"minutes": route.grace, "warned": warned})
    return ", ".join(does) + "."
