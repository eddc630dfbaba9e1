from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

from articles.models.addresses import address
from articles.public.drawn import drawn

register = template.Library()
register.simple_tag(drawn)
register.simple_tag(address)


@register.simple_tag
def ui() -> SafeString:
    """The attributes of an element in the site's own language, within a text that may be in another."""
    return SafeString(f'lang="{get_language()}" dir="{"rtl" if get_language_bidi() else "ltr"}"')
