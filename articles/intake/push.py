"""The door for signed pushes: ``/wire/push/<channel code>/``. Each refusal is a status and a sentence."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.intake.arrivals import write_down
from articles.intake.channels.base import Parcel
from articles.intake.channels.push import WINDOW, is_signed, is_timely
from articles.intake.receive import Receipt, Sent, answer, keep, printable
from articles.models import Channel, Signature
from articles.sealing import CHANNELS, Broken

WRONG_A_MINUTE = 60  # refused signatures of one channel, from one address
MINUTE = timedelta(minutes=1)


class Refusal(Exception):
    def __init__(self, status: int, words: str, wait: int = 0):
        super().__init__(words)
        self.status, self.wait = status, wait


@csrf_exempt
@never_cache
@require_POST
def push(request: HttpRequest, code: str) -> JsonResponse:
    try:
        receipt = accept(request, code)
    except Refusal as refusal:
        answer = JsonResponse({"error": str(refusal)}, status=refusal.status)
        if refusal.wait:
            answer.headers["Retry-After"] = str(refusal.wait)
        return answer
    return JsonResponse(told(receipt), status=202)


def accept(request: HttpRequest, code: str) -> Receipt:
    """Judge, keep, remember the signature, read: killed in between, the sender's second try does no harm."""
    now = timezone.now()
    channel = Channel.objects.select_related("source__disclaimer").filter(code=code, kind="push", active=True).first()
    if channel is None:
        raise Refusal(404, f"There is no open push channel “{code}”.")
    body, digest = judge(request, channel, now)
    if Signature.objects.filter(channel=channel, digest=digest).exists():
        raise Refusal(409, "This very request was accepted before: nothing was done again.")
    if channel.arrivals.filter(at__gt=now - MINUTE)[: channel.per_minute].count() >= channel.per_minute:
        raise Refusal(429, f"More than {channel.per_minute} deliveries came within a minute: wait for one.", 60)
    name = printable(request.headers.get("X-Wire-Name", ""))[-255:]
    deliveries = keep([Sent(body, name)], channel.source)
    try:
        with transaction.atomic():
            Signature.objects.create(channel=channel, digest=digest, at=now)
    except IntegrityError:
        raise Refusal(409, "This very request was accepted before: nothing was done again.") from None
    (receipt,) = answer(deliveries)
    write_down(channel, [(Parcel(name, body), receipt)], now)
    return receipt


def judge(request: HttpRequest, channel: Channel, now: datetime) -> tuple[bytes, str]:
    """The body and its signature, if the sender is who it says, and says it now."""
    wrong = f"push:{channel.pk}:{request.META.get('REMOTE_ADDR', '')}:{now:%H%M}"
    if (cache.get(wrong) or 0) >= WRONG_A_MINUTE:
        raise Refusal(429, "Too many requests with a wrong signature: wait a minute.", 60)
    try:
        key = CHANNELS.open(channel.secret)
    except Broken:
        key = ""
    if not key:
        raise Refusal(401, "This channel has no key, and accepts nothing until an administrator sets one.")
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > channel.largest:
        raise Refusal(413, f"This channel takes {channel.largest_mb} MB at most.")
    timestamp, given = request.headers.get("X-Wire-Timestamp", ""), request.headers.get("X-Wire-Signature", "")
    if not is_timely(timestamp, now):
        raise Refusal(401, f"X-Wire-Timestamp must be the time in seconds, within {WINDOW} seconds of ours.")
    body = request.read(channel.largest + 1)
    if len(body) > channel.largest:
        raise Refusal(413, f"This channel takes {channel.largest_mb} MB at most.")
    if not is_signed(key, timestamp, body, given):
        cache.set(wrong, (cache.get(wrong) or 0) + 1, 120)
        raise Refusal(401, "X-Wire-Signature is not the HMAC-SHA256 of timestamp, full stop and body with our key.")
    return body, given.strip().lower().removeprefix("sha256=")


def told(receipt: Receipt) -> dict:
    return {
        "sha256": receipt.delivery.sha256,
        "received": receipt.delivery.received_at.isoformat(),
        "outcome": dict(receipt.counts),
        "items": [{"guid": item.guid, "version": item.version, "state": item.state} for item in receipt.items],
    }


def forget_signatures(now: datetime) -> list[str]:
    """Those that are too old to be replayed: their timestamp alone refuses them."""
    Signature.objects.filter(at__lt=now - timedelta(seconds=3 * WINDOW)).delete()
    return []
