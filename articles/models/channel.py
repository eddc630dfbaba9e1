from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.source import Source
from articles.models.wire_item import Delivery

MISSED_LOOKS = 5  # so many intervals without a look, and the worker is asked after


class ChannelQuerySet(models.QuerySet):
    def due(self, at: datetime):
        """Open channels that should be looked at now and that no worker is at, the longest due first."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.filter(free, active=True, due_at__lte=at).order_by("due_at", "pk")

    def in_trouble(self):
        """Open channels that fail, or from which nothing has come for too long."""
        return self.filter(Q(failures__gt=0) | Q(quiet_since__isnull=False), active=True)


class Channel(models.Model):
    """A way that copy comes in: a watched folder, a polled feed, a mailbox, a signed push."""

    name = models.CharField(max_length=120)
    code = models.SlugField(
        max_length=40, unique=True, help_text=_("Short and stable; part of a push channel's address, and of the log.")
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=20)
    active = models.BooleanField(
        _("open"), default=True, help_text=_("A closed channel is not looked at; nothing that came by it is deleted.")
    )
    address = models.CharField(
        max_length=500, blank=True,
        help_text=_("Folder: its path below WIRE_ROOT. Feed: its https:// address. Mailbox: host, host:port or "
        "host:port/folder. Push: leave it empty."),
    )  # fmt: skip
    login = models.CharField(
        max_length=200, blank=True, help_text=_("Mailbox or feed: the user name, if one is needed.")
    )
    secret = models.TextField(blank=True, editable=False)
    done_folder = models.CharField(
        _("folder for read mail"), max_length=200, blank=True,
        help_text=_("Mailbox: where a message goes once its bytes are kept. Empty: it stays, marked as read."),
    )  # fmt: skip
    every = models.PositiveIntegerField(
        _("seconds between looks"), default=60, validators=[MinValueValidator(1), MaxValueValidator(86_400)]
    )
    largest_mb = models.PositiveSmallIntegerField(
        _("largest delivery in MB"), default=16, validators=[MinValueValidator(1), MaxValueValidator(64)]
    )
    per_minute = models.PositiveIntegerField(
        _("deliveries a minute"), default=600, validators=[MinValueValidator(1), MaxValueValidator(60_000)],
        help_text=_("Push: more than these are refused until the minute is over."),
    )  # fmt: skip
    quiet_after = models.PositiveIntegerField(
        _("quiet after minutes"), default=0, validators=[MaxValueValidator(525_600)],
        help_text=_("If nothing comes for so long, the desk is told, once. 0: never."),
    )  # fmt: skip
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_by = models.CharField(max_length=100, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    looked_at = models.DateTimeField(_("last looked"), null=True, blank=True, editable=False)
    arrived_at = models.DateTimeField(_("last arrived"), null=True, blank=True, editable=False)
    newest_at = models.DateTimeField(_("newest item’s own time"), null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failure = models.CharField(_("last failure"), max_length=500, blank=True, editable=False)
    failed_at = models.DateTimeField(_("last failed"), null=True, blank=True, editable=False)
    quiet_since = models.DateTimeField(null=True, blank=True, editable=False)
    bookmark = models.JSONField(default=dict, editable=False, help_text=_("What its kind remembers from look to look."))

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["due_at"], condition=Q(active=True), name="channel_due")]

    def __str__(self):
        return self.name

    @property
    def largest(self) -> int:
        return self.largest_mb * 2**20

    def health(self, at: datetime) -> str:
        """How it fares, in a sentence; empty if all is well."""
        if not self.active:
            return _("Closed.")
        if self.failures:
            return _("Fails, %(times)d times in a row: %(words)s") % {"times": self.failures, "words": self.failure}
        if self.quiet_since:
            return _("Gone quiet: nothing has come for %(minutes)d minutes or more.") % {"minutes": self.quiet_after}
        if self.kind != "push" and at > self.due_at + timedelta(seconds=max(self.every, 60) * MISSED_LOOKS):
            return _("Not looked at when it was due: is the worker running?")
        return ""


class Arrival(models.Model):
    """One thing that came by a channel; or that was refused at its door, and then ``refused`` says why."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="arrivals", db_index=False)
    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, blank=True, related_name="arrivals")
    at = models.DateTimeField()
    name = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    outcome = models.CharField(max_length=200, blank=True, help_text=_("What came of it: 1 new, 2 known …"))
    refused = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["channel", "-at", "-id"], name="arrival_of_channel")]

    def __str__(self):
        return gettext("%(name)s by %(channel)s") % {"name": self.name, "channel": self.channel}


class Signature(models.Model):
    """A signature that a push came with: the same one is not accepted twice while its timestamp would still do."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="signatures", db_index=False)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "digest"], name="signature_once")]

    def __str__(self):
        return self.digest[:12]


class Sequence(models.Model):
    """The last number that a numbered service of a channel has sent."""

    channel = models.ForeignKey(Channel, models.PROTECT, related_name="sequences", db_index=False)
    service = models.CharField(max_length=20, blank=True, help_text=_("The letters before the number, if it has any."))
    last = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "service"], name="one_sequence_a_service")]

    def __str__(self):
        return f"{self.service}{self.last}"


class Gap(models.Model):
    """Numbers of a service that have not come: all from ``first`` to ``last``, until late ones fill it."""

    sequence = models.ForeignKey(Sequence, models.PROTECT, related_name="gaps", db_index=False)
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    noticed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed = models.CharField(
        max_length=200, blank=True, help_text=_("By what: the late delivery, or a person's word.")
    )

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(first__lte=models.F("last")), name="gap_is_no_riddle")]
        indexes = [
            models.Index(fields=["sequence", "first"], name="gap_of_sequence"),
            models.Index(fields=["-noticed_at"], condition=Q(closed_at=None), name="gap_open"),
        ]

    def __str__(self):
        service = self.sequence.service
        until = f"–{service}{self.last}" if self.last > self.first else ""
        return f"{service}{self.first}{until}"
