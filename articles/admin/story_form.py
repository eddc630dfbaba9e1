"""The form of a story: it knows what its editor changed, and lays two texts side by side when somebody was first."""

import hashlib
import json
from datetime import UTC, datetime
from functools import partial

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.base import clock
from articles.admin.fields import NamesField
from articles.admin.story_merge import BLOCK_END, apart, together
from articles.desk.refusals import Refused, Stale
from articles.desk.revisions import EDITABLE_FIELDS, at_version
from articles.models import Person, Story, Topic
from articles.wire.text import squeeze

LISTS = ("topics", "authors")
READ_ALOUD = {"spellcheck": "true", "data-straighten": ""}
ONE_LINE = ("headline", "slugline", "byline", "dateline", "credit", "reference")
LANGUAGE_TAG = RegexValidator(
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z", _("Write the language's code: en, fr, ar, zh-Hant …")
)


def tidied(name: str, text: str) -> str:
    """Browsers send line ends of their own; a one-line text that wraps on the screen is still one line."""
    if name in ONE_LINE:
        return squeeze(text.replace("\r\n", "\n"))
    text = text.replace("\r\n", "\n").strip()
    return BLOCK_END.sub(r"\1", text) if name == "body" else text


def fingerprint(name: str, value) -> str:
    """Equal for what an editor would call the same value, as stored or as sent back by the form."""
    if isinstance(value, str):
        value = tidied(name, value)
    elif isinstance(value, datetime):
        value = value.astimezone(UTC).replace(microsecond=0).isoformat()
    elif name in LISTS:
        keys = [thing.pk for thing in value or []]
        value = keys if name == "authors" else sorted(keys)
    return hashlib.sha256(repr(getattr(value, "pk", value)).encode()).hexdigest()[:16]


def readable(value) -> str:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return clock(value)
    if isinstance(value, list):
        return ", ".join(str(thing) for thing in value)
    return "" if value is None else str(value)


def instead(data, initial, text: str):
    return text


def keep_current(data, initial):
    """In the place of a field's ``bound_data``: what is shown is what stands in the story, not what was sent."""
    return initial


class StoryForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    topics = NamesField(
        Topic.objects.standing().order_by("name"),
        boxes=3,
        label=_("Topics"),
        help_text=_("One a box. Readers follow topics."),
    )
    authors = NamesField(
        Person.objects.order_by("name"),
        boxes=2,
        label=_("Authors"),
        help_text=_("One a box, in the order of printing."),
    )

    refusal: Refused | None = None  # why the save before this one was not done

    class Meta:
        model = Story
        fields = EDITABLE_FIELDS
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, **READ_ALOUD}),
            "standfirst": forms.Textarea(attrs={"rows": 3, **READ_ALOUD}),
            "body": forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
            "ednote": forms.Textarea(attrs={"rows": 3}),
            "reference": forms.TextInput(attrs={"size": 30}),
        }
        help_texts = {
            "body": _("HTML: p, h2 to h4, lists, quotes, tables, links, emphasis. Anything else is cut when you save."),
            "embargo_until": format_lazy(
                _("The source's “not before”, in the newsroom's time ({time_zone})."), time_zone=settings.TIME_ZONE
            ),
            "language": _("Its code: en, fr, ar, zh …"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = [name for name in (*EDITABLE_FIELDS, *LISTS) if name in self.fields]
        for name in set(LISTS).intersection(self.fields):
            self.fields[name].offer()
        if self.instance.pk:
            self.initial["authors"] = [line.person for line in self.instance.bylines.select_related("person")]
        self.stored = {name: self.stored_value(name) for name in self.texts}
        self.prints = {name: fingerprint(name, value) for name, value in self.stored.items()}
        if "body" in self.fields:
            self.initial["body"] = apart(self.instance.body)
        self.initial.update(version=self.instance.version, opened=json.dumps(self.prints))
        if "language" in self.fields:
            self.fields["language"].validators.append(LANGUAGE_TAG)
        for name in self.texts:
            if isinstance(self.fields[name].widget, (forms.TextInput, forms.Textarea)):
                self.fields[name].widget.attrs["dir"] = "auto"

    def stored_value(self, name: str):
        return self.initial.get(name, []) if name in LISTS else getattr(self.instance, name)

    @property
    def prints_when_opened(self) -> dict:
        """What stood in the story when this editor opened it; without that, every field counts as hers."""
        try:
            sent = json.loads(self.cleaned_data.get("opened") or "{}")
        except ValueError:
            return {}
        return sent if isinstance(sent, dict) else {}

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields that this editor changed, whatever somebody else did to the others."""
        opened = self.prints_when_opened
        return [
            name
            for name in self.texts
            if name in self.cleaned_data and fingerprint(name, self.cleaned_data[name]) != opened.get(name)
        ]

    def clean(self):
        said = super().clean()
        for name, value in said.items():
            if isinstance(value, str):
                said[name] = tidied(name, value)
        if self.instance.pk and said.get("version") is None:
            raise forms.ValidationError(
                gettext("The page did not say which version of the story you had open: open it again.")
            )
        if self.refusal:
            if isinstance(self.refusal, Stale):
                self.lay_side_by_side()
            raise forms.ValidationError(str(self.refusal))
        return said

    def lay_side_by_side(self) -> None:
        """Put what this editor typed together with the story's text; let the fields that she left alone follow."""
        opened, before = self.prints_when_opened, self.texts_when_opened()
        for name in ("version", "opened"):
            self.fields[name].bound_data = keep_current
        for name in self.texts:
            field, current = self.fields[name], self.prints[name]
            if name not in self.changed_data:
                field.followed = opened.get(name) != current
                field.bound_data = keep_current
            elif fingerprint(name, self.cleaned_data[name]) != current:
                field.theirs = readable(apart(self.stored[name]) if name == "body" else self.stored[name])
                field.offer = together(name, before.get(name), self.cleaned_data[name], self.stored[name])
                field.differs = field.offer is None or not field.offer.is_hers_alone
                if field.offer:
                    field.bound_data = partial(instead, text=field.offer.merged)

    def texts_when_opened(self) -> dict:
        """The texts as they were when this editor opened the story, which both sides have gone on from."""
        revision = at_version(self.instance, self.cleaned_data.get("version") or 0)
        return revision.texts if revision else {}

    def changes(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.changed_data if name not in LISTS}

    def all_texts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.texts if name not in LISTS}

    def list_if_changed(self, name: str) -> list | None:
        return self.cleaned_data[name] if name in self.changed_data else None
