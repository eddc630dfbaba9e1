import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from articles.models.edition import canonical


class WireText(AppendOnly):
    """The wire's own words, kept so that readers can see what our desk changed of them.

    Only of sources whose licence lets us show it. It is found by its digest, which stands in the facts of each edition
    that was made of it: so editions share one text, and none can be put in its place.
    """

    TEXTS = ("headline", "standfirst", "byline", "dateline", "body", "credit")
    FROZEN = ("digest", *TEXTS)

    digest = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the texts below."))
    headline = models.TextField(blank=True)
    standfirst = models.TextField(blank=True)
    byline = models.TextField(blank=True)
    dateline = models.TextField(blank=True)
    body = models.TextField(blank=True)
    credit = models.TextField(blank=True)

    def __str__(self):
        return self.headline

    def compute_digest(self) -> str:
        return hashlib.sha256(canonical({name: getattr(self, name) for name in self.TEXTS})).hexdigest()
