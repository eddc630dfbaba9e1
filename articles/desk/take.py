"""Taking wire copy: making a story of a wire item, and letting a story follow a later version."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record, revisions
from articles.desk.follow import follow, story_of
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.desk.texts import set_lists
from articles.desk.verbs import admit, advance, waited_as
from articles.desk.wire_texts import authors, texts, topics
from articles.models import Move, Story, WireItem
from articles.wire.copy import CANCELED


@record.one_at_a_time
def take(item: WireItem, *, by) -> Story:
    """Make a story of the item; or, if the desk has a story of an earlier version, let that one follow.

    A field that only the desk has changed since the version taken stays as the desk wrote it; the others follow.

    :raises Unmerged: both changed a field; somebody must look at both, and merge them.
    """
    rule = admit(item, "take", by=by)
    copy = item.wire_copy
    if copy is None or copy.pubstatus == CANCELED:
        raise Refused(gettext("“%(item)s” holds no copy that could become a story.") % {"item": item})
    story = story_of(item)
    details = follow(story, item, by) if story else {}
    left = advance(item, rule)
    story = story or make(item, by)
    record.append(
        item, "take", by=by, at=timezone.now(), from_state=left, to_state=item.state,
        details={"story": story.code, **details},
    )  # fmt: skip
    return story


@record.one_at_a_time
def untake(item: WireItem, *, by) -> Move:
    """Undo a take: the fresh story is spiked and let go, and the item waits again as it did before."""
    rule = admit(item, "untake", by=by)
    story = Story.objects.filter(wire_item=item).first()
    if item.moves.filter(verb="take", details__has_key="followed").exists():
        raise Refused(
            gettext("“%(item)s” can't go back to the inbox: it brought a story of ours up to date. Edit that story.")
            % {"item": item}
        )
    if story is None or worked_on(story):
        raise Refused(
            gettext("“%(item)s” can't go back to the inbox: our story of it was worked on. Spike that story instead.")
            % {"item": item}
        )
    if WireItem.objects.family(item.source, item.guid).filter(version__gt=item.version).exists():
        raise Refused(
            gettext("“%(item)s” can't go back to the inbox: a newer version has come, which follows it.")
            % {"item": item}
        )
    if story.created_by != by and not by.has_perm("articles.spike_story"):
        raise NotAllowed(
            gettext("%(created_by)s took “%(item)s”: ask them, or somebody who may spike stories.")
            % {"created_by": story.created_by, "item": item}
        )
    left = advance(item, rule, to_state=waited_as(item, "take"))
    now, was = timezone.now(), story.state
    fresh = Story.objects.filter(pk=story.pk, state=was, version=story.version)
    if not fresh.update(state=Story.State.SPIKED, wire_item=None, version=F("version") + 1):
        raise OutOfTurn(
            gettext("Somebody began to work on “%(story)s” at this moment: look at it again.") % {"story": story}
        )
    story.refresh_from_db()
    reason = gettext("Its wire item went back to the inbox.")
    record.append(story, "spike", by=by, at=now, from_state=was, to_state=story.state, reason=reason)
    return record.append(
        item, "untake", by=by, at=now, from_state=left, to_state=item.state, details={"story": story.code}
    )


def worked_on(story: Story) -> bool:
    """Whether anything was done with a story since it was made; text that somebody is typing counts."""
    moved = story.moves.exclude(verb="start").exists()
    typed = story.autosaves.exists() or story.notes.exists()
    return moved or typed or story.state != Story.State.DRAFT or story.version != 1


def make(item: WireItem, by) -> Story:
    story = Story.objects.create(wire_item=item, created_by=record.person(by), edited_at=timezone.now(), **texts(item))
    copy = item.wire_copy
    set_lists(story, topics(copy), authors(copy))
    record.append(story, "start", by=by, at=story.edited_at, from_state="", to_state=story.state)
    revisions.keep(story, "take", by=record.person(by), at=story.edited_at, changed=[])
    return story
