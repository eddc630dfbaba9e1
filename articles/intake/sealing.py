"""Passwords and keys of channels, sealed with a key made of SECRET_KEY: neither a dump nor the admin shows them."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PURPOSE = b"newsroom: secrets of channels"


class Broken(Exception):
    """A secret that this SECRET_KEY does not open."""


def seal(secret: str) -> str:
    return box().encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str) -> str:
    try:
        return box().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        raise Broken("Its password or key can't be opened, since SECRET_KEY has changed: enter it again.") from None


def box() -> MultiFernet:
    """Seals with SECRET_KEY, and still opens what an older one sealed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived(key))) for key in keys])


def derived(key: str) -> bytes:
    return hmac.new(key.encode(), PURPOSE, hashlib.sha256).digest()
