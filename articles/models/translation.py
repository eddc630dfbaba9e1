from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import CharField, F, OuterRef, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Concat

from articles.models.edition import Edition, EditionQuerySet
from articles.models.source import Source

END = "\n"  # of a line; no address and no language has one


class EditionTranslation(models.Model):
    """The index from a group of stories, each told in another language, to their editions.

    The group is named by the code of the story that was told first. Editions of stories that nobody translated have no
    row.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="translated")
    group = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition"], name="edition_in_one_group")]
        indexes = [models.Index(fields=["group"], name="translations_of_a_story")]

    def __str__(self):
        return f"{self.group}: {self.edition_id}"


class Lines(models.Aggregate):
    """Texts of some rows, each with its end, as one text."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, '')"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


@dataclass(frozen=True, slots=True)
class Translation:
    """What a link to the same story in another language needs; ``indexing`` is its source's policy."""

    code: str
    slug: str
    indexing: str
    language: str

    @property
    def may_be_indexed(self) -> bool:
        return self.indexing == Source.Indexing.SELF


def with_translations(editions: EditionQuerySet, at: datetime) -> EditionQuerySet:
    """The editions with what :func:`translations_of` reads, in the same query: only what readers may have now."""
    own = EditionTranslation.objects.filter(edition=OuterRef(OuterRef("pk"))).values("group")[:1]
    others = Edition.objects.public(at).listed().filter(translated__group=Subquery(own)).order_by()
    indexing = Coalesce(KT("facts__source__indexing"), Value(Source.Indexing.SELF), output_field=CharField())
    parts = (F("code"), Value("/"), F("slug"), Value("/"), indexing, Value("/"), F("language"), Value(END))
    line = Concat(*parts, output_field=CharField())
    others = others.exclude(pk=OuterRef("pk")).values("translated__group").annotate(lines=Lines(line)).values("lines")
    return editions.annotate(translation_lines=Subquery(others))


def translations_of(edition: Edition) -> list[Translation]:
    """The story in other languages, one in each, in the order of their names; none if nobody asked for them."""
    lines = (getattr(edition, "translation_lines", None) or "").split(END)
    told = sorted(
        (Translation(*line.split("/", 3)) for line in lines if line), key=lambda one: (one.language, one.code)
    )
    by_language = {one.language.lower(): one for one in reversed(told)}
    by_language.pop(edition.language.lower(), None)
    return sorted(by_language.values(), key=lambda one: one.language)
