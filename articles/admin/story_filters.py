"""Whose work is it: filters of the list of stories."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Revision, Story

OPEN = (Story.State.DRAFT, Story.State.FILED, Story.State.HELD)


class WorkFilter(admin.SimpleListFilter):
    title = _("work")
    parameter_name = "work"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("My work")),
            ("assigned", _("Assigned to me")),
            ("writing", _("I am writing it")),
            ("filed", _("Filed for me")),
            ("nobody", _("Assigned to nobody")),
        ]

    def queryset(self, request, queryset):
        me = request.user
        wrote = Exists(Revision.objects.filter(story=OuterRef("pk"), by=me))
        assigned = Q(assigned_to=me) & ~Q(state__in=(Story.State.KILLED, Story.State.SPIKED))
        writing = Q(wrote, state__in=OPEN)
        may_publish = me.has_perm("articles.publish_story")
        for_me = Q(assigned_to=me) | Q(assigned_to=None) if may_publish else Q(assigned_to=me)
        filed = Q(for_me, state=Story.State.FILED)
        wanted = {
            "mine": assigned | writing | filed,
            "assigned": assigned,
            "writing": writing,
            "filed": filed,
            "nobody": Q(assigned_to=None, state__in=OPEN),
        }.get(self.value())
        return queryset if wanted is None else queryset.filter(wanted)
