"""Revisions: what a story's texts were after each save, so that any two can be compared and none is ever lost."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from articles.models import Disclaimer, Person, Revision, Section, Source, Story, Topic
from articles.models.revision import pack

EDITABLE_FIELDS = (*Story.TEXT_FIELDS, "embargo_unreadable")
LINKED = {"section": Section, "source": Source, "disclaimer": Disclaimer}
LISTS = {"topics": Topic, "authors": Person}
# Going back to an older text never goes back to an older embargo: that is the source's word, as it stands now.
NOT_RESTORED = ("embargo_until", "embargo_unreadable")
NOBODY = "Before revisions were kept"


def texts_of(story: Story) -> dict:
    """All that a revision keeps, as JSON holds it: linked things by their number."""
    texts = {name: plain(story, name) for name in EDITABLE_FIELDS}
    texts["topics"] = sorted(story.topics.values_list("pk", flat=True))
    texts["authors"] = list(story.bylines.values_list("person_id", flat=True))
    return texts


def plain(story: Story, name: str):
    value = getattr(story, f"{name}_id" if name in LINKED else name)
    return value.isoformat() if isinstance(value, datetime) else value


def keep(story: Story, verb: str, *, by, at: datetime, changed: list[str]) -> Revision:
    """Keep the texts as ``story`` has them now. Call it inside the act that saved them."""
    last = story.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    revision = Revision(
        story=story,
        number=last + 1,
        version=story.version,
        verb=verb,
        saved_at=at,
        by=by,
        by_name=(by.get_full_name() or by.get_username()) if by else NOBODY,
        changed=sorted(changed),
        packed=pack(texts_of(story)),
    )
    revision.save(force_insert=True)
    return revision


def keep_what_was(story: Story) -> None:
    """For a story whose first texts came by no act of the desk: keep them before they are changed."""
    if not story.revisions.exists():
        keep(story, "found", by=None, at=story.edited_at, changed=[])


def at_version(story: Story, version: int) -> Revision | None:
    """What the texts were when the story had this version."""
    return story.revisions.filter(version__lte=version).order_by("-number").first()


def restored(texts: dict) -> tuple[dict, dict]:
    """What to save in order to go back to these texts: the fields, and the two lists; what is gone stays out."""
    fields = {name: texts[name] for name in EDITABLE_FIELDS if name in texts and name not in NOT_RESTORED}
    for name, model in LINKED.items():
        fields[name] = model.objects.filter(pk=fields.get(name)).first()
    return fields, {name: in_order(model.objects.filter(pk__in=texts[name]), texts[name]) for name, model in
                    LISTS.items()}  # fmt: skip


def in_order(things: QuerySet, keys: list[int]) -> list:
    found = {thing.pk: thing for thing in things}
    return [found[key] for key in keys if key in found]


def readable(texts: dict) -> dict[str, str]:
    """The same texts with names in the place of numbers, to be read and compared."""
    fields, lists = restored(texts)
    said = {name: "" if value is None else str(value) for name, value in fields.items()}
    embargo = parse_datetime(texts.get("embargo_until") or "")
    return {
        **said,
        "embargo_until": f"{embargo:%Y-%m-%d %H:%M %Z}" if embargo else "",
        "embargo_unreadable": "Yes" if texts.get("embargo_unreadable") else "",
        **{name: ", ".join(str(thing) for thing in things) for name, things in lists.items()},
    }
