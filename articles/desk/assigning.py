"""Who is to do a story, and what the desk tells each other about it."""

from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record, rules
from articles.desk.refusals import OutOfTurn, Refused
from articles.desk.verbs import may
from articles.models import Move, Note, Story

ASSIGN_PERMISSION = "articles.assign_story"
LONGEST_NOTE = 2000


@record.one_at_a_time
def assign(story: Story, *, by, to) -> Move:
    """Give the story to one person, or to nobody (None). Everybody who edits may take it herself, or give it back."""
    story.refresh_from_db()
    among_themselves = to in (by, None) and story.assigned_to in (by, None)
    may(by, rules.EDIT_PERMISSION if among_themselves else ASSIGN_PERMISSION, "assign", story)
    if to is not None and not (to.is_active and to.has_perm(rules.EDIT_PERMISSION)):
        raise Refused(
            gettext("%(name)s can't edit stories: assign “%(story)s” to somebody who can.")
            % {"name": name_of(to), "story": story}
        )
    if story.state not in rules.EDITABLE:
        raise OutOfTurn(
            gettext("“%(story)s” is %(state)s: nobody can work on it.")
            % {"story": story, "state": story.get_state_display().lower()}
        )
    before = story.assigned_to
    if before == to:
        raise OutOfTurn(
            gettext("“%(story)s” is assigned to %(name)s already.")
            % {"story": story, "name": name_of(to) if to else gettext("nobody")}
        )
    Story.objects.filter(pk=story.pk, assigned_to=before).update(assigned_to=to)
    story.refresh_from_db()
    return record.append(
        story, "assign", by=by, at=timezone.now(), from_state=story.state, to_state=story.state,
        reason=f"to {name_of(to)}" if to else f"no longer to {name_of(before)}",
        details={"from": before and before.get_username(), "to": to and to.get_username()},
    )  # fmt: skip


def note(story: Story, *, by, text: str) -> Note:
    """Leave a note for whoever opens the story next. It is never published and never taken back."""
    may(by, rules.EDIT_PERMISSION, "note", story)
    text = text.strip()
    if not text:
        raise Refused(gettext("The note on “%(story)s” is empty: write something.") % {"story": story})
    if len(text) > LONGEST_NOTE:
        raise Refused(
            gettext("The note has %(number)s characters: make it no longer than %(longest_note)s.")
            % {"number": len(text), "longest_note": LONGEST_NOTE}
        )
    written = Note(story=story, by=by, by_name=name_of(by), at=timezone.now(), text=text)
    written.save(force_insert=True)
    return written


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()
