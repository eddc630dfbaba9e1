from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.story import Story
from articles.models.wire_item import WireItem

SLOT = 600  # seconds


class Look(AppendOnly):
    """Somebody at the desk opened what is under embargo or held: who, what, when, why it was worth noting.

    One a person and thing in each ten minutes of the clock (``slot``), however often the page is asked for.
    """

    class Why(models.TextChoices):
        EMBARGO = "embargo", _("Under embargo")
        HOLD = "hold", _("Held")

    FROZEN = ("id", "at", "slot", "user_id", "user_name", "story_id", "wire_item_id", "why")

    at = models.DateTimeField()
    slot = models.BigIntegerField(editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="looks")
    user_name = models.CharField(max_length=200, help_text=_("As it was then."))
    story = models.ForeignKey(Story, models.PROTECT, null=True, blank=True, related_name="looks")
    wire_item = models.ForeignKey(WireItem, models.PROTECT, null=True, blank=True, related_name="looks")
    why = models.CharField(max_length=8, choices=Why)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = _("audit")
        permissions = [("export_look", "Can export the audit")]
        indexes = [models.Index(fields=["at"], name="look_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(story=None, wire_item__isnull=False) | Q(story__isnull=False, wire_item=None),
                name="a_look_is_at_one_thing",
            ),
            models.UniqueConstraint(
                fields=["user", "story", "slot"], condition=Q(story__isnull=False), name="one_look_at_a_story"
            ),
            models.UniqueConstraint(
                fields=["user", "wire_item", "slot"], condition=Q(wire_item__isnull=False), name="one_look_at_an_item"
            ),
        ]

    def __str__(self):
        at = date_format(localtime(self.at), "j N Y, H:i")
        return gettext("Look by %(name)s, %(at)s") % {"name": self.user_name, "at": at}
