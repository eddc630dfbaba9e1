"""Who is told of what readers get, and what is told to whom."""

import base64
import secrets
import uuid
from datetime import datetime

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition
from articles.models.section import Section
from articles.models.source import Source
from articles.sealing import SUBSCRIBERS

MENDS = (Edition.Kind.CORRECTION, Edition.Kind.CLARIFICATION, *Edition.TEXTLESS)
SECRET = "whsec_"  # https://www.standardwebhooks.com: what follows is base64


def new_secret() -> str:
    return SECRET + base64.b64encode(secrets.token_bytes(32)).decode()


def new_sealed_secret() -> str:
    return SUBSCRIBERS.seal(new_secret())


def new_key() -> str:
    return f"msg_{uuid.uuid4().hex}"


class SubscriberQuerySet(models.QuerySet):
    def listening(self, edition: Edition, at: datetime):
        """Who listens to the lists that its story stands, or stood, in.

        What came down is told to everybody who was told of it, and who was not yet there is told nothing old.
        """
        had = Edition.objects.had(at).with_text().filter(story=edition.story_id)
        lists = list(had.values_list("section", "source"))
        sections, sources = ({key for key in keys if key} for keys in zip(*lists, strict=True)) if lists else ((), ())
        found = self.filter(
            Q(sections=None) | Q(sections__in=sections),
            Q(sources=None) | Q(sources__in=sources),
            active=True,
            since__lte=edition.released_at,
        )
        return (found if edition.kind in MENDS else found.filter(corrections_only=False)).distinct()


class Subscriber(models.Model):
    """Somebody's program that is told by signed posts what readers get, and what they no longer get."""

    name = models.CharField(max_length=120, unique=True)
    url = models.URLField(
        _("address"), max_length=500, validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("Posts go here. It must answer with a status of 200 to 299 within ten seconds."),
    )  # fmt: skip
    secret = models.TextField(default=new_sealed_secret, editable=False)
    sections = models.ManyToManyField(
        Section, blank=True, related_name="+", help_text=_("Only stories that stand, or stood, in these. None for all.")
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="+", help_text=_("Only stories that these reported. None for all.")
    )
    corrections_only = models.BooleanField(
        _("only what came down or was corrected"),
        default=False,
        help_text=_("Set for who holds copies and only needs to know what to mend or to take away."),
    )
    active = models.BooleanField(default=True)
    since = models.DateTimeField(auto_now_add=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class AnnouncementQuerySet(models.QuerySet):
    def due(self, at: datetime):
        """Those of which nobody has been told yet though readers have the edition."""
        return self.filter(handed_out_at=None, due_at__lte=at).order_by("due_at", "pk")


class Announcement(models.Model):
    """That an edition is, or will be, what readers get. Made with it in one transaction; told from ``due_at`` on."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="announcement")
    due_at = models.DateTimeField(help_text=_("The edition's release: not a second before."))
    handed_out_at = models.DateTimeField(null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(handed_out_at=None), name="announcement_due")]

    def __str__(self):
        return gettext("%(get_kind_display)s of %(code)s, edition %(number)s") % {
            "get_kind_display": self.edition.get_kind_display(),
            "code": self.edition.code,
            "number": self.edition.number,
        }


class DispatchQuerySet(models.QuerySet):
    def due(self, at: datetime):
        return self.filter(state=Dispatch.State.WAITING, due_at__lte=at).order_by("due_at", "pk")


class Dispatch(models.Model):
    """One announcement on its way to one subscriber, or to the hub, which has no row of its own."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        OVERTAKEN = "overtaken", _("Overtaken by a later edition")
        GIVEN_UP = "given_up", _("Given up")

    announcement = models.ForeignKey(Announcement, models.PROTECT, related_name="dispatches")
    subscriber = models.ForeignKey(Subscriber, models.PROTECT, null=True, blank=True, related_name="dispatches")
    key = models.CharField(
        max_length=40, unique=True, default=new_key, help_text=_("The same at each attempt, so that none counts twice.")
    )
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(help_text=_("The next attempt; while one is made, when another may be."))
    answer = models.CharField(max_length=300, blank=True, help_text=_("What the other side said last."))
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = _("dispatches")
        permissions = [("send_again_dispatch", "Can send announcements again")]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "subscriber"], name="told_once"),
            models.UniqueConstraint(fields=["announcement"], condition=Q(subscriber=None), name="hub_told_once"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="dispatch_due")]

    def __str__(self):
        return gettext("%(announcement)s to %(to)s") % {
            "announcement": self.announcement,
            "to": self.subscriber or gettext("the hub"),
        }
