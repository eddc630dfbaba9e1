import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.addresses import address
from articles.models.append_only import AppendOnly
from articles.models.disclaimer import DisclaimerWording
from articles.models.person import Person
from articles.models.section import Section, Topic
from articles.models.source import Source
from articles.models.story import Story

MUCH_EARLIER = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PLACES = 1024  # editions that share one microsecond of first publication, as scheduled ones do; enough until 2255

LISTED = (
    "code", "slug", "kind", "language", "headline", "standfirst", "urgency", "position", "published_at", "story_id",
    "section_id",
)  # fmt: skip
NAMED = {f"{kind}_{name}": F(f"{kind}__{name}") for kind in ("section", "source") for name in ("name", "slug")}


def first_position(at: datetime) -> int:
    """The lowest list position of a story first published at this moment; later moments have higher ones."""
    return (at - EPOCH) // timedelta(microseconds=1) * PLACES


def canonical(facts: dict) -> bytes:
    """One byte string for equal facts: sorted keys, UTF-8, no spaces, times as ISO 8601 in UTC."""

    def plain(value):
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain).encode()


class Listed(Protocol):
    """An edition as far as lists show it and order it by."""

    pk: int
    code: str
    slug: str
    kind: str
    language: str
    headline: str
    standfirst: str
    urgency: int | None
    position: int
    published_at: datetime
    story_id: int
    section_id: int | None
    section_name: str | None
    section_slug: str | None
    source_name: str | None
    source_slug: str | None


class EditionQuerySet(models.QuerySet):
    def public(self, at: datetime):
        """What readers may see at this moment. Every public path starts here.

        An edition's window opens at its release time and closes where the next one's opens, so a release in the
        future and a correction in the future need nobody to be awake; killed and withdrawn are editions too, that
        show nothing.
        """
        return self.filter(Q(public_until=None) | Q(public_until__gt=at), released_at__lte=at).exclude(
            kind__in=Edition.GONE
        )

    def had(self, at: datetime):
        """What readers have, or had once: superseded ones too, but none that never got its turn."""
        opened = Q(public_until=None) | Q(public_until__gt=F("released_at"))
        return self.filter(opened, released_at__lte=at)

    def with_text(self):
        return self.exclude(kind__in=Edition.TEXTLESS)

    def with_notice(self):
        """Those that tell readers what was wrong.

        Ask only for stories that are public now: what was withdrawn or killed took its notices with it.
        """
        return self.filter(kind__in=Edition.WITH_NOTICE).exclude(notice="")

    def listed(self):
        """Without retracted stories: their page stays and says why, but no list leads there."""
        return self.exclude(kind=Edition.Kind.RETRACTION)

    def killed(self, at: datetime):
        """Editions that say: what stood here is gone, by order of the agency or the law."""
        return self.filter(Q(public_until=None) | Q(public_until__gt=at), released_at__lte=at, kind=Edition.Kind.KILL)

    def newest_first(self):
        return self.order_by("-position")

    def for_list(self, *more: str):
        """Each as a :class:`Listed` with what was annotated before, and ``more`` columns.

        Rows, because an object of each would cost more than to read them.
        """
        named = self.annotate(**NAMED)
        return named.values_list("pk", *LISTED, *more, *named.query.annotations, named=True)


class Edition(AppendOnly):
    """What readers get: an immutable snapshot of a story at one publication.

    Only ``public_until`` may change: where the window of :meth:`EditionQuerySet.public` closes.
    """

    class Kind(models.TextChoices):
        PUBLICATION = "publication", _("Publication")
        UPDATE = "update", _("Update")
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        REISSUE = "reissue", _("New wording of the disclaimer")
        RETRACTION = "retraction", _("Retraction")
        KILL = "kill", _("Kill")
        WITHDRAWAL = "withdrawal", _("Withdrawal")

    GONE = (Kind.KILL, Kind.WITHDRAWAL)
    TEXTLESS = (Kind.RETRACTION, *GONE)
    WITH_NOTICE = (Kind.CORRECTION, Kind.CLARIFICATION, Kind.RETRACTION)
    HASHED = (
        "code", "number", "kind", "slug", "headline", "standfirst", "byline", "dateline", "body", "credit", "language",
        "urgency", "reference", "disclaimer_text", "notice", "facts", "sent_at", "published_at", "updated_at",
        "released_at",
    )  # fmt: skip
    FROZEN = (
        *HASHED, "story_id", "section_id", "source_id", "wording_id", "digest", "position", "search_text",
        "search_tokens",
    )  # fmt: skip

    story = models.ForeignKey(Story, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=Kind)
    code = models.CharField(max_length=12, help_text=_("The story's public code."))
    slug = models.SlugField(max_length=80, allow_unicode=True)
    position = models.BigIntegerField(unique=True, help_text=_("Its place in lists: grows with the first publication."))
    released_at = models.DateTimeField(help_text=_("Readers get it from this moment on."))
    public_until = models.DateTimeField(null=True, blank=True, help_text=_("Until the next edition's release."))
    published_at = models.DateTimeField(help_text=_("When the story was first published."))
    updated_at = models.DateTimeField(help_text=_("When its text last changed in substance."))
    sent_at = models.DateTimeField(null=True, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="editions", db_index=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="editions", db_index=False)
    topics = models.ManyToManyField(Topic, through="EditionTopic", related_name="editions")
    authors = models.ManyToManyField(Person, through="EditionAuthor", related_name="editions")
    wording = models.ForeignKey(DisclaimerWording, models.PROTECT, null=True, blank=True, related_name="editions")
    language = models.CharField(max_length=35)
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    headline = models.CharField(max_length=1000)
    standfirst = models.TextField(blank=True)
    byline = models.CharField(max_length=500, blank=True)
    dateline = models.CharField(max_length=200, blank=True)
    credit = models.CharField(max_length=500, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    notice = models.TextField(blank=True, help_text=_("What readers are told of a correction, retraction or kill."))
    facts = models.JSONField(help_text=_("Names as they stood then: section, source, topics, authors, disclaimer."))
    disclaimer_text = models.TextField(blank=True, help_text=_("The wording that stood under it."))
    digest = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of all that readers saw."))
    search_tokens = models.TextField(blank=True, help_text=_("Filters, written as words for the search index."))
    body = models.TextField(blank=True)
    search_text = models.TextField(blank=True, help_text=_("What the search index holds."))

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-position"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="editions_count_up"),
            models.CheckConstraint(condition=Q(number__gte=1), name="editions_count_from_one"),
        ]
        indexes = [
            models.Index(fields=["section", "-position"], name="edition_by_section"),
            models.Index(fields=["source", "-position"], name="edition_by_source"),
            models.Index(fields=["language", "-position"], name="edition_by_language"),
            models.Index(fields=["code", "-number"], name="edition_by_code"),
            models.Index(fields=["kind", "-released_at"], name="edition_notices"),
            models.Index(fields=["reference", "-position"], name="edition_by_reference"),
            models.Index(fields=["wording", "-position"], name="edition_by_wording"),
            models.Index(fields=["source", "-position"], condition=Q(wording=None), name="edition_without_wording"),
            models.Index(fields=["-position"], condition=Q(credit=""), name="edition_without_credit"),
        ]

    def __str__(self):
        return gettext("%(headline)s (edition %(number)s)") % {"headline": self.headline, "number": self.number}

    def get_absolute_url(self):
        return address("story", self.code, self.slug)

    def what_readers_saw(self) -> bytes:
        """The canonical JSON that :attr:`digest` is the SHA-256 of."""
        return canonical({name: getattr(self, name) for name in self.HASHED})

    def compute_digest(self) -> str:
        return hashlib.sha256(self.what_readers_saw()).hexdigest()

    @property
    def is_retracted(self) -> bool:
        return self.kind == self.Kind.RETRACTION

    @property
    def sent_long_before(self) -> datetime | None:
        """When the source sent it, if that is worth telling beside its publication."""
        told = self.sent_at is not None and abs(self.published_at - self.sent_at) > MUCH_EARLIER
        return self.sent_at if told else None


class EditionTopic(models.Model):
    """The index from a topic to its editions, newest first; what stood in print is in the edition's facts."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="tagged")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="tagged", db_index=False)
    position = models.BigIntegerField(help_text=_("The edition's, so that a topic's list needs no sort."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "topic"], name="topic_once_an_edition")]
        indexes = [models.Index(fields=["topic", "-position"], name="edition_by_topic")]

    def __str__(self):
        return f"{self.topic}: {self.edition_id}"


class EditionAuthor(models.Model):
    """The index from a person to the editions that carry the byline, newest first."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="written")
    person = models.ForeignKey(Person, models.PROTECT, related_name="written", db_index=False)
    position = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="author_once_an_edition")]
        indexes = [models.Index(fields=["person", "-position"], name="edition_by_author")]

    def __str__(self):
        return f"{self.person}: {self.edition_id}"
