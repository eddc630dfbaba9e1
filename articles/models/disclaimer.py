from datetime import datetime

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import address
from articles.models.append_only import AppendOnly
from articles.models.section import Named


class Disclaimer(Named):
    """A legal text that must stand under a story; what it says is in its dated wordings."""

    class Meta:
        ordering = ["name"]

    def get_absolute_url(self):
        return address("disclaimer", self.slug)

    def in_force(self, at: datetime) -> "DisclaimerWording | None":
        return self.wordings.filter(in_force_from__lte=at).order_by("-in_force_from").first()


class WordingManager(models.Manager):
    def get_by_natural_key(self, slug: str, in_force_from: str):
        return self.get(disclaimer__slug=slug, in_force_from=in_force_from)


class DisclaimerWording(AppendOnly):
    """What a disclaimer says from a moment on. The database refuses to change or delete it."""

    FROZEN = ("disclaimer_id", "text", "in_force_from")
    LOADABLE = True

    disclaimer = models.ForeignKey(Disclaimer, models.PROTECT, related_name="wordings")
    text = models.TextField(help_text=_("Exactly as it must be printed. It can't be changed later: add a new wording."))
    in_force_from = models.DateTimeField(help_text=_("Stories published from this moment on carry this wording."))

    objects = WordingManager()

    class Meta:
        ordering = ["-in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["disclaimer", "in_force_from"], name="one_wording_at_a_time"),
            models.CheckConstraint(condition=~models.Q(text=""), name="wording_says_something"),
        ]

    def __str__(self):
        return gettext("%(disclaimer)s, from %(in_force_from)s") % {
            "disclaimer": self.disclaimer,
            "in_force_from": f"{self.in_force_from:%d %B %Y}",
        }

    def natural_key(self):
        return (self.disclaimer.slug, self.in_force_from.isoformat())

    natural_key.dependencies = ["articles.disclaimer"]
