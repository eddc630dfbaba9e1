"""Signed posts, https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: libraries
in every language check the signature."""

import base64
import binascii
import hashlib
import hmac
import json
import time

from articles.models import Edition, Subscriber
from articles.models.outbox import SECRET
from articles.outbox.post import Said, post
from articles.outbox.telling import Told
from articles.public.machines import facts, ninjs
from articles.public.stories import notices
from articles.sealing import SUBSCRIBERS, Broken


def post_signed(subscriber: Subscriber, key: str, told: Told) -> Said:
    try:
        secret = SUBSCRIBERS.open(subscriber.secret)
    except Broken as broken:
        return Said(False, str(broken))
    body = json.dumps(message(told), ensure_ascii=False).encode()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": stamp,
        "webhook-signature": "v1," + signature(secret, key, stamp, body),
    }
    return post(subscriber.url, body, headers)


def signature(secret: str, key: str, stamp: str, body: bytes) -> str:
    digest = hmac.new(key_of(secret), f"{key}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def key_of(secret: str) -> bytes:
    """What stands after the prefix is base64; a secret that somebody chose is taken as it is."""
    try:
        return base64.b64decode(secret.removeprefix(SECRET), validate=True)
    except (binascii.Error, ValueError):
        return secret.encode()


def message(told: Told) -> dict:
    """What happened, and the story as ninjs, as the API gives it at this moment."""
    edition, shown = told.edition, told.shown
    return {
        "type": f"story.{edition.kind}",
        "timestamp": facts.stamp(edition.released_at),
        "data": {
            "id": facts.urn(edition.code),
            "edition": edition.number,
            "notice": edition.notice,
            "address": facts.address(shown),
            "story": story(shown, told),
        },
    }


def story(shown: Edition, told: Told) -> dict:
    if shown.kind in Edition.GONE:
        return ninjs.canceled(shown)
    return ninjs.full(shown, [ninjs.notice(one) for one in notices(shown, told.at)])
