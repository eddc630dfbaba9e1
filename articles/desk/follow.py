"""Bringing a story up to date with a later version of the wire: in one click where the two sides leave each other be,
and else place by place, as somebody chose.
"""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record, revisions, rules
from articles.desk.merging import EMBARGO, Choices, Merge, contested
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused, Stale, Unmerged
from articles.desk.verbs import admit, advance, check_again, may
from articles.models import Story, WireItem
from articles.wire.copy import CANCELED
from articles.wire.fields import BODY_LIMIT
from articles.wire.hunks import MOST as MOST_PLACES
from articles.wire.merge import THEIRS


def story_of(item: WireItem) -> Story | None:
    """Our story of an earlier version of the same wire story."""
    return Story.objects.filter(wire_item__in=WireItem.objects.family(item.source, item.guid)).first()


def require_open(story: Story) -> None:
    if story.state not in rules.EDITABLE:
        raise OutOfTurn(
            gettext("Our story “%(story)s” is %(state)s: it can't follow the wire any more.")
            % {"story": story, "state": story.get_state_display().lower()}
        )


def follow(story: Story, item: WireItem, by) -> dict:
    """Let the fields follow that the desk left alone; says which those are, and which are the desk's own now."""
    require_open(story)
    now = timezone.now()
    if names := contested(story, item, now):
        raise Unmerged(story, item, [name_of(name) for name in names])
    merge = Merge.of(story, item, now)
    told = merge.told({})
    write(merge, {}, "take", by=record.person(by))
    check_again(story, by=by)
    return told


@record.one_at_a_time
def merge_update(story: Story, item: WireItem, *, by, version: int, choices: Choices) -> Story:
    """Take the item, and give its story the words that somebody chose at each place where the two sides differ.

    ``choices`` names the places by their keys; where it is silent, what only one side changed takes that side.
    """
    rule = admit(item, "take", by=by)
    may(by, rules.EDIT_PERMISSION, "edit", story)
    story.refresh_from_db()
    require_same_wire(story, item)
    require_open(story)
    if story.version != version:
        raise Stale(story)
    merge = Merge.of(story, item, timezone.now())
    require_decided(merge, choices, by)
    told = merge.told(choices)
    left = advance(item, rule)
    write(merge, choices, "merge", by=by)
    details = {"story": story.code, **told}
    record.append(item, "take", by=by, at=timezone.now(), from_state=left, to_state=item.state, details=details)
    details = {"wire_version": item.version, **told}
    record.append(
        story, "merge", by=by, at=timezone.now(), from_state=story.state, to_state=story.state, details=details
    )
    check_again(story, by=by)
    return story


def require_same_wire(story: Story, item: WireItem) -> None:
    ours, copy = story.wire_item, item.wire_copy
    if ours is None or not item.guid or (ours.source_id, ours.guid) != (item.source_id, item.guid):
        raise Refused(
            gettext("“%(item)s” is no version of the wire story that “%(story)s” was made of.")
            % {"item": item, "story": story}
        )
    if copy is None or copy.pubstatus == CANCELED:
        raise Refused(gettext("“%(item)s” holds no copy that a story could follow.") % {"item": item})


def require_decided(merge: Merge, choices: Choices, by) -> None:
    known = {hunk.key: place.name for place in merge.places for hunk in place.hunks if hunk.is_choice}
    if len(choices) > 2 * MOST_PLACES or set(choices) - set(known):
        raise Refused(gettext("Some of what was chosen belongs to no place of these texts: open the page again."))
    if missing := merge.undecided(choices):
        raise Refused(
            gettext("Both sides changed %(names)s: choose what stands at each place that is marked.")
            % {"names": ", ".join(map(name_of, missing))}
        )
    lifted = any(known[key] == EMBARGO and choice.pick == THEIRS for key, choice in choices.items())
    if lifted and not by.has_perm("articles.publish_story"):
        raise NotAllowed(
            gettext("Only a publisher may bring an embargo forward or clear it: keep the one that the story has.")
        )
    for name, value in merge.chosen(choices).items():
        most = BODY_LIMIT if name == "body" else Story._meta.get_field(name).max_length
        if isinstance(value, str) and most and len(value) > most:
            raise Refused(
                gettext("The %(name)s would have %(number)s characters, %(most)s at most: shorten it.")
                % {"name": name_of(name), "number": f"{len(value):,}", "most": f"{most:,}"}
            )


def write(merge: Merge, choices: Choices, verb: str, *, by) -> None:
    """The guarded UPDATE, with a revision before and after."""
    story, now = merge.story, timezone.now()
    fields = merge.chosen(choices)
    changed = {name: value for name, value in fields.items() if getattr(story, name) != value}
    revisions.keep_what_was(story)
    rows = Story.objects.filter(pk=story.pk, version=story.version, state__in=rules.EDITABLE)
    if not rows.update(**changed, wire_item=merge.item, version=F("version") + 1, edited_at=now):
        raise Stale(story)
    story.refresh_from_db()
    kept = [name for name in changed if name in revisions.EDITABLE_FIELDS]
    revisions.keep(story, verb, by=by, at=now, changed=kept)


def name_of(field: str) -> str:
    return str(Story._meta.get_field(field).verbose_name)
