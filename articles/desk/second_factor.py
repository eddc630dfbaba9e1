"""The second factor: an app that makes codes (TOTP, RFC 6238), recovery codes, and which roles must have them."""

from base64 import b32encode
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.models import RolePolicy

RECOVERY_CODES = 10
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether this person has a second factor, and whether a role of hers demands one."""

    enrolled: bool
    required: bool


def standing(user: User) -> Standing:
    """Superusers are held to what the strictest role is held to."""
    policies = RolePolicy.objects.filter(requires_second_factor=True)
    if not user.is_superuser:
        policies = policies.filter(role__user=OuterRef("pk"))
    apps = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    asked = User.objects.filter(pk=user.pk).annotate(enrolled=Exists(apps), required=Exists(policies))
    return Standing(*asked.values_list("enrolled", "required").get())


def verify(user: User, code: str) -> Device | None:
    """The device that this code is of. Each wrong code makes its device deaf for twice as long as the one before."""
    code = "".join(code.split()).lower()
    kind = TOTPDevice if code.isdecimal() and len(code) == DIGITS else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first() if code.isascii() and code else None
    return verify_token(user, device.persistent_id, code) if device else None


def begin(user: User) -> TOTPDevice:
    """The app that she is setting up; its key is the same until a code of it has come."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first() or TOTPDevice.objects.create(
        user=user, name="app", confirmed=False
    )


@transaction.atomic
def confirm(user: User, code: str) -> tuple[TOTPDevice, list[str]] | None:
    """Enrol with the first code of the app; the recovery codes are told this once. None if the code is wrong."""
    User.objects.select_for_update().get(pk=user.pk)
    if standing(user).enrolled or not (device := TOTPDevice.objects.filter(user=user, confirmed=False).first()):
        return None
    if not verify_token(user, device.persistent_id, "".join(code.split())):
        return None
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    device.refresh_from_db()
    return device, renew_codes(user)


@transaction.atomic
def renew_codes(user: User) -> list[str]:
    """Ten new recovery codes, each good for one sign-in; the old ones are worth nothing any more."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def reset(user: User) -> bool:
    """Take the second factor away: for who lost her telephone, and the codes as well. Was there one?"""
    removed = [kind.objects.filter(user=user).delete()[0] for kind in (TOTPDevice, StaticDevice)]
    return any(removed)


def key_of(device: TOTPDevice) -> str:
    return b32encode(device.bin_key).decode().rstrip("=")
