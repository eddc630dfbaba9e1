from django import template

from articles.admin import wire_said

register = template.Library()
register.filter("spoken", wire_said.spoken)
