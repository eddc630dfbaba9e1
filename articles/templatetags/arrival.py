from django import template
from django.utils import timezone

from articles.admin.arrival import record_of, time_to_web
from articles.models import Source, Story

register = template.Library()


@register.inclusion_tag("admin/desk/_arrival_record.html")
def arrival_record(story: Story) -> dict:
    """Received, read, taken, published: for a story's page."""
    return {"versions": record_of(story)}


@register.inclusion_tag("admin/desk/_time_to_web.html")
def source_speed(source: Source) -> dict:
    """How long this source's copy takes to the web: for a source's page."""
    return {"speed": time_to_web(source, timezone.now()) if source and source.pk else None}
