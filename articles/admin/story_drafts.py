"""What somebody typed and did not save, offered when the story is opened again: what differs, to restore or discard."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from articles.admin import versions
from articles.models import Autosave, Story
from articles.wire.html import clean

OFFERED = ("headline", "standfirst", "byline", "dateline", "body", "credit", "reference", "slugline", "ednote",
           "language")  # fmt: skip


def offer(autosave: Autosave, story: Story | None, request: HttpRequest) -> str:
    typed = autosave.typed
    mine = {name: typed[name][0] for name in OFFERED if typed.get(name)}
    if "body" in mine:
        mine["body"] = clean(mine["body"])
    saved = {name: str(getattr(story, name)) if story else "" for name in mine}
    changes = versions.differences(saved, mine)
    older = story is not None and autosave.version != story.version
    if older and not changes:
        return ""  # it was saved since
    context = {
        "autosave": autosave, "typed": typed, "changes": changes,
        "older": older,
    }  # fmt: skip
    return render_to_string("admin/desk/_draft.html", context, request)
