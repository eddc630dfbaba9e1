import json
import zlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.story import Story


def pack(texts: dict) -> bytes:
    """Texts as they are kept beside a story: JSON, compressed."""
    return zlib.compress(json.dumps(texts, ensure_ascii=False, sort_keys=True).encode(), 6)


def unpack(packed: bytes) -> dict:
    return json.loads(zlib.decompress(bytes(packed)))


class Revision(AppendOnly):
    """A story's texts as one save left them. The database refuses to change or delete it."""

    FROZEN = ("story_id", "number", "version", "verb", "saved_at", "by_id", "by_name", "changed", "packed")

    story = models.ForeignKey(Story, models.PROTECT, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(help_text=_("The story's version that this save made."))
    verb = models.CharField(max_length=20, help_text=_("What was done: start, edit, take, copy …"))
    saved_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    by_name = models.CharField(max_length=200, help_text=_("As it was then."))
    changed = models.JSONField(help_text=_("The fields that this save changed."))
    packed = models.BinaryField(help_text=_("All texts, as compressed JSON."))

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="revisions_count_up")]

    def __str__(self):
        return f"revision {self.number} of {self.story}"

    @property
    def texts(self) -> dict:
        return unpack(self.packed)
