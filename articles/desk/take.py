"""Taking wire copy: making a story of a wire item, and bringing a story up to date with a later version."""

import re

from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from articles.desk import record, revisions, rules
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.desk.texts import set_lists
from articles.desk.verbs import admit, advance, check_again, waited_as
from articles.models import Move, Person, Section, Story, Topic, WireItem
from articles.wire.copy import CANCELED, WireCopy

BY = re.compile(r"^\s*(?:by|par|von|de|por|بقلم|كتب)\s*[:：]?\s+", re.IGNORECASE)
BETWEEN = re.compile(r"\s*[,;،、]\s*|\s+(?:and|et|und|y|و)\s+")


@record.one_at_a_time
def take(item: WireItem, *, by) -> Story:
    """Make a story of the item; or, if the desk has a story of an earlier version, let that one follow.

    A field that the desk has changed since the version taken stays as the desk wrote it; the others follow the wire.
    """
    rule = admit(item, "take", by=by)
    copy = item.wire_copy
    if copy is None or copy.pubstatus == CANCELED:
        raise Refused(f"“{item}” holds no copy that could become a story.")
    left = advance(item, rule)
    story = Story.objects.filter(wire_item__in=WireItem.objects.family(item.source, item.guid)).first()
    details = follow(story, item, by) if story else {}
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
        raise Refused(f"“{item}” can't go back to the inbox: it brought a story of ours up to date. Edit that story.")
    if story is None or worked_on(story):
        raise Refused(f"“{item}” can't go back to the inbox: our story of it was worked on. Spike that story instead.")
    if WireItem.objects.family(item.source, item.guid).filter(version__gt=item.version).exists():
        raise Refused(f"“{item}” can't go back to the inbox: a newer version has come, which follows it.")
    if story.created_by != by and not by.has_perm("articles.spike_story"):
        raise NotAllowed(f"{story.created_by} took “{item}”: ask them, or somebody who may spike stories.")
    left = advance(item, rule, to_state=waited_as(item, "take"))
    now, was = timezone.now(), story.state
    fresh = Story.objects.filter(pk=story.pk, state=was, version=story.version)
    if not fresh.update(state=Story.State.SPIKED, wire_item=None, version=F("version") + 1):
        raise OutOfTurn(f"Somebody began to work on “{story}” at this moment: look at it again.")
    story.refresh_from_db()
    reason = "Its wire item went back to the inbox."
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


def follow(story: Story, item: WireItem, by) -> dict:
    """Let the story follow the newer version; says which fields followed, and which are the desk's own now."""
    if story.state not in rules.EDITABLE:
        raise OutOfTurn(
            f"Our story “{story}” is {story.get_state_display().lower()}: it can't follow the wire any more."
        )
    base, theirs = texts(story.wire_item), texts(item)
    news = [name for name in theirs if theirs[name] != base[name]]
    followed = {name: theirs[name] for name in news if getattr(story, name) == base[name]}
    ours = [name for name in news if name not in followed]
    now = timezone.now()
    revisions.keep_what_was(story)
    Story.objects.filter(pk=story.pk).update(**followed, wire_item=item, version=F("version") + 1, edited_at=now)
    story.refresh_from_db()
    revisions.keep(story, "take", by=record.person(by), at=now, changed=list(followed))
    check_again(story, by=by)
    return {"followed": sorted(followed), "kept": sorted(ours)}


def texts(item: WireItem) -> dict:
    """A story's first texts, as the wire item and its source have them."""
    copy, source = item.wire_copy, item.source
    return {
        "source": source,
        "credit": (copy.credit or source.credit_line)[:500],
        "disclaimer": item.wording.disclaimer if item.wording else source.disclaimer,
        "section": section(copy) or source.default_section,
        "language": (copy.language or source.language)[:35],
        "headline": copy.headline[:1000],
        "standfirst": copy.standfirst,
        "slugline": copy.slugline[:200],
        "byline": copy.byline[:500],
        "dateline": copy.dateline[:200],
        "body": copy.body_html,
        "ednote": copy.ednote,
        "urgency": copy.urgency,
        "reference": copy.reference[:200],
        "sent_at": item.sent_at,
        "embargo_until": copy.embargoed_until,
        "embargo_unreadable": copy.embargo_unreadable,
    }


def section(copy: WireCopy) -> Section | None:
    """The section that lists the first of the copy's subjects that any section lists."""
    by_code = {code: section for section in Section.objects.all() for code in section.subject_codes}
    return next((by_code[subject.code] for subject in copy.subjects if subject.code in by_code), None)


def topics(copy: WireCopy) -> list[Topic]:
    words = [*copy.keywords, *(subject.name for subject in copy.subjects)]
    named = Topic.objects.filter(slug__in={slugify(word) for word in words if word}).select_related("merged_into")
    return list(dict.fromkeys(topic.merged_into or topic for topic in named))


def authors(copy: WireCopy) -> list[Person]:
    """The people of the byline whom we know, in the order of printing."""
    names = [name for name in BETWEEN.split(BY.sub("", copy.byline)) if name]
    known = {person.name: person for person in Person.objects.filter(name__in=names)}
    return [known[name] for name in names if name in known]
