from django.db import models

from articles.models.addresses import address


class NamedManager(models.Manager):
    """Natural keys by slug, so that fixtures load on top of a living database."""

    def get_by_natural_key(self, slug: str):
        return self.get(slug=slug)


class Named(models.Model):
    """Something that readers browse by: a name, and a stable word for its address."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True, help_text="The word in its address. Changing it breaks links.")

    objects = NamedManager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)


class Section(Named):
    description = models.CharField(max_length=300, blank=True, help_text="One sentence under the section's title.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Its place in the navigation, lowest first.")
    subject_codes = models.JSONField(
        default=list,
        blank=True,
        help_text="IPTC Media Topic codes: wire copy with one of these subjects starts in this section.",
    )

    class Meta:
        ordering = ["position", "name"]

    def get_absolute_url(self):
        return address("section", self.slug)


class Topic(Named):
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def get_absolute_url(self):
        return address("topic", self.slug)
