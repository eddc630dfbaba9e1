"""Clusters: the same release from several agencies is one row of the inbox.

A new item is compared with the few that its fingerprint's bands lead to, and joins the cluster of the one that is most
alike. An item's cluster is the id of the cluster's first item.
"""

from collections import Counter
from datetime import datetime, timedelta

from django.db import connection

from articles.models import Band, Fingerprint, WireItem
from articles.search.fingerprint import ALIKE, bands, estimate, read_words, share_their_news, sign
from articles.wire.html import plain_text

PERIOD = timedelta(days=7)  # a release makes the round within hours; this week's copy and the last one's is compared
LOOKED_AT = 2_000  # band rows, the newest first: a text that hundreds share is found among them all the same
CANDIDATES = 12  # whose signatures are compared
PRUNED_AT_ONCE = 10_000


def join(item: WireItem, now: datetime) -> None:
    """Give the new item its fingerprint and, if it has company, its cluster. Call it where the item is made."""
    read = read_words(plain_text(item.copy.get("body_html", "")))
    signature = sign(read)
    if signature is None:
        return
    period = now.toordinal() // PERIOD.days
    twin = most_alike(item, signature, read, period)
    Fingerprint.objects.create(item=item, signature=signature)
    save_bands(item, bands(signature, period))
    if twin is not None:
        item.cluster = twin.cluster or twin.pk
        WireItem.objects.filter(pk__in=[twin.pk, item.pk]).update(cluster=item.cluster)


def save_bands(item: WireItem, keys: list[int]) -> None:
    # Not with the ORM: 32 objects for each item that comes would take longer than all the rest.
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Band._meta.db_table} (key, item) VALUES (%s, %s)", [(key, item.pk) for key in keys]
        )


def items_under(keys: list[int]) -> list[int]:
    """The items of the newest bands with these keys. Not with the ORM, as above: it would look at each key in turn."""
    places = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT item FROM {Band._meta.db_table} WHERE key IN ({places}) ORDER BY item DESC LIMIT {LOOKED_AT}", keys
        )
        return [item for (item,) in cursor.fetchall()]


def most_alike(item: WireItem, signature: bytes, read: list[str], period: int) -> WireItem | None:
    """The recent item whose news is most alike; an earlier version of the same story counts if it has company."""
    shared = Counter(items_under(bands(signature, period) + bands(signature, period - 1)))
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


def is_the_same_news(read: list[str], other: WireItem) -> bool:
    return share_their_news(read, read_words(plain_text(other.copy.get("body_html", ""))))


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
