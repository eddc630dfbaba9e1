"""Stories: the list, the form with everything that an editor needs beside it, and the acts."""

from datetime import timedelta

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.acts import STORY_ACTS, STORY_VERBS, ActForm, ActsMixin
from articles.admin.base import DeskAdmin
from articles.admin.filters import LanguageFilter
from articles.admin.refusable import RefusableMixin
from articles.admin.standing import Standing, before_and_after
from articles.admin.story_filters import WorkFilter
from articles.admin.story_form import StoryForm
from articles.admin.story_history import HistoryMixin
from articles.admin.story_page import drafted, open_acts, surroundings
from articles.admin.story_screen import ScreenMixin
from articles.admin.watched import WatchedMixin
from articles.admin.wire_merge import MergeMixin
from articles.desk import autosaves, notices, texts
from articles.desk.acts import named
from articles.desk.checks import blocking, check
from articles.desk.refusals import Stale
from articles.models import Edition, Move, Story, WireItem

PREVIEW_LASTS = timedelta(days=2)
FIELDSETS = (
    (_("Text"), ("headline", "standfirst", "body", "byline", "authors", "dateline")),
    (_("Who reported it"), ("source", "credit", "reference", "disclaimer")),
    (_("Where it stands"), ("section", "topics", "language", "urgency")),
    (_("For the desk"), ("slugline", "ednote", "embargo_until", "embargo_unreadable")),
)


@admin.register(Story)
class StoryAdmin(RefusableMixin, WatchedMixin, ScreenMixin, HistoryMixin, MergeMixin, ActsMixin, DeskAdmin):
    acts = STORY_ACTS
    verbs = STORY_VERBS
    bulk_acts = ("file", "spike", "publish")
    form = StoryForm
    change_form_template = "admin/desk/story.html"
    list_display = ["standing", "title", "section", "source", "last_act"]
    list_display_links = None
    list_filter = [WorkFilter, "state", "section", "source", LanguageFilter]
    search_fields = ["headline", "slugline", "=code", "=reference"]
    search_help_text = _("Headline, slugline, the story's code or the agency's reference")
    sortable_by = ()
    view_on_site = False

    def get_queryset(self, request):
        stories = super().get_queryset(request).visible_to(request.user)
        return stories.select_related(
            "section", "source", "disclaimer", "wire_item__source", "assigned_to", "copied_from", "translation_of"
        )

    def for_list(self, queryset):
        moves = Move.objects.filter(story=OuterRef("pk")).order_by("-pk")
        editions = Edition.objects.filter(story=OuterRef("pk")).order_by("-number")
        lean = (
            queryset.select_related(None).select_related("section", "source", "assigned_to").defer("body", "standfirst")
        )
        return lean.annotate(
            last_verb=Subquery(moves.values("verb")[:1]),
            last_actor=Subquery(moves.values("actor_name")[:1]),
            last_at=Subquery(moves.values("at")[:1]),
            release=Subquery(editions.values("released_at")[:1]),
            release_kind=Subquery(editions.values("kind")[:1]),
            newer=Exists(
                WireItem.objects.filter(
                    source=OuterRef("wire_item__source"), guid=OuterRef("wire_item__guid"), state=WireItem.State.UPDATE
                ).exclude(guid="")
            ),
        )

    @admin.display(description=_("State"))
    def standing(self, story):
        scheduled = story.release if story.release and story.release > timezone.now() else None
        return render_to_string(
            "admin/desk/_state.html",
            {
                "thing": story,
                "scheduled": scheduled,
                "comes_down": story.release_kind in Edition.GONE,
                "newer": story.newer,
                "reason": gettext("Legal hold") if story.legal_hold else "",
            },
        )

    @admin.display(description=_("Headline"))
    def title(self, story):
        return render_to_string("admin/desk/_headline.html", {"item": story, "url": self.page_url(story)})

    @admin.display(description=_("Last act"))
    def last_act(self, story):
        return render_to_string("admin/desk/_last_act.html", {"story": story, "verb": named(story.last_verb or "")})

    # The form

    def get_fieldsets(self, request, obj=None):
        return [(name, {"fields": fields}) for name, fields in FIELDSETS]

    def get_changeform_initial_data(self, request):
        """A story starts empty, whatever stands in the address."""
        return {}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            # A form that was sent has written into its own copy what was typed: show the story as it is.
            bound = context["adminform"].form.is_bound
            story = self.get_object(request, str(obj.pk)) if bound else obj
            context.update(surroundings(story, request), title=str(story), subtitle=None)
        else:
            context["draft"] = drafted(None, request)
        context["is_nav_sidebar_enabled"] = False
        context["stale"] = isinstance(getattr(request, "refusal", None), Stale)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            lists = {name: form.cleaned_data[name] for name in ("topics", "authors")}
            obj.pk = texts.start(by=request.user, **lists, **form.all_texts()).pk
            autosaves.discard(None, by=request.user)
            return
        texts.edit(
            obj,
            by=request.user,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            topics=form.list_if_changed("topics"),
            authors=form.list_if_changed("authors"),
        )
        autosaves.discard(obj, by=request.user)
        if form.changed_data:
            saved = ", ".join(str(form.fields[name].label or name).lower() for name in form.changed_data)
            self.message_user(request, gettext("Saved: %(saved)s.") % {"saved": saved}, messages.SUCCESS)
        elif "_then" not in request.POST:
            self.message_user(request, gettext("Nothing was changed, so nothing was saved."), messages.INFO)

    def save_related(self, request, form, formsets, change):
        """Topics and authors were saved by the same act as the text."""

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, gettext("“%(obj)s” is a draft now.") % {"obj": obj}, messages.SUCCESS)
        return HttpResponseRedirect(self.page_url(obj))

    def response_change(self, request, obj):
        """Stay with the story; or go on to the act whose button saved it, and do it if it asks for nothing."""
        rule = self.acts.get(request.POST.get("_then", ""))
        if rule is None:
            return HttpResponseRedirect(self.page_url(obj))
        story = self.get_object(request, str(obj.pk))
        form = ActForm({}, rule=rule, thing=story)
        if rule.needs or rule.asks or rule not in self.open_acts(story, request.user) or not form.is_valid():
            return HttpResponseRedirect(self.act_url(obj, rule.verb))
        done = self.do(request, story, rule, form)
        for error in form.non_field_errors():
            self.message_user(request, error, messages.ERROR)
        return done or HttpResponseRedirect(self.page_url(obj))

    # The acts

    def open_acts(self, thing, user):
        return open_acts(thing, user)

    def hindrances(self, thing, rule, user):
        found = super().hindrances(thing, rule, user)
        if found or rule.verb != "publish":
            return found
        return [f"{finding.message} {finding.remedy}" for finding in blocking(check(thing))]

    def proposals(self, thing, rule):
        now = timezone.now()
        found = {"to": thing.assigned_to, "ends_at": now + PREVIEW_LASTS}
        if thing.embargo_until and thing.embargo_until > now:
            found["at"] = thing.embargo_until
        live = thing.editions.public(now).first() if rule.verb == "correct" else None
        if live:
            found.update(notices.proposed(live, thing))
        return found

    def after(self, request, thing, rule, result):
        """A copy or translation is what one goes on with; the link of a preview is told this once."""
        if rule.verb in ("copy", "translate"):
            return self.page_url(result)
        if rule.verb == "preview":
            link = request.build_absolute_uri(f"/preview/{result[1]}/")
            self.message_user(
                request, gettext("The link, which is shown this once: %(link)s") % {"link": link}, messages.WARNING
            )
            return f"{self.page_url(thing)}#previews"
        return self.page_url(thing)

    def act_context(self, thing, rule, form):
        """What the act will show to readers, and what must be mended first, at the earliest moment that is allowed."""
        if "at" not in rule.asks:
            notice = form["notice"].value() or "" if "notice" in form.fields else ""
            return before_and_after(thing, rule.verb, notice)
        now = timezone.now()
        release = self.proposals(thing, rule).get("at")
        findings = check(thing, at=release, now=now)
        return {
            "story": thing,
            "standing": Standing.of(thing, now),
            "findings": findings,
            "stopped": bool(blocking(findings)),
            "shows": True,
            "wording": thing.disclaimer and thing.disclaimer.in_force(release or now),
        }
