from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.revision import unpack
from articles.models.story import Story


class Autosave(models.Model):
    """What one person typed into one story, or into a new one, and has not saved. Never a version, never published."""

    story = models.ForeignKey(Story, models.PROTECT, null=True, blank=True, related_name="autosaves", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(help_text=_("The version of the story that was open; 0 for a new story."))
    saved_at = models.DateTimeField()
    packed = models.BinaryField(help_text=_("The form as it was typed, as compressed JSON."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "user"], name="autosave_once_a_story"),
            models.UniqueConstraint(fields=["user"], condition=Q(story=None), name="autosave_of_one_new_story"),
        ]

    def __str__(self):
        return f"autosave {self.pk}"

    @property
    def typed(self) -> dict:
        return unpack(self.packed)
