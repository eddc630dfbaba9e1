"""What becomes of an embargo when a later version of the wire brings another, or none. Doubt holds."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Embargo:
    until: datetime | None
    unreadable: bool = False

    @classmethod
    def of(cls, texts: dict) -> "Embargo":
        return cls(texts["embargo_until"], texts["embargo_unreadable"])

    def __str__(self):
        told = [f"{timezone.localtime(self.until):%d %B %Y, %H:%M %Z}"] if self.until else []
        told += [_("came, and could not be read")] if self.unreadable else []
        return "; ".join(told) or _("none")

    def binds(self, now: datetime) -> bool:
        return self.unreadable or (self.until is not None and self.until > now)


def stricter(one: Embargo, other: Embargo) -> Embargo:
    times = [each.until for each in (one, other) if each.until]
    return Embargo(max(times, default=None), one.unreadable or other.unreadable)


def followed(base: Embargo, ours: Embargo, theirs: Embargo, now: datetime) -> tuple[Embargo, bool]:
    """The embargo that the story has from now on, and whether a person may choose theirs, which is laxer, instead."""
    both = stricter(ours, theirs)
    if theirs in (base, ours) or both == theirs:
        return both, False
    made_readable = ours == base and ours.unreadable and not theirs.unreadable and theirs.until == both.until
    if not ours.binds(now) or (made_readable and theirs.until):
        return theirs, False
    return both, True
