from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.story import Story


class PreviewQuerySet(models.QuerySet):
    def open(self, at: datetime):
        """Links that still lead somewhere."""
        return self.filter(withdrawn_at=None, made_at__lte=at, ends_at__gt=at)


class Preview(models.Model):
    """A secret link to a story that readers don't have: the snapshot is what it shows, whatever the desk writes later.

    Of the link's token only a hash is kept, so that nobody who reads the database can open it.
    """

    story = models.ForeignKey(Story, models.PROTECT, related_name="previews")
    token_hash = models.CharField(max_length=64, unique=True)
    revision = models.PositiveIntegerField(help_text=_("The revision that it shows."))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    made_by_name = models.CharField(max_length=200)
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    snapshot = models.JSONField(help_text=_("What an edition of this text would hold."))

    objects = PreviewQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("made_at")), name="preview_ends_after_it_begins")
        ]

    def __str__(self):
        return f"preview of revision {self.revision}, by {self.made_by_name}"
