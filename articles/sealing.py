"""Secrets that must be read again, sealed with a key made of SECRET_KEY: neither a dump nor the admin shows them."""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class Broken(Exception):
    """A secret that no SECRET_KEY of ours opens."""


@dataclass(frozen=True, slots=True)
class Box:
    """What is sealed for one purpose opens for no other."""

    purpose: bytes
    broken: str

    def seal(self, secret: str) -> str:
        return self.keys().encrypt(secret.encode()).decode() if secret else ""

    def open(self, sealed: str) -> str:
        try:
            return self.keys().decrypt(sealed.encode()).decode() if sealed else ""
        except InvalidToken:
            raise Broken(str(self.broken)) from None

    def keys(self) -> MultiFernet:
        """Seals with SECRET_KEY, and still opens what an older one sealed."""
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return MultiFernet([Fernet(base64.urlsafe_b64encode(self.derived(key))) for key in keys])

    def derived(self, key: str) -> bytes:
        return hmac.new(key.encode(), self.purpose, hashlib.sha256).digest()


CHANNELS = Box(
    b"newsroom: secrets of channels",
    "Its password or key can't be opened, since SECRET_KEY has changed: enter it again.",
)
SUBSCRIBERS = Box(
    b"newsroom: secrets of subscribers",
    "Its secret can't be opened, since SECRET_KEY has changed: enter another one, and give it to who runs the program.",
)
SECOND_FACTORS = Box(
    b"newsroom: second factors",
    _("This second factor can’t be opened, since SECRET_KEY has changed: ask an administrator to take it away."),
)
