import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import Immutable
from articles.models.disclaimer import Disclaimer
from articles.models.person import Byline, Person
from articles.models.section import Section, Topic
from articles.models.source import Source
from articles.models.wire_item import WireItem

GENERATIONS = 10  # of copies of copies that are looked for
CODE_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no 0/o, 1/l/i, u: read aloud and typed without mistakes


def new_code() -> str:
    """A short public name that tells nothing of how many stories there are: 30^8 of them."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(8))


class StoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Stories that this person may open in the desk."""
        return self if user.is_active and user.has_perm("articles.view_story") else self.none()

    def made_of(self, story):
        """Copies and translations of this story, and theirs: what an order to take it down reaches too."""
        found, newest = set(), {story.pk}
        for _generation in range(GENERATIONS):
            newest = set(
                self.filter(Q(copied_from__in=newest) | Q(translation_of__in=newest)).values_list("pk", flat=True)
            )
            newest -= found
            if not newest:
                break
            found |= newest
        return self.filter(pk__in=found - {story.pk})

    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class Story(models.Model):
    """The desk's working copy. Readers never see it: they see its editions."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FILED = "filed", _("Filed")
        HELD = "held", _("Held")
        PUBLISHED = "published", _("Published")
        RETRACTED = "retracted", _("Retracted")
        KILLED = "killed", _("Killed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SPIKED = "spiked", _("Spiked")

    TEXT_FIELDS = (
        "slugline", "headline", "standfirst", "byline", "dateline", "credit", "body", "ednote", "urgency", "language",
        "reference", "section", "source", "disclaimer", "embargo_until",
    )  # fmt: skip

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, editable=False)
    version = models.PositiveIntegerField(
        default=1, editable=False, help_text=_("Grows with each save; a stale save is refused.")
    )
    wire_item = models.ForeignKey(
        WireItem, models.PROTECT, null=True, blank=True, editable=False, related_name="stories",
        help_text=_("The wire version that the text is based on."),
    )  # fmt: skip

    slugline = models.CharField(max_length=200, blank=True, help_text=_("The working name; not published."))
    headline = models.CharField(max_length=1000, blank=True)
    standfirst = models.TextField(max_length=2000, blank=True, help_text=_("One or two sentences under the headline."))
    byline = models.CharField(
        max_length=500, blank=True, help_text=_("As printed. If empty, the authors below are printed in their order.")
    )
    authors = models.ManyToManyField(Person, through=Byline, blank=True, related_name="stories")
    dateline = models.CharField(max_length=200, blank=True, help_text=_("Where it was reported from."))
    body = models.TextField(blank=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="stories")
    credit = models.CharField(
        max_length=500, blank=True, help_text=_("Who is named under the story as having reported it.")
    )
    reference = models.CharField(
        max_length=200, blank=True, help_text=_("The agency's own identifier, printed under the story.")
    )
    disclaimer = models.ForeignKey(
        Disclaimer, models.PROTECT, null=True, blank=True, related_name="stories",
        help_text=_("The wording in force when it is published is kept with the edition."),
    )  # fmt: skip
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="stories")
    topics = models.ManyToManyField(Topic, blank=True, related_name="stories")
    language = models.CharField(max_length=35, default="en")
    urgency = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("1 (flash) to 9; as the wire has it.")
    )
    ednote = models.TextField(
        _("editor's note"), max_length=4000, blank=True, help_text=_("For the desk only: never published.")
    )
    sent_at = models.DateTimeField(null=True, blank=True, help_text=_("The story's own time, as the agency gave it."))
    embargo_until = models.DateTimeField(null=True, blank=True, help_text=_("The source's “not before”."))
    embargo_unreadable = models.BooleanField(
        default=False, help_text=_("An embargo came that nobody could read. Clear it once the agency has been asked.")
    )
    legal_hold = models.CharField(
        max_length=300, blank=True, editable=False, help_text=_("Why nothing of it may be published.")
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="assigned_stories"
    )
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="copies",
        help_text=_("The story that this one was copied from."),
    )  # fmt: skip
    translation_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="translations",
        help_text=_("The story that this one tells in another language: always the first one, never a translation."),
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    edited_at = models.DateTimeField(editable=False, help_text=_("When a person last changed the text."))

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-edited_at", "-pk"]
        verbose_name_plural = _("stories")
        permissions = [
            ("file_story", "Can file stories"),
            ("send_back_story", "Can send stories back"),
            ("publish_story", "Can publish and correct stories"),
            ("hold_story", "Can hold stories"),
            ("take_down_story", "Can retract, withdraw and kill stories"),
            ("spike_story", "Can spike and unspike stories"),
            ("legal_hold_story", "Can place and lift a legal hold"),
            ("assign_story", "Can assign stories to others"),
            ("preview_story", "Can make secret previews of stories"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(urgency=None) | models.Q(urgency__range=(1, 9)), name="story_urgency_1_to_9"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["draft", "filed", "held", "published", "retracted", "killed", "withdrawn", "spiked"]
                ),
                name="story_state_is_known",
            ),
            models.UniqueConstraint(fields=["wire_item"], name="one_story_a_wire_item"),
        ]
        indexes = [
            models.Index(fields=["state", "-edited_at"], name="story_by_state"),
            models.Index(fields=["-edited_at", "-id"], name="story_edited"),
            models.Index(
                fields=["embargo_until"], condition=models.Q(embargo_until__isnull=False), name="story_embargo"
            ),
        ]

    def __str__(self):
        return self.headline or self.slugline or self.code

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = [
        "articles.source",
        "articles.section",
        "articles.topic",
        "articles.disclaimer",
        "articles.wireitem",
    ]

    def _save_table(self, raw=False, *args, **kwargs):
        # A fixture may carry drafts; it can't say that a story was published, nor undo what the desk did since.
        if raw and self.state != self.State.DRAFT:
            raise Immutable(
                gettext("A fixture can only carry drafts, and %(self)s is %(state)s.")
                % {"self": self, "state": self.get_state_display().lower()}
            )
        known = raw and self.pk and Story.objects.filter(pk=self.pk).exists()
        return bool(known) or super()._save_table(raw, *args, **kwargs)

    def clean(self):
        if self.urgency is not None and not 1 <= self.urgency <= 9:
            raise ValidationError({"urgency": gettext("Urgency goes from 1 (most urgent) to 9.")})

    @property
    def printed_byline(self) -> str:
        return self.byline or ", ".join(byline.person.name for byline in self.bylines.select_related("person"))

    @property
    def origin(self) -> "Story":
        """The story that this one was first copied or translated from; itself, if from none."""
        story = self
        for _generation in range(GENERATIONS):
            before = story.copied_from or story.translation_of
            if before is None:
                break
            story = before
        return story
