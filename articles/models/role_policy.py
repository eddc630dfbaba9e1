from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class RolePolicy(models.Model):
    """How people of a role sign in."""

    role = models.OneToOneField(Group, models.CASCADE, related_name="policy")
    requires_second_factor = models.BooleanField(
        _("requires a second factor"), default=False,
        help_text=_("If set, nothing of the desk opens for people of this role, and for superusers, before they "
        "have set up an app that makes codes, and have signed in with one."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("sign-in rule")
        ordering = ["role__name"]

    def __str__(self):
        return self.role.name
