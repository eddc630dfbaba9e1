from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.section import Section, Topic
from articles.models.source import Source
from articles.models.story import Story

URGENCY = [MinValueValidator(1), MaxValueValidator(9)]


class Route(models.Model):
    """A rule for copy that comes in: if all of its conditions hold, its actions are done in its name."""

    name = models.CharField(max_length=100, unique=True)
    position = models.PositiveSmallIntegerField(
        default=100, help_text=_("Lowest first. Of two routes that set a section or a person, the first one does.")
    )
    active = models.BooleanField(default=False, help_text=_("Look at the dry run below before you switch it on."))

    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=35, blank=True, help_text=_("en takes en-GB too."))
    words_any = models.TextField(
        _("at least one of these"), blank=True, max_length=2000, help_text=_("Words or phrases, one a line.")
    )
    words_all = models.TextField(_("all of these"), blank=True, max_length=2000, help_text=_("One a line."))
    words_none = models.TextField(_("none of these"), blank=True, max_length=2000, help_text=_("One a line."))
    subjects = models.TextField(
        _("one of these subject codes"),
        blank=True,
        max_length=2000,
        help_text=_("As the agency writes them, one a line."),
    )
    urgency_from = models.PositiveSmallIntegerField(null=True, blank=True, validators=URGENCY)
    urgency_to = models.PositiveSmallIntegerField(null=True, blank=True, validators=URGENCY)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("The section that its subjects, or its source, lead to."),
    )  # fmt: skip

    hold = models.BooleanField(
        _("hold it for a person"), default=False, help_text=_("Then no route does anything else.")
    )
    take = models.BooleanField(_("take it"), default=False, help_text=_("It becomes a draft of ours."))
    set_section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="+", help_text=_("Of what a route takes.")
    )
    add_topics = models.ManyToManyField(Topic, blank=True, related_name="+", help_text=_("To what a route takes."))
    assign_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("Who is to do what a route takes."),
    )  # fmt: skip
    publish = models.BooleanField(
        _("publish it"), default=False,
        help_text=_("Takes it, and publishes it after the minutes of grace, if every check passes, the wire warns of "
        "nothing, and nobody objects or works on it."),
    )  # fmt: skip
    grace = models.PositiveSmallIntegerField(
        _("minutes of grace"), default=10, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class Grace(models.Model):
    """A story that a route will publish when its grace is over, unless something stops it before."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        PUBLISHED = "published", _("Published")
        OBJECTED = "objected", _("Objected to")
        STOPPED = "stopped", _("Stopped")

    story = models.OneToOneField(Story, models.PROTECT, related_name="grace")
    route = models.ForeignKey(Route, models.PROTECT, related_name="graces")
    version = models.PositiveIntegerField(help_text=_("The story as the route left it; a later save stops it."))
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("why"), max_length=1000, blank=True)

    class Meta:
        ordering = ["-due_at", "-pk"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="grace_waiting")]

    def __str__(self):
        return gettext("%(story)s by %(route)s") % {"story": self.story, "route": self.route}
