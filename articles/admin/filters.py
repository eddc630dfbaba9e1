"""Filters of the desk's lists. None reads the large table itself to learn what may be chosen."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.acts import LEGAL_HOLD
from articles.desk import rules
from articles.models import Source, WireItem

URGENCIES = {"1-3": ("Urgent (1 to 3)", 1, 3), "4-6": ("Routine (4 to 6)", 4, 6), "7-9": ("Low (7 to 9)", 7, 9)}

VERBS = sorted({*rules.STORY_RULES, *rules.ITEM_RULES, *LEGAL_HOLD, "start", "edit", "reissue"})


class KnownValues(admin.SimpleListFilter):
    """An unknown value is refused: it never means “everything”."""

    def queryset(self, request, queryset):
        if self.value() is None:
            return self.unasked(queryset)
        if self.value() not in {str(value) for value, _ in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.narrow(queryset, self.value())

    def unasked(self, queryset):
        return queryset

    def narrow(self, queryset, value: str):
        raise NotImplementedError


class WaitingFilter(KnownValues):
    """What waits for an editor, unless something else is asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*WireItem.State.choices, ("all", "All")]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [{**first, "display": "Waiting"}, *others]

    def unasked(self, queryset):
        return queryset.filter(state__in=WireItem.WAITING)

    def narrow(self, queryset, value):
        return queryset if value == "all" else queryset.filter(state=value)


class LanguageFilter(KnownValues):
    """The languages that our sources write in, with their regional kinds: “en” finds “en-GB”."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request, model_admin):
        written = Source.objects.order_by("language").values_list("language", flat=True).distinct()
        return [(language, language) for language in written]

    def narrow(self, queryset, value):
        return queryset.filter(Q(language=value) | Q(language__startswith=f"{value}-"))


class UrgencyFilter(KnownValues):
    title = "urgency"
    parameter_name = "urgency"

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _, _) in URGENCIES.items()]

    def narrow(self, queryset, value):
        _, highest, lowest = URGENCIES[value]
        return queryset.filter(urgency__range=(highest, lowest))


class VerbFilter(KnownValues):
    title = "act"
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return [(verb, verb.replace("_", " ").capitalize()) for verb in VERBS]

    def narrow(self, queryset, value):
        return queryset.filter(verb=value)


class LiveFilter(KnownValues):
    """What readers have at this moment, or had."""

    title = _("readers")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("live", _("Have it now")), ("past", _("Don't have it"))]

    def narrow(self, queryset, value):
        public = queryset.public(timezone.now())
        return public if value == "live" else queryset.exclude(pk__in=public.order_by().values("pk"))
