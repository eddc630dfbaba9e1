from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import address
from articles.models.section import Named, NamedManager


class PageQuerySet(models.QuerySet):
    def public(self):
        return self.filter(published=True)

    def in_footer(self):
        return self.public().exclude(position=None)


class Page(Named):
    """What the newsroom says of itself: about us, ethics, how we correct, how to reach us."""

    body = models.TextField(
        help_text=_("HTML: p, h2 to h4, lists, tables, links, emphasis. The rest is cut on saving.")
    )
    language = models.CharField(max_length=35, default="en", help_text=_("Its code: en, fr, ar, zh …"))
    position = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Its place at the foot of every page, lowest first. Empty: not there.")
    )
    published = models.BooleanField(default=False, help_text=_("Readers see it only if this is set."))
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = NamedManager.from_queryset(PageQuerySet)()

    class Meta:
        ordering = ["position", "name"]

    def get_absolute_url(self):
        return address("page", self.slug)
