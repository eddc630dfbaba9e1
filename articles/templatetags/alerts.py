from django import template
from django.utils import timezone

from articles.admin.alerts import alerts

register = template.Library()


@register.inclusion_tag("admin/desk/_alerts.html", takes_context=True)
def desk_alerts(context) -> dict:
    """What everybody at the desk must know now: for the front screen."""
    return {**alerts(context["request"].user, timezone.now()), "csrf_token": context.get("csrf_token")}
