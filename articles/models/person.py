from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import address
from articles.models.section import Named


class Person(Named):
    """Somebody whose byline we print; need not have an account here."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person")
    about = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("people")

    def get_absolute_url(self):
        return address("author", self.slug)


class Byline(models.Model):
    """One author of one story, in the order of printing."""

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="bylines")
    person = models.ForeignKey(Person, models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="byline_once_a_story")]

    def __str__(self):
        return str(self.person)
