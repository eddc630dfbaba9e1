from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import address


class NamedManager(models.Manager):
    """Natural keys by slug, so that fixtures load on top of a living database."""

    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class Named(models.Model):
    """Something that readers browse by: a name, and a stable word for its address."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(
        max_length=80, unique=True, help_text=_("The word in its address. Changing it breaks links.")
    )

    objects = NamedManager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)


class Section(Named):
    description = models.CharField(max_length=300, blank=True, help_text=_("One sentence under the section's title."))
    position = models.PositiveSmallIntegerField(default=0, help_text=_("Its place in the navigation, lowest first."))
    subject_codes = models.JSONField(
        default=list,
        blank=True,
        help_text=_("IPTC Media Topic codes: wire copy with one of these subjects starts in this section."),
    )

    class Meta:
        ordering = ["position", "name"]

    def get_absolute_url(self):
        return address("section", self.slug)


class TopicQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not merged into another."""
        return self.filter(merged_into=None)

    def under(self, slug: str) -> "Topic | None":
        """The topic that stands under this slug now, or did once and was renamed or merged."""
        named = self.select_related("merged_into").filter(models.Q(slug=slug) | models.Q(aliases__slug=slug)).first()
        return named and (named.merged_into or named)


class Topic(Named):
    description = models.CharField(max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged",
        help_text=_("Its stories are that topic's now, and its address leads there."),
    )  # fmt: skip

    objects = NamedManager.from_queryset(TopicQuerySet)()

    class Meta:
        ordering = ["name"]

    def get_absolute_url(self):
        return address("topic", self.slug)


class TopicAlias(models.Model):
    """A slug that a topic once had: its address leads to the topic's."""

    slug = models.SlugField(max_length=80, unique=True)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="aliases")

    def __str__(self):
        return f"{self.slug}: {self.topic}"
