import json
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from articles.desk import texts, verbs
from articles.models import Edition, Source
from articles.wire import ninjs
from articles.wire.copy import SourceHints
from tests.public.pages import whole
from tests.public.told import G2, SITE, STANDARD, item, newsml, our_story, wire_story

pytestmark = pytest.mark.django_db


def flat(root) -> list[tuple]:
    """Each element of the document: its name, its attributes, its text."""
    return [(etree.QName(node).localname, dict(node.attrib), (node.text or "").strip()) for node in root.iter()]


def expected_item(story, edition) -> dict:
    at = edition.published_at.isoformat(timespec="seconds")
    return {
        "uri": f"urn:newsroom:story:{story.code}",
        "type": "text",
        "standard": STANDARD,
        "version": "1",
        "versionCreated": at,
        "pubStatus": "usable",
        "firstCreated": at,
        "contentCreated": "2025-12-28T09:30:00+00:00",
        "urgency": 3,
        "language": "en",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": "Tea & <b>"}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": "In short."}],
        "by": "Ada Lindqvist",
        "located": "Varnholm",
        "people": [{"name": "Ada Lindqvist", "rel": "author", "uri": f"{SITE}/author/ada-lindqvist/"}],
        "subjects": [
            {"name": "World", "rel": "section", "uri": f"{SITE}/section/world/"},
            {"name": "Elections", "rel": "topic", "uri": f"{SITE}/topic/elections/"},
        ],
        "infoSources": [{"name": "The Agency", "uri": f"{SITE}/source/the-agency/", "literal": "AGY"}],
        "altIds": [{"role": "reference", "value": "AGY1"}],
        "copyrightHolder": "The Agency",
        "copyrightNotice": f"© {edition.published_at:%Y} The Agency",
        "usageTerms": "The Agency/AL\n\nOne print, with credit.\n\nProvided “as is”, without warranty.",
        "rightsInfo": {"linkedRights": f"{SITE}/disclaimers/agency-terms/"},
        "renditions": [{"name": "web", "contentType": "text/html", "href": SITE + edition.get_absolute_url()}],
    }


def test_a_wire_story_is_ninjs_with_its_terms_and_without_its_text(client, cast):
    story = wire_story(cast)
    expected = {**expected_item(story, Edition.objects.get()), "representationType": "partial"}
    assert item(client, story) == expected
    assert client.get("/api/stories/").json() == {"items": [expected], "next": None}


def test_a_story_of_our_own_is_ninjs_with_its_text(client, cast):
    story = our_story(cast)
    said, edition = item(client, story), Edition.objects.get()
    (listed,) = client.get("/api/stories/").json()["items"]
    body = {"role": "main", "contentType": "text/html", "charCount": 15, "value": edition.body}
    assert said == {**listed, "representationType": "full", "bodies": [body]}
    assert (said["usageTerms"], said["copyrightHolder"]) == ("Newsroom", "Our desk")
    assert {"rightsInfo", "altIds"}.isdisjoint(said)


def test_a_licence_decides_whose_text_is_passed_on_and_an_edition_keeps_what_it_said_then(client, cast):
    before = wire_story(cast)
    Source.objects.filter(pk=cast.agency.pk).update(may_syndicate=True)
    Source.objects.filter(pk=cast.desk.pk).update(may_syndicate=False)
    since, ours = (wire_story(cast, source=source) for source in (refreshed(cast.agency), refreshed(cast.desk)))
    texts_of = {
        name: item(client, story).get("bodies") for name, story in zip("abc", (before, since, ours), strict=True)
    }
    assert [name for name, bodies in texts_of.items() if bodies] == ["b"]
    in_newsml = [newsml(client, story).find(".//g:inlineXML", G2) is not None for story in (before, since, ours)]
    assert in_newsml == [False, True, False]


def refreshed(thing):
    thing.refresh_from_db()
    return thing


def test_a_story_of_ours_can_be_received_as_wire_copy(client, cast):
    story = our_story(cast, headline="Tea & “biscuits”")
    raw = client.get(f"/api/stories/{story.code}/").content
    (copy,) = ninjs.read(raw, "story.json", SourceHints()).items
    said = (copy.guid, copy.headline, copy.standfirst, copy.body_html, copy.byline, copy.language, copy.pubstatus)
    assert said == (
        f"urn:newsroom:story:{story.code}", "Tea & “biscuits”", "In short.", Edition.objects.get().body,
        "Ada Lindqvist", "en", "usable",
    )  # fmt: skip


def test_a_story_of_our_own_is_newsml_g2_with_its_text(client, cast):
    (content,) = newsml(client, our_story(cast)).xpath("//g:contentSet", namespaces=G2)
    assert flat(content) == [
        ("contentSet", {}, ""),
        ("inlineXML", {"contenttype": "application/xhtml+xml"}, ""),
        ("html", {}, ""), ("head", {}, ""), ("title", {}, "Tea & <b>"), ("body", {}, ""),
        ("p", {}, "All"), ("em", {}, "of"), ("br", {}, ""), ("ul", {}, ""), ("li", {}, "One"),
    ]  # fmt: skip
    (body,) = content.xpath(".//x:body", namespaces=G2)
    assert "".join(body.itertext()) == "All ofit.One"


def test_a_wire_story_is_newsml_g2_with_its_terms_and_without_its_text(client, cast):
    story = wire_story(cast)
    edition = Edition.objects.get()
    at = edition.published_at.isoformat(timespec="seconds")
    root = newsml(client, story)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert flat(root) == [
        ("newsItem", {"standard": "NewsML-G2", "standardversion": "2.35", "conformance": "power",
                      "guid": f"urn:newsroom:story:{story.code}", "version": "1", lang: "en"}, ""),
        ("catalogRef", {"href": "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"}, ""),
        ("rightsInfo", {}, ""),
        ("copyrightHolder", {}, ""), ("name", {}, "The Agency"),
        ("copyrightNotice", {}, f"© {edition.published_at:%Y} The Agency"),
        ("usageTerms", {"href": f"{SITE}/disclaimers/agency-terms/"},
         "One print, with credit.\n\nProvided “as is”, without warranty."),
        ("itemMeta", {}, ""),
        ("itemClass", {"qcode": "ninat:text"}, ""),
        ("provider", {}, ""), ("name", {}, "The Newsroom"),
        ("versionCreated", {}, at), ("firstCreated", {}, at),
        ("pubStatus", {"qcode": "stat:usable"}, ""),
        ("altRep", {"contenttype": "text/html"}, SITE + edition.get_absolute_url()),
        ("contentMeta", {}, ""),
        ("urgency", {}, "3"), ("contentCreated", {}, "2025-12-28T09:30:00+00:00"),
        ("located", {}, ""), ("name", {}, "Varnholm"),
        ("infoSource", {"uri": f"{SITE}/source/the-agency/"}, ""), ("name", {}, "The Agency"),
        ("creator", {"uri": f"{SITE}/author/ada-lindqvist/"}, ""), ("name", {}, "Ada Lindqvist"),
        ("altId", {}, "AGY1"),
        ("language", {"tag": "en"}, ""),
        ("subject", {"uri": f"{SITE}/section/world/"}, ""), ("name", {}, "World"),
        ("subject", {"uri": f"{SITE}/topic/elections/"}, ""), ("name", {}, "Elections"),
        ("headline", {}, "Tea & <b>"), ("dateline", {}, "Varnholm"), ("by", {}, "Ada Lindqvist"),
        ("creditline", {}, "The Agency/AL"), ("description", {"role": "drol:summary"}, "In short."),
        ("contentSet", {}, ""),
        ("remoteContent", {"contenttype": "text/html", "href": SITE + edition.get_absolute_url()}, ""),
    ]  # fmt: skip


def test_the_note_to_editors_is_in_no_answer(client, cast):
    story = wire_story(cast)
    for address in ("/api/stories/", f"/api/stories/{story.code}/", f"/api/stories/{story.code}/newsml-g2.xml"):
        said = whole(client.get(address))
        assert "for the desk" not in said.lower().replace("-", " ")
        assert "ednote" not in said.lower()


def test_a_correction_says_what_it_mends(client, cast):
    story = wire_story(cast)
    verbs.correct(story, by=cast.publisher, kind="clarification", notice="It is green tea.")
    story.refresh_from_db()
    story = texts.edit(story, by=cast.editor, version=story.version, changes={"headline": "Coffee"})
    verbs.correct(story, by=cast.publisher, kind="correction", notice="It was coffee.")
    said = item(client, story)
    assert (said["version"], said["headlines"][0]["value"]) == ("3", "Coffee")
    assert [(one["role"], one["value"]) for one in said["descriptions"]] == [
        ("summary", "In short."), ("clarification", "It is green tea."), ("correction", "It was coffee."),
    ]  # fmt: skip
    (listed,) = client.get("/api/stories/").json()["items"]
    assert listed["descriptions"] == [said["descriptions"][0], said["descriptions"][2]]
    root = newsml(client, story)
    assert root.xpath("//g:signal/@qcode", namespaces=G2) == ["sig:correction"]
    assert root.xpath("//g:description/text()", namespaces=G2)[1:] == [
        "Clarification: It is green tea.", "Correction: It was coffee.",
    ]  # fmt: skip


def test_a_killed_story_is_gone_and_its_answer_holds_nothing_of_it(client, cast):
    story = wire_story(cast)
    verbs.kill(story, by=cast.publisher, reason="Libel.", notice="Removed on a court’s order.")
    at = Edition.objects.get(kind="kill").released_at.isoformat(timespec="seconds")
    assert item(client, story, 410) == {
        "uri": f"urn:newsroom:story:{story.code}",
        "type": "text",
        "standard": STANDARD,
        "version": "2",
        "versionCreated": at,
        "pubStatus": "canceled",
        "descriptions": [{"role": "kill", "contentType": "text/plain", "value": "Removed on a court’s order."}],
    }
    root = newsml(client, story, 410)
    assert [(name, text) for name, _, text in flat(root)] == [
        ("newsItem", ""), ("catalogRef", ""), ("itemMeta", ""), ("itemClass", ""), ("provider", ""),
        ("name", "The Newsroom"), ("versionCreated", at), ("pubStatus", ""), ("contentMeta", ""),
        ("description", "Removed on a court’s order."),
    ]  # fmt: skip
    assert root.xpath("//g:pubStatus/@qcode", namespaces=G2) == ["stat:canceled"]
    assert client.get("/api/stories/").json() == {"items": [], "next": None}


def test_a_retracted_story_says_why_and_has_no_text(client, cast):
    story = our_story(cast)
    verbs.retract(story, by=cast.publisher, notice="None of it was true.")
    said = item(client, story)
    assert (said["pubStatus"], said["headlines"][0]["value"]) == ("canceled", "Retracted: Tea & <b>")
    assert said["descriptions"] == [
        {"role": "retraction", "contentType": "text/plain", "value": "None of it was true."}
    ]
    assert {"bodies", "by", "located", "urgency"}.isdisjoint(said)
    root = newsml(client, story)
    assert root.xpath("//g:pubStatus/@qcode", namespaces=G2) == ["stat:canceled"]
    assert root.xpath("//g:contentSet", namespaces=G2) == []
    assert client.get("/api/stories/").json()["items"] == []


def test_what_readers_can_t_have_can_t_be_told_from_what_never_was(client, cast):
    withdrawn, held = cast.published(), cast.published()
    verbs.withdraw(withdrawn, by=cast.publisher, reason="Rights.")
    verbs.hold(held, by=cast.publisher, reason="Doubt.")
    hidden = [withdrawn, held, cast.published(at=timezone.now() + timedelta(hours=1)), cast.draft()]
    answers = set()
    for code in ("zzzzzzzz", *(story.code for story in hidden)):
        for end in ("", "newsml-g2.xml"):
            response = client.get(f"/api/stories/{code}/{end}")
            answers.add((response.status_code, response["Content-Type"], response.content))
    assert [(status, kind, json.loads(body)) for status, kind, body in answers] == [
        (
            404,
            "application/problem+json",
            {"title": "Not Found", "status": 404, "detail": "Readers have no such story."},
        )
    ]
