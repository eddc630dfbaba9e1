"""The acts of the desk as pages and buttons: drawn from the rules, done by the verbs."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.fields import NewsroomTime
from articles.admin.in_bulk import BulkActsMixin, out_of_turn
from articles.admin.story_acts import DESK_ACTS, DESK_VERBS
from articles.admin.story_form import LANGUAGE_TAG
from articles.admin.wire_merge import merge_url
from articles.desk import rules, verbs
from articles.desk.refusals import Refused, Unmerged
from articles.desk.rules import Rule
from articles.desk.take import take, untake
from articles.models import Edition, Story, WireItem

EVERY_STATE = tuple(Story.State)

# The legal hold changes no state, so the table of states has no row for it.
LEGAL_HOLD = {
    rule.verb: rule
    for rule in (
        Rule(
            "place_legal_hold", _("Place a legal hold"), rules.LEGAL_HOLD_PERMISSION, EVERY_STATE, "",
            _("Nothing of it is published until somebody who may lifts the hold. What readers have now stays up, "
            "unless a release or correction is still to come: then all of it comes down."),
            needs=("reason",),
        ),
        Rule(
            "lift_legal_hold", _("Lift the legal hold"), rules.LEGAL_HOLD_PERMISSION, EVERY_STATE, "",
            _("It can be published again."), asks=("reason",),
        ),
    )
}  # fmt: skip
STORY_ACTS = {**rules.STORY_RULES, **LEGAL_HOLD, **DESK_ACTS}
STORY_VERBS = {
    "file": verbs.file,
    "send_back": verbs.send_back,
    "publish": verbs.publish,
    "correct": verbs.correct,
    "hold": verbs.hold,
    "withdraw": verbs.withdraw,
    "retract": verbs.retract,
    "kill": verbs.kill,
    "spike": verbs.spike,
    "unspike": verbs.unspike,
    "place_legal_hold": verbs.place_legal_hold,
    "lift_legal_hold": verbs.lift_legal_hold,
    **DESK_VERBS,
}
ITEM_VERBS = {"take": take, "untake": untake, "spike": verbs.spike, "unspike": verbs.unspike}

KINDS = [
    (Edition.Kind.UPDATE, _("Update: there is more to tell, and nothing was wrong")),
    (Edition.Kind.CORRECTION, _("Correction: something was wrong, and the notice says what")),
    (Edition.Kind.CLARIFICATION, _("Clarification: something could be misread, and the notice says what")),
]


class ActForm(forms.Form):
    """Asks for what one rule needs to be told, and for what it may be told."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect, label=_("Readers are told that it is"))
    notice = forms.CharField(
        label=_("Notice"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Readers see this on the story's page."),
    )
    at = NewsroomTime(
        label=_("Release time"),
        help_text=_("Leave it empty for “at once”. Readers get it at this moment, whether or not anybody is awake."),
    )
    to = forms.ModelChoiceField(
        User.objects.filter(is_active=True, is_staff=True).order_by("first_name", "username"),
        label=_("To whom"),
        empty_label=_("Nobody"),
    )
    language = forms.CharField(
        max_length=35,
        validators=[LANGUAGE_TAG],
        label=_("Into which language"),
        help_text=_("Its code: en, fr, ar, zh …"),
    )
    ends_at = NewsroomTime(
        label=_("Until when"), help_text=_("The link leads nowhere after that. A month ahead at most.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Kept in the record; readers never see it."),
    )

    def __init__(self, *args, rule: Rule, thing: Story | WireItem, **kwargs):
        super().__init__(*args, **kwargs)
        self.thing = thing
        # Who releases a text must have seen that text: one that was saved since is shown first.
        self.as_seen = getattr(thing, "version", None) if "at" in rule.asks else None
        self.initial["version"] = self.as_seen
        wanted = [*rule.needs, *rule.asks, *(["version"] if self.as_seen else [])]
        self.fields = {name: self.fields[name] for name in wanted}
        for name in (*rule.needs, *rule.asks):
            self.fields[name].required = name in rule.needs

    def clean(self):
        told = super().clean()
        seen = told.get("version")
        if seen is not None and seen != self.as_seen:
            self.fields["version"].bound_data = lambda data, initial: initial
            raise forms.ValidationError(
                gettext(
                    "“%(thing)s” was changed since you opened this page. It is shown below as it stands now: look "
                    "at it, then do this again."
                )
                % {"thing": self.thing}
            )
        return told


class ActsMixin(BulkActsMixin):
    """Gives an admin class a page for each act, buttons for the acts that are open, and bulk acts."""

    act_template = "admin/desk/act.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.act_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        return [path("<path:object_id>/act/<slug:verb>/", view, name=name), *super().get_urls()]

    def act_url(self, thing, verb: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_act", args=[thing.pk, verb])

    def list_url(self, request: HttpRequest) -> str:
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return add_preserved_filters({"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}, url)

    def open_acts(self, thing, user) -> list[Rule]:
        return rules.open_to(thing, user)

    def act_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        rule = self.acts.get(verb)
        if rule is None:
            raise Http404(f"There is no act “{verb}”.")
        if not (self.has_view_permission(request) and request.user.has_perm(rule.permission)):
            raise PermissionDenied
        thing = self.get_object(request, unquote(object_id))
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST" and "_foresee" not in request.POST:
            form = ActForm(request.POST, rule=rule, thing=thing)
            done = form.is_valid() and self.do(request, thing, rule, form)
            return done or self.act_page(request, self.get_object(request, unquote(object_id)), rule, form)
        if rule not in self.open_acts(thing, request.user):
            self.message_user(request, out_of_turn(thing, rule), messages.ERROR)
            return HttpResponseRedirect(self.page_url(thing))
        typed = {**self.proposals(thing, rule), **request.POST.dict()}
        return self.act_page(request, thing, rule, ActForm(rule=rule, thing=thing, initial=typed))

    def do(self, request: HttpRequest, thing, rule: Rule, form: ActForm) -> HttpResponse | None:
        """The act itself; a refusal becomes the form's error, and what was typed stays in it."""
        name = str(thing)
        try:
            result = self.verbs[rule.verb](thing, by=request.user, **form.cleaned_data)
        except Unmerged as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
            return HttpResponseRedirect(merge_url(refusal.story, refusal.item))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return None
        self.message_user(
            request,
            gettext("“%(name)s”: %(label)s, done.") % {"name": name, "label": rule.label.lower()},
            messages.SUCCESS,
        )
        return HttpResponseRedirect(self.after(request, thing, rule, result))

    def proposals(self, thing, rule: Rule) -> dict:
        return {}

    def act_context(self, thing, rule: Rule, form: ActForm) -> dict:
        return {}

    def after(self, request: HttpRequest, thing, rule: Rule, result) -> str:
        return self.page_url(thing)

    def act_page(self, request: HttpRequest, thing, rule: Rule, form: ActForm) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": rule.label,
            "subtitle": str(thing),
            "thing": thing,
            "rule": rule,
            "form": form,
            "time_zone": settings.TIME_ZONE,
            "back": self.page_url(thing),
            **self.act_context(thing, rule, form),
        }
        return TemplateResponse(request, self.act_template, context)

    def hindrances(self, thing, rule: Rule, user) -> list[str]:
        return [] if rule in self.open_acts(thing, user) else [out_of_turn(thing, rule)]
