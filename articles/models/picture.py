import hashlib
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition, EditionQuerySet, Listed, canonical
from articles.models.source import Source
from articles.models.story import Story
from articles.pictures.metadata import Words
from articles.pictures.shape import RATIOS, SHAPES, WHOLE, box, sizes

RECIPE = 1  # grows when the same picture should be made into other files
MIDDLE = 50
PERCENT = [MaxValueValidator(100)]


class Picture(models.Model):
    """A picture that somebody brought in: its file as it came, what it shows, whose it is, what we may do with it."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, editable=False)
    file = models.CharField(max_length=100, editable=False, help_text=_("Where the storage has the bytes that came."))
    name = models.CharField(_("file name"), max_length=255, blank=True, editable=False)
    format = models.CharField(max_length=8, editable=False)
    width = models.PositiveIntegerField(editable=False, help_text=_("Standing upright."))
    height = models.PositiveIntegerField(editable=False)
    caption = models.TextField(max_length=2000, blank=True, help_text=_("What it shows: who, where, when."))
    alt = models.CharField(
        _("alternative text"), max_length=500, blank=True, help_text=_("For those who can't see it, in a sentence.")
    )
    credit = models.CharField(max_length=300, blank=True, help_text=_("Printed beside it: photographer, then agency."))
    rights = models.TextField(
        _("rights and usage terms"), max_length=2000, blank=True, help_text=_("Whose it is and what we may do with it.")
    )
    language = models.CharField(max_length=35, default="en", help_text=_("Of the caption and the alternative text."))
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="pictures")
    taken_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("From this moment on it is shown nowhere, also where it was published before."),
    )
    may_syndicate = models.BooleanField(
        _("may be passed on"), default=False, help_text=_("In feeds, in the API and to other newsrooms.")
    )
    focus_x = models.PositiveSmallIntegerField(_("focus, from the left"), default=MIDDLE, validators=PERCENT)
    focus_y = models.PositiveSmallIntegerField(_("focus, from the top"), default=MIDDLE, validators=PERCENT)
    metadata = models.JSONField(default=dict, blank=True, editable=False, help_text=_("What the file itself said."))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focus_x__lte=100, focus_y__lte=100), name="picture_focus_lies_in_the_picture"
            )
        ]

    def __str__(self):
        return self.metadata.get("title") or self.caption[:80] or self.name or self.sha256[:12]

    @property
    def focus(self) -> tuple[int, int]:
        return self.focus_x, self.focus_y

    @property
    def words(self) -> Words:
        """What is written into every file made of it."""
        return Words(
            creator=self.metadata.get("creator", ""),
            title=self.metadata.get("title", ""),
            copyright=self.metadata.get("copyright", ""),
            credit=self.credit,
            caption=self.caption,
            usage=self.rights,
            alt=self.alt,
        )

    @property
    def cut_digest(self) -> str:
        """The name of all files made of it as it stands: another focal point or credit makes other files."""
        made_of = {"recipe": RECIPE, "sha256": self.sha256, "focus": self.focus, "words": self.words.as_dict()}
        return hashlib.sha256(canonical(made_of)).hexdigest()[:32]

    def renditions(self) -> dict[str, list[tuple[int, int]]]:
        return {shape: sizes(box(shape, self.width, self.height, self.focus)) for shape in SHAPES}

    def is_expired(self, at: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= at


class CutQuerySet(models.QuerySet):
    def due(self, at: datetime):
        """Those whose files are still to be made, and that nobody is making."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lte=at), made_at=None, problem="")


class PictureCut(models.Model):
    """One way in which a picture is made into files: a focal point and the words written into them.

    A stand-in of each shape is there from the start; the others are made by whoever leases the row.
    """

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="cuts")
    digest = models.CharField(max_length=32, unique=True)
    focus_x = models.PositiveSmallIntegerField()
    focus_y = models.PositiveSmallIntegerField()
    words = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CutQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(made_at=None, problem=""), name="picture_cut_due")]

    def __str__(self):
        return gettext("%(picture)s, %(focus_x)s %% from the left, %(focus_y)s %% from the top") % {
            "picture": self.picture,
            "focus_x": self.focus_x,
            "focus_y": self.focus_y,
        }


class PictureUse(models.Model):
    """A picture as one story of the desk uses it; where caption or alternative text is empty, the picture's holds."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead picture")
        INLINE = "inline", _("In the story")

    SHAPES = [(WHOLE, _("The whole picture")), *((shape, shape.replace("x", ":")) for shape in RATIOS)]

    story = models.ForeignKey(Story, models.CASCADE, related_name="picture_uses")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses")
    role = models.CharField(max_length=8, choices=Role, default=Role.INLINE)
    position = models.PositiveSmallIntegerField(default=0)
    shape = models.CharField(_("crop"), max_length=8, choices=SHAPES, default=WHOLE)
    caption = models.TextField(max_length=2000, blank=True)
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "picture"], name="picture_once_a_story"),
            models.UniqueConstraint(fields=["story"], condition=Q(role="lead"), name="one_lead_picture_a_story"),
        ]

    def __str__(self):
        return gettext("%(picture)s in %(story)s") % {"picture": self.picture, "story": self.story}


class Places(models.Aggregate):
    """The places of some rows, as one text: ``0,2``."""

    function = "GROUP_CONCAT"
    output_field = models.CharField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **context)


class EditionPictureQuerySet(models.QuerySet):
    def with_rights(self, at: datetime):
        """Those that may still be shown at this moment."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at))


class EditionPicture(models.Model):
    """The index from a picture's files to the editions that show them; what stood in print is in the edition's facts.

    ``expires_at`` and ``may_syndicate`` follow the picture: rights that end, end everywhere.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="pictured")
    place = models.PositiveSmallIntegerField(help_text=_("Its place among the edition's pictures, in its facts."))
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="pictured")
    cut = models.ForeignKey(PictureCut, models.PROTECT, related_name="pictured")
    shape = models.CharField(max_length=8, help_text=_("Another shape than this, and the whole, is not its own."))
    expires_at = models.DateTimeField(null=True, blank=True)
    may_syndicate = models.BooleanField(default=False)

    objects = EditionPictureQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "place"], name="one_picture_a_place")]
        indexes = [models.Index(fields=["expires_at"], condition=~Q(expires_at=None), name="edition_picture_expiry")]

    def __str__(self):
        return gettext("%(picture_id)s in %(edition_id)s") % {
            "picture_id": self.picture_id,
            "edition_id": self.edition_id,
        }


def with_pictures(editions: EditionQuerySet, at: datetime, *, to_pass_on: bool = False) -> EditionQuerySet:
    """The editions with what :func:`pictures_of` reads, in the same query; their facts may be deferred.

    ``to_pass_on``: only pictures that others may have, as feeds and the API give them.
    """
    allowed = EditionPicture.objects.with_rights(at).filter(edition=OuterRef("pk"))
    if to_pass_on:
        allowed = allowed.filter(may_syndicate=True)
    places = allowed.order_by().values("edition").annotate(places=Places("place")).values("places")
    return editions.annotate(picture_facts=F("facts__pictures"), picture_places=Subquery(places))


def pictures_of(edition: Edition | Listed) -> list[dict]:
    """What is printed of each picture that may be shown, the lead picture first.

    None of an edition that was read without :func:`with_pictures`: then nobody asked whether they may be.
    """
    places = (getattr(edition, "picture_places", None) or "").split(",")
    facts = getattr(edition, "picture_facts", None) or ()
    return [picture for place, picture in enumerate(facts) if str(place) in places]
