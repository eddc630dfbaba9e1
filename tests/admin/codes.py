"""What an app that makes codes would show."""

import time

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.desk import second_factor


def code(device: TOTPDevice, later: int = 0) -> str:
    """The six figures of this half minute, or of a ``later`` one."""
    app = TOTP(device.bin_key)
    app.time = time.time() + 30 * later
    return f"{app.token():06}"


def enrolled(user) -> tuple[TOTPDevice, list[str]]:
    return second_factor.confirm(user, code(second_factor.begin(user), later=-1))
