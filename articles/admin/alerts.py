"""What the front screen tells everybody: orders and their clocks, channels in trouble, missing numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from articles.admin.orders import open_orders
from articles.desk.rules import EDIT_PERMISSION, Rule
from articles.models import Channel, Gap, Grace, Order

SHOWN = 20
TOLD_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Clock:
    """A pending order: how long is left, and what this person may do about it."""

    order: Order
    url: str
    seconds_left: int | None
    acts: list[tuple[Rule, str]]


def alerts(user, now: datetime) -> dict:
    """Everything that a person may see of it; a query a list, however much there is."""
    told = {}
    if user.has_perm("articles.view_order"):
        orders = Order.objects.select_related("story", "item__source", "decided_by").defer(
            "story__body", "item__copy", "item__warnings"
        )
        told["clocks"] = [clock(order, user, now) for order in orders.pending()[:SHOWN]]
        lately = orders.exclude(state=Order.State.PENDING).filter(raised_at__gt=now - TOLD_FOR)
        told["ordered"] = list(lately.order_by("-raised_at")[:SHOWN])
    if user.has_perm("articles.view_grace"):
        graces = Grace.objects.filter(state=Grace.State.WAITING).select_related("story", "route").defer("story__body")
        told["graces"] = [(grace, seconds(grace.due_at, now)) for grace in graces.order_by("due_at")[:SHOWN]]
        told["may_object"] = user.has_perm(EDIT_PERMISSION)
    if user.has_perm("articles.view_channel"):
        channels = Channel.objects.in_trouble().select_related("source")[:SHOWN]
        told["troubled"] = [(channel, channel.health(now)) for channel in channels]
    if user.has_perm("articles.view_gap"):
        gaps = Gap.objects.filter(closed_at=None).select_related("sequence__channel")
        told["gaps"] = list(gaps.order_by("-noticed_at")[:SHOWN])
    return told


def seconds(due: datetime, now: datetime) -> int:
    return max(int((due - now).total_seconds()), 0)


def clock(order: Order, user, now: datetime) -> Clock:
    left = seconds(order.due_at, now) if order.due_at else None
    acts = [
        (rule, reverse("admin:articles_order_act", args=[order.pk, rule.verb])) for rule in open_orders(order, user)
    ]
    return Clock(order, reverse("admin:articles_order_change", args=[order.pk]), left, acts)
