"""Clusters: the same release from several agencies is one row of the inbox.

A new item is compared with the few that its fingerprint's bands lead to, and joins the cluster of the one that is most
alike. An item's cluster is the id of the cluster's first item.
"""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from articles.intake import rows
from articles.models import Band, Fingerprint, WireItem
from articles.search.fingerprint import ALIKE, bands, estimate, read_words, share_their_news, sign
from articles.wire.html import text_of

PERIOD = timedelta(days=7)  # a release makes the round within hours; this week's copy and the last one's is compared
LOOKED_AT = 2_000  # band rows, the newest first: a text that hundreds share is found among them all the same
CANDIDATES = 12  # whose signatures are compared
PRUNED_AT_ONCE = 10_000


def join(item: WireItem, now: datetime) -> None:
    """Give the new item its fingerprint and, if it has company, its cluster. Call it where the item is made."""
    read = read_words(text_of(item.copy.get("body_html", "")))
    signature = sign(read)
    if signature is None:
        return
    period = now.toordinal() // PERIOD.days
    twin = most_alike(item, signature, read, period)
    rows.keep_fingerprint(item, signature, bands(signature, period))
    if twin is not None:
        bring_together(item, twin)


def bring_together(item: WireItem, twin: WireItem) -> None:
    """Into one cluster, with all that stand in theirs."""
    theirs = {one.cluster for one in (item, twin)} - {None}
    item.cluster = min(theirs | {item.pk, twin.pk})
    company = WireItem.objects.filter(Q(pk__in=[item.pk, twin.pk]) | Q(cluster__in=theirs))
    company.exclude(cluster=item.cluster).update(cluster=item.cluster)


@transaction.atomic
def join_others(items: list[WireItem], now: datetime) -> None:
    """Look again once these are committed: others that tell the same were being placed at the same moment."""
    rows.wait_for_others()
    for item in WireItem.objects.filter(pk__in=[item.pk for item in items]).order_by("pk"):
        read = read_words(text_of(item.copy.get("body_html", "")))
        if signature := sign(read):
            twin = most_alike(item, signature, read, now.toordinal() // PERIOD.days)
            if twin and (twin.cluster is None or twin.cluster != item.cluster):
                bring_together(item, twin)


def most_alike(item: WireItem, signature: bytes, read: tuple[str, ...], period: int) -> WireItem | None:
    """The recent item whose news is most alike; an earlier version of the same story counts if it has company."""
    shared = Counter(rows.items_under(bands(signature, period) + bands(signature, period - 1), LOOKED_AT))
    del shared[item.pk]
    if not shared:
        return None
    prints = Fingerprint.objects.filter(item__in=[pk for pk, _ in shared.most_common(CANDIDATES)])
    others = sorted(
        ((estimate(signature, bytes(other.signature)), other.item) for other in prints.select_related("item")),
        key=lambda pair: (-pair[0], pair[1].pk),
    )
    return next(
        (
            other
            for alike, other in others
            if alike >= ALIKE and not only_itself(item, other) and is_the_same_news(read, other)
        ),
        None,
    )


def only_itself(item: WireItem, other: WireItem) -> bool:
    """Versions of one wire story are no cluster by themselves."""
    return (item.source_id, item.guid) == (other.source_id, other.guid) and other.cluster is None


def is_the_same_news(read: tuple[str, ...], other: WireItem) -> bool:
    return share_their_news(read, read_words(text_of(other.copy.get("body_html", ""))))


def forget_old_bands(now: datetime) -> int:
    """Drop the bands of items that can find no company any more; returns how many. Their fingerprints stay."""
    old = WireItem.objects.filter(arrived_at__lt=now - 2 * PERIOD).order_by("-arrived_at", "-pk")
    last_old = old.values_list("pk", flat=True).first() or 0
    dropped = 0
    while True:
        oldest = list(Band.objects.order_by("pk").values_list("pk", "item")[:PRUNED_AT_ONCE])
        gone = [pk for pk, item in oldest if item <= last_old]
        if not gone:
            return dropped
        dropped += Band.objects.filter(pk__range=(gone[0], gone[-1]), item__lte=last_old).delete()[0]
