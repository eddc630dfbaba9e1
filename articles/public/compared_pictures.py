"""What differs between the pictures of two editions: which there are, what is printed beside them, how they are cut."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.models import Edition, PictureCut, PictureUse
from articles.pictures.shape import RATIOS, WHOLE
from articles.public.compared import Change, in_names, in_text
from articles.public.languages import direction
from articles.public.pictures import Shown, shown
from articles.wire.compare import ADDED, CHANGED, REMOVED

TEXTS = {
    "caption": gettext_lazy("Caption"),
    "credit": gettext_lazy("Credit"),
    "alt": gettext_lazy("Described as"),
}
NAMED: dict[str, tuple[Promise, dict[str, str | Promise]]] = {
    "role": (
        gettext_lazy("Place"),
        {PictureUse.Role.LEAD: gettext_lazy("Lead picture"), PictureUse.Role.INLINE: gettext_lazy("In the story")},
    ),
    "shape": (
        gettext_lazy("Crop"),
        {WHOLE: gettext_lazy("The whole picture"), **{shape: shape.replace("x", ":") for shape in RATIOS}},
    ),
}
NONE = dict.fromkeys(TEXTS, "")


@dataclass(frozen=True, slots=True)
class PictureChange:
    """``shown`` is the picture as readers have it now; None if they have it no more, or not like this."""

    kind: str
    language: str
    changes: list[Change]
    is_moved: bool = False
    shown: Shown | None = None

    @property
    def direction(self) -> str:
        return direction(self.language)


def picture_changes(old: Edition, new: Edition, now: Iterable[dict]) -> list[PictureChange]:
    """``now``: the pictures that readers may have at this moment."""
    before, after = ({one["sha256"]: one for one in edition.facts.get("pictures", ())} for edition in (old, new))
    files = {(one["cut"], one["shape"]): shown(one) for one in now}
    focus = focuses([*before.values(), *after.values()])
    found = [compared(before.get(key), after.get(key), files, focus) for key in {**before, **after}]
    return [one for one in found if one.changes or one.is_moved or one.kind != CHANGED]


def focuses(pictures: list[dict]) -> dict[str, tuple[int, int]]:
    """Where the middle of each cut lies; a whole picture has none."""
    cuts = {one["cut"] for one in pictures if one["shape"] != WHOLE}
    if not cuts:
        return {}
    rows = PictureCut.objects.filter(digest__in=cuts).values_list("digest", "focus_x", "focus_y")
    return {digest: (x, y) for digest, x, y in rows}


def compared(old: dict | None, new: dict | None, files: dict, focus: dict) -> PictureChange:
    before, after, last = old or NONE, new or NONE, new or old or NONE
    changes = [
        in_text(words, before[name], after[name]) for name, words in TEXTS.items() if before[name] != after[name]
    ]
    if old and new:
        differing = [name for name in NAMED if old[name] != new[name]]
        changes += [
            in_names(NAMED[name][0], *([str(NAMED[name][1][one[name]])] for one in (old, new))) for name in differing
        ]
    return PictureChange(
        kind=CHANGED if old and new else ADDED if new else REMOVED,
        language=last["language"],
        changes=changes,
        is_moved=bool(old and new) and old["shape"] == new["shape"] and focus.get(old["cut"]) != focus.get(new["cut"]),
        shown=files.get((last["cut"], last["shape"])),
    )
