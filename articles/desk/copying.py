"""Copying and translating a story: the new one carries all that the source, its embargo and the law demand."""

from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record, revisions, rules
from articles.desk.refusals import OutOfTurn, Refused
from articles.desk.texts import set_lists
from articles.desk.verbs import may
from articles.models import Story

# Who reported it and on what terms, and whatever forbids to publish it: never left behind.
CARRIED = (*revisions.EDITABLE_FIELDS, "sent_at", "legal_hold")
NOT_HELD_BY = (Story.State.KILLED, Story.State.SPIKED)


@record.one_at_a_time
def copy(story: Story, *, by) -> Story:
    """A second story with the same text, to become another one."""
    may(by, rules.START_PERMISSION, "copy", story)
    return second(story, "copy", by=by, copied_from=story)


@record.one_at_a_time
def translate(story: Story, *, by, language: str) -> Story:
    """A second story, to tell the same in another language; readers are led from the one to the other."""
    may(by, rules.START_PERMISSION, "translate", story)
    story.refresh_from_db()
    first = story.translation_of or story
    if language.lower() in (story.language.lower(), first.language.lower()):
        raise Refused(
            gettext("“%(story)s” is told in %(language)s already: choose the language that it is translated into.")
            % {"story": story, "language": language}
        )
    there = first.translations.filter(language__iexact=language).exclude(state__in=NOT_HELD_BY).first()
    if there:
        raise Refused(
            gettext("“%(story)s” has a translation into %(language)s already, “%(there)s”: go on with that one.")
            % {"story": story, "language": language, "there": there}
        )
    return second(story, "translate", by=by, translation_of=first, language=language)


def second(story: Story, verb: str, *, by, **differs) -> Story:
    story.refresh_from_db()
    if story.state not in rules.EDITABLE:
        raise OutOfTurn(
            gettext("“%(story)s” is %(state)s: no other story is made of it.")
            % {"story": story, "state": story.get_state_display().lower()}
        )
    carried = {name: getattr(story, name) for name in CARRIED}
    now = timezone.now()
    made = Story.objects.create(**{**carried, **differs}, created_by=by, edited_at=now)
    authors = [line.person for line in story.bylines.select_related("person")]
    set_lists(made, list(story.topics.all()), authors)
    record.append(made, verb, by=by, at=now, from_state="", to_state=made.state, details={"from": story.code})
    revisions.keep(made, verb, by=by, at=now, changed=[])
    return made
