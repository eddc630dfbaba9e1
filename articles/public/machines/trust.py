"""Small files that say who answers for this site."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from articles.models import Disclaimer, Source
from articles.public.machines.answers import answer, readable
from articles.public.machines.facts import absolute, stamp
from articles.public.reading import PLAIN

TRUSTED = timedelta(days=180)  # RFC 9116 asks for less than a year


@readable
def security(request: HttpRequest) -> HttpResponseBase:
    """https://www.rfc-editor.org/rfc/rfc9116; without a setting, the mailbox that RFC 2142 names for every domain."""
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    said = (
        ("Contact", settings.SECURITY_CONTACT or f"mailto:security@{urlsplit(settings.SITE_URL).hostname}"),
        ("Expires", stamp(today + TRUSTED)),
        ("Preferred-Languages", settings.LANGUAGE_CODE),
        ("Canonical", absolute(reverse("security"))),
    )
    return answer(request, "".join(f"{name}: {value}\n" for name, value in said).encode(), PLAIN)


@readable
def trust(request: HttpRequest) -> HttpResponseBase:
    """https://journallist.net/reference-document-for-trust-txt-specifications: our terms, and whose copy we print."""
    agencies = Source.objects.filter(active=True, kind=Source.Kind.AGENCY).exclude(url="")
    said = [*settings.TRUST, ("disclosure", absolute(reverse("corrections")))]
    said += [("disclosure", absolute(disclaimer.get_absolute_url())) for disclaimer in Disclaimer.objects.all()]
    said += [("vendor", url) for url in agencies.values_list("url", flat=True)]
    return answer(request, "".join(f"{name}={value}\n" for name, value in said).encode(), PLAIN)
