import hashlib
import secrets
import time
from base64 import b32decode, b32encode
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP

from articles.sealing import SECOND_FACTORS, Broken

DIGITS = 6
KEY_BYTES = 20


def new_key() -> str:
    return SECOND_FACTORS.seal(b32encode(secrets.token_bytes(KEY_BYTES)).decode())


class SecondFactor(TimestampMixin, ThrottlingMixin, Device):
    """An app that makes codes (TOTP, RFC 6238), and recovery codes for when it is not at hand.

    The app's key is sealed, since the server must make the same codes; so are the SHA-256 of the recovery codes, which
    are too short to stand there as they are. A dump without SECRET_KEY gives nobody a code.
    """

    sealed_key = models.TextField(default=new_key, editable=False)
    sealed_digests = models.TextField(blank=True, editable=False)
    drift = models.SmallIntegerField(default=0, editable=False)
    last_t = models.BigIntegerField(default=-1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(confirmed=True), name="one_second_factor_each")
        ]

    @property
    def key(self) -> str:
        """In base32, as apps take it."""
        return SECOND_FACTORS.open(self.sealed_key)

    @property
    def is_readable(self) -> bool:
        try:
            return bool(self.key)
        except Broken:
            return False

    @property
    def digests(self) -> list[str]:
        """Those of the recovery codes that are left."""
        return SECOND_FACTORS.open(self.sealed_digests).split()

    @property
    def address(self) -> str:
        """What an app reads from the picture."""
        issuer = settings.OTP_TOTP_ISSUER.replace(":", "")
        asked = urlencode({"secret": self.key.rstrip("="), "issuer": issuer}, quote_via=quote)
        return f"otpauth://totp/{quote(f'{issuer}:{self.user.get_username()}')}?{asked}"

    def set_codes(self, codes: list[str]) -> None:
        self.set_digests([digest(code) for code in codes])

    def set_digests(self, digests: list[str]) -> None:
        self.sealed_digests = SECOND_FACTORS.seal(" ".join(digests))

    def verify_token(self, token: str) -> bool:
        """Whether this code is good now; each is good once. What is sealed is sealed anew with today's SECRET_KEY."""
        if not self.verify_is_allowed()[0]:
            return False
        key, digests = self.key, self.digests
        good = self.is_of_app(token, key) if is_of_apps(token) else digest(token) in digests
        if not good:
            self.throttle_increment()
            return False
        self.sealed_key = SECOND_FACTORS.seal(key)
        self.set_digests([kept for kept in digests if kept != digest(token)])
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True

    def is_of_app(self, token: str, key: str) -> bool:
        """Whether the app shows it, half a minute early or late; a clock that is wrong is followed."""
        app = TOTP(b32decode(key), digits=DIGITS, drift=self.drift)
        app.time = time.time()
        if not app.verify(int(token), tolerance=1, min_t=self.last_t + 1):
            return False
        self.drift, self.last_t = app.drift, app.t()
        return True

    def get_throttle_factor(self) -> int:
        return 1


def is_of_apps(token: str) -> bool:
    return token.isdecimal() and len(token) == DIGITS


def digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
