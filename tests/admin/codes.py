"""What an app that makes codes would show."""

import time
from base64 import b32decode

from django_otp.oath import TOTP

from articles.desk import second_factor
from articles.models import SecondFactor


def code(factor: SecondFactor, later: int = 0) -> str:
    """The six figures of this half minute, or of a ``later`` one."""
    app = TOTP(b32decode(factor.key))
    app.time = time.time() + 30 * later
    return f"{app.token():06}"


def enrolled(user) -> tuple[SecondFactor, list[str]]:
    return second_factor.confirm(user, code(second_factor.begin(user), later=-1))
