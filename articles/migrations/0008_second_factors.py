import hashlib
from base64 import b32decode, b32encode

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import articles.models.second_factor
from articles.sealing import SECOND_FACTORS

CARRIED = (
    "user_id", "name", "confirmed", "throttling_failure_timestamp", "throttling_failure_count", "last_used_at", "drift",
    "last_t",
)  # fmt: skip


def carried(device) -> dict:
    return {field: getattr(device, field) for field in CARRIED}


def seal(apps, schema_editor):
    """Apps and recovery codes go on working; where they stood in clear nothing is left of them."""
    TOTPDevice, StaticToken = apps.get_model("otp_totp", "TOTPDevice"), apps.get_model("otp_static", "StaticToken")
    SecondFactor = apps.get_model("articles", "SecondFactor")
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA secure_delete = ON")
    enrolled = set()
    for device in TOTPDevice.objects.order_by("pk"):
        codes = []
        if device.confirmed:
            if device.user_id in enrolled:
                continue
            enrolled.add(device.user_id)
            codes = StaticToken.objects.filter(device__user=device.user_id).values_list("token", flat=True)
        SecondFactor.objects.create(
            **carried(device),
            sealed_key=SECOND_FACTORS.seal(b32encode(bytes.fromhex(device.key)).decode()),
            sealed_digests=SECOND_FACTORS.seal(" ".join(hashlib.sha256(code.encode()).hexdigest() for code in codes)),
        )
    TOTPDevice.objects.all().delete()
    apps.get_model("otp_static", "StaticDevice").objects.all().delete()


def unseal(apps, schema_editor):
    """Apps go on working; of recovery codes only digests are known, so that new ones must be made."""
    TOTPDevice = apps.get_model("otp_totp", "TOTPDevice")
    for factor in apps.get_model("articles", "SecondFactor").objects.order_by("pk"):
        TOTPDevice.objects.create(**carried(factor), key=b32decode(SECOND_FACTORS.open(factor.sealed_key)).hex())


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_roles"),
        ("otp_static", "0003_add_timestamps"),
        ("otp_totp", "0003_add_timestamps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="The human-readable name of this device.", max_length=64)),
                ("confirmed", models.BooleanField(default=True, help_text="Is this device ready for use?")),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(
                        blank=True,
                        default=None,
                        help_text="A timestamp of the last failed verification attempt. Null if last attempt succeeded.",
                        null=True,
                    ),
                ),
                (
                    "throttling_failure_count",
                    models.PositiveIntegerField(default=0, help_text="Number of successive failed attempts."),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True,
                        help_text="The date and time when this device was initially created in the system.",
                        null=True,
                    ),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(
                        blank=True, help_text="The most recent date and time this device was used.", null=True
                    ),
                ),
                ("sealed_key", models.TextField(default=articles.models.second_factor.new_key, editable=False)),
                ("sealed_digests", models.TextField(blank=True, editable=False)),
                ("drift", models.SmallIntegerField(default=0, editable=False)),
                ("last_t", models.BigIntegerField(default=-1, editable=False)),
                (
                    "user",
                    models.ForeignKey(
                        help_text="The user that this device belongs to.",
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed", True)), fields=("user",), name="one_second_factor_each"
                    )
                ],
            },
        ),
        migrations.RunPython(seal, unseal),
    ]
