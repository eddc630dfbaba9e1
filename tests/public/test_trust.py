from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from articles.models import Source

pytestmark = pytest.mark.django_db


def lines(response, separator) -> list[tuple[str, str]]:
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return [tuple(line.split(separator, 1)) for line in response.content.decode().splitlines()]


@override_settings(SITE_URL="https://news.example:8443")
def test_who_finds_a_hole_knows_whom_to_tell_for_less_than_a_year(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        said = dict(lines(client.get("/.well-known/security.txt"), ": "))
    expires = datetime.fromisoformat(said.pop("Expires"))
    assert said == {
        "Contact": "mailto:security@news.example",
        "Preferred-Languages": "en",
        "Canonical": "https://news.example:8443/.well-known/security.txt",
    }
    assert expires.tzinfo == UTC
    assert timedelta(days=90) < expires - timezone.now() < timedelta(days=365)


def test_the_site_names_its_terms_and_the_agencies_whose_copy_it_prints(client, cast, django_assert_num_queries):
    for code, fields in (
        ("AGY", {"url": "https://agency.example/"}),
        ("DESK", {"url": "https://desk.example/"}),
    ):
        Source.objects.filter(code=code).update(**fields)
    Source.objects.create(
        code="OLD", name="Old", slug="old", credit_line="Old", url="https://old.example/", active=False
    )
    with django_assert_num_queries(2):
        said = lines(client.get("/trust.txt"), "=")
    assert lines(client.get("/.well-known/trust.txt"), "=") == said
    assert said == [
        ("disclosure", "http://127.0.0.1:8000/corrections/"),
        ("disclosure", "http://127.0.0.1:8000/disclaimers/agency-terms/"),
        ("vendor", "https://agency.example/"),
    ]


@override_settings(
    SECURITY_CONTACT="https://news.example/holes",
    TRUST=[("belongto", "https://guild.example/")],
    ROBOTS_REFUSED=["CCBot"],
)
def test_the_newsroom_s_own_settings_are_said(client, cast):
    assert dict(lines(client.get("/.well-known/security.txt"), ": "))["Contact"] == "https://news.example/holes"
    assert lines(client.get("/trust.txt"), "=")[0] == ("belongto", "https://guild.example/")
    robots = client.get("/robots.txt").content.decode()
    assert robots.startswith("User-agent: CCBot\nDisallow: /\n\nUser-agent: *\n")
    assert "Sitemap: http://127.0.0.1:8000/sitemap-news.xml" in robots
