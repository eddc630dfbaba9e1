from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.story import Story


class Note(AppendOnly):
    """What one of the desk told the others about a story. Readers never see it, and nobody takes it back."""

    FROZEN = ("story_id", "by_id", "by_name", "at", "text")

    story = models.ForeignKey(Story, models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200, help_text=_("As it was then."))
    at = models.DateTimeField()
    text = models.TextField(max_length=2000)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.by_name}, {self.at:%d %B %Y %H:%M}"
