"""What readers say is wrong: read here, then answered and closed by the desk's acts."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.acts import ActsMixin
from articles.admin.base import ReadOnlyAdmin, clock
from articles.admin.moves import told
from articles.desk import reports
from articles.models import Move, ReaderReport, Story

BESIDE_STORY = 20
MOVES_SHOWN = 20


def reports_of(story: Story) -> list[ReaderReport]:
    """Those that stand beside the story's form: the newest, and first of them what still waits."""
    newest = list(story.reports.order_by("-at")[:BESIDE_STORY])
    return sorted(newest, key=lambda report: report.state != ReaderReport.State.OPEN)


@admin.register(ReaderReport)
class ReaderReportAdmin(ActsMixin, ReadOnlyAdmin):
    list_title = _("What readers say is wrong")
    change_form_template = "admin/desk/report.html"
    acts = reports.REPORT_RULES
    verbs = {"answer": reports.answer, "close": reports.close}
    bulk_acts = ("answer", "close")
    list_display = ["said", "about", "edition_number", "sent", "standing"]
    list_display_links = ["said"]
    list_filter = ["state"]
    list_select_related = ["story"]
    search_fields = ["=story__code"]
    search_help_text = _("The story's code")
    ordering = ["-at", "-pk"]
    sortable_by = ()

    def for_list(self, queryset):
        return queryset.defer(*(f"story__{name}" for name in ("body", "standfirst", "ednote")))

    def open_acts(self, thing, user):
        return [
            rule for rule in self.acts.values() if thing.state in rule.from_states and user.has_perm(rule.permission)
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        report = self.get_object(request, unquote(object_id))
        if report is not None:
            of_report = Move.objects.filter(story=report.story_id, details__report=report.pk)
            extra_context = {
                **(extra_context or {}),
                "title": gettext("A reader’s report"),
                "report": report,
                "story_url": reverse("admin:articles_story_change", args=[report.story_id]),
                "acts": [(rule, self.act_url(report, rule.verb)) for rule in self.open_acts(report, request.user)],
                "moves": told(of_report.order_by("-pk")[:MOVES_SHOWN]),
            }
        return super().change_view(request, object_id, form_url, extra_context)

    @admin.display(description=_("Report"))
    def said(self, report):
        return report.text[:120]

    @admin.display(description=_("Story"))
    def about(self, report):
        return str(report.story)

    @admin.display(description=_("Sent"))
    def sent(self, report):
        return clock(report.at)

    @admin.display(description=_("State"))
    def standing(self, report):
        return render_to_string("admin/desk/_state.html", {"thing": report, "reason": report.outcome})
