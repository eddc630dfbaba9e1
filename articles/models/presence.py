from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.story import Story

EXPIRES = timedelta(seconds=60)  # without a sign of life: three of them missed


class PresenceQuerySet(models.QuerySet):
    def here(self, at: datetime):
        return self.filter(seen_at__gt=at - EXPIRES)


class Presence(models.Model):
    """Somebody has the story open; one of them has the pen. Gone when no sign of life comes any more."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="presences", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    has_pen = models.BooleanField(default=False)
    told = models.CharField(max_length=200, blank=True, help_text=_("Who took the pen, until this person has read it."))

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "user"], name="present_once_a_story"),
            models.UniqueConstraint(fields=["story"], condition=Q(has_pen=True), name="one_pen_a_story"),
        ]

    def __str__(self):
        return gettext("%(user)s since %(opened_at)s") % {"user": self.user, "opened_at": f"{self.opened_at:%H:%M}"}
