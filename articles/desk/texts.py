"""Writing: starting a story, and saving what an editor changed, never over what somebody else saved."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record, revisions, rules
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused, Stale
from articles.desk.revisions import EDITABLE_FIELDS
from articles.desk.verbs import check_again, may
from articles.models import Byline, Person, Story, Topic
from articles.wire.html import clean


def tidy(changes: dict) -> dict:
    """The border of law: HTML is cut to the allow-list here, whatever editor or script sent it."""
    unknown = set(changes) - set(EDITABLE_FIELDS)
    if unknown:
        raise Refused(gettext("These fields can't be edited: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    return {**changes, "body": clean(changes["body"])} if "body" in changes else changes


@record.one_at_a_time
def start(*, by, topics: list[Topic] = (), authors: list[Person] = (), **texts) -> Story:
    """A story of our own, without a wire original."""
    may(by, rules.START_PERMISSION, "start", Story(headline=texts.get("headline") or "a story"))
    story = Story.objects.create(created_by=by, edited_at=timezone.now(), **tidy(texts))
    set_lists(story, topics, authors)
    record.append(story, "start", by=by, at=story.edited_at, from_state="", to_state=story.state)
    revisions.keep(story, "start", by=by, at=story.edited_at, changed=[])
    return story


@record.one_at_a_time
def edit(
    story: Story,
    *,
    by,
    version: int,
    changes: dict,
    topics: list[Topic] | None = None,
    authors: list[Person] | None = None,
) -> Story:
    """Save the columns that really changed since ``version``, the one that the editor had open.

    :raises Stale: somebody saved in between; the caller still holds the refused text and shows both.
    """
    may(by, rules.EDIT_PERMISSION, "edit", story)
    return save(story, "edit", by=by, version=version, changes=changes, topics=topics, authors=authors)


@record.one_at_a_time
def go_back(story: Story, *, by, version: int, number: int) -> Story:
    """Save the texts of revision ``number`` anew: nothing between is lost, and the embargo stays as it is now."""
    may(by, rules.EDIT_PERMISSION, "edit", story)
    revision = story.revisions.filter(number=number).first()
    if revision is None:
        raise Refused(
            gettext("“%(story)s” has no revision %(number)s: choose one of its list.")
            % {"story": story, "number": number}
        )
    fields, lists = revisions.restored(revision.texts)
    return save(
        story, "go_back", by=by, version=version, changes=fields, details={"revision": number}, **lists
    )  # fmt: skip


def save(story: Story, verb: str, *, by, version: int, changes: dict, topics, authors, details=None) -> Story:
    changes = tidy(changes)
    current = Story.objects.get(pk=story.pk)
    changed = {name: value for name, value in changes.items() if getattr(current, name) != value}
    lists = changed_lists(current, topics, authors)
    if not changed and not lists:
        return current
    if embargo_shortened(current, changed) and not by.has_perm("articles.publish_story"):
        raise NotAllowed(gettext("Only a publisher may bring an embargo forward or clear it."))
    now = timezone.now()
    revisions.keep_what_was(current)
    rows = Story.objects.filter(pk=story.pk, version=version, state__in=rules.EDITABLE)
    if not rows.update(**changed, version=F("version") + 1, edited_at=now):
        if current.state not in rules.EDITABLE:
            raise OutOfTurn(
                gettext("“%(current)s” is %(state)s: its text can't be edited any more.")
                % {"current": current, "state": current.get_state_display().lower()}
            )
        raise Stale(current)
    set_lists(current, **lists)
    details = {**(details or {}), "fields": sorted([*changed, *lists])}
    if "embargo_until" in changed:
        details["embargo_until"] = [t and t.isoformat() for t in (current.embargo_until, changed["embargo_until"])]
    record.append(current, verb, by=by, at=now, from_state=current.state, to_state=current.state, details=details)
    current.refresh_from_db()
    revisions.keep(current, verb, by=by, at=now, changed=details["fields"])
    check_again(current, by=by)
    return current


def changed_lists(story: Story, topics: list[Topic] | None, authors: list[Person] | None) -> dict[str, list]:
    """Those of the two that were given and differ; the order of authors is printed, the order of topics is not."""
    lists = {}
    if topics is not None and set(topics) != set(story.topics.all()):
        lists["topics"] = topics
    if authors is not None and list(authors) != [byline.person for byline in story.bylines.select_related("person")]:
        lists["authors"] = authors
    return lists


def embargo_shortened(story: Story, changed: dict) -> bool:
    if story.embargo_unreadable and changed.get("embargo_unreadable") is False:
        return True
    if story.embargo_until is None or "embargo_until" not in changed or story.embargo_until <= timezone.now():
        return False
    return changed["embargo_until"] is None or changed["embargo_until"] < story.embargo_until


def set_lists(story: Story, topics: list[Topic] | None = None, authors: list[Person] | None = None) -> None:
    if topics is not None:
        story.topics.set(topics)
    if authors is not None:
        story.bylines.all().delete()
        Byline.objects.bulk_create(
            Byline(story=story, person=person, position=place) for place, person in enumerate(authors)
        )
