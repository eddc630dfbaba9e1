"""What the merge page shows of each field, and what somebody sent from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.versions import NAMES, Change, change
from articles.desk.merging import EMBARGO, Merge, Place
from articles.wire import hunks
from articles.wire.hunks import ALL, OWN, Choice, Hunk
from articles.wire.merge import BOTH, CONFLICT, OURS, THEIRS

PICK, TEXT = "pick-", "text-"
MOST_SENT = 1_000  # fields of the form
LABELS = {
    OURS: gettext_lazy("Ours"), THEIRS: gettext_lazy("The agency’s"), BOTH: gettext_lazy("Both put together"),
    ALL: gettext_lazy("Both, one after the other"), OWN: gettext_lazy("As I write it here"),
}  # fmt: skip
KINDS = {
    OURS: gettext_lazy("Only we changed this"), THEIRS: gettext_lazy("Only the agency changed this"),
    BOTH: gettext_lazy("Both changed this, and it fits together"),
    CONFLICT: gettext_lazy("Both changed this: choose"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """The picks and texts of the form, by the keys of their places."""

    picks: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, post: QueryDict) -> "Sent":
        told = list(post.items())[:MOST_SENT]
        picks = {name.removeprefix(PICK): value for name, value in told if name.startswith(PICK)}
        texts = {name.removeprefix(TEXT): value for name, value in told if name.startswith(TEXT)}
        return cls(picks, texts)

    def choice(self, name: str, hunk: Hunk) -> Choice | None:
        """What was chosen at a place; words that somebody typed where nothing was picked are a choice too."""
        pick = self.picks.get(hunk.key, "")
        if not pick and not hunk.proposed and self.is_typed(name, hunk):
            pick = OWN
        return Choice(pick, self.texts.get(hunk.key, "")) if pick else None

    def is_typed(self, name: str, hunk: Hunk) -> bool:
        """Whether somebody wrote something else than what stood in the box."""
        text = self.texts.get(hunk.key)
        return text is not None and apart(text) != apart(offered(name, hunk))

    def choices(self, merge: Merge) -> dict[str, Choice]:
        found = {hunk.key: self.choice(name, hunk) for name, hunk in places(merge)}
        return {key: choice for key, choice in found.items() if choice}

    def words_left_out(self, merge: Merge) -> str:
        """Why the form can't be meant as it is: words were typed at a place where something else is chosen."""
        for name, hunk in places(merge):
            pick = self.picks.get(hunk.key, "") or hunk.proposed
            if pick not in ("", OWN) and self.is_typed(name, hunk):
                said = _("At %(field)s you wrote words of your own and chose “%(pick)s”: choose the one or the other.")
                return said % {"field": NAMES[name], "pick": LABELS.get(pick, pick)}
        return ""

    def left_over(self, merge: Merge) -> list[str]:
        """Words that somebody typed at places that are no more, because the story changed meanwhile."""
        known = {hunk.key for _name, hunk in places(merge)}
        return [
            text for key, text in self.texts.items() if key not in known and self.picks.get(key, OWN) == OWN and text
        ]


def places(merge: Merge) -> list[tuple[str, Hunk]]:
    return [(place.name, hunk) for place in merge.places for hunk in place.hunks if hunk.is_choice]


def apart(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def offered(name: str, hunk: Hunk) -> str:
    """What stands in the box for one's own words."""
    return hunks.to_type(name, hunk.merged if hunk.kind == BOTH else hunk.ours or hunk.theirs)


@dataclass(frozen=True, slots=True)
class Option:
    pick: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One place as the page has it; a run of what nobody changed, or both alike, has no options."""

    hunk: Hunk
    number: int = 0
    kind: str = ""
    ours: Change | None = None
    theirs: Change | None = None
    options: list[Option] = field(default_factory=list)
    text: str = ""
    to_choose: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    name: str
    label: str
    shown: list[Shown]
    comes_along: str = ""

    @property
    def to_choose(self) -> int:
        return sum(one.to_choose for one in self.shown)


def panels(merge: Merge, sent: Sent) -> list[Panel]:
    """The fields in which the sides differ; those in which somebody must choose first."""
    found = [panel(place, sent) for place in merge.places if place.differs or comes_along(place)]
    return sorted(found, key=lambda one: not one.to_choose)


def comes_along(place: Place) -> str:
    """The embargo that the story gets, where nobody is asked."""
    return str(place.theirs) if place.name == EMBARGO and not place.hunks and place.theirs != place.ours else ""


def panel(place: Place, sent: Sent) -> Panel:
    shown, number = [], 0
    for hunk in place.hunks:
        number += hunk.is_choice
        shown.append(show(place.name, hunk, number, sent) if hunk.is_choice else Shown(hunk))
    return Panel(place.name, str(NAMES[place.name]), shown, comes_along(place))


def show(name: str, hunk: Hunk, number: int, sent: Sent) -> Shown:
    choice = sent.choice(name, hunk)
    pick = choice.pick if choice else hunk.proposed
    picks = (*hunk.picks, *((OWN,) if hunk.is_text else ()))
    return Shown(
        hunk,
        number,
        str(KINDS[hunk.kind]),
        change(name, hunk.base, hunk.ours),
        change(name, hunk.base, hunk.theirs),
        [Option(one, str(LABELS[one]), one == pick) for one in picks],
        sent.texts.get(hunk.key, offered(name, hunk)),
        to_choose=pick not in picks,
    )


def preview(merge: Merge, sent: Sent) -> Mapping[str, object]:
    """The story as it would be; where somebody must still choose, with our words."""
    return merge.chosen(sent.choices(merge))
