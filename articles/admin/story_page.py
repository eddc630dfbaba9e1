"""What stands around the story's form: the wire original, checks, buttons, editions and moves."""

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles.admin import versions
from articles.admin.acts import LEGAL_HOLD
from articles.admin.moves import saved, told
from articles.admin.reports import reports_of
from articles.admin.standing import Standing
from articles.admin.story_acts import DESK_ACTS
from articles.admin.story_drafts import offer
from articles.admin.story_pictures import panel
from articles.admin.story_screen import beside
from articles.desk import rules
from articles.desk.checks import blocking, check
from articles.desk.merging import contested
from articles.models import Autosave, Move, Story, WireItem

SHOWN = 50
RECENT = 8
NAMED = ("headline", "slugline", "code", "language", "state", "copied_from", "translation_of")
ASIDE = tuple(DESK_ACTS)
NEWER = (WireItem.State.UPDATE, WireItem.State.HELD)
PASSES_ON = ("file", "publish", "correct")  # these hand the text on, so what was typed is saved first


def open_acts(story: Story, user) -> list[rules.Rule]:
    """The rules' acts, with the one that fits of placing and lifting a legal hold."""
    acts = rules.open_to(story, user)
    acts += [rule for rule in DESK_ACTS.values() if story.state in rule.from_states and user.has_perm(rule.permission)]
    if user.has_perm(rules.LEGAL_HOLD_PERMISSION):
        acts.append(LEGAL_HOLD["lift_legal_hold" if story.legal_hold else "place_legal_hold"])
    return acts


def surroundings(story: Story, request: HttpRequest) -> dict:
    now, user = timezone.now(), request.user
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
        "other_acts": [rule for rule in acts if rule.verb not in PASSES_ON + ASIDE and not rule.grave],
        "acts_aside": [rule for rule in acts if rule.verb in ASIDE],
        "grave_acts": [rule for rule in acts if rule.grave],
        **original(story, user),
        "reports": reports_of(story),
        **panel(story, user),
        **what_stands_beside(story, request),
        "draft": drafted(story, request),
        "notes": story.notes.all()[:SHOWN],
        "previews": story.previews.defer("snapshot").filter(ends_at__gt=now)[:SHOWN],
        "relatives": Story.objects.filter(relatives(story)).exclude(pk=story.pk).only(*NAMED)[:SHOWN],
        "recent": saved(story.revisions.defer("packed")[:RECENT]),
        "editions": story.editions.defer("body", "search_text", "facts").order_by("-number")[:SHOWN],
        "moves": told(Move.objects.filter(story=story).select_related("edition")[:SHOWN]),
        "all_moves": reverse("admin:articles_move_changelist") + f"?q={story.code}",
    }


def relatives(story: Story) -> Q:
    """What it was made of, what was made of it, and its sisters in other languages."""
    first = story.translation_of_id or story.pk
    mothers = [key for key in (story.copied_from_id, story.translation_of_id) if key]
    return Q(pk__in=mothers) | Q(copied_from=story) | Q(translation_of=first)


def drafted(story: Story | None, request: HttpRequest) -> str:
    """The offer of what this person typed here before, and did not save."""
    if request.method == "POST":
        return ""
    autosave = Autosave.objects.filter(story=story, user=request.user).first()
    return offer(autosave, story, request) if autosave else ""


def what_stands_beside(story: Story, request: HttpRequest) -> dict:
    """The version that was asked for; by default the wire original, or what was published or saved last."""
    offered = versions.choices(story)
    own = f"w{story.wire_item_id}" if story.wire_item_id else ""
    keys = [key for key, _ in offered]
    chosen = request.GET.get("beside", own if own in keys else keys[0] if keys else "")
    version = versions.load(story, chosen)
    differs = bool(request.GET.get("differs"))
    return {
        "choices": offered,
        "beside": chosen if version else "",
        "differs": differs,
        "beside_html": beside(story, version, differs, request) if version else "",
    }


def original(story: Story, user) -> dict:
    """The wire version that the story is based on, and a newer one that waits to be taken or merged."""
    item = story.wire_item
    if item is None:
        return {"item": None}
    family = WireItem.objects.family(item.source, item.guid).filter(state__in=NEWER)
    newer = family.select_related("source__disclaimer", "wording__disclaimer").first()
    may_take = newer is not None and any(rule.verb == "take" for rule in rules.open_to(newer, user))
    both = []
    if may_take and newer.wire_copy and story.state in rules.EDITABLE:
        both = [str(versions.NAMES[name]) for name in contested(story, newer, timezone.now())]
    return {"item": item, "copy": item.wire_copy, "newer": newer, "may_take": may_take, "contested": both}
