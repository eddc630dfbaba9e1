"""Filters of the desk's lists. None reads the large table itself to learn what may be chosen."""

from operator import itemgetter

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.desk.acts import RECORDED
from articles.models import Source


class KnownValues(admin.SimpleListFilter):
    """An unknown value is refused: it never means “everything”."""

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in {str(value) for value, _ in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.narrow(queryset, self.value())

    def narrow(self, queryset, value: str):
        raise NotImplementedError


class LanguageFilter(KnownValues):
    """The languages that our sources write in, with their regional kinds: “en” finds “en-GB”."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        written = Source.objects.order_by("language").values_list("language", flat=True).distinct()
        return [(language, language) for language in written]

    def narrow(self, queryset, value):
        return queryset.filter(Q(language=value) | Q(language__startswith=f"{value}-"))


class VerbFilter(KnownValues):
    title = _("act")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return sorted(((verb, capfirst(name)) for verb, name in RECORDED.items()), key=itemgetter(1))

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
