"""The desk's screen: Django's admin, with buttons drawn from the rules. It declares, and the verbs decide."""

from articles.admin import (
    audit,
    browse,
    channels,
    curating,
    disclaimers,
    inbox,
    orders,
    outbox,
    pages,
    picture,
    record,
    reports,
    routes,
    story,
    terms,
    users,
)

__all__ = [
    "audit",
    "browse", "channels", "curating", "disclaimers", "inbox", "orders", "outbox", "pages", "picture", "record",
    "reports", "routes", "story", "terms", "users",
]  # fmt: skip
