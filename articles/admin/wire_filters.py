"""What the inbox can be asked for. An unknown value is refused in words: it never means “everything”."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.models import Source, WireItem
from articles.models.wire_words import URGENCIES, subject_token
from articles.search.query import LONGEST_QUERY
from articles.search.wire_index import CLUSTERED, WAITING
from articles.wire.words import token

ALL = "all"
MOST_SOURCES = 500
STATES = [("", _("Waiting")), *WireItem.State.choices, (ALL, _("All"))]
URGENCY_LABELS = {"1-3": _("Urgent (1 to 3)"), "4-6": _("Routine (4 to 6)"), "7-9": _("Low (7 to 9)")}
MARKS = [
    ("", _("Any")), ("warned", _("With warnings")), ("embargoed", _("Under embargo")),
    ("noted", _("With an editor’s note")), (CLUSTERED, _("Told more than once")),
]  # fmt: skip


class InboxFilter(forms.Form):
    use_required_attribute = False

    q = forms.CharField(
        label=_("Search the wire"), required=False, max_length=LONGEST_QUERY, widget=forms.TextInput({"type": "search"})
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    source = forms.ChoiceField(label=_("Source"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False, choices=[("", _("Any")), *URGENCY_LABELS.items()])
    subject = forms.CharField(
        label=_("Subject"), required=False, max_length=100, widget=forms.TextInput({"list": "subjects"})
    )
    mark = forms.ChoiceField(label=_("Warnings"), required=False, choices=MARKS)
    cluster = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict):
        super().__init__(data, auto_id="filter_%s")
        sources = list(Source.objects.only("pk", "code", "name", "language")[:MOST_SOURCES])
        self.source_keys = {source.code: source.pk for source in sources}
        languages = sorted({source.language for source in sources})
        self.fields["source"].choices = [("", _("Any")), *((source.code, source.name) for source in sources)]
        self.fields["language"].choices = [("", _("Any")), *zip(languages, languages, strict=True)]

    def clean(self) -> dict:
        unknown = set(self.data) - set(self.fields)
        if unknown:
            raise ValidationError(_("The inbox has no filter “%(name)s”.") % {"name": sorted(unknown)[0][:60]})
        return super().clean()

    def clean_subject(self) -> str:
        subject = self.cleaned_data["subject"]
        if subject and subject_token(subject) == "subject":
            raise ValidationError(_("“%(name)s” names no subject.") % {"name": subject})
        return subject

    @property
    def asked(self) -> dict:
        """The filters that were set, without the place in the list."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "before"}

    @property
    def query(self) -> str:
        """The same as an address, always in one order."""
        address = QueryDict(mutable=True)
        address.update(self.asked)
        return address.urlencode()

    @property
    def folds(self) -> bool:
        """Who searches, or looks into one cluster, wants to see each item."""
        return not (self.asked.get("q") or self.asked.get("cluster"))

    def words(self) -> list[str]:
        """The filters as words of the search index."""
        asked = self.asked
        state = asked.get("state", WAITING)
        said = [] if state == ALL else [WAITING if state == WAITING else token("state", state)]
        if "source" in asked:
            said.append(token("source", self.source_keys[asked["source"]]))
        said += [token(name, asked[name]) for name in ("language", "urgency") if name in asked]
        said += [subject_token(asked["subject"])] if "subject" in asked else []
        return said + ([asked["mark"]] if "mark" in asked else [])

    def narrow(self, items: QuerySet) -> QuerySet:
        """The same filters, asked of the items themselves."""
        asked = self.asked
        state = asked.get("state")
        if state != ALL:
            items = items.filter(state=state) if state else items.filter(state__in=WireItem.WAITING)
        if "source" in asked:
            items = items.filter(source=self.source_keys[asked["source"]])
        if language := asked.get("language"):
            items = items.filter(Q(language__iexact=language) | Q(language__istartswith=f"{language}-"))
        if "urgency" in asked:
            items = items.filter(urgency__in=URGENCIES[asked["urgency"]])
        if "cluster" in asked:
            items = items.filter(cluster=asked["cluster"])
        if asked.get("mark") == CLUSTERED:
            items = items.filter(cluster__isnull=False)
        elif "mark" in asked:
            items = with_token(items, asked["mark"])
        return with_token(items, subject_token(asked["subject"])) if "subject" in asked else items


def with_token(items: QuerySet, word: str) -> QuerySet:
    spaced = Concat(Value(" "), F("search_tokens"), Value(" "), output_field=CharField())
    return items.alias(**{f"spaced_{word}": spaced}).filter(**{f"spaced_{word}__contains": f" {word} "})
