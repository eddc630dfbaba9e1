from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition
from articles.models.source import Source
from articles.models.story import Story
from articles.models.wire_item import WireItem


class KillPolicy(models.Model):
    """How an agency's order to kill or withhold is followed, where the rule (at once) does not fit the source."""

    source = models.OneToOneField(Source, models.CASCADE, related_name="kill_policy")
    confirm = models.BooleanField(
        _("a person confirms"), default=False,
        help_text=_("If set, our published story stays up while a clock runs, for a person to confirm or refuse the "
        "order; when it has run out the story comes down by itself. If not set, it comes down at once."),
    )  # fmt: skip
    minutes = models.PositiveSmallIntegerField(
        _("minutes on the clock"), default=10, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )

    class Meta:
        verbose_name_plural = _("kill policies")
        constraints = [models.CheckConstraint(condition=Q(minutes__range=(1, 120)), name="kill_clock_is_short")]

    def __str__(self):
        return (
            gettext("%(minutes)s minutes to confirm") % {"minutes": self.minutes}
            if self.confirm
            else gettext("at once")
        )


class OrderQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state=Order.State.PENDING).order_by(F("due_at").asc(nulls_last=True), "pk")


class Order(models.Model):
    """What an agency ordered for a story that it sent before: kill it, or hold it. Without a story, we have none."""

    class Verb(models.TextChoices):
        KILL = "kill", _("Kill")
        HOLD = "hold", _("Withhold")

    class State(models.TextChoices):
        PENDING = "pending", _("Waits for a person")
        CARRIED_OUT = "carried_out", _("Carried out")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Refused")
        NOTED = "noted", _("Noted")

    verb = models.CharField(max_length=10, choices=Verb)
    item = models.ForeignKey(WireItem, models.PROTECT, related_name="orders")
    story = models.ForeignKey(Story, models.PROTECT, null=True, blank=True, related_name="orders", db_index=False)
    reason = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text=_("When readers lose it, whoever is awake."))
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, blank=True, related_name="order")
    state = models.CharField(max_length=12, choices=State, default=State.PENDING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.TextField(_("why it was decided so"), blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["story"], condition=Q(state="pending", story__isnull=False), name="one_pending_order_a_story"
            )
        ]
        indexes = [
            models.Index(fields=["story", "state"], name="order_of_story"),
            models.Index(fields=["state", "due_at"], name="order_pending"),
            models.Index(fields=["-raised_at", "-id"], name="order_raised"),
        ]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.story or self.item}"
