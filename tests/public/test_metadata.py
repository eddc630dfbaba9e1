import json

import pytest
from django.test import override_settings

from articles.desk import texts, verbs
from articles.models import Edition, Source
from articles.public.machines.share import card_name
from tests.public.pages import tree

pytestmark = pytest.mark.django_db

SITE = "https://news.example"
PUBLISHER = {
    "@type": "NewsMediaOrganization",
    "name": "The Newsroom",
    "url": f"{SITE}/",
    "logo": {"@type": "ImageObject", "url": f"{SITE}/static/public/logo.png", "width": 512, "height": 512},
    "correctionsPolicy": f"{SITE}/corrections/",
}


def metadata(client, story) -> dict:
    with override_settings(SITE_URL=SITE):
        response = client.get(f"/story/{story.code}/", follow=True)
    article, way = (
        json.loads(said) for said in tree(response).xpath("//head/script[@type='application/ld+json']/text()")
    )
    assert [step["position"] for step in way["itemListElement"]] == list(range(1, len(way["itemListElement"]) + 1))
    assert way["itemListElement"][-1]["item"] == article["url"]
    return article


def card(story) -> str:
    return f"{SITE}/cards/{card_name(story.editions.get(public_until=None))}.png"


def test_who_shares_a_story_shows_its_headline_as_a_picture(client, cast):
    story = cast.published(headline="Tea & <b>")
    page = tree(client.get(f"/story/{story.code}/", follow=True))
    said = {
        node.get("property") or node.get("name"): node.get("content")
        for node in page.xpath("//head/meta[starts-with(@property, 'og:image') or @name = 'twitter:card']")
    }
    assert said == {
        "og:image": card(story).replace(SITE, "http://127.0.0.1:8000"),
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Tea & <b>",
        "twitter:card": "summary_large_image",
    }


def agency_story(cast, **fields):
    terms = {"source": cast.agency, "credit": "The Agency/AL", "disclaimer": cast.disclaimer, "reference": "AGY1"}
    return cast.published(headline="Vote counted", dateline="Varnholm", **{**terms, **fields})


def test_a_wire_story_says_whose_it_is_and_on_what_terms(client, cast):
    Source.objects.filter(pk=cast.agency.pk).update(url="https://agency.example/")
    story = agency_story(cast, authors=[cast.author])
    edition = Edition.objects.get()
    at, address = edition.published_at.isoformat(timespec="seconds"), SITE + edition.get_absolute_url()
    agency = {"@type": "Organization", "name": "The Agency", "url": "https://agency.example/"}
    reference = {"@type": "PropertyValue", "propertyID": "The Agency", "value": "AGY1"}
    assert metadata(client, story) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"urn:newsroom:story:{story.code}",
        "identifier": [f"urn:newsroom:story:{story.code}", reference],
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "headline": "Vote counted",
        "description": "In short.",
        "image": [
            {"@type": "ImageObject", "url": card(story), "width": 1200, "height": 630, "caption": "Vote counted"}
        ],
        "inLanguage": "en",
        "dateline": "Varnholm",
        "datePublished": at,
        "dateModified": at,
        "version": 1,
        "articleSection": "World",
        "keywords": ["Elections"],
        "author": [{"@type": "Person", "name": "Ada Lindqvist", "url": f"{SITE}/author/ada-lindqvist/"}],
        "publisher": PUBLISHER,
        "isBasedOn": {"@type": "NewsArticle", "provider": agency, "identifier": reference},
        "isAccessibleForFree": True,
        "creditText": "The Agency/AL",
        "copyrightHolder": agency,
        "copyrightNotice": f"© {edition.published_at:%Y} The Agency",
        "usageInfo": {
            "@type": "CreativeWork",
            "text": "One print, with credit.\n\nProvided “as is”, without warranty.",
            "url": f"{SITE}/disclaimers/agency-terms/",
        },
    }


def test_a_story_of_our_own_is_based_on_nothing_and_ours(client, cast):
    said = metadata(client, cast.published())
    assert (said["author"], said["copyrightHolder"]) == ([PUBLISHER], PUBLISHER)
    assert {"isBasedOn", "usageInfo", "dateline", "correction", "creativeWorkStatus"}.isdisjoint(said)
    assert said["identifier"] == [said["@id"]]
    assert {"articleSection", "keywords"}.isdisjoint(metadata(client, cast.published(section=None, topics=[])))


def test_a_byline_that_names_nobody_whom_we_know_makes_no_person(client, cast):
    said = metadata(client, agency_story(cast, byline="Agency staff and wires"))
    assert said["author"] == [{"@type": "Organization", "name": "The Agency"}]


def test_corrections_are_told_in_the_order_in_which_readers_were(client, cast):
    story = cast.published(headline="Ferry sunk")
    verbs.correct(story, by=cast.publisher, kind="clarification", notice="It is a small ferry.")
    story.refresh_from_db()
    story = texts.edit(story, by=cast.editor, version=story.version, changes={"headline": "Ferry saved"})
    verbs.correct(story, by=cast.publisher, kind="correction", notice="It did not sink.")
    said = metadata(client, story)
    second, third = Edition.objects.filter(number__gt=1).order_by("number")
    assert said["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": text,
            "datePublished": edition.released_at.isoformat(timespec="seconds"),
        }
        for text, edition in (("Clarification: It is a small ferry.", second), ("Correction: It did not sink.", third))
    ]
    assert (said["headline"], said["version"]) == ("Ferry saved", 3)
    assert said["dateModified"] == third.released_at.isoformat(timespec="seconds")


def test_a_retraction_says_so_and_has_no_text(client, cast):
    story = cast.published(headline="Invented", standfirst="Wholly.")
    verbs.retract(story, by=cast.publisher, notice="None of it was true.")
    said = metadata(client, story)
    assert (said["headline"], said["creativeWorkStatus"]) == ("Retracted: Invented", "Retracted")
    assert [correction["text"] for correction in said["correction"]] == ["Retraction: None of it was true."]
    assert "description" not in said
    page = tree(client.get(f"/story/{story.code}/", follow=True))
    (changed,) = page.xpath("//meta[@property='article:modified_time']/@content")
    retracted = story.editions.get(kind="retraction").released_at
    assert (changed, said["dateModified"]) == (retracted.isoformat(), retracted.isoformat(timespec="seconds"))


def test_no_text_ends_the_block_early(client, cast):
    hostile = '</script><script>alert(1)</script> <!-- ]]> & " \\ \u2028 \u2029 ﷺ'
    story = cast.published(headline=hostile, credit=hostile, dateline=hostile, standfirst=hostile)
    said = metadata(client, story)
    assert (said["headline"], said["creditText"], said["dateline"]) == (hostile, hostile, hostile)
    page = client.get(f"/story/{story.code}/", follow=True).content.decode()
    _, *blocks = page.split('<script type="application/ld+json">')
    assert len(blocks) == 2
    for block in blocks:
        assert [mark in block.partition("</script>")[0] for mark in "<>&\u2028\u2029"] == [False] * 5
    assert page.count("</script") == page.count("<script")


def test_large_previews_are_allowed_where_listing_is(client, cast):
    Source.objects.filter(pk=cast.agency.pk).update(indexing=Source.Indexing.NOINDEX)
    cast.agency.refresh_from_db()
    retracted = cast.published()
    verbs.retract(retracted, by=cast.publisher, notice="Wrong.")
    said = {
        name: tree(client.get(f"/story/{story.code}/", follow=True)).xpath("//meta[@name='robots']/@content")
        for name, story in (("ours", cast.published()), ("theirs", agency_story(cast)), ("retracted", retracted))
    }
    assert said == {"ours": ["max-image-preview:large"], "theirs": ["noindex"], "retracted": ["noindex"]}
