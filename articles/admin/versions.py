"""The versions of one story that can stand beside its text: what the wire sent, what was saved, what readers got."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import clock
from articles.desk import revisions
from articles.models import Edition, Revision, Story, WireItem
from articles.wire.compare import compare, too_long
from articles.wire.compare_html import compare_html

SHOWN = 50  # of each kind
NAMES = {
    "headline": gettext_lazy("Headline"), "standfirst": gettext_lazy("Standfirst"), "byline": gettext_lazy("Byline"),
    "dateline": gettext_lazy("Dateline"), "body": gettext_lazy("Body"), "source": gettext_lazy("Source"),
    "credit": gettext_lazy("Credit"), "reference": gettext_lazy("Reference"),
    "disclaimer": gettext_lazy("Disclaimer"), "section": gettext_lazy("Section"), "topics": gettext_lazy("Topics"),
    "language": gettext_lazy("Language"), "urgency": gettext_lazy("Urgency"), "slugline": gettext_lazy("Slugline"),
    "ednote": gettext_lazy("Editor’s note"), "embargo_until": gettext_lazy("Embargo"),
    "embargo_unreadable": gettext_lazy("Embargo that could not be read"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """The texts of one version, as far as its kind has them; ``key`` is how an address names it: w12, r3, e2."""

    key: str
    label: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one field: rows of a body, paragraphs of any other, or neither if it is too long."""

    name: str
    rows: list | None = None
    paragraphs: list | None = None


def choices(story: Story) -> list[tuple[str, str]]:
    """All that can stand beside the story, the newest of each kind first: a query a kind, each bounded."""
    item = story.wire_item
    family = WireItem.objects.family(item.source, item.guid).only("version", "arrived_at")[:SHOWN] if item else []
    wire = {one.pk: one for one in ([item] if item else [])} | {one.pk: one for one in family}
    return [
        *((f"w{one.pk}", wire_label(one)) for one in wire.values()),
        *((f"e{one.number}", edition_label(one)) for one in story.editions.only(*EDITION_LABEL).order_by("-number")
          [:SHOWN]),
        *((f"r{one.number}", revision_label(one)) for one in story.revisions.defer("packed")[:SHOWN]),
    ]  # fmt: skip


EDITION_LABEL = ("story", "number", "kind", "released_at")


def wire_label(item: WireItem) -> str:
    return _("Wire version %(number)s, %(at)s") % {"number": item.version, "at": clock(item.arrived_at)}


def edition_label(edition: Edition) -> str:
    said = {"number": edition.number, "kind": edition.get_kind_display().lower(), "at": clock(edition.released_at)}
    return _("Edition %(number)s (%(kind)s), %(at)s") % said


def revision_label(revision: Revision) -> str:
    said = {"number": revision.number, "by": revision.by_name, "at": clock(revision.saved_at)}
    return _("Revision %(number)s by %(by)s, %(at)s") % said


def load(story: Story, key: str) -> Version | None:
    """The version that an address names; None if this story has no such one."""
    kind, number = key[:1], key[1:]
    if kind not in ("w", "e", "r") or not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    if kind == "w":
        return wire_version(story, int(number))
    if kind == "e":
        edition = (
            story.editions.filter(number=number).select_related("section", "source", "wording__disclaimer").first()
        )
        return edition and Version(key, edition_label(edition), edition_texts(edition))
    revision = story.revisions.filter(number=number).first()
    return revision and Version(key, revision_label(revision), printed(revisions.readable(revision.texts)))


def wire_version(story: Story, key: int) -> Version | None:
    """Only of the wire story that this one is made of."""
    ours = story.wire_item
    if ours is None:
        return None
    found = WireItem.objects.filter(pk=key, source=ours.source, guid=ours.guid).select_related("source").first()
    copy = found and found.wire_copy
    if copy is None:
        return None
    texts = {name: getattr(copy, name) for name in ("headline", "standfirst", "byline", "dateline", "reference",
             "slugline", "ednote")}  # fmt: skip
    texts |= {"body": copy.body_html, "credit": copy.credit or found.source.credit_line, "language": found.language}
    return Version(f"w{key}", wire_label(found), texts)


def edition_texts(edition: Edition) -> dict[str, str]:
    texts = {name: getattr(edition, name) for name in ("headline", "standfirst", "byline", "dateline", "body", "credit",
             "reference", "language")}  # fmt: skip
    topics = ", ".join(topic["name"] for topic in edition.facts.get("topics", []))
    wording = edition.wording
    return {
        **texts, "section": str(edition.section or ""), "source": str(edition.source or ""), "topics": topics,
        "urgency": str(edition.urgency or ""), "disclaimer": str(wording.disclaimer) if wording else "",
    }  # fmt: skip


def printed(texts: dict[str, str]) -> dict[str, str]:
    """The byline as readers see it, which is what the wire and the editions have."""
    return {**texts, "byline": texts.get("byline") or texts.get("authors", "")}


def differences(old: dict[str, str], new: dict[str, str]) -> list[Change]:
    """What differs in the fields that both have, in the order of the form."""
    common = [name for name in NAMES if name in old and name in new and (old[name] or "") != (new[name] or "")]
    return [change(name, old[name] or "", new[name] or "") for name in common]


def change(name: str, old: str, new: str) -> Change:
    return change_of(str(NAMES[name]), old, new, is_html=name == "body")


def change_of(label: str, old: str, new: str, *, is_html: bool) -> Change:
    if is_html:
        return Change(label, rows=compare_html(old, new))
    return Change(label, paragraphs=None if too_long(old, new) else compare(old, new))
