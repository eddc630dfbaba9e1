"""What stands around the story's form: the wire original, checks, buttons, editions and moves."""

from django.urls import reverse
from django.utils import timezone

from articles.admin.acts import LEGAL_HOLD
from articles.admin.base import told
from articles.admin.reports import reports_of
from articles.admin.standing import Standing
from articles.admin.story_pictures import panel
from articles.desk import rules
from articles.desk.checks import blocking, check
from articles.models import Move, Story, WireItem

SHOWN = 50
PASSES_ON = ("file", "publish", "correct")  # these hand the text on, so what was typed is saved first


def open_acts(story: Story, user) -> list[rules.Rule]:
    """The rules' acts, with the one that fits of placing and lifting a legal hold."""
    acts = rules.open_to(story, user)
    if user.has_perm(rules.LEGAL_HOLD_PERMISSION):
        acts.append(LEGAL_HOLD["lift_legal_hold" if story.legal_hold else "place_legal_hold"])
    return acts


def surroundings(story: Story, user) -> dict:
    now = timezone.now()
    acts = open_acts(story, user)
    editable = story.state in rules.EDITABLE
    findings = check(story, now=now) if editable else []
    return {
        "story": story,
        "standing": Standing.of(story, now),
        "editable": editable,
        "findings": findings,
        "blockers": len(blocking(findings)),
        "passing_on": [rule for rule in acts if rule.verb in PASSES_ON],
        "other_acts": [rule for rule in acts if rule.verb not in PASSES_ON and not rule.grave],
        "grave_acts": [rule for rule in acts if rule.grave],
        **original(story, user),
        "reports": reports_of(story),
        **panel(story, user),
        "editions": story.editions.defer("body", "search_text", "facts").order_by("-number")[:SHOWN],
        "moves": told(Move.objects.filter(story=story).select_related("edition")[:SHOWN]),
        "all_moves": reverse("admin:articles_move_changelist") + f"?q={story.code}",
    }


def original(story: Story, user) -> dict:
    """The wire version that the story is based on, and a newer one that waits to be taken."""
    item = story.wire_item
    if item is None:
        return {"item": None}
    family = WireItem.objects.family(item.source, item.guid).filter(state=WireItem.State.UPDATE)
    newer = family.defer("copy").first()
    may_take = newer is not None and any(rule.verb == "take" for rule in rules.open_to(newer, user))
    return {"item": item, "copy": item.wire_copy, "newer": newer, "may_take": may_take}
