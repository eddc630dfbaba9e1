from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.wire_item import WireItem


class Fingerprint(models.Model):
    """What a wire item's text is alike to: see :mod:`articles.search.fingerprint`."""

    item = models.OneToOneField(WireItem, models.CASCADE, primary_key=True, related_name="fingerprint")
    signature = models.BinaryField()

    def __str__(self):
        return f"fingerprint of {self.item_id}"


class Band(models.Model):
    """One key under which a recent item is found. Rows grow with their items, so the oldest have the lowest ids."""

    key = models.BigIntegerField()
    item = models.BigIntegerField(
        help_text=_("The wire item's id; no foreign key, as the rows go long before the item.")
    )

    class Meta:
        indexes = [models.Index(fields=["key", "item"], name="band_by_key")]

    def __str__(self):
        return f"band of {self.item}"
