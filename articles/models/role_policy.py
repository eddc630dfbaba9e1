from django.contrib.auth.models import Group
from django.db import models


class RolePolicy(models.Model):
    """How people of a role sign in."""

    role = models.OneToOneField(Group, models.CASCADE, related_name="policy")
    requires_second_factor = models.BooleanField(
        "requires a second factor", default=False,
        help_text="If set, nothing of the desk opens for people of this role, and for superusers, before they "
        "have set up an app that makes codes, and have signed in with one.",
    )  # fmt: skip

    class Meta:
        verbose_name = "sign-in rule"
        ordering = ["role__name"]

    def __str__(self):
        return self.role.name
