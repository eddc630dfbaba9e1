"""What an edition says of the wire copy that it was made of: when it came and was taken, and what we changed of it."""

import hashlib
from datetime import datetime

from articles.models import Edition, Move, Story, WireItem, WireText
from articles.wire.html import plain_text


def wire_facts(story: Story, earlier: list[Edition], released_at: datetime) -> dict | None:
    """For the edition's facts: readers never read a wire item. ``earlier`` are the editions that readers had before.

    ``published_at`` is when readers first got an edition of this version; ``text`` is the digest under which the
    wire's own words are kept, if its licence lets us show them.
    """
    item = story.wire_item
    if item is None or item.wire_copy is None:
        return None
    wire, version = texts(item), {"family": family(item), "version": item.version}
    same = [e for e in earlier if (e.facts.get("wire") or {}).items() >= version.items()]
    taken = Move.objects.filter(wire_item=item, verb="take").order_by("-pk").values_list("at", flat=True).first()
    return {
        **version,
        "received_at": item.delivery.received_at.isoformat(),
        "taken_at": taken and taken.isoformat(),
        "published_at": min([e.released_at for e in same], default=released_at).isoformat(),
        "changed": [name for name, text in wire.items() if words(name, text) != words(name, getattr(story, name))],
        "text": keep(wire) if item.source.shows_changes else None,
    }


def family(item: WireItem) -> str:
    """The same for all versions of one wire story; tells nothing of its identity."""
    return hashlib.sha256(f"{item.source.code}\n{item.guid or item.pk}".encode()).hexdigest()[:16]


def texts(item: WireItem) -> dict[str, str]:
    """The texts as a story begins with them, so that what differs was changed by us."""
    copy = item.wire_copy
    return {
        "headline": copy.headline[:1000],
        "standfirst": copy.standfirst,
        "byline": copy.byline[:500],
        "dateline": copy.dateline[:200],
        "body": copy.body_html,
        "credit": (copy.credit or item.source.credit_line)[:500],
    }


def words(name: str, text: str) -> str:
    """What readers read of it: mark-up that an editor's screen has written anew is no change of ours."""
    return plain_text(text) if name == "body" else text


def keep(wire: dict[str, str]) -> str:
    """Keep the wire's words, once for all editions that were made of them; returns their digest."""
    digest = WireText(**wire).compute_digest()
    WireText.objects.get_or_create(digest=digest, defaults=wire)
    return digest
