"""Who may do which act, from which states: one table, that the buttons, the commands and the tests all read."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.models import Order, Story, WireItem

S, W, Ordered = Story.State, WireItem.State, Order.State


@dataclass(frozen=True, slots=True)
class Rule:
    """One act. ``needs`` are what it must be told; ``asks`` what it may be told."""

    verb: str
    label: str
    permission: str
    from_states: tuple[str, ...]
    to_state: str
    says: str
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    by_wire: bool = False
    by_route: bool = False
    grave: bool = False


STORY_RULES = {
    rule.verb: rule
    for rule in (
        Rule("file", _("File"), "articles.file_story", (S.DRAFT,), S.FILED,
        _("It goes to the editors; readers see nothing.")),
        Rule(
            "send_back", _("Send back"), "articles.send_back_story", (S.FILED, S.HELD), S.DRAFT,
            _("It becomes a draft again; readers see nothing."), asks=("reason",),
        ),
        Rule(
            "publish", _("Publish"), "articles.publish_story", (S.DRAFT, S.FILED, S.WITHDRAWN), S.PUBLISHED,
            _("Readers get it at once, or at the time that you set."), asks=("at",), by_route=True,
        ),
        Rule(
            "correct", _("Correct or update"), "articles.publish_story", (S.PUBLISHED,), S.PUBLISHED,
            _("Readers get the text as it stands in the desk now, with your notice."), needs=("kind",), asks=("notice",
            "at"),
        ),
        Rule(
            "hold", _("Hold"), "articles.hold_story", (S.DRAFT, S.FILED, S.PUBLISHED), S.HELD,
            _("Nothing of it is published until it is sent back; if readers have it, it comes down."),
            needs=("reason",), by_wire=True,
        ),
        Rule(
            "withdraw", _("Withdraw"), "articles.take_down_story", (S.PUBLISHED,), S.WITHDRAWN,
            _("It comes down quietly; its address is not found. It can be published again."), needs=("reason",),
            grave=True,
        ),
        Rule(
            "retract", _("Retract"), "articles.take_down_story", (S.PUBLISHED,), S.RETRACTED,
            _("The text comes down; the page stays and shows your notice."), needs=("notice",), grave=True,
        ),
        Rule(
            "kill", _("Kill"), "articles.take_down_story",
            (S.DRAFT, S.FILED, S.HELD, S.PUBLISHED, S.RETRACTED, S.WITHDRAWN, S.SPIKED), S.KILLED,
            _("It is gone everywhere at once, for good; its address says so."), needs=("reason",), asks=("notice",),
            by_wire=True, grave=True,
        ),
        Rule(
            "spike", _("Spike"), "articles.spike_story", (S.DRAFT, S.FILED, S.HELD, S.WITHDRAWN), S.SPIKED,
            _("It is set aside, kept and findable."), asks=("reason",),
        ),
        Rule("unspike", _("Unspike"), "articles.spike_story", (S.SPIKED,), S.DRAFT, _("It becomes a draft again.")),
    )
}  # fmt: skip

ITEM_RULES = {
    rule.verb: rule
    for rule in (
        Rule(
            "take", _("Take"), "articles.take_wireitem", (W.NEW, W.HELD, W.UPDATE), W.TAKEN,
            _("It becomes a story of ours, or brings the story that we made of it up to date."), by_route=True,
        ),
        Rule(
            "spike", _("Spike"), "articles.spike_wireitem", (W.NEW, W.HELD, W.UPDATE, W.UNREADABLE), W.SPIKED,
            _("It is set aside, kept and findable."), asks=("reason",),
        ),
        Rule(
            "unspike", _("Unspike"), "articles.spike_wireitem", (W.SPIKED,), W.NEW,
            _("It goes back to the inbox, as it waited there before."),
        ),
        Rule(
            "untake", _("Return to the inbox"), "articles.take_wireitem", (W.TAKEN,), W.NEW,
            _("The story that was made of it is spiked, and it waits as it did before; only if nobody has worked on "
              "it."),
        ),
    )
}  # fmt: skip

ORDER_RULES = {
    rule.verb: rule
    for rule in (
        Rule(
            "confirm", _("Confirm"), "articles.take_down_story", (Ordered.PENDING,), Ordered.CONFIRMED,
            _("The story comes down now, in your name."), asks=("reason",), grave=True,
        ),
        Rule(
            "refuse", _("Refuse"), "articles.take_down_story", (Ordered.PENDING,), Ordered.REFUSED,
            _("The story stays up against the agency’s order, in your name."), needs=("reason",),
        ),
        Rule(
            "note", _("I have seen it"), "articles.take_wireitem", (Ordered.PENDING,), Ordered.NOTED,
            _("We have no story that it is about; the order leaves the front screen."), asks=("reason",),
        ),
    )
}  # fmt: skip

# These change no state, so the table of states has no row for them; who may is asked all the same.
EDITABLE = (S.DRAFT, S.FILED, S.HELD, S.PUBLISHED, S.WITHDRAWN)
EDIT_PERMISSION = "articles.change_story"
START_PERMISSION = "articles.add_story"
LEGAL_HOLD_PERMISSION = "articles.legal_hold_story"


def rule_for(thing: Story | WireItem, verb: str) -> Rule:
    return (STORY_RULES if isinstance(thing, Story) else ITEM_RULES)[verb]


def open_to(thing: Story | WireItem, user) -> list[Rule]:
    """The acts that this person may do to this story or wire item now, in the order of the table."""
    table = STORY_RULES if isinstance(thing, Story) else ITEM_RULES
    return [rule for rule in table.values() if thing.state in rule.from_states and user.has_perm(rule.permission)]


def open_to_order(order: Order, user) -> list[Rule]:
    """Confirm or refuse where there is a story; where there is none, only to have seen it."""
    fitting = ("confirm", "refuse") if order.story_id else ("note",)
    return [
        rule
        for rule in ORDER_RULES.values()
        if rule.verb in fitting and order.state in rule.from_states and user.has_perm(rule.permission)
    ]
