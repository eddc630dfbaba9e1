from django import template

from articles.public.drawn import drawn

register = template.Library()
register.simple_tag(drawn)
