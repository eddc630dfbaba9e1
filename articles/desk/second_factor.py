"""The second factor: an app that makes codes (TOTP, RFC 6238), recovery codes, and which roles must have them."""

import secrets
from base64 import b32encode
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django_otp import verify_token

from articles.models import RolePolicy, SecondFactor

RECOVERY_CODES = 10
CODE_BYTES = 5


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
    factors = SecondFactor.objects.filter(user=OuterRef("pk"), confirmed=True)
    asked = User.objects.filter(pk=user.pk).annotate(enrolled=Exists(factors), required=Exists(policies))
    return Standing(*asked.values_list("enrolled", "required").get())


def verify(user: User, code: str) -> SecondFactor | None:
    """Her second factor, if this is a code of it. Each wrong one makes it deaf for twice as long as the one before."""
    factor = SecondFactor.objects.filter(user=user, confirmed=True).first()
    return verify_token(user, factor.persistent_id, typed(code)) if factor else None


def typed(code: str) -> str:
    return "".join(code.split()).lower()


def begin(user: User) -> SecondFactor:
    """The app that she is setting up; its key is the same until a code of it has come."""
    for begun in SecondFactor.objects.filter(user=user, confirmed=False):
        if begun.is_readable:
            return begun
    return SecondFactor.objects.create(user=user, name="app", confirmed=False)


@transaction.atomic
def confirm(user: User, code: str) -> tuple[SecondFactor, list[str]] | None:
    """Enrol with the first code of the app; the recovery codes are told this once. None if the code is wrong."""
    User.objects.select_for_update().get(pk=user.pk)
    if standing(user).enrolled or not (factor := SecondFactor.objects.filter(user=user, confirmed=False).first()):
        return None
    if not verify_token(user, factor.persistent_id, typed(code)):
        return None
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed=True)
    SecondFactor.objects.filter(user=user, confirmed=False).delete()
    codes = renew_codes(user)
    factor.refresh_from_db()
    return factor, codes


@transaction.atomic
def renew_codes(user: User) -> list[str]:
    """Ten new recovery codes, each good for one sign-in; the old ones are worth nothing any more."""
    factor = SecondFactor.objects.select_for_update().get(user=user, confirmed=True)
    codes = [b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower() for _ in range(RECOVERY_CODES)]
    factor.set_codes(codes)
    factor.save(update_fields=["sealed_digests"])
    return codes


def codes_left(user: User) -> int:
    return len(SecondFactor.objects.get(user=user, confirmed=True).digests)


def reset(user: User) -> bool:
    """Take the second factor away: for who lost her telephone, and the codes as well. Was there one?"""
    return bool(SecondFactor.objects.filter(user=user).delete()[0])
