"""What agencies order: the orders that wait for a person, and how each was decided."""

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.acts import ActsMixin
from articles.admin.base import ReadOnlyAdmin
from articles.admin.record import link
from articles.admin.standing import before_and_after
from articles.desk import orders, rules
from articles.models import KillPolicy, Order


class KillPolicyInline(admin.StackedInline):
    """At once, unless it says otherwise."""

    model = KillPolicy
    can_delete = True
    verbose_name = verbose_name_plural = _("When the agency kills or withholds a story")


@admin.register(Order)
class OrderAdmin(ActsMixin, ReadOnlyAdmin):
    acts = rules.ORDER_RULES
    verbs = {"confirm": orders.confirm, "refuse": orders.refuse, "note": orders.note}
    bulk_acts = ()
    list_title = _("Orders of agencies")
    list_display = ["what", "source", "raised_at", "due_at", "state", "decided_by"]
    list_filter = ["state", "verb", "item__source"]
    fields = [
        "verb", "our_story", "wire", "source", "reason", "raised_at", "due_at", "state", "decided_at", "decided_by",
        "decision",
    ]  # fmt: skip
    readonly_fields = ["our_story", "wire", "source"]
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("story", "item__source", "item__delivery", "decided_by")

    def for_list(self, queryset):
        return queryset.defer("story__body", "item__copy", "item__delivery__raw")

    @admin.display(description=_("Order"))
    def what(self, order):
        return str(order)

    @admin.display(description=_("Source"))
    def source(self, order):
        return order.item.source

    @admin.display(description=_("Our story"), empty_value=_("None: the story that it is about never came"))
    def our_story(self, order):
        return order.story and link("story", order.story_id, str(order.story))

    @admin.display(description=_("Wire item"))
    def wire(self, order):
        return link("wireitem", order.item_id, str(order.item))

    def open_acts(self, thing, user):
        return rules.open_to_order(thing, user)

    def act_context(self, thing, rule, form):
        return before_and_after(thing.story, thing.verb) if rule.verb == "confirm" and thing.story else {}

    def after(self, request, thing, rule, result):
        return reverse("admin:index")
