"""Moments as pages print them. Django leaves the zone out in the hour that comes twice, where it is needed most."""

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime

register = template.Library()


@register.filter
def moment(at: datetime, form: str) -> str:
    """In the newsroom's zone; ``T`` in the form is the zone's name, at any hour."""
    local = localtime(at)
    return date_format(local, form.replace("T", "".join(f"\\{letter}" for letter in local.tzname())))
