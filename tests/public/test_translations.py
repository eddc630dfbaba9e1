"""Readers are led from a story to the same story in another language, as long as they may have both."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import record, texts, verbs
from articles.desk.copying import copy, translate
from articles.desk.reissue import reissue
from articles.models import EditionTranslation, Source
from tests.public.pages import tree, whole

pytestmark = pytest.mark.django_db


def translated(cast, story, language: str, headline: str, at=None):
    made = translate(story, by=cast.editor, language=language)
    made = texts.edit(made, by=cast.editor, version=made.version, changes={"headline": headline})
    verbs.publish(made, by=cast.publisher, at=at)
    return made


def path(story) -> str:
    return story.editions.public(timezone.now()).get().get_absolute_url()


def page(client, story):
    return client.get(path(story))


def led_to(client, story) -> list[tuple[str, str, str]]:
    links = tree(page(client, story)).xpath("//p[@class='translations']/a")
    assert all(link.get("hreflang") == link.get("lang") for link in links)
    return [(link.get("lang"), link.get("dir"), link.get("href")) for link in links]


def alternates(client, story) -> dict[str, str]:
    links = tree(page(client, story)).xpath("//head/link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


def said(client, story) -> dict:
    return json.loads(tree(page(client, story)).xpath("//script[@type='application/ld+json']/text()")[0])


@pytest.fixture
def family(cast):
    english = cast.published(headline="Ferry saved")
    return (
        english,
        translated(cast, english, "ar", "إنقاذ العبارة"),
        translated(cast, english, "fr", "Le bac est sauvé"),
    )


def test_each_leads_to_the_others_in_their_own_script(client, family):
    english, arabic, french = family
    ways = {
        english: ("en", "ltr", path(english)), arabic: ("ar", "rtl", path(arabic)), french: ("fr", "ltr", path(french)),
    }  # fmt: skip
    assert led_to(client, english) == [ways[arabic], ways[french]]
    assert led_to(client, arabic) == [ways[english], ways[french]]
    assert led_to(client, french) == [ways[arabic], ways[english]]


def test_search_engines_are_told_the_same_of_every_one_of_them_itself_too(client, family, settings):
    settings.SITE_URL = "https://news.example"
    expected = {story.language: settings.SITE_URL + path(story) for story in family}
    assert [alternates(client, story) for story in family] == [expected] * 3


def test_structured_data_tells_which_was_first(client, family, settings):
    english, arabic, french = family
    first, *others = (
        {
            "@type": "NewsArticle", "@id": f"urn:newsroom:story:{story.code}",
            "url": f"{settings.SITE_URL}{path(story)}", "inLanguage": story.language,
        }
        for story in family
    )  # fmt: skip
    assert said(client, english)["workTranslation"] == others
    assert "translationOfWork" not in said(client, english)
    for story in (arabic, french):
        assert said(client, story)["translationOfWork"] == first
        assert "workTranslation" not in said(client, story)


def test_programs_are_told_too(client, family):
    english, arabic, french = family
    associations = client.get(f"/api/stories/{english.code}/").json()["associations"]
    assert [(one["rel"], one["uri"], one["language"]) for one in associations] == [
        ("translation", f"urn:newsroom:story:{story.code}", story.language) for story in (arabic, french)
    ]


def test_a_story_that_nobody_translated_says_nothing_and_neither_does_a_copy(client, cast):
    story = cast.published()
    twin = copy(story, by=cast.editor)
    verbs.publish(twin, by=cast.publisher)
    for alone in (story, twin):
        assert (led_to(client, alone), alternates(client, alone)) == ([], {})
        assert not said(client, alone).keys() & {"workTranslation", "translationOfWork"}
    assert not EditionTranslation.objects.exists()


def test_the_first_may_be_published_last(client, cast):
    english = cast.draft(headline="Ferry saved")
    french = translated(cast, english, "fr", "Le bac est sauvé")
    assert led_to(client, french) == []
    verbs.publish(english, by=cast.publisher)
    assert led_to(client, french) == [("en", "ltr", path(english))]
    assert led_to(client, english) == [("fr", "ltr", path(french))]


def test_corrected_and_reissued_stories_stay_together(client, cast, family):
    english, arabic, french = family
    french.refresh_from_db()
    verbs.correct(french, by=cast.publisher, kind="correction", notice="C’est un remorqueur.")
    texts.edit(english, by=cast.editor, version=english.version, changes={"disclaimer": cast.disclaimer})
    english.refresh_from_db()
    verbs.correct(english, by=cast.publisher, kind="update")
    cast.disclaimer.wordings.create(text="New terms.", in_force_from=timezone.now())
    reissue(english, by=cast.publisher)
    assert [way[2] for way in led_to(client, english)] == [path(arabic), path(french)]
    assert [way[2] for way in led_to(client, french)] == [path(arabic), path(english)]
    assert list(record.verify()) == []


HIDES = {
    "withdrawn": lambda cast, story: verbs.withdraw(story, by=cast.publisher, reason="Rights."),
    "killed": lambda cast, story: verbs.kill(story, by=cast.publisher, reason="Libel."),
    "held": lambda cast, story: verbs.hold(story, by=cast.publisher, reason="Doubt."),
    "retracted": lambda cast, story: verbs.retract(story, by=cast.publisher, notice="Wrong."),
}


@pytest.mark.parametrize("hide", HIDES.values(), ids=HIDES)
def test_what_came_down_is_named_nowhere_not_even_its_language(client, cast, family, hide):
    english, arabic, french = family
    address = path(french)
    french.refresh_from_db()
    hide(cast, french)
    for story in (english, arabic):
        assert [way[0] for way in led_to(client, story)] == [{"en": "ar", "ar": "en"}[story.language]]
        assert alternates(client, story).keys() == {"en", "ar"}
        for answer in (page(client, story), client.get(f"/api/stories/{story.code}/")):
            assert french.code not in whole(answer)
    assert "translations" not in client.get(address).content.decode()


def test_what_is_to_be_released_is_named_from_then_on(client, cast, monkeypatch):
    release = timezone.now() + timedelta(minutes=5)
    english = cast.published()
    french = translated(cast, english, "fr", "Le bac est sauvé", at=release)
    translate(english, by=cast.editor, language="de")
    assert french.code not in whole(page(client, english))
    monkeypatch.setattr(timezone, "now", lambda: release)
    assert [way[0] for way in led_to(client, english)] == ["fr"]


def test_two_in_one_language_are_one_way(client, cast, family):
    english, _, french = family
    texts.edit(french, by=cast.editor, version=french.version, changes={"language": "ar"})
    french.refresh_from_db()
    verbs.correct(french, by=cast.publisher, kind="update")
    assert [way[0] for way in led_to(client, english)] == ["ar"]
    assert [way[0] for way in led_to(client, french)] == ["en"]


def test_however_many_languages_the_page_takes_four_queries(client, cast, django_assert_max_num_queries):
    english = cast.published()
    for language in ("fr", "de", "es", "it", "pt", "nl"):
        translated(cast, english, language, language)
    english.refresh_from_db()
    verbs.correct(english, by=cast.publisher, kind="correction", notice="Mended.")
    address = path(english)
    with django_assert_max_num_queries(4):
        assert len(tree(client.get(address)).xpath("//p[@class='translations']/a")) == 6


@pytest.mark.parametrize("indexing", [Source.Indexing.NOINDEX, Source.Indexing.ORIGINAL])
def test_a_translation_that_may_not_be_indexed_is_led_to_and_not_named_to_search_engines(
    client, cast, family, indexing
):
    english, _, french = family
    Source.objects.filter(pk=cast.agency.pk).update(indexing=indexing, demands_disclaimer=False)
    french.refresh_from_db()
    texts.edit(french, by=cast.editor, version=french.version, changes={"source": cast.agency, "credit": "The Agency"})
    verbs.correct(french, by=cast.publisher, kind="update")
    assert set(alternates(client, english)) == {"en", "ar"}
    assert alternates(client, french) == {}
    assert [language for language, _, _ in led_to(client, english)] == ["ar", "fr"]
    relations = tree(page(client, english)).xpath("//p[@class='translations']/a/@rel")
    assert relations == ["alternate"]
