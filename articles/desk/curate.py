"""Curating: which story stands where on a front, and the banner over all pages. Each act is in its story's record."""

from datetime import datetime, timedelta

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.desk.verbs import may
from articles.models import Banner, Edition, Move, Pin, Section, Story
from articles.models.curation import Slot

PERMISSION = "articles.curate_fronts"
MOST_PINS = 30  # of one front: more than it has places
LONGEST_BANNER = timedelta(hours=24)


@record.one_at_a_time
def pin(story: Story, *, by, slot: str, section: Section | None = None, until: datetime | None = None) -> Pin:
    """Put the story on top of a slot of the section's front, or of the front page; if it is pinned there, move it."""
    may(by, PERMISSION, "pin", story)
    now = timezone.now()
    if slot not in Slot.values:
        raise Refused(
            gettext("There is no slot “%(slot)s”: choose one of %(names)s.")
            % {"slot": slot, "names": ", ".join(map(str, Slot.labels))}
        )
    if until is not None and until <= now:
        raise Refused(
            gettext("The pin of “%(story)s” would have ended already: set a later time, or none.") % {"story": story}
        )
    if not story.editions.public(now).listed().exists() and not to_come(story, now):
        raise OutOfTurn(
            gettext("Readers don't have “%(story)s” and won't get it: publish it first, then pin it.")
            % {"story": story}
        )
    pins = Pin.objects.on_front_of(section)
    pins.filter(until__lte=now).delete()
    pins.filter(story=story).delete()
    if pins.count() >= MOST_PINS:
        raise Refused(
            gettext("%(most_pins)s stories are pinned to %(front)s already: take one off first.")
            % {"most_pins": MOST_PINS, "front": front_name(section)}
        )
    top = pins.filter(slot=slot).aggregate(top=Min("place"))["top"]
    made = Pin.objects.create(
        section=section, slot=slot, place=0 if top is None else top - 1, story=story, until=until, pinned_by=by,
        pinned_at=now,
    )  # fmt: skip
    note(story, "pin", by, {"front": front_name(section), "slot": slot, "until": until and until.isoformat()})
    return made


@record.one_at_a_time
def unpin(story: Story, *, by, section: Section | None = None) -> Move:
    may(by, PERMISSION, "unpin", story)
    if not Pin.objects.on_front_of(section).filter(story=story).delete()[0]:
        raise OutOfTurn(
            gettext("“%(story)s” is not pinned to %(front)s any more.") % {"story": story, "front": front_name(section)}
        )
    return note(story, "unpin", by, {"front": front_name(section)})


@record.one_at_a_time
def place(story: Story, *, by, slot: str, before: Story | None = None, section: Section | None = None) -> Pin:
    """Move a pinned story to a slot, right before another one that is pinned there; without one, to its end."""
    may(by, PERMISSION, "place", story)
    if slot not in Slot.values:
        raise Refused(
            gettext("There is no slot “%(slot)s”: choose one of %(names)s.")
            % {"slot": slot, "names": ", ".join(map(str, Slot.labels))}
        )
    pins = Pin.objects.on_front_of(section)
    moved = pins.filter(story=story).first()
    if moved is None:
        raise OutOfTurn(
            gettext("“%(story)s” is not pinned to %(front)s any more.") % {"story": story, "front": front_name(section)}
        )
    others = list(pins.filter(slot=slot).exclude(pk=moved.pk).order_by("place", "-pk"))
    at = next((index for index, other in enumerate(others) if before and other.story_id == before.pk), len(others))
    others.insert(at, moved)
    for number, each in enumerate(others):
        each.slot, each.place = slot, number
    Pin.objects.bulk_update(others, ["slot", "place"])
    note(story, "place", by, {"front": front_name(section), "slot": slot, "place": at + 1})
    return moved


@record.one_at_a_time
def raise_banner(text: str, *, by, until: datetime, story: Story | None = None, language: str = "en") -> Banner:
    """Show a line on top of every page until ``until``; an earlier banner steps behind it."""
    allowed(by)
    now = timezone.now()
    text = " ".join(text.split())
    if not text or len(text) > Banner._meta.get_field("text").max_length:
        raise Refused(gettext("Write one line for the banner, of 160 characters at most."))
    if not now < until <= now + LONGEST_BANNER:
        raise Refused(gettext("A banner ends by itself: set a time within the next 24 hours."))
    if story and not story.editions.public(now).listed().exists():
        raise OutOfTurn(
            gettext("Readers don't have “%(story)s”: publish it first, then raise the banner.") % {"story": story}
        )
    banner = Banner.objects.create(
        text=text, language=language, story=story, begins_at=now, until=until, raised_by=by
    )  # fmt: skip
    if story:
        note(story, "raise_banner", by, {"text": text, "until": until.isoformat()})
    return banner


@record.one_at_a_time
def end_banner(banner: Banner, *, by) -> None:
    allowed(by)
    now = timezone.now()
    if not Banner.objects.filter(pk=banner.pk, until__gt=now).update(until=now, ended_by=by):
        raise OutOfTurn(gettext("The banner “%(banner)s” has ended already.") % {"banner": banner})
    if banner.story:
        note(banner.story, "end_banner", by, {"text": banner.text})


def allowed(by) -> None:
    if by is None or not (by.is_active and by.has_perm(PERMISSION)):
        raise NotAllowed(gettext("You may not raise or end a banner: ask somebody whose role allows it."))


def to_come(story: Story, now: datetime) -> bool:
    """Whether its newest edition is to be released: then its pin waits for it."""
    last = story.editions.aggregate(last=Max("number"))["last"]
    return story.editions.filter(number=last, released_at__gt=now).exclude(kind__in=Edition.GONE).exists()


def front_name(section: Section | None) -> str:
    return gettext("the front of %(section)s") % {"section": section.name} if section else gettext("the front page")


def note(story: Story, verb: str, by, details: dict) -> Move:
    story.refresh_from_db(fields=["state"])
    return record.append(
        story, verb, by=by, at=timezone.now(), from_state=story.state, to_state=story.state, details=details
    )
