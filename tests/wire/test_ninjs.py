import json
from datetime import UTC, datetime

import pytest

from articles.wire import fields, ninjs
from articles.wire.copy import (
    CANCELED,
    UNKNOWN_STATUS,
    USABLE,
    WITHHELD,
    Reading,
    Skipped,
    SourceHints,
    Subject,
    Unreadable,
    WireCopy,
    WireImage,
)

HINTS = SourceHints(code="HOLM", timezone="Europe/Oslo", language="no")
ONE = {
    "uri": "urn:holm:1",
    "type": "text",
    "version": "3",
    "firstcreated": "2026-11-20T06:00:00Z",
    "versioncreated": "2026-11-20T07:00:00Z",
    "expires": "2026-11-30T08:00:00Z",
    "pubstatus": "usable",
    "urgency": 3,
    "language": "en",
    "headline": "Ferry back “in service”",
    "slugline": "HOLM-FERRY",
    "byline": "Ada Brook",
    "located": "Holm",
    "description_text": "<p>It sails &amp; sails.</p>",
    "body_xhtml": "<p>The ferry sails.</p><p>It was idle.</p>",
    "body_text": "The ferry sails. It was idle.",
    "copyrightholder": "Holm News",
    "copyrightnotice": "© Holm News",
    "usageterms": "Editorial use only.",
    "ednote": "Adds quote.",
    "genre": [{"name": "Current"}],
    "infosource": [{"name": "Holm News", "rel": "credit"}],
    "subject": [
        {"name": "transport", "scheme": "medtop", "code": "medtop:20000337"},
        {"name": "Ferries", "rel": "keyword"},
    ],
    "associations": {
        "main": {
            "type": "picture",
            "byline": "Bo Lind",
            "description_text": "The ferry",
            "renditions": {
                "small": {"href": "https://holm.example/s.jpg", "mimetype": "image/jpeg", "width": 90},
                "big": {"href": "https://holm.example/b.jpg", "mimetype": "image/jpeg", "width": "900"},
            },
        },
        "film": {"type": "video", "renditions": {"main": {"href": "https://holm.example/v.mp4"}}},
        "bad": {"type": "picture", "renditions": {"main": {"href": "file:///etc/passwd"}}},
    },
}
THREE = {
    "uri": "urn:holm:1",
    "type": "text",
    "version": "3",
    "firstCreated": "2026-11-20T06:00:00Z",
    "versionCreated": "2026-11-20T07:00:00Z",
    "expires": "2026-11-30T08:00:00Z",
    "pubStatus": "usable",
    "urgency": 3,
    "language": "en",
    "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry back “in service”"}],
    "slugline": "HOLM-FERRY",
    "by": "Ada Brook",
    "located": "Holm",
    "descriptions": [{"role": "caption", "value": "x"}, {"role": "summary", "value": "It sails & sails."}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "The ferry sails. It was idle."},
        {"role": "html", "contentType": "text/html", "value": "<p>The ferry sails.</p><p>It was idle.</p>"},
    ],
    "copyrightHolder": "Holm News",
    "copyrightNotice": "© Holm News",
    "usageTerms": "Editorial use only.",
    "edNote": "Adds quote.",
    "genres": [{"name": "Current"}],
    "infoSources": [{"name": "Holm News"}],
    "subjects": [
        {"name": "transport", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000337", "literal": "20000337"},
        {"name": "Ferries", "rel": "keyword"},
    ],
    "associations": [
        {
            "name": "main",
            "type": "picture",
            "by": "Bo Lind",
            "descriptions": [{"role": "text", "value": "The ferry"}],
            "renditions": [
                {"name": "small", "href": "https://holm.example/s.jpg", "contentType": "image/jpeg", "width": 90},
                {"name": "big", "href": "https://holm.example/b.jpg", "contentType": "image/jpeg", "width": 900},
            ],
        }
    ],
}
FERRY = WireCopy(
    guid="urn:holm:1",
    version=3,
    headline="Ferry back “in service”",
    standfirst="It sails & sails.",
    slugline="HOLM-FERRY",
    byline="Ada Brook",
    dateline="Holm",
    credit="Holm News",
    source="Holm News",
    copyright="© Holm News",
    usage_terms="Editorial use only.",
    language="en",
    urgency=3,
    subjects=(Subject(scheme="medtop", code="20000337", name="transport"),),
    keywords=("Ferries",),
    created=datetime(2026, 11, 20, 6, tzinfo=UTC),
    modified=datetime(2026, 11, 20, 7, tzinfo=UTC),
    expires=datetime(2026, 11, 30, 8, tzinfo=UTC),
    ednote="Adds quote.",
    genre="Current",
    images=(WireImage(href="https://holm.example/b.jpg", caption="The ferry", credit="Bo Lind", width=900),),
    body_html="<p>The ferry sails.</p><p>It was idle.</p>",
)


def reading(data: object) -> Reading:
    return ninjs.read(json.dumps(data).encode(), "ferry.json", HINTS)


def only(**changes: object) -> WireCopy:
    (item,) = reading({**ONE, **changes}).items
    return item


def lower(value: object) -> object:
    if isinstance(value, dict):
        return {key.lower(): lower(inner) for key, inner in value.items()}
    return [lower(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("data", [ONE, lower(THREE), THREE], ids=["1.x", "2.x", "3.x"])
def test_the_three_dialects_tell_the_same_story(data):
    assert reading(data) == Reading(reader="ninjs/5", items=(FERRY,))


@pytest.mark.parametrize(
    "envelope",
    [[ONE], {"items": [ONE]}, {"total": 1, "item": [ONE]}, {"_items": [ONE]}, {"data": {"items": [{"item": ONE}]}}],
)
def test_whatever_wraps_an_item_is_opened(envelope):
    assert reading(envelope).items == (FERRY,)


@pytest.mark.parametrize("kind", ["picture", "video", "audio", "graphic", "event", "component"])
def test_what_is_no_text_is_skipped_by_its_kind(kind):
    assert reading({**ONE, "type": kind}) == Reading(
        reader="ninjs/5", skipped=(Skipped(kind=kind, guid="urn:holm:1", reason="not a text story"),)
    )


def test_an_event_without_a_type_is_an_event():
    assert reading({"uri": "urn:e", "title": "Fair", "eventDetails": {}}).skipped == (
        Skipped(kind="event", guid="urn:e"),
    )


def test_a_package_with_a_text_of_its_own_is_a_story_and_one_without_is_not():
    assert only(type="composite") == FERRY
    assert reading({"uri": "urn:p", "type": "composite", "headline": "x"}).skipped[0].kind == "composite"


def test_plain_text_becomes_paragraphs():
    item = only(body_xhtml=None, body_text="One < two.\nThree.")
    assert item.body_html == "<p>One &lt; two.</p><p>Three.</p>"


def test_a_body_that_is_a_whole_page_or_a_whole_nitf_gives_its_text_alone():
    page = "<html><head><title>T</title></head><body><section><p>A</p></section></body></html>"
    nitf = (
        "<nitf><head><title>T</title></head>"
        "<body><body.head/><body.content><block><p>A</p><hl2>B</hl2></block></body.content></body></nitf>"
    )
    assert only(body_xhtml=page).body_html == "<p>A</p>"
    bodies = [{"contentType": "text/vnd.IPTC.NITF", "value": nitf}]
    assert reading({**THREE, "bodies": bodies}).items[0].body_html == "<p>A</p><h2>B</h2>"


def test_active_content_never_comes_in():
    assert only(body_xhtml="<p onclick=x>A<script>alert(1)</script><img src=x onerror=y></p>").body_html == "<p>A</p>"


@pytest.mark.parametrize(
    ("sent", "read", "warned"),
    [
        ("usable", USABLE, False),
        (None, USABLE, False),
        ("withheld", WITHHELD, False),
        ("canceled", CANCELED, False),
        ("cancelled", CANCELED, False),
        ("stat:canceled", CANCELED, False),
        ("retired", UNKNOWN_STATUS, True),
        ("", UNKNOWN_STATUS, True),
        (1, UNKNOWN_STATUS, True),
    ],
)
def test_a_status_that_is_not_known_is_doubt(sent, read, warned):
    item = only(pubstatus=sent)
    assert (item.pubstatus, bool(item.warnings)) == (read, warned)


@pytest.mark.parametrize(
    ("sent", "read", "warned"),
    [
        (1, 1, False),
        ("9", 9, False),
        (None, None, False),
        (0, None, True),
        (10, None, True),
        ("high", None, True),
        (-1, None, True),
    ],
)
def test_an_urgency_is_between_one_and_nine(sent, read, warned):
    item = only(urgency=sent)
    assert (item.urgency, bool(item.warnings)) == (read, warned)


@pytest.mark.parametrize(
    ("sent", "read", "warned"),
    [
        ("4", 4, False),
        (0, 0, False),
        (None, 1, False),
        ("abc", 1, True),
        (-3, 1, True),
        (10**11, 2**31 - 1, True),
        ([2], 1, True),
    ],
)
def test_a_version_fits_the_database(sent, read, warned):
    item = only(version=sent)
    assert (item.version, bool(item.warnings)) == (read, warned)


def test_an_embargo_is_read_with_its_zone():
    item = only(embargoed="2099-01-01T06:00:00+0100")
    assert (item.embargoed_until, item.embargo_unreadable, item.warnings) == (
        datetime(2099, 1, 1, 5, tzinfo=UTC),
        False,
        (),
    )


def test_an_embargo_without_a_zone_is_in_the_sources_and_says_so():
    item = only(embargoed="2099-01-01T06:00:00")
    assert item.embargoed_until == datetime(2099, 1, 1, 5, tzinfo=UTC)
    assert item.warnings == ("The embargo “2099-01-01T06:00:00” names no zone; it was read as Europe/Oslo.",)


@pytest.mark.parametrize("embargo", ["", "tomorrow", "2099-02-31T00:00:00Z", 20990101, True, {}])
def test_an_embargo_that_cannot_be_read_holds_the_copy(embargo):
    item = only(embargoed=embargo)
    assert (item.embargoed_until, item.embargo_unreadable, len(item.warnings)) == (None, True, 1)


def test_an_embargo_that_the_ednote_repeats_is_no_doubt():
    item = only(embargoed="2099-01-01T06:00:00Z", ednote="EMBARGOED until 0600 GMT. Not for publication before.")
    assert (item.pubstatus, item.embargo_unreadable, item.warnings) == (USABLE, False, ())


def test_an_ednote_with_a_later_embargo_than_the_field_is_doubt():
    item = only(embargoed="2099-01-01T06:00:00Z", ednote="EMBARGOED until 2099-01-02 06:00 GMT")
    assert (item.embargoed_until, item.embargo_unreadable) == (datetime(2099, 1, 2, 6, tzinfo=UTC), True)


@pytest.mark.parametrize(
    ("ednote", "status"),
    [
        ("KILL this story, it is wrong", UNKNOWN_STATUS),
        ("Please kill this story", UNKNOWN_STATUS),
        ("The story has been withdrawn", UNKNOWN_STATUS),
        ("Do not publish before we call", WITHHELD),
        ("ne pas publier", WITHHELD),
        ("Updates with 3 killed, adds quote", USABLE),
        ("Corrects name of bill to kill quotas", USABLE),
    ],
)
def test_an_order_in_the_ednote_holds_the_copy(ednote, status):
    item = only(ednote=ednote)
    assert (item.pubstatus, bool(item.warnings)) == (status, status != USABLE)


def test_a_kill_in_words_never_weakens_a_cancel():
    assert only(pubstatus="canceled", ednote="KILL").pubstatus == CANCELED


def test_a_cancel_needs_no_text():
    (item,) = reading({"uri": "urn:holm:1", "version": 4, "pubstatus": "canceled"}).items
    assert (item.guid, item.version, item.pubstatus, item.body_html) == ("urn:holm:1", 4, CANCELED, "")


def test_a_time_that_cannot_be_read_is_left_out_and_told():
    item = only(versioncreated="yesterday")
    assert (item.modified, item.warnings) == (
        None,
        ("The time “yesterday” (modified) can’t be read; it was left out.",),
    )


def test_what_the_file_does_not_say_comes_from_the_source():
    assert only(language=None).language == "no"


def test_fields_of_wrong_types_cost_no_more_than_themselves():
    wrong = {"byline": 42, "subject": "none", "keyword": {"a": 1}, "associations": [None, 3], "genre": 7, "located": []}
    item = only(**wrong)
    assert (item.headline, item.byline, item.subjects, item.keywords, item.images, item.genre, item.dateline) == (
        FERRY.headline, "42", (), (), (), "", "",
    )  # fmt: skip


def test_an_item_without_headline_and_text_is_skipped_with_its_reason():
    assert reading({"uri": "urn:n", "type": None, "headline": None}).skipped == (
        Skipped(kind="text", guid="urn:n", reason="neither a headline nor a text"),
    )


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"uri": }', "no valid JSON: Expecting value in line 1, column 9."),
        (b'{"uri":' + b"[" * 100_000, "the JSON is nested too deeply."),
        (b'{"a": 1}', "this is JSON, but none of its objects is a news item as ninjs has them."),
        (b"[]", "this is JSON, but none of its objects is a news item as ninjs has them."),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_cause(raw, reason):
    with pytest.raises(Unreadable) as refused:
        ninjs.read(raw, "ferry.json", HINTS)
    assert str(refused.value).startswith(f"ferry.json: {reason[:40]}")


def test_nan_lone_surrogates_and_utf_16_lose_no_story():
    assert ninjs.read(b'{"uri":"n","headline":"N","urgency":NaN,"body_text":"x"}', "n", HINTS).items[0].urgency is None
    assert ninjs.read(rb'{"uri":"s","headline":"A \ud800b","body_text":"x"}', "s", HINTS).items[0].headline == "A b"
    assert ninjs.read(json.dumps(ONE).encode("utf-16"), "u", HINTS).items == (FERRY,)


def test_line_ends_in_a_string_and_endless_numbers_lose_no_story():
    raw = b'{"uri": "n", "headline": "Ferry", "version": %b, "body_text": "It sails.\n\nIt was idle."}' % (b"9" * 5_000)
    (item,) = ninjs.read(raw, "n", HINTS).items
    assert (item.version, item.body_html) == (1, "<p>It sails.</p><p>It was idle.</p>")


def test_a_text_that_would_stop_the_wire_is_skipped():
    endless = {"uri": "x", "headline": "Ferry", "body_html": "<p>" * 80_001}
    assert ninjs.read(json.dumps(endless).encode(), "n", HINTS).skipped == (
        Skipped(kind="text", guid="x", reason=fields.TOO_LONG),
    )


def test_a_json_feed_is_none_of_ours():
    assert not ninjs.sniff(b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed.json")
    assert ninjs.sniff(b' \n{"uri": "x"}', "any.txt")


def test_a_genre_may_be_only_an_address():
    genre = [{"uri": "http://cv.iptc.org/newscodes/genre/Actuality"}]
    (item,) = ninjs.read(json.dumps({**ONE, "genre": None, "genres": genre}).encode(), "g", HINTS).items
    assert item.genre == "Actuality"
