"""What a later version of the wire and the desk have each made of one story: field by field, and place by place.

Base is the version that the story was made of, theirs the later one, ours the story as the desk has edited it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from articles.desk.embargoes import Embargo, followed
from articles.desk.wire_texts import texts
from articles.models import Story, WireItem
from articles.wire import hunks
from articles.wire.hunks import Choice, Hunk
from articles.wire.merge import CONFLICT, OURS, SAME, THEIRS, kind_of

TEXTS = ("headline", "standfirst", "byline", "dateline", "body", "credit", "slugline", "ednote")
THINGS = ("source", "disclaimer", "section", "urgency", "language", "reference")
EMBARGO = "embargo_until"

Choices = Mapping[str, Choice]


@dataclass(frozen=True, slots=True)
class Place:
    """One field: its three values, and the places at which somebody may choose between them."""

    name: str
    base: object
    ours: object
    theirs: object
    hunks: list[Hunk]

    @property
    def differs(self) -> bool:
        return any(hunk.is_choice for hunk in self.hunks)

    def value(self, choices: Choices):
        """What was chosen, and where nothing was, what is proposed or ours."""
        if self.name in TEXTS:
            untouched = all(hunk.kind in (SAME, OURS) and hunk.key not in choices for hunk in self.hunks)
            return self.ours if untouched else hunks.joined(self.name, self.hunks, choices)
        if not self.hunks:
            return self.theirs if self.name == EMBARGO else self.ours
        hunk = self.hunks[0]
        pick = choices[hunk.key].pick if hunk.key in choices else hunk.proposed
        return self.theirs if pick == THEIRS else self.ours


@dataclass(frozen=True, slots=True)
class Merge:
    story: Story
    item: WireItem
    places: list[Place]

    @classmethod
    def of(cls, story: Story, item: WireItem, now: datetime) -> "Merge":
        base, theirs = texts(story.wire_item), texts(item)
        places = [place(name, base[name], getattr(story, name), theirs[name]) for name in (*TEXTS, *THINGS)]
        return cls(story, item, [*places, embargo(base, story, theirs, now)])

    def undecided(self, choices: Choices) -> list[str]:
        """The fields at which somebody must still choose."""
        return [place.name for place in self.places if hunks.undecided(place.name, place.hunks, choices)]

    def chosen(self, choices: Choices) -> dict:
        """The story's fields as they were chosen; the story's own time is the wire's."""
        values = {place.name: place.value(choices) for place in self.places}
        ends = values.pop(EMBARGO)
        return {
            **values, "embargo_until": ends.until, "embargo_unreadable": ends.unreadable, "sent_at": self.item.sent_at,
        }  # fmt: skip

    def told(self, choices: Choices) -> dict:
        """For the record: which fields followed the wire, which stayed ours, and which hold words of both."""
        found = {"followed": [], "kept": [], "merged": []}
        for place in self.places:
            value = place.value(choices)
            if value == place.ours:
                kept = place.theirs not in (place.base, place.ours)
                found["kept"] += [place.name] if kept else []
            else:
                found["followed" if value == place.theirs else "merged"].append(place.name)
        if not found["merged"]:
            del found["merged"]
        places = {place.name: picks(place, choices) for place in self.places if len(place.hunks) > 1 and place.differs}
        return {**{name: sorted(names) for name, names in found.items()}, **({"places": places} if places else {})}


def contested(story: Story, item: WireItem, now: datetime) -> list[str]:
    """The fields that both sides changed, each in a way of its own; an embargo that a person would have to lift."""
    base, theirs = texts(story.wire_item), texts(item)
    found = [name for name in (*TEXTS, *THINGS) if kind_of(base[name], getattr(story, name), theirs[name]) == CONFLICT]
    return found + ([EMBARGO] if embargo(base, story, theirs, now).hunks else [])


def picks(place: Place, choices: Choices) -> dict[str, int]:
    """How often each side was picked, at the places of one field."""
    return dict(
        Counter(
            choices[hunk.key].pick if hunk.key in choices else hunk.proposed for hunk in place.hunks if hunk.is_choice
        )
    )


def place(name: str, base, ours, theirs) -> Place:
    if ours == theirs:
        return Place(name, base, ours, theirs, [])
    if name in TEXTS:
        return Place(name, base, ours, theirs, hunks.hunks(name, base, ours, theirs))
    return Place(name, base, ours, theirs, [of_thing(name, kind_of(base, ours, theirs), base, ours, theirs)])


def of_thing(name: str, kind: str, base, ours, theirs) -> Hunk:
    """A place at which one of two things is chosen: whole, never in words."""
    key = "-".join((name, *(str(getattr(thing, "pk", thing)) for thing in (base, ours, theirs))))
    return Hunk(f"{name}-{hunks.digest(key)}", kind, *map(in_words, (base, ours, theirs)), is_text=False)


def in_words(thing) -> str:
    return "" if thing is None else str(thing)


def embargo(base: dict, story: Story, theirs: dict, now: datetime) -> Place:
    """An embargo that the wire sends comes along, whatever anybody picks; one that it drops is a person's to lift."""
    was, new = Embargo.of(base), Embargo.of(theirs)
    ours = Embargo(story.embargo_until, story.embargo_unreadable)
    stays, may_lift = followed(was, ours, new, now)
    found = [of_thing(EMBARGO, CONFLICT, was, stays, new)] if may_lift else []
    # Without a choice there is one value, and `theirs` holds it.
    return Place(EMBARGO, was, stays if may_lift else ours, new if may_lift else stays, found)
