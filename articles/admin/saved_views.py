"""Filters of the inbox that a person keeps under a name: private, made, renamed and deleted on one small page."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.inbox_list import address
from articles.admin.wire_filters import InboxFilter
from articles.models import SavedView


class ViewForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)


def inbox() -> str:
    return reverse("admin:articles_wireitem_changelist")


class SavedViewsMixin:
    """Pages of the admin class of wire items; every one of them starts from the views of the person who asks."""

    def views_view(self, request: HttpRequest) -> HttpResponse:
        """The person's views; a POST keeps the filters of the inbox's address under a name."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.keep_view(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Saved views"),
            "views": [(view, address(view.query)) for view in request.user.saved_views.all()[: SavedView.MOST]],
        }
        return TemplateResponse(request, "admin/desk/saved_views.html", context)

    def keep_view(self, request: HttpRequest) -> HttpResponse:
        told = QueryDict(request.POST.get("query", "")[:2000])
        asked, named = InboxFilter(told), ViewForm(request.POST)
        try:
            if not asked.is_valid():
                raise ValidationError(_("These filters can't be kept: one of them is unknown."))
            name = named_in(named)
            if len(asked.query) > 1000:
                raise ValidationError(_("These filters are too long to be kept: shorten the search."))
            if request.user.saved_views.count() >= SavedView.MOST:
                raise ValidationError(_("You have as many views as can be kept: delete one first."))
            with transaction.atomic():
                SavedView.objects.create(user=request.user, name=name, query=asked.query)
        except (ValidationError, IntegrityError) as error:
            self.message_user(request, why(error), messages.ERROR)
            return HttpResponseRedirect(inbox() + f"?{told.urlencode()}")
        self.message_user(request, _("“%(name)s” is kept among your views.") % {"name": name}, messages.SUCCESS)
        return HttpResponseRedirect(inbox() + f"?{asked.query}")

    def view_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """A POST renames one view of the person's own, or deletes it."""
        view = get_object_or_404(request.user.saved_views, pk=key)
        if request.method == "POST" and "delete" in request.POST:
            view.delete()
            self.message_user(request, _("“%(name)s” is no longer kept.") % {"name": view}, messages.SUCCESS)
        elif request.method == "POST":
            try:
                name = named_in(ViewForm(request.POST))
                with transaction.atomic():
                    request.user.saved_views.filter(pk=key).update(name=name)
            except (ValidationError, IntegrityError) as error:
                self.message_user(request, why(error), messages.ERROR)
            else:
                said = _("“%(old)s” is called “%(new)s” now.") % {"old": view, "new": name}
                self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_wireitem_views"))


def named_in(form: ViewForm) -> str:
    if not form.is_valid():
        raise ValidationError(_("Give the view a name of 1 to 60 characters."))
    return form.cleaned_data["name"]


def why(error: Exception) -> str:
    if isinstance(error, IntegrityError):
        return _("You have a view of that name already: choose another.")
    return " ".join(error.messages)
