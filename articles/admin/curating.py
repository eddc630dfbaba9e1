"""Curating the fronts: what leads, by hand or by itself, drawn as readers get it; and the breaking banner."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.admin.base import ReadOnlyAdmin
from articles.admin.fields import NewsroomTime
from articles.desk import curate
from articles.desk.refusals import Refused
from articles.models import Banner, Edition, Pin, Section, Story
from articles.models.curation import Slot
from articles.models.edition import Listed
from articles.models.fronts import FRONT_PAGE, SECTION_FRONT, Front, arrange, pinned_to
from articles.search.find import find

FOUND = 12
SECTIONS = 60


class PinForm(forms.Form):
    story = forms.SlugField(max_length=12, error_messages={"required": _("Choose a story.")})
    slot = forms.ChoiceField(choices=Slot, required=False)
    before = forms.SlugField(max_length=12, required=False)
    until = NewsroomTime(required=False, label=_("Until"))


class BannerForm(forms.Form):
    text = forms.CharField(
        max_length=160, label=_("Banner"), widget=forms.TextInput(attrs={"dir": "auto", "size": 60}),
        help_text=_("One line, on top of every page."),
    )  # fmt: skip
    until = NewsroomTime(label=_("Until"), help_text=_("It ends by itself, within 24 hours."))
    story = forms.SlugField(
        max_length=12, required=False, label=_("Story"), help_text=_("The code of the story that it leads to, if any.")
    )


@dataclass(frozen=True, slots=True)
class Seat:
    """One place of a front: who sits there, whether by hand, and the pins right above and below."""

    edition: Listed
    pin: Pin | None
    above: Pin | None = None
    below: Pin | None = None


@dataclass(frozen=True, slots=True)
class Row:
    slot: Slot
    seats: list[Seat]


def rows(front: Front, pins: list[Pin]) -> list[Row]:
    """The slots from top to bottom; a pinned story stands under the slot that readers see it in."""
    by_story = {pin.story_id: pin for pin in pins}
    shown = [by_story.get(edition.story_id) for edition in front.shown]
    around = zip([None, *shown], shown, [*shown[1:], None], front.shown, strict=False)
    seats = [
        Seat(edition, pin, above=above if pin else None, below=below if pin else None)
        for above, pin, below, edition in around
    ]
    ends = (1, 1 + len(front.seconds), len(seats))
    return [Row(slot, seats[begin:end]) for slot, begin, end in zip(Slot, (0, *ends), ends, strict=False)]


@admin.register(Pin)
class PinAdmin(ReadOnlyAdmin):
    """The screen stands where Django would list the pins."""

    def get_urls(self):
        act = self.admin_site.admin_view(require_POST(self.act_view))
        return [path("act/", act, name="articles_pin_act"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.screen(request, BannerForm())

    def screen(self, request: HttpRequest, banner_form: BannerForm) -> HttpResponse:
        now = timezone.now()
        section = section_of(request)
        public = Edition.objects.public(now).listed().newest_first()
        pins = list(Pin.objects.on_front_of(section).standing(now).select_related("story", "pinned_by"))
        query = request.GET.get("q", "").strip()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Fronts"),
            "section": section,
            "sections": Section.objects.all()[:SECTIONS],
            "rows": rows(front_of(public, section, now), pins),
            "absent": absent(pins, public),
            "slots": Slot,
            "query": query,
            "found": find(public, query, limit=FOUND).editions if query else list(public.for_list()[:FOUND]),
            "banner": Banner.objects.standing(now).select_related("story").first(),
            "banner_form": banner_form,
            "may_curate": request.user.has_perm(curate.PERMISSION),
            "time_zone": settings.TIME_ZONE,
            "public_page": section.get_absolute_url() if section else reverse("front"),
        }
        return TemplateResponse(request, "admin/desk/fronts.html", context)

    def act_view(self, request: HttpRequest) -> HttpResponse:
        do = {
            "pin": self.pin, "unpin": self.unpin, "place": self.place, "raise": self.raise_banner,
            "end": self.end_banner,
        }.get(request.POST.get("do", ""))  # fmt: skip
        if do is None:
            raise Http404("There is no such act.")
        try:
            answer = do(request)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            answer = None
        query = {name: request.GET[name] for name in ("front", "q") if request.GET.get(name)}
        back = reverse("admin:articles_pin_changelist") + (f"?{urlencode(query)}" if query else "")
        return answer or HttpResponseRedirect(back)

    def asked(self, request: HttpRequest) -> tuple[Story, dict]:
        form = PinForm(request.POST)
        if not form.is_valid():
            told = " ".join(message for errors in form.errors.values() for message in errors)
            raise Refused(_("Nothing was changed: %s") % told)
        return story_by(form.cleaned_data["story"]), form.cleaned_data

    def pin(self, request: HttpRequest) -> None:
        story, told = self.asked(request)
        curate.pin(story, by=request.user, slot=told["slot"], until=told["until"], section=section_of(request))
        self.message_user(request, _("“%s” is pinned.") % story, messages.SUCCESS)

    def unpin(self, request: HttpRequest) -> None:
        story, _told = self.asked(request)
        curate.unpin(story, by=request.user, section=section_of(request))
        self.message_user(request, _("“%s” is not pinned any more.") % story, messages.SUCCESS)

    def place(self, request: HttpRequest) -> None:
        story, told = self.asked(request)
        before = story_by(told["before"]) if told["before"] else None
        curate.place(story, by=request.user, slot=told["slot"], before=before, section=section_of(request))

    def raise_banner(self, request: HttpRequest) -> HttpResponse | None:
        form = BannerForm(request.POST)
        if not form.is_valid():
            return self.screen(request, form)
        told = form.cleaned_data
        story = story_by(told["story"]) if told["story"] else None
        curate.raise_banner(told["text"], by=request.user, until=told["until"], story=story)
        self.message_user(request, _("The banner is on every page."), messages.SUCCESS)
        return None

    def end_banner(self, request: HttpRequest) -> None:
        banner = Banner.objects.standing(timezone.now()).first()
        if banner is None:
            raise Refused(_("No banner is up any more."))
        curate.end_banner(banner, by=request.user)
        self.message_user(request, _("The banner is down."), messages.SUCCESS)


def section_of(request: HttpRequest) -> Section | None:
    slug = request.GET.get("front", "")
    section = Section.objects.filter(slug=slug).first() if slug else None
    if slug and section is None:
        raise Http404(f"There is no section “{slug}”.")
    return section


def story_by(code: str) -> Story:
    story = Story.objects.filter(code=code).first()
    if story is None:
        raise Refused(_("There is no story with the code “%s”.") % code)
    return story


def front_of(public, section: Section | None, now) -> Front:
    narrowed, shape = (public.filter(section=section), SECTION_FRONT) if section else (public, FRONT_PAGE)
    newest = list(narrowed.for_list()[: shape.considered])
    return arrange(newest, pinned_to(public, section and section.pk, now).for_list(), shape)


def absent(pins: list[Pin], public) -> list[Pin]:
    """Pins that wait: readers don't have their story now."""
    there = set(public.filter(story__in=[pin.story_id for pin in pins]).order_by().values_list("story", flat=True))
    return [pin for pin in pins if pin.story_id not in there]
