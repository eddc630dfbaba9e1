"""By what readers narrow a list of stories. Each value is one that exists, or else the page does not."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from urllib.parse import urlencode

import django_filters
from django import forms
from django.conf import settings
from django.core.validators import slug_re
from django.db import connections, router
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_lazy

from articles.models import Edition, Topic
from articles.models.edition import EPOCH, PLACES, EditionQuerySet, first_position
from articles.public import counter, languages, narrowed
from articles.public.frame import Frame
from articles.search.candidates import HIGHEST, LOWEST, OR, Bounds
from articles.search.find import Found, Shelf, bounds, look
from articles.wire.words import token

TOPICS_OFFERED = 200
FORMS_REMEMBERED = 100  # classes of forms; then all are forgotten


class NamedField(forms.ChoiceField):
    """A choice among things with a slug, all of them read already; gives the thing's key."""

    def __init__(self, *, things=(), **kwargs):
        self.keys = {thing.slug: thing.pk for thing in things}
        super().__init__(choices=[("", gettext_lazy("All")), *((thing.slug, thing.name) for thing in things)], **kwargs)

    def __deepcopy__(self, memo):
        """Itself: it is made for one form, and copying hundreds of choices costs more than all that the form does."""
        return self

    def clean(self, value):
        return self.keys.get(super().clean(value))


class NamedFilter(django_filters.Filter):
    field_class = NamedField


class PositionFilter(django_filters.Filter):
    field_class = forms.IntegerField


class DayFilter(django_filters.Filter):
    field_class = forms.DateField


class Parameters(forms.Form):
    """``from`` is a word of Python's own, so two parameters are called otherwise in here."""

    NAMES = {"since": "from", "until": "to"}

    def add_prefix(self, field_name):
        return self.NAMES.get(field_name, field_name)

    @property
    def selects(self) -> list[tuple[str, tuple, str | None]]:
        """What is chosen from a list: its name, all the choices, and the one that is made."""
        fields = [(name, field) for name, field in self.fields.items() if isinstance(field, forms.ChoiceField)]
        return [(name, tuple(field.choices), self[name].value()) for name, field in fields]


form_classes: dict[tuple, type[forms.Form]] = {}


def offered_by(one: django_filters.Filter) -> tuple:
    """What readers may choose from, as far as nothing that they see changes meanwhile."""
    return tuple(thing.pk for thing in one.extra.get("things", ())) or tuple(one.extra.get("choices", ()))


class EditionFilter(django_filters.FilterSet):
    """``fixed`` is what the page itself is narrowed to, such as ``{"section": 7}``; no parameter overrides it."""

    q = django_filters.CharFilter()
    section = NamedFilter()
    source = NamedFilter()
    topic = NamedFilter()
    language = django_filters.ChoiceFilter(empty_label=gettext_lazy("All"))
    since = DayFilter()
    until = DayFilter()
    before = PositionFilter(min_value=LOWEST, max_value=HIGHEST)

    class Meta:
        form = Parameters

    def __init__(self, data, *, at: datetime, frame: Frame, fixed: dict[str, int]):
        super().__init__(data, Edition.objects.all())
        self.at = at
        self.fixed = fixed
        for name in self.filters.keys() & fixed.keys():
            del self.filters[name]
        offers = {"section": frame.sections, "source": frame.sources}
        if "topic" in self.filters:
            offers["topic"] = offered_topics(data.get("topic", ""))
        for name in self.filters.keys() & offers.keys():
            self.filters[name].extra["things"] = offers[name]
        self.filters["language"].extra["choices"] = offered_languages(frame, data.get("language", ""))

    def get_form_class(self):
        """Remembered as the frame is, by what it offers: to make one takes longer than all that it does."""
        stands = counter.STANDS.get()
        if not stands:
            return super().get_form_class()
        known_by = (stands, get_language(), *((name, offered_by(one)) for name, one in self.filters.items()))
        made = form_classes.get(known_by)
        if made is None:
            if len(form_classes) >= FORMS_REMEMBERED:
                form_classes.clear()
            made = form_classes[known_by] = super().get_form_class()
        return made

    @property
    def words(self) -> str:
        return self.form.cleaned_data["q"]

    @property
    def chosen(self) -> dict[str, int | str]:
        """What every story of the list must have, by the page's own address or by the reader's choice."""
        cleaned = {**self.form.cleaned_data, **self.fixed}
        return {name: cleaned[name] for name in narrowed.COLUMNS if cleaned.get(name)}

    @property
    def tokens(self) -> list[str]:
        """The same, as words of the search index; that of a topic stands under all the numbers that it ever had."""
        chosen = self.chosen
        found = [token(name, value) for name, value in chosen.items() if name != "topic"]
        if "topic" in chosen:
            topics = Topic.objects.filter(Q(pk=chosen["topic"]) | Q(merged_into=chosen["topic"]))
            found.append(OR.join(token("topic", pk) for pk in topics.order_by("pk").values_list("pk", flat=True)))
        return found

    @property
    def within(self) -> Bounds:
        """The positions between which the page lies: its days, and where the page before it ended."""
        cleaned = self.form.cleaned_data
        since, until, before = cleaned["since"], cleaned["until"], cleaned["before"]
        lowest = since and first_position(moment(since))
        highest = first_position(moment(until + timedelta(days=1))) if until and until < date.max else None
        return bounds(lowest, min((end for end in (highest, before) if end is not None), default=None))

    @property
    def values(self) -> tuple:
        """What the questions of :mod:`articles.public.narrowed` are asked with, beside ``names``."""
        return self.at, *self.within, tuple(self.chosen.values())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.chosen)

    @property
    def shelf(self) -> Shelf:
        return Shelf(
            connections[router.db_for_read(Edition)],
            shown=lambda positions: narrowed.shown(*self.values, positions, names=self.names),
            read=lambda positions: narrowed.standing_at(self.at, positions),
        )

    def found(self) -> Found:
        """A page of the list's stories in which the words stand."""
        return look(self.shelf, self.words, tokens=self.tokens, within=self.within, limit=settings.PAGE_SIZE)

    def filter_queryset(self, editions: EditionQuerySet) -> EditionQuerySet:
        return narrowed.narrowed(*self.values, self.names)


def moment(day: date) -> datetime:
    """When the day begins in the newsroom: it ends where the next one begins, also if the clocks repeat an hour."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def day_of(position: int) -> date:
    """The newsroom's day on which the story at this position was published."""
    published_at = EPOCH + timedelta(microseconds=position // PLACES)
    return published_at.astimezone(timezone.get_default_timezone()).date()


def offered_topics(asked: str) -> tuple[Topic, ...]:
    """The first of all topics, of which there may be thousands, and the one that is asked for."""
    stands = counter.STANDS.get()
    topics = first_topics_at(stands) if stands else first_topics()
    if slug_re.match(asked) and asked not in {topic.slug for topic in topics}:
        topics = (*topics, *Topic.objects.standing().filter(slug=asked))
    return topics


@lru_cache(maxsize=2)
def first_topics_at(stands: str) -> tuple[Topic, ...]:
    """Remembered as the frame is: as long as nothing that readers see changes."""
    return first_topics()


def first_topics() -> tuple[Topic, ...]:
    return tuple(Topic.objects.standing()[:TOPICS_OFFERED])


def offered_languages(frame: Frame, asked: str) -> list[tuple[str, str]]:
    """What our sources write in, and any other language that is asked for: a story may be in one of its own."""
    offered = {source.language for source in frame.sources}
    if languages.is_known(asked):
        offered.add(asked)
    return sorted((tag, languages.name(tag)) for tag in offered)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, and the query string without it."""

    label: str
    removed: str


def said(filters: EditionFilter) -> dict[str, str]:
    """The filters that the reader has set, as parameters; where a page begins is none of them."""
    form = filters.form
    return {
        form.add_prefix(name): form[name].value()
        for name, value in form.cleaned_data.items()
        if value and name != "before"
    }


def chips(filters: EditionFilter, **kept: str) -> list[Chip]:
    """``kept``: what stays in the address though it narrows nothing, as the order of a search does."""
    form, parameters = filters.form, said(filters)
    cleaned = form.cleaned_data
    if cleaned["since"] and cleaned["since"] == cleaned["until"]:
        together = [(date_format(cleaned["since"], "j F Y"), {"from", "to"})]
    else:
        together = [(chip_label(form, name), {form.add_prefix(name)}) for name in ("since", "until") if cleaned[name]]
    others = [name for name in cleaned if form.add_prefix(name) in parameters and name not in Parameters.NAMES]
    return [
        Chip(label, urlencode({name: value for name, value in {**parameters, **kept}.items() if name not in removed}))
        for label, removed in [*((chip_label(form, name), {name}) for name in others), *together]
    ]


def chip_label(form: forms.Form, name: str) -> str:
    value = form.cleaned_data[name]
    if name == "q":
        return f"“{value}”"
    if name in Parameters.NAMES:
        words = gettext("From %s") if name == "since" else gettext("To %s")
        return words % date_format(value, "j F Y")
    return str(dict(form.fields[name].choices)[form[name].value()])
