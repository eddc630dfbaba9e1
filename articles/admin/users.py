"""Who works here. Nobody is deleted, because the record names them: an account that is done with is deactivated."""

from axes.utils import reset as end_lockout
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.template.response import TemplateResponse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from articles.admin.base import DeskAdmin, clock
from articles.admin.in_bulk import BulkActsMixin
from articles.desk import second_factor
from articles.desk.refusals import NotAllowed, OutOfTurn
from articles.desk.rules import Rule
from articles.models import RolePolicy, SecondFactor

TAKE_FACTOR_AWAY = Rule(
    "reset_second_factor", gettext_lazy("Take the second factor away"), "auth.change_user", (), "",
    gettext_lazy("For who lost the telephone and the recovery codes: the password alone lets in until another is set "
    "up. Be sure of who asks."), grave=True,
)  # fmt: skip
LET_IN_AGAIN = Rule(
    "let_in_again", gettext_lazy("Let in again"), "auth.change_user", (), "",
    gettext_lazy("For who failed too often at signing in: the wait ends now. Be sure of who asks."),
)  # fmt: skip
GRANTED_BY_SUPERUSERS = ("is_superuser", "user_permissions")
NOT_BY_ONESELF = ("is_active", "is_staff", "is_superuser")

admin.site.unregister([User, TOTPDevice, StaticDevice])  # SecondFactor stands in for the last two


def held_by(user: User):
    """What an account may do, also one that is not active."""
    return Permission.objects.filter(Q(group__user=user) | Q(user=user))


def has_more(user: User, than: User) -> bool:
    """Whether ``user`` may do anything that the other may not: then the other may not touch the account."""
    if than.is_superuser:
        return False
    return user.is_superuser or held_by(user).exclude(pk__in=held_by(than).values("pk")).exists()


def within_reach(user: User, by: User) -> None:
    if not by.has_perm("auth.change_user") or has_more(user, by):
        raise NotAllowed(beyond_reach(user))


def beyond_reach(user: User) -> str:
    return gettext("%(name)s may do more than you: ask somebody who may do as much.") % {"name": user}


def without_factor(user: User) -> str:
    return gettext("%(name)s had no second factor.") % {"name": user}


@transaction.atomic
def take_factor_away(user: User, *, by: User) -> None:
    within_reach(user, by)
    if not second_factor.reset(user):
        raise OutOfTurn(without_factor(user))
    log_change(user, by, gettext("Second factor taken away."))


@transaction.atomic
def let_in_again(user: User, *, by: User) -> None:
    within_reach(user, by)
    end_lockout(username=user.username)
    log_change(user, by, gettext("Let in again after too many tries."))


def log_change(user: User, by: User, said: str) -> None:
    LogEntry.objects.log_actions(by.pk, [user], CHANGE, said, single_object=True)


@admin.register(User)
class DeskUserAdmin(BulkActsMixin, UserAdmin):
    """Roles are given by group; nobody gives more than she has, or changes the account of somebody who has more."""

    acts = {rule.verb: rule for rule in (TAKE_FACTOR_AWAY, LET_IN_AGAIN)}
    verbs = {"reset_second_factor": take_factor_away, "let_in_again": let_in_again}
    bulk_acts = ("reset_second_factor", "let_in_again")
    list_display = ["username", "name", "roles", "second_factor", "standing", "seen"]
    list_filter = ["is_active", "groups", "is_staff"]
    show_facets = admin.ShowFacets.NEVER
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request):
        factors = SecondFactor.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).prefetch_related("groups").annotate(enrolled=Exists(factors))

    def get_readonly_fields(self, request, obj=None):
        by = request.user
        granted = () if by.is_superuser else GRANTED_BY_SUPERUSERS
        own = NOT_BY_ONESELF if obj == by else ()
        roles = ("groups",) if obj == by and not by.is_superuser else ()
        return list(dict.fromkeys([*super().get_readonly_fields(request, obj), *granted, *own, *roles]))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Only roles that hold nothing that the giver lacks."""
        if db_field.name == "groups" and not request.user.is_superuser:
            beyond = Permission.objects.filter(group=OuterRef("pk")).exclude(pk__in=held_by(request.user).values("pk"))
            kwargs["queryset"] = Group.objects.exclude(Exists(beyond))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        if obj is not None and has_more(obj, request.user):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def delete_view(self, request, object_id, extra_context=None):
        said = _("Nobody is deleted, because the record names them: take “active” away in the account instead.")
        context = {**self.admin_site.each_context(request), "title": _("Not deleted"), "said": said, "opts": self.opts}
        return TemplateResponse(request, "admin/refused.html", context, status=403)

    def save_model(self, request, obj, form, change):
        """An account is made for the desk: there is no other use for one."""
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("Roles"))
    def roles(self, user):
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description=gettext_lazy("Name"), empty_value="")
    def name(self, user):
        return user.get_full_name()

    @admin.display(description=gettext_lazy("Second factor"))
    def second_factor(self, user):
        return _("Second factor set up") if user.enrolled else _("No second factor")

    @admin.display(description=gettext_lazy("Account"))
    def standing(self, user):
        return _("Active") if user.is_active else _("Deactivated")

    @admin.display(description=gettext_lazy("Signed in"))
    def seen(self, user):
        return clock(user.last_login) or _("Never signed in")

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Users"), **(extra_context or {})})

    def hindrances(self, user, rule, by):
        """What is done for who can't sign in is done by who may do as much."""
        if has_more(user, by):
            return [beyond_reach(user)]
        return [without_factor(user)] if rule is TAKE_FACTOR_AWAY and not user.enrolled else []


@admin.register(RolePolicy)
class RolePolicyAdmin(DeskAdmin):
    list_title = gettext_lazy("Sign-in rules")
    list_display = ["role", "requires_second_factor"]
    fields = ["role", "requires_second_factor"]
    sortable_by = ()

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("role")

    def get_readonly_fields(self, request, obj=None):
        return ["role"] if obj else []
