from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import address
from articles.models.disclaimer import Disclaimer
from articles.models.section import Named, NamedManager, Section
from articles.wire import dialects


class SourceManager(NamedManager):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class Source(Named):
    """An agency, a partner or our own desk: who reported it, and on what terms we may print it."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("Agency")
        PARTNER = "partner", _("Partner")
        DESK = "desk", _("Our own desk")

    class Indexing(models.TextChoices):
        SELF = "self", _("Our page is indexed")
        NOINDEX = "noindex", _("Kept out of search engines")
        ORIGINAL = "original", _("The original page is canonical")

    code = models.CharField(max_length=20, unique=True, help_text=_("Short and stable, as used in commands: MENAFN."))
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.AGENCY)
    credit_line = models.CharField(
        max_length=200, help_text=_("Printed under a story whose wire copy brings no credit of its own.")
    )
    url = models.URLField(_("home page"), blank=True)
    language = models.CharField(max_length=12, default="en", help_text=_("Of copy that does not say: en, fr, ar, zh …"))
    timezone = models.CharField(max_length=60, default="UTC", help_text=_("Of times that come without a zone."))
    dialect = models.CharField(
        max_length=20,
        blank=True,
        choices=dialects.choices,
        help_text=_("How this agency writes, where that differs from the standards. Empty: no habits of its own."),
    )
    default_section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    disclaimer = models.ForeignKey(Disclaimer, models.PROTECT, null=True, blank=True, related_name="sources")
    demands_disclaimer = models.BooleanField(
        default=False, help_text=_("If set, a story of this source is not published without a wording in force.")
    )
    licence = models.TextField(
        blank=True, help_text=_("What we may do with its copy, in a sentence readers understand.")
    )
    may_syndicate = models.BooleanField(
        _("its texts may be passed on"),
        default=False,
        help_text=_(
            "Set if its licence lets others have whole texts from us: in feeds, the API and NewsML. "
            "If not, they get all but the text. Holds for what is published from now on."
        ),
    )
    shows_changes = models.BooleanField(
        _("the wire’s text may be shown beside ours"),
        default=False,
        help_text=_(
            "Set if its licence lets readers see what our desk changed of its text. Holds for what is published "
            "from now on."
        ),
    )
    indexing = models.CharField(max_length=10, choices=Indexing, default=Indexing.SELF)
    active = models.BooleanField(default=True)

    objects = SourceManager()

    class Meta:
        ordering = ["name"]

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = ["articles.disclaimer", "articles.section"]

    def get_absolute_url(self):
        return address("source", self.slug)
