from django import template

from articles.admin.help import sentences

register = template.Library()


@register.inclusion_tag("admin/desk/_help.html", takes_context=True)
def desk_help(context) -> dict:
    """What the screen is for, folded away until somebody asks."""
    match = getattr(context.get("request"), "resolver_match", None)
    screen = (match and match.url_name) or ""
    return {"screen": screen, "sentences": sentences(screen) if context.get("has_permission") else ()}
