"""The public site in the language of its newsroom, whoever asks; stories keep their own."""

import re

import pytest
from django.test import Client

from articles.desk import verbs

UI = {
    "en": ("Skip to content", "Latest", "Every story with its source"),
    "fr": ("Aller au contenu", "En continu", "Chaque article avec sa source"),
    "ar": ("تخطَّ إلى المحتوى", "الأحدث", "كل خبر مع مصدره"),
}
ENGLISH = ("Skip to content", "Published ", "Reported by", "Narrow this list", "No stories", "Search stories")

MONTHS = [
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
]  # fmt: skip


@pytest.fixture
def pages(cast) -> dict[str, int]:
    story = cast.published(headline="Ferries sail on")
    corrected = cast.published(headline="Ministers resign", section=cast.world, topics=[cast.topic])
    verbs.correct(corrected, by=cast.publisher, kind="correction", notice="It was three.")
    killed = cast.published(headline="Gone")
    verbs.kill(killed, by=cast.publisher, reason="Court order.")
    return {
        "/": 200, "/latest/": 200, "/section/world/": 200, "/topic/elections/": 200, "/source/the-agency/": 200,
        "/search/?q=ferries": 200, "/search/?q=zeppelin": 200, "/corrections/": 200, "/archive/": 200, "/about/": 200,
        "/sitemap/": 200, "/disclaimers/agency-terms/": 200, f"/story/{corrected.code}/history/": 200,
        f"/story/{story.code}/": 200, f"/story/{corrected.code}/": 200,
        f"/story/{corrected.code}/report/": 200, f"/story/{killed.code}/": 410, "/nope/": 404,
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_each_kind_of_page_is_in_the_language_of_the_newsroom(pages, settings, language):
    settings.LANGUAGE_CODE = language
    opening = '<html lang="ar" dir="rtl">' if language == "ar" else f'<html lang="{language}">'
    client = Client(headers={"accept-language": "de, en;q=0.5"})
    client.cookies["desk_language"] = "fr" if language == "ar" else "ar"  # the desk's own; it counts for nothing here
    for path, status in pages.items():
        response = client.get(path, follow=True)
        said = response.content.decode()
        assert response.status_code == status, path
        assert opening in said, path
        assert [word for word in UI[language] if word not in said] == [], path
        if language != "en":
            bare = re.sub(r"<[^>]*>", " ", said)
            assert [word for word in ENGLISH if word in bare] == [], path


def test_no_page_varies_with_the_language_that_a_reader_asks_for(pages, client):
    for path in pages:
        response = client.get(path, headers={"accept-language": "ar"})
        assert "Accept-Language" not in response.get("Vary", ""), path
        assert "Content-Language" not in response.headers, path


def test_dates_are_written_as_the_language_writes_them_and_machines_read_digits(cast, settings, client):
    settings.LANGUAGE_CODE = "ar"
    story = cast.published(headline="Ferries sail on")
    page = client.get(f"/story/{story.code}/", follow=True).content.decode()
    machine, shown = re.search(r'<time datetime="([^"]+)" lang="ar" dir="rtl">([^<]+)</time>', page).groups()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", machine, re.ASCII)
    assert shown.split()[1] == MONTHS[int(machine[5:7]) - 1]


def test_a_story_keeps_its_own_language_inside_a_page_of_another(cast, settings, client):
    settings.LANGUAGE_CODE = "ar"
    story = cast.published(headline="Les bacs restent", language="fr")
    page = client.get(f"/story/{story.code}/", follow=True).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<article class="story" lang="fr" dir="ltr">' in page


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "خبر واحد (1)"), (2, "خبران (2)"), (3, "3 أخبار"), (11, "11 خبرًا")],
)
def test_arabic_counts_in_its_own_forms(cast, settings, client, number, words):
    settings.LANGUAGE_CODE = "ar"
    for place in range(number):
        cast.published(headline=f"Ferry {place}")
    assert words in client.get("/search/?q=ferry").content.decode()
