from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.story import Story


class ReaderReport(models.Model):
    """What a reader says is wrong with a story that we published."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    LONGEST = 2_000

    story = models.ForeignKey(Story, models.PROTECT, related_name="reports", db_index=False)
    edition_number = models.PositiveIntegerField(_("edition"), help_text=_("The edition that the reader had."))
    text = models.TextField(max_length=LONGEST)
    email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("For an answer; erased once the report is closed.")
    )
    at = models.DateTimeField(_("sent at"))
    address_hash = models.CharField(
        max_length=64,
        blank=True,
        help_text=_("The same for reports of one sender on one day; holds no address."),
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True, help_text=_("What came of it; readers never see it."))

    class Meta:
        ordering = ["-at", "-pk"]
        permissions = [("settle_readerreport", "Can answer and close readers’ reports")]
        indexes = [
            models.Index(fields=["state", "-at"], name="report_by_state"),
            models.Index(fields=["story", "-at"], name="report_by_story"),
            models.Index(fields=["address_hash", "at"], name="report_by_sender"),
            models.Index(fields=["-at", "-id"], name="report_sent"),
        ]

    def __str__(self):
        return f"“{self.text[:60]}”"
