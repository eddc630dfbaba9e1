"""What editors set by hand on fronts: stories pinned to a slot, and the breaking banner. Both may end by themselves."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.section import Section
from articles.models.story import Story


class Slot(models.TextChoices):
    LEAD = "lead", _("Lead")
    SECOND = "second", _("Second leads")
    RAIL = "rail", _("Rail")


class PinQuerySet(models.QuerySet):
    def standing(self, at: datetime):
        """Those that have not ended, in the order of their places; a pin without an end stands until taken off."""
        return self.filter(Q(until=None) | Q(until__gt=at)).order_by("place", "-pk")

    def on_front_of(self, section: Section | int | None):
        """Of one front: the section's, or for None the front page."""
        return self.filter(section=section)


class Pin(models.Model):
    """One story in one slot of one front. While readers don't have it, the slot is filled as if there were no pin."""

    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="pins")
    slot = models.CharField(max_length=8, choices=Slot)
    place = models.IntegerField(help_text=_("Its place in the slot, lowest first."))
    story = models.ForeignKey(Story, models.PROTECT, related_name="pins")
    until = models.DateTimeField(null=True, blank=True)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField()

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("fronts")
        permissions = [("curate_fronts", "Can curate fronts and raise banners")]
        constraints = [
            models.UniqueConstraint(fields=["section", "story"], name="pinned_once_a_section"),
            models.UniqueConstraint(fields=["story"], condition=Q(section=None), name="pinned_once_on_the_front"),
            models.CheckConstraint(condition=Q(slot__in=["lead", "second", "rail"]), name="pin_slot_is_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("pinned_at")), name="pin_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["until"], name="pin_until")]

    def __str__(self):
        return f"{self.story} ({self.get_slot_display()})"


class BannerQuerySet(models.QuerySet):
    def standing(self, at: datetime):
        """The one that readers see at this moment, if any: of several the one raised last."""
        return self.filter(begins_at__lte=at, until__gt=at).order_by("-pk")


class Banner(models.Model):
    """A line of breaking news on top of every page, until it ends or somebody ends it."""

    text = models.CharField(max_length=160)
    language = models.CharField(max_length=35, default="en")
    story = models.ForeignKey(
        Story, models.PROTECT, null=True, blank=True, related_name="banners",
        help_text=_("Where the line leads. If readers don't have this story, they don't see the banner either."),
    )  # fmt: skip
    begins_at = models.DateTimeField()
    until = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = BannerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("begins_at")), name="banner_ends_after_it_began"),
            models.CheckConstraint(condition=~Q(text=""), name="banner_says_something"),
        ]
        indexes = [models.Index(fields=["until"], name="banner_until")]

    def __str__(self):
        return self.text
