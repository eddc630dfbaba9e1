"""Clusters: the same release from several agencies is one row of the inbox.

A new item is compared with the few that its fingerprint's bands lead to, and joins the cluster of the one that is most
alike. An item's cluster is the id of the cluster's first item.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from articles.intake import rows
from articles.models import Band, Fingerprint, WireItem
from articles.search.fingerprint import ALIKE, BANDS, bands, estimate, read_words, share_their_news, sign
from articles.wire.html import text_of

PERIOD = timedelta(days=7)  # a release makes the round within hours; this week's copy and the last one's is compared
LOOKED_AT = 2_000  # band rows, the newest first: a text that hundreds share is found among them all the same
CANDIDATES = 12  # whose signatures are compared
PRUNED_AT_ONCE = 10_000
COMPARED = ("signature", "item__source", "item__guid", "item__cluster", "item__copy")


def fingerprint(item: WireItem) -> bytes | None:
    return sign(words(item))


def join(signed: dict[WireItem, bytes], now: datetime) -> None:
    """Keep the fingerprints of new items and, if they have company, give them their cluster.

    Call it where the items are made, with those that have a fingerprint.
    """
    if signed:
        period = now.toordinal() // PERIOD.days
        rows.keep_fingerprints(
            {item.pk: signature for item, signature in signed.items()},
            {item.pk: bands(signature, period) for item, signature in signed.items()},
        )
        find_company(signed, period)


@transaction.atomic
def join_others(items: list[WireItem], now: datetime) -> None:
    """Look again once these are committed: others that tell the same were being placed at the same moment."""
    rows.wait_for_others()
    prints = Fingerprint.objects.filter(item__in=[item.pk for item in items]).select_related("item").order_by("item")
    signed = {each.item: bytes(each.signature) for each in prints.only(*COMPARED)}
    if signed:
        find_company(signed, now.toordinal() // PERIOD.days)


def words(item: WireItem) -> tuple[str, ...]:
    return read_words(text_of(item.copy.get("body_html", "")))


def find_company(signed: dict[WireItem, bytes], period: int) -> None:
    """Bring each together with the recent item whose news is most alike; of these, with one before it."""
    ours = {item.pk: item for item in signed}
    candidates = find_candidates(signed, ours, period)
    prints = Fingerprint.objects.filter(item__in=set().union(*candidates.values())).select_related("item")
    others = {each.item_id: each for each in prints.only(*COMPARED)} if any(candidates.values()) else {}
    known = {pk: each.item for pk, each in others.items()} | ours
    for item, signature in signed.items():
        alike = [(estimate(signature, bytes(others[pk].signature)), known[pk]) for pk in candidates[item.pk]]
        twin = most_alike(item, alike)
        if twin is not None and (twin.cluster is None or twin.cluster != item.cluster):
            bring_together(item, twin, known.values())


def find_candidates(signed: dict[WireItem, bytes], ours: dict[int, WireItem], period: int) -> dict[int, list[int]]:
    asked = {item.pk: bands(found, period) + bands(found, period - 1) for item, found in signed.items()}
    found = rows.items_under(asked, LOOKED_AT + BANDS * len(ours))
    shared = {pk: Counter(other for other in found[pk] if other not in ours or other < pk) for pk in ours}
    return {pk: [other for other, _ in counts.most_common(CANDIDATES)] for pk, counts in shared.items()}


def most_alike(item: WireItem, others: list[tuple[float, WireItem]]) -> WireItem | None:
    """Of those that are so much alike; an earlier version of the same story counts if it has company."""
    return next(
        (
            other
            for alike, other in sorted(others, key=lambda pair: (-pair[0], pair[1].pk))
            if alike >= ALIKE and not only_itself(item, other) and share_their_news(words(item), words(other))
        ),
        None,
    )


def bring_together(item: WireItem, twin: WireItem, known: Iterable[WireItem]) -> None:
    """Into one cluster, with all that stand in theirs; those in our hands are told of it."""
    pair, theirs = {item.pk, twin.pk}, {one.cluster for one in (item, twin)} - {None}
    cluster = min(theirs | pair)
    company = WireItem.objects.filter(Q(pk__in=pair) | Q(cluster__in=theirs))
    company.exclude(cluster=cluster).update(cluster=cluster)
    for one in known:
        if one.pk in pair or one.cluster in theirs:
            one.cluster = cluster


def only_itself(item: WireItem, other: WireItem) -> bool:
    """Versions of one wire story are no cluster by themselves."""
    return (item.source_id, item.guid) == (other.source_id, other.guid) and other.cluster is None


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
