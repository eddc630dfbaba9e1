import hashlib

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.disclaimer import DisclaimerWording
from articles.models.source import Source
from articles.models.wire_words import index_text, index_tokens
from articles.wire.copy import WireCopy


class DeliveryManager(models.Manager):
    def get_by_natural_key(self, code: str, sha256: str):
        return self.get(source__code=code, sha256=sha256)


class Delivery(AppendOnly):
    """The bytes that an agency sent, kept for ever, whether or not anybody could read them."""

    FROZEN = ("source_id", "name", "raw", "sha256", "received_at")
    LOADABLE = True

    source = models.ForeignKey(Source, models.PROTECT, related_name="deliveries", db_index=False)
    name = models.CharField(max_length=255, blank=True, help_text=_("The file's name, as it came."))
    raw = models.BinaryField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryManager()

    class Meta:
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["source", "sha256"], name="same_bytes_once_a_source")]
        indexes = [models.Index(fields=["received_at"], condition=models.Q(read_at=None), name="delivery_unread")]

    def __str__(self):
        return gettext("%(name)s from %(source)s") % {"name": self.name or self.sha256[:12], "source": self.source}

    def _save_table(self, raw=False, *args, **kwargs):
        if raw and hashlib.sha256(self.raw).hexdigest() != self.sha256:
            raise ValueError(
                gettext("%(name)s: the bytes do not have the SHA-256 %(sha256)s… that stands beside them.")
                % {"name": self.name, "sha256": self.sha256[:12]}
            )
        return super()._save_table(raw, *args, **kwargs)

    def natural_key(self):
        return (self.source.code, self.sha256)

    natural_key.dependencies = ["articles.source"]


class WireItemQuerySet(models.QuerySet):
    def inbox(self):
        """What waits for an editor, newest first."""
        return self.filter(state__in=WireItem.WAITING).order_by("-pk")

    def family(self, source: Source, guid: str):
        """All versions of one wire story, the newest first: identity is the source *and* its guid."""
        return self.filter(source=source, guid=guid).exclude(guid="").order_by("-version", "-pk")

    def get_by_natural_key(self, code: str, sha256: str, position: int):
        return self.get(delivery__source__code=code, delivery__sha256=sha256, position=position)


class WireItem(models.Model):
    """One version of one story as an agency sent it: the bytes are its delivery's, ``copy`` is what was read."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        HELD = "held", _("Held")
        UPDATE = "update", _("Update")
        UNREADABLE = "unreadable", _("Unreadable")
        TAKEN = "taken", _("Taken")
        SPIKED = "spiked", _("Spiked")
        SUPERSEDED = "superseded", _("Superseded")
        OBEYED = "obeyed", _("Obeyed")
        SKIPPED = "skipped", _("Not a story")

    WAITING = (State.NEW, State.HELD, State.UPDATE, State.UNREADABLE)

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="items", db_index=False)
    position = models.PositiveIntegerField(default=0, help_text=_("Which item of its delivery."))
    source = models.ForeignKey(Source, models.PROTECT, related_name="wire_items", db_index=False)
    state = models.CharField(max_length=12, choices=State, default=State.NEW)
    reason = models.CharField(max_length=500, blank=True, help_text=_("Why it is held, unreadable or set aside."))
    reader = models.CharField(
        max_length=40, blank=True, help_text=_("Which reader read it, and that reader's version.")
    )
    guid = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(
        max_length=64, blank=True, help_text=_("SHA-256 of the copy: equal means the same words.")
    )
    headline = models.CharField(max_length=1000, blank=True)
    slugline = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=35, blank=True)
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    pubstatus = models.CharField(_("wire status"), max_length=12, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, help_text=_("The story's own time, as the agency gave it."))
    arrived_at = models.DateTimeField()
    copy = models.JSONField(default=dict, blank=True, help_text=_("Everything that was read."))
    warnings = models.JSONField(default=list, blank=True)
    wording = models.ForeignKey(
        DisclaimerWording,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The disclaimer it came with."),
    )
    cluster = models.BigIntegerField(
        null=True,
        blank=True,
        editable=False,
        serialize=False,
        help_text=_("The first item of those that tell the same."),
    )
    search_text = models.TextField(
        blank=True, editable=False, serialize=False, help_text=_("What the search index holds.")
    )
    search_tokens = models.TextField(
        blank=True, editable=False, serialize=False, help_text=_("Filters, written as words for the search index.")
    )

    objects = WireItemQuerySet.as_manager()

    class Meta:
        ordering = ["-arrived_at", "-pk"]
        permissions = [("take_wireitem", "Can take wire items"), ("spike_wireitem", "Can spike wire items")]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "position"], name="one_item_a_place"),
            models.UniqueConstraint(
                fields=["source", "guid", "version", "digest"], condition=~models.Q(guid=""), name="same_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(urgency=None) | models.Q(urgency__range=(1, 9)), name="urgency_from_1_to_9"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-arrived_at", "-id"], name="wire_item_inbox"),
            models.Index(fields=["-arrived_at", "-id"], name="wire_item_arrived"),
            models.Index(fields=["source", "guid", "-version"], name="wire_item_family"),
            models.Index(fields=["reference"], name="wire_item_reference"),
            models.Index(fields=["cluster", "state", "-id"], name="wire_item_cluster"),
            models.Index(
                fields=["embargo_until"], condition=models.Q(embargo_until__isnull=False), name="wire_item_embargo"
            ),
        ]

    def __str__(self):
        return (
            self.headline
            or self.slugline
            or self.delivery.name
            or gettext("wire item %(number)s") % {"number": self.pk}
        )

    def natural_key(self):
        return (*self.delivery.natural_key(), self.position)

    natural_key.dependencies = ["articles.delivery", "articles.disclaimerwording"]

    def _save_table(self, raw=False, *args, **kwargs):
        # A fixture loaded again never undoes what the desk has done with an item since.
        known = raw and self.pk and WireItem.objects.filter(pk=self.pk).exists()
        if not known and self._state.adding:
            self.make_findable()
        return bool(known) or super()._save_table(raw, *args, **kwargs)

    def make_findable(self, copy: WireCopy | None = None) -> None:
        """Its words and filters for the index: made of the copy, whether intake, a fixture or a test writes it."""
        copy = copy or self.wire_copy or WireCopy(guid=self.guid)
        self.search_text, self.search_tokens = index_text(self, copy), index_tokens(self, copy)

    @property
    def wire_copy(self) -> WireCopy | None:
        """The copy that was read; None if nobody could read the bytes."""
        return WireCopy.from_dict(self.copy) if self.copy else None

    @property
    def raw(self) -> bytes:
        return bytes(self.delivery.raw)

    @property
    def sha256(self) -> str:
        return self.delivery.sha256
