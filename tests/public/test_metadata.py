import json

import pytest
from django.test import override_settings

from articles.desk import texts, verbs
from articles.models import Edition, Source
from tests.public.pages import tree

pytestmark = pytest.mark.django_db

SITE = "https://news.example"
PUBLISHER = {"@type": "NewsMediaOrganization", "name": "The Newsroom", "url": f"{SITE}/"}


def metadata(client, story) -> dict:
    with override_settings(SITE_URL=SITE):
        response = client.get(f"/story/{story.code}/", follow=True)
    (said,) = tree(response).xpath("//head/script[@type='application/ld+json']/text()")
    return json.loads(said)


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


def test_no_text_ends_the_block_early(client, cast):
    hostile = '</script><script>alert(1)</script> <!-- ]]> & " \\ \u2028 \u2029 ﷺ'
    story = cast.published(headline=hostile, credit=hostile, dateline=hostile, standfirst=hostile)
    said = metadata(client, story)
    assert (said["headline"], said["creditText"], said["dateline"]) == (hostile, hostile, hostile)
    page = client.get(f"/story/{story.code}/", follow=True).content.decode()
    (_, block) = page.split('<script type="application/ld+json">')
    assert [mark in block.partition("</script>")[0] for mark in "<>&\u2028\u2029"] == [False] * 5
    assert page.count("<script") == page.count("</script") == 1


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
