"""What editors type: moments in the newsroom's time, and lists of names in their order."""

from collections import Counter
from datetime import datetime

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

FIRST_YEAR, LAST_YEAR = 1900, 2200  # outside of them a moment has no equal in other time zones' calendars
OFFERED_NAMES = 1000


class NewsroomTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M:%S")


class NewsroomTime(forms.DateTimeField):
    """Local time in ``settings.TIME_ZONE``; an hour that the clocks skip or repeat is refused, never guessed."""

    widget = NewsroomTimeInput

    def to_python(self, value):
        try:
            moment = super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise ValidationError(
                gettext(
                    "In %(time_zone)s the clocks change then: %(moment)s comes twice, or not at all. Choose a time "
                    "at least an hour away."
                )
                % {"time_zone": settings.TIME_ZONE, "moment": str(value).replace("T", " ")}
            ) from error
        if isinstance(moment, datetime) and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValidationError(
                gettext("The year %(year)s can't be meant: write it with four digits, such as 2026.")
                % {"year": moment.year}
            )
        return moment


class NamesInput(forms.Widget):
    """One text box a name, in their order, with the known names offered; two more boxes than names."""

    def __init__(self, boxes: int, label: str):
        super().__init__()
        self.boxes, self.label = boxes, label
        self.offered: list[str] = []

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def render(self, name, value, attrs=None, renderer=None):
        names = [text for text in value or [] if text]
        names += [""] * max(self.boxes - len(names), 2)
        element = (attrs or {}).get("id", f"id_{name}")
        return format_html(
            '<span class="names">{}</span><datalist id="{}_offered">{}</datalist>',
            format_html_join(
                "",
                '<input type="text" name="{}" value="{}" id="{}" list="{}_offered" aria-label="{} {}" dir="auto">',
                (
                    (name, text, f"{element}_{place}" if place else element, element, self.label, place + 1)
                    for place, text in enumerate(names)
                ),
            ),
            element,
            format_html_join("", '<option value="{}"></option>', ((text,) for text in self.offered)),
        )


class NamesField(forms.Field):
    """Named things in the order of writing. Where two share a name, the word of the address tells them apart."""

    def __init__(self, queryset: QuerySet, *, boxes: int, label: str, **kwargs):
        super().__init__(required=False, widget=NamesInput(boxes, label), label=label, **kwargs)
        self.queryset = queryset

    def offer(self) -> None:
        """Read the known names: once a page, when the form is made."""
        known = list(self.queryset.only("name", "slug")[:OFFERED_NAMES])
        times = Counter(thing.name for thing in known)
        self.ambiguous = {name for name, count in times.items() if count > 1}
        self.widget.offered = [self.word(thing) for thing in known]

    def word(self, thing) -> str:
        return thing.slug if thing.name in self.ambiguous else thing.name

    def prepare_value(self, value):
        return [thing if isinstance(thing, str) else self.word(thing) for thing in value or []]

    def clean(self, value):
        texts = list(dict.fromkeys(text.strip() for text in value or [] if text.strip()))
        if not texts:
            return []
        if any("\0" in text for text in texts):
            raise ValidationError(gettext("A name holds a character that can't be stored: write it again."))
        wanted = Q()
        for text in texts:
            wanted |= Q(name__iexact=text) | Q(slug=text)
        found = list(self.queryset.filter(wanted))
        return list(dict.fromkeys(self.one(text, found) for text in texts))

    def one(self, text: str, found: list):
        exact = [thing for thing in found if thing.slug == text]
        matches = exact or [thing for thing in found if thing.name.casefold() == text.casefold()]
        if len(matches) == 1:
            return matches[0]
        meta = self.queryset.model._meta
        if matches:
            words = ", ".join(thing.slug for thing in matches)
            raise ValidationError(
                gettext("Several %(verbose_name_plural)s are called “%(text)s”: write one of %(words)s.")
                % {"verbose_name_plural": meta.verbose_name_plural, "text": text, "words": words}
            )
        raise ValidationError(
            gettext(
                "There is no %(verbose_name)s called “%(text)s”: choose one that is offered, or have it added first."
            )
            % {"verbose_name": meta.verbose_name, "text": text}
        )
