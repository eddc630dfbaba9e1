"""What programs get is valid by the official schemas: of every sample story, and of every way in which one ends."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from lxml import etree

from articles.desk import verbs
from articles.desk.copying import translate
from articles.models import Edition
from tests.conftest import SCHEMAS
from tests.desk.studio import brought_in, printed

pytestmark = [pytest.mark.django_db, pytest.mark.schemas]


@pytest.fixture(scope="module")
def ninjs():
    schema = json.loads((SCHEMAS / "ninjs-schema_3.1.json").read_text())
    return validator_for(schema, Draft202012Validator)(schema)


@pytest.fixture(scope="module")
def newsml():
    return etree.XMLSchema(etree.parse(SCHEMAS / "NewsML-G2_2.35-spec-All-Power.xsd"))


def faults(client, ninjs, newsml, codes) -> list[str]:
    found = []
    for code in codes:
        said = client.get(f"/api/stories/{code}/").json()
        found += [f"{code}: {list(error.path)}: {error.message}" for error in ninjs.iter_errors(said)]
        document = etree.fromstring(client.get(f"/api/stories/{code}/newsml-g2.xml").content)
        newsml.validate(document)
        found += [f"{code}: {error.line}: {error.message}" for error in newsml.error_log]
    return found


def test_every_sample_story_is_valid(client, ninjs, newsml):
    call_command("load_demo", verbosity=0, stdout=StringIO())
    codes = set(Edition.objects.values_list("code", flat=True))
    assert len(codes) > 20
    assert faults(client, ninjs, newsml, sorted(codes)) == []
    items = client.get("/api/stories/").json()["items"]
    assert [error.message for item in items for error in ninjs.iter_errors(item)] == []


def test_a_story_with_all_that_one_can_have_and_one_that_came_down_are_valid(client, cast, ninjs, newsml):
    picture = brought_in(cast, caption="On the quay", credit="A. Lindqvist", may_syndicate=True, language="en")
    full = printed(cast, picture).story
    verbs.correct(full, by=cast.publisher, kind="correction", notice="Mended & “quoted”.")
    french = translate(full, by=cast.editor, language="fr")
    verbs.publish(french, by=cast.publisher)
    bare = cast.published(section=None, topics=[], standfirst="", language="ar", headline="خبر \U0001f6a2")
    retracted, killed = cast.published(), cast.published(source=cast.agency, disclaimer=cast.disclaimer)
    verbs.retract(retracted, by=cast.publisher, notice="Wrong.")
    verbs.kill(killed, by=cast.publisher, reason="x", notice="Gone.")
    codes = [story.code for story in (full, french, bare, retracted, killed)]
    said = client.get(f"/api/stories/{full.code}/").json()
    assert {one["rel"] for one in said["associations"]} == {"lead", "translation"}
    assert faults(client, ninjs, newsml, codes) == []


def test_what_is_not_valid_is_found(client, cast, ninjs, newsml):
    story = cast.published()
    said = client.get(f"/api/stories/{story.code}/").json()
    assert list(ninjs.iter_errors({**said, "pubStatus": "cancelled"}))
    assert not newsml.validate(etree.fromstring("<newsItem/>"))
