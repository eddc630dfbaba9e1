import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.edition import Edition, canonical
from articles.models.story import Story
from articles.models.wire_item import WireItem

FIRST = "0" * 64


class Move(AppendOnly):
    """One act: who, what, when, from which state to which, why. Each carries the hash of the one before it."""

    HASHED = (
        "previous", "verb", "at", "actor_id", "actor_name", "story_id", "wire_item_id", "from_state", "to_state",
        "reason",
        "details", "edition_digest",
    )  # fmt: skip
    FROZEN = (*HASHED, "hash", "edition_id")

    previous = models.CharField(max_length=64, unique=True, help_text=_("Hash of the move before; no two follow one."))
    hash = models.CharField(max_length=64, unique=True)
    verb = models.CharField(max_length=20)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="moves")
    actor_name = models.CharField(max_length=200, help_text=_("As it was then; “The wire” when an agency ordered it."))
    story = models.ForeignKey(Story, models.PROTECT, null=True, blank=True, related_name="moves")
    wire_item = models.ForeignKey(WireItem, models.PROTECT, null=True, blank=True, related_name="moves")
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, blank=True, related_name="move")
    edition_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(story__isnull=False) | Q(wire_item__isnull=False), name="a_move_moves_something"
            ),
            models.CheckConstraint(
                condition=Q(edition=None, edition_digest="") | (Q(edition__isnull=False) & ~Q(edition_digest="")),
                name="a_moves_edition_has_its_digest",
            ),
        ]

    def __str__(self):
        return f"{self.actor_name}, {date_format(localtime(self.at), 'j N Y, H:i')}"

    def compute_hash(self) -> str:
        return hashlib.sha256(canonical({name: getattr(self, name) for name in self.HASHED})).hexdigest()
