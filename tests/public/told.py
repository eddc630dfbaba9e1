"""Stories with everything that a machine is told of, and what it is told."""

from datetime import UTC, datetime

from lxml import etree

from articles.desk import verbs
from articles.models import Story

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
