"""Why the desk did not do what it was asked: each refusal is a sentence for the person who asked."""

from django.utils.translation import gettext

from articles.models import Story, WireItem


class Refused(Exception):
    """An act that was not done; nothing was changed. ``str()`` says what, to which story, and what to do."""


class NotAllowed(Refused):
    pass


class OutOfTurn(Refused):
    """The story is not, or no longer, in a state from which this act leads on."""


class Blocked(Refused):
    """Checks before publishing found what must be mended first."""

    def __init__(self, story: Story, findings: list):
        self.findings = findings
        super().__init__(
            (gettext("“%(story)s” can't be published yet: ") % {"story": story})
            + " ".join(f"{f.message} {f.remedy}" for f in findings)
        )


class Stale(Refused):
    """Somebody saved in between. ``current`` is the story as it stands; nothing of the refused text was stored."""

    def __init__(self, current: Story):
        self.current = current
        super().__init__(
            gettext(
                "“%(current)s” was changed by somebody else since you opened it. Nothing of yours was saved "
                "over it: compare both texts below, then save again."
            )
            % {"current": current}
        )


class Unmerged(Refused):
    """The wire and the desk changed the same fields of ``story``: a person must look at both and choose."""

    def __init__(self, story: Story, item: WireItem, names: list[str]):
        self.story, self.item = story, item
        super().__init__(
            gettext(
                "The agency and our desk both changed %(names)s of “%(story)s”: open the story, compare the two "
                "and merge them."
            )
            % {"names": ", ".join(names), "story": story}
        )
