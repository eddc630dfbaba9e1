import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import fields, jsonfeed
from articles.wire.copy import UNKNOWN_STATUS, Reading, Skipped, SourceHints, Unreadable, WireCopy, WireImage

HINTS = SourceHints(code="HOLM", timezone="Europe/Oslo", language="no")
ITEM = {
    "id": "holm-1",
    "url": "https://holm.example/ferry",
    "title": "Ferry back “in service”",
    "content_html": '<p>The <a href="/holm">ferry</a> sails.</p><script>x</script><img src="/p.gif" width=1 height=1>',
    "content_text": "The ferry sails.",
    "summary": "It sails again.",
    "image": "https://holm.example/ferry.jpg",
    "date_published": "2026-11-20T07:00:00+01:00",
    "date_modified": "2026-11-20T08:00:00+01:00",
    "authors": [{"name": "Ada Brook"}, {"name": "Bo Lind"}],
    "tags": ["Ferries", "Holm", "Ferries"],
    "language": "en",
    "attachments": [
        {"url": "https://holm.example/b.png", "mime_type": "image/png", "title": "The deck"},
        {"url": "https://holm.example/a.mp3", "mime_type": "audio/mpeg"},
    ],
}
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Holm News",
    "home_page_url": "https://holm.example/",
    "authors": [{"name": "The desk"}],
}
FERRY = WireCopy(
    guid="holm-1",
    numbered=False,
    headline="Ferry back “in service”",
    standfirst="It sails again.",
    byline="Ada Brook, Bo Lind",
    credit="Holm News",
    source="Holm News",
    language="en",
    keywords=("Ferries", "Holm"),
    created=datetime(2026, 11, 20, 6, tzinfo=UTC),
    modified=datetime(2026, 11, 20, 7, tzinfo=UTC),
    images=(
        WireImage(href="https://holm.example/ferry.jpg"),
        WireImage(href="https://holm.example/b.png", caption="The deck"),
    ),
    body_html='<p>The <a href="https://holm.example/holm" rel="noopener">ferry</a> sails.</p>',
    link="https://holm.example/ferry",
)


def reading(*items: object, **feed: object) -> Reading:
    return jsonfeed.read(json.dumps({**FEED, "items": list(items), **feed}).encode(), "holm.json", HINTS)


def only(**changes: object) -> WireCopy:
    (item,) = reading({**ITEM, **changes}).items
    return item


def refusal(raw: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        jsonfeed.read(raw, "holm.json", HINTS)
    return str(refused.value)


def test_an_item_fills_every_field_that_it_has():
    assert reading(ITEM) == Reading(reader="jsonfeed/3", items=(FERRY,))


def test_version_1_0_has_one_author_and_an_item_without_one_has_its_feeds():
    assert only(authors=None, author={"name": "Ada Brook"}).byline == "Ada Brook"
    assert only(authors=None).byline == "The desk"


def test_an_item_of_plain_text_becomes_paragraphs():
    assert only(content_html=None, content_text="One < two.\n\nThree.").body_html == "<p>One &lt; two.</p><p>Three.</p>"


def test_a_summary_that_is_all_the_text_is_the_body():
    item = only(content_html=None, content_text=None)
    assert (item.body_html, item.standfirst) == ("<p>It sails again.</p>", "")


def test_an_item_without_an_id_is_known_by_its_address_and_else_by_what_it_says():
    assert only(id=None).guid == "https://holm.example/ferry"
    nameless, mended = only(id=None, url=None), only(id=None, url=None, summary="x", content_html="<p>Mended.</p>")
    assert nameless.guid
    assert nameless.guid == mended.guid
    assert nameless.guid != only(id=None, url=None, title="Other").guid


def test_an_id_that_is_a_number_is_its_text():
    assert only(id=4).guid == "4"


def test_an_item_with_an_id_and_nothing_to_read_is_held():
    item = reading({"id": "holm-1"}).items[0]
    assert (item.guid, item.pubstatus, item.warnings) == (
        "holm-1",
        UNKNOWN_STATUS,
        ("The item is empty; the copy is held.",),
    )


def test_what_is_no_item_is_skipped_with_its_reason():
    assert reading("x", {}).skipped == (
        Skipped(kind="text", reason="not an item: JSON Feed requires objects"),
        Skipped(kind="text", reason="neither a headline nor a text"),
    )


def test_a_feed_with_too_many_items_is_read_up_to_the_limit():
    result = reading(*({"id": str(number), "title": "x"} for number in range(1_001)))
    assert [item.guid for item in result.items] == [str(number) for number in range(1_000)]
    assert result.warnings == ("Only the first 1000 of 1001 items were read.",)


def test_a_text_in_too_many_pieces_is_skipped():
    assert reading({"id": "1", "content_html": "<p>" * 150_001}).skipped == (
        Skipped(kind="text", guid="1", reason=fields.TOO_LONG),
    )


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "this JSON feed has no list of items."),
        (b'{"items": [', "no valid JSON: Expecting value in line 1, column 12."),
        (b'{"items":' + b"[" * 100_000, "the JSON is nested too deeply."),
        (b"[]", "this JSON feed has no list of items."),
        (b"{" + b"<" * 250_001, "it has more than 250,000 tags and line ends; it was not read."),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_cause(raw, message):
    assert refusal(raw) == f"holm.json: {message}"


@pytest.mark.parametrize(
    ("raw", "known"),
    [
        (b'{"version": "https://jsonfeed.org/version/1.1"}', True),
        (rb'{"version": "https:\/\/jsonfeed.org\/version\/1"}', True),
        (b'{"uri": "x", "headline": "y"}', False),
        (b'["https://jsonfeed.org/version/1"]', False),
    ],
)
def test_only_the_address_of_the_standard_makes_json_a_feed(raw, known):
    assert jsonfeed.sniff(raw, "any.json") is known


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["<p>x</p>", "&"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "mime_type"]), inner),
    max_leaves=10,
)


@given(
    st.dictionaries(st.sampled_from([*ITEM, "author", "banner_image"]), VALUES),
    st.dictionaries(st.just("authors"), VALUES),
)
def test_values_of_any_type_cost_no_more_than_themselves(item, feed):
    result = reading(item, **feed)
    assert len(result.items) + len(result.skipped) == 1
    for one in result.items:
        assert WireCopy.from_dict(json.loads(json.dumps(one.as_dict()))) == one
