import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from lxml import etree

from articles.desk import texts, verbs
from articles.models import Edition, Source, Story
from articles.public.machines import openapi
from articles.wire import ninjs
from articles.wire.copy import SourceHints
from tests.public.pages import stories_on, whole
from tests.public.test_odd_requests import MIXED, ODD_VALUES, PARAMETERS

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}
XML = "application/vnd.iptc.g2.newsitem+xml; charset=utf-8"
SENT = datetime(2025, 12, 28, 9, 30, tzinfo=UTC)
G2 = {"g": "http://iptc.org/std/nar/2006-10-01/", "x": "http://www.w3.org/1999/xhtml"}


def headlines(response) -> list[str]:
    return [item["headlines"][0]["value"] for item in response.json()["items"]]


def wire_story(cast, **fields):
    said = {
        "headline": "Tea & <b>", "standfirst": "In short.", "slugline": "Only-for-the-desk",
        "body": "<p>All <em>of</em><br>it.</p><ul><li>One</li></ul>", "ednote": "Only for the desk.",
        "source": cast.agency, "credit": "The Agency/AL", "disclaimer": cast.disclaimer, "reference": "AGY1",
        "dateline": "Varnholm", "urgency": 3, "authors": [cast.author],
    }  # fmt: skip
    story = cast.draft(**{**said, **fields})
    Story.objects.filter(pk=story.pk).update(sent_at=SENT)
    verbs.publish(story, by=cast.publisher)
    return story


def our_story(cast, **fields):
    terms = {"source": cast.desk, "credit": "Newsroom", "disclaimer": None, "reference": ""}
    return wire_story(cast, **terms, **fields)


def item(client, story, status=200) -> dict:
    response = client.get(f"/api/stories/{story.code}/")
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    return response.json()


def newsml(client, story, status=200):
    response = client.get(f"/api/stories/{story.code}/newsml-g2.xml")
    assert (response.status_code, response["Content-Type"]) == (status, XML)
    return etree.fromstring(response.content)


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


NARROWED = (
    "", "?section=sport", "?topic=elections&source=our-desk", "?language=fr", "?q=ferry", "?q=ferry&section=sport",
    "?from=2020-01-01&to=2020-12-31", "?section=&q=",
)  # fmt: skip


def test_the_list_has_the_stories_of_the_page_under_the_same_filters(client, cast):
    cast.published(headline="Ferry saved", topics=[])
    cast.published(headline="Ferry race", section=cast.sport)
    cast.published(headline="Bac sauvé", language="fr")
    wire_story(cast)
    read = {query: headlines(client.get(f"/api/stories/{query}")) for query in NARROWED}
    assert read == {query: stories_on(client.get(f"/latest/{query}")) for query in NARROWED}


@override_settings(PAGE_SIZE=2)
@pytest.mark.parametrize("query", ["", "?q=story&language=en"])
def test_pages_go_on_where_the_page_before_ended(client, cast, query):
    for number in range(5):
        cast.published(headline=f"Story {number}")
    read, address = [], f"{SITE}/api/stories/{query}"
    while address:
        assert query[1:] in address
        response = client.get(address.removeprefix(SITE))
        read.append(headlines(response))
        address = response.json()["next"]
        assert response.get("Link") == (f'<{address}>; rel="next"' if address else None)
    assert read == [["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"]]


WRONG = (
    "section=nope", "source=nope", "topic=nope", "topic=a%00", "language=xx", "from=garbage", "to=2026-13-40",
    "before=abc", "before=99999999999999999999", "page=2", "q=%00",
)  # fmt: skip


def test_a_refusal_names_the_parameter(client, cast):
    for wrong in WRONG:
        response = client.get(f"/api/stories/?language=en&{wrong}")
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
        assert response.json() == {
            "title": "Bad Request",
            "status": 400,
            "detail": "The value of this parameter does not exist.",
            "parameter": wrong.partition("=")[0],
        }


@pytest.mark.parametrize(
    "address", ["/api/nope/", "/api/stories/NOPE/", "/api/stories/%C2%84/newsml-g2.xml", "/api/stories/%0A/"]
)
def test_an_address_that_the_api_does_not_have_is_refused_in_its_own_format(client, db, address):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["title"] == "Not Found"


def addresses(code: str) -> list[str]:
    return [
        f"/api/{path}" for path in ("stories/", f"stories/{code}/", f"stories/{code}/newsml-g2.xml", "openapi.json")
    ]


def test_the_api_can_only_be_read_by_anybody(cast):
    client = Client(enforce_csrf_checks=True)
    for address in addresses(wire_story(cast).code):
        for method in (client.post, client.put, client.patch, client.delete):
            response = method(address)
            assert (response.status_code, response["Allow"], response.json()["status"]) == (
                405, "GET, HEAD, OPTIONS", 405,
            )  # fmt: skip
        response = client.get(address)
        assert (response["Access-Control-Allow-Origin"], response["X-Robots-Tag"]) == ("*", "noindex")
        head = client.head(address)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        asked = client.options(address, headers={"Origin": "https://elsewhere.example"})
        assert (asked.status_code, asked["Access-Control-Allow-Origin"]) == (204, "*")
        assert "If-None-Match" in asked["Access-Control-Allow-Headers"]


def test_who_has_it_is_not_sent_it_again_until_it_changes(client, cast):
    story = wire_story(cast)
    known = {address: {"If-None-Match": client.get(address)["ETag"]} for address in addresses(story.code)}
    for address, headers in known.items():
        assert client.get(address, headers=headers).status_code == 304
    verbs.correct(story, by=cast.publisher, kind="correction", notice="Mended.")
    assert [client.get(address, headers=headers).status_code for address, headers in known.items()] == [
        200, 200, 200, 304,
    ]  # fmt: skip


def test_no_parameter_and_no_code_however_odd_breaks_a_machine_s_address(client, cast):
    wire_story(cast)
    feeds = ("/feed.rss", "/search/feed.atom", "/topic/elections/feed.json", "/corrections/feed.atom")
    asked = [
        f"{path}?{mixed}" for path in (*feeds, "/sitemap.xml", "/sitemap-news.xml", "/trust.txt") for mixed in MIXED
    ]
    asked += [f"/api/stories/?{name}={quote(value)}" for name in PARAMETERS for value in ODD_VALUES]
    asked += [f"/search/feed.atom?q={quote(value)}" for value in ODD_VALUES]
    for address in asked:
        assert client.get(address).status_code in (200, 400, 404), address[:80]
    for value in ODD_VALUES:
        for form in ("/api/stories/{}/", "/api/stories/{}/newsml-g2.xml", "/section/{}/feed.rss", "/feed.{}"):
            assert client.get(form.format(quote(value, safe=""))).status_code == 404


def test_characters_that_xml_forbids_are_left_out_and_no_text_is_lost(client, cast):
    story = our_story(
        cast, headline="Tea\x0b \ufffe😀", body="<p>\x01One</p> <p>Two <a href='https://x.example/'>x</a>!</p>"
    )
    root = newsml(client, story)
    assert root.xpath("//g:headline/text()", namespaces=G2) == ["Tea 😀"]
    assert "".join(root.xpath("//x:body", namespaces=G2)[0].itertext()) == "OneTwo x!"
    assert root.xpath("//x:a/@href", namespaces=G2) == ["https://x.example/"]


def test_the_description_names_each_address_and_each_parameter(client, cast):
    said = client.get("/api/openapi.json").json()
    assert client.get("/api/").json() == said
    code = wire_story(cast).code
    assert said["openapi"] == "3.1.0"
    assert said["servers"] == [{"url": SITE}]
    paths = [path.replace("{code}", code) for path in said["paths"]]
    assert paths == addresses(code)[:3]
    for path, of_path in zip(paths, said["paths"].values(), strict=True):
        assert list(of_path) == ["get"]
        assert str(client.get(path).status_code) in of_path["get"]["responses"]
    assert {parameter["name"] for parameter in openapi.PARAMETERS} == set(PARAMETERS) - {"page", "nobody"}


@pytest.mark.parametrize("number", [1, 50])
def test_the_api_takes_as_many_queries_for_fifty_stories_as_for_one(client, cast, django_assert_num_queries, number):
    for count in range(number):
        story = wire_story(cast)
        if count % 7 == 0:
            verbs.correct(story, by=cast.publisher, kind="correction", notice="Mended.")
    killed = cast.published()
    verbs.kill(killed, by=cast.publisher, reason="Libel.")
    counted = (
        ("/api/stories/", 1),
        ("/api/stories/?section=world&source=the-agency&topic=elections&language=en", 2),
        (f"/api/stories/{story.code}/", 2),
        (f"/api/stories/{story.code}/newsml-g2.xml", 2),
        (f"/api/stories/{killed.code}/", 1),
        ("/api/openapi.json", 0),
    )
    for address, queries in counted:
        with django_assert_num_queries(queries):
            assert client.get(address).status_code in (200, 410)
