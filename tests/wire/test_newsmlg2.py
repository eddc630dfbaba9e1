from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from articles.wire import newsmlg2
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
from tests.wire.xml_samples import damaged, g2, g2_item

HINTS = SourceHints(code="HOLM", timezone="Europe/Oslo", language="no")
FERRY = WireCopy(
    guid="urn:newsml:holm.example:20261120:1",
    version=3,
    headline="Ferry back “in service”",
    standfirst="It sails & sails.",
    slugline="HOLM-FERRY",
    byline="By Ada Brook",
    dateline="HOLM, Nov 20",
    credit="Holm News/Bo Lind",
    source="Holm News",
    copyright="© Holm News",
    usage_terms="Editorial use only.",
    language="en-GB",
    urgency=3,
    subjects=(
        Subject(scheme="medtop", code="20000337", name="transport"),
        Subject(scheme="medtop", code="20000338", name="shipping"),
        Subject(scheme="", code="Ferries", name="Ferries"),
        Subject(scheme="holm", code="sea:2", name="Sea"),
    ),
    keywords=("ferry", "sea"),
    created=datetime(2026, 11, 20, 6, tzinfo=UTC),
    modified=datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=1))),
    ednote="Adds quote.\nCall Bo.",
    genre="Current",
    images=(WireImage(href="https://holm.example/b.jpg", width=900),),
    body_html=(
        "<p>The <b>ferry</b> sails.<br>Every day.</p>"
        '<p>It was <a href="https://holm.example/idle" rel="noopener">idle</a>, café and all.</p>'
    ),
)


def reading(raw: bytes) -> Reading:
    return newsmlg2.read(raw, "ferry.xml", HINTS)


def only(raw: bytes) -> WireCopy:
    (item,) = reading(raw).items
    return item


def replaced(old: str, new: str) -> bytes:
    raw = g2()
    assert raw.count(old.encode()) == 1
    return raw.replace(old.encode(), new.encode())


def test_every_field_of_the_standard_is_read():
    assert reading(g2()) == Reading(reader="newsmlg2/4", items=(FERRY,))


def test_a_message_holds_many_items_and_what_is_no_text_is_named():
    items = [
        g2_item(),
        g2_item(guid="urn:2", headline="Second"),
        '<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:p"/>',
        '<planningItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:pl"/>',
        '<knowledgeItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:k"/>',
        '<conceptItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:c"><concept/></conceptItem>',
        '<conceptItem guid="urn:e"><concept><eventDetails/></concept></conceptItem>',
        g2_item(guid="urn:f").replace("ninat:text", "ninat:picture"),
        g2_item(guid="urn:v").replace('qcode="ninat:text"', 'uri="http://cv.iptc.org/newscodes/ninature/video"'),
    ]
    message = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{"".join(items)}</itemSet></newsMessage>'
    )
    read = reading(message.encode())
    assert [(item.guid, item.headline) for item in read.items] == [
        (FERRY.guid, FERRY.headline),
        ("urn:2", "Second"),
    ]
    assert read.skipped == tuple(
        Skipped(kind=kind, guid=f"urn:{guid}")
        for kind, guid in (
            ("package", "p"),
            ("planning", "pl"),
            ("knowledge", "k"),
            ("concept", "c"),
            ("event", "e"),
            ("picture", "f"),
            ("video", "v"),
        )
    )


def test_a_message_without_items_is_refused():
    with pytest.raises(Unreadable, match=r"^ferry\.xml: this NewsML-G2 message holds no items\.$"):
        reading(b"<newsMessage><itemSet/></newsMessage>")


def test_a_message_gives_no_more_than_its_first_thousand_items():
    message = f"<newsMessage><itemSet>{'<packageItem/>' * 1_001}</itemSet></newsMessage>"
    read = reading(message.encode())
    assert (len(read.skipped), read.warnings) == (1_000, ("Only the first 1000 of 1001 items were read.",))


@pytest.mark.parametrize(
    ("status", "read", "warned"),
    [
        ("usable", USABLE, False),
        ("withheld", WITHHELD, False),
        ("canceled", CANCELED, False),
        ("frozen", UNKNOWN_STATUS, True),
        ("", UNKNOWN_STATUS, True),
    ],
)
def test_a_status_that_is_not_known_is_doubt(status, read, warned):
    item = only(g2(status=status))
    assert (item.pubstatus, bool(item.warnings)) == (read, warned)


def test_a_status_may_be_a_uri_and_none_means_usable():
    for uri in (
        "http://cv.iptc.org/newscodes/pubstatusg2/withheld",
        "http://cv.iptc.org/newscodes/pubstatusg2/withheld/",
    ):
        assert only(replaced('qcode="stat:usable"', f'uri="{uri}"')).pubstatus == WITHHELD
    assert only(replaced('<pubStatus qcode="stat:usable"/>', "")) == FERRY


def test_a_cancel_is_read_with_its_empty_body():
    item = only(g2(status="canceled", version="5", headline="", body=""))
    assert (item.guid, item.version, item.pubstatus, item.body_html) == (FERRY.guid, 5, CANCELED, "")


def test_an_embargo_holds_until_its_time():
    item = only(g2(embargoed="<embargoed>2099-01-01T06:00:00+01:00</embargoed>"))
    assert (item.embargoed_until, item.embargo_unreadable, item.warnings) == (
        datetime(2099, 1, 1, 5, tzinfo=UTC),
        False,
        (),
    )


@pytest.mark.parametrize("embargo", ["<embargoed/>", "<embargoed> </embargoed>", "<embargoed>noon</embargoed>"])
def test_an_embargo_without_a_time_that_can_be_read_holds_the_copy(embargo):
    item = only(g2(embargoed=embargo))
    assert (item.embargoed_until, item.embargo_unreadable, len(item.warnings)) == (None, True, 1)


def test_an_embargo_without_a_zone_is_in_the_sources_and_says_so():
    item = only(g2(embargoed="<embargoed>2099-01-01T06:00:00</embargoed>"))
    assert (item.embargoed_until, len(item.warnings)) == (datetime(2099, 1, 1, 5, tzinfo=UTC), 1)


def test_a_kill_in_words_holds_the_copy():
    assert (
        only(replaced("<edNote>Adds quote.</edNote>", "<edNote>KILL this story</edNote>")).pubstatus == UNKNOWN_STATUS
    )


def test_the_headline_and_what_stands_with_it_are_not_read_twice():
    header = "<html:p>politics</html:p><html:h1>Ferry back “in service”</html:h1>"
    body = f"<html:header>{header}</html:header><html:p>It sails.</html:p>"
    assert only(g2(body=body)).body_html == "<p>It sails.</p>"
    plain = "<html:h1>Ferry back “in service”</html:h1><html:p>It sails.</html:p>"
    assert only(g2(body=plain)).body_html == "<p>It sails.</p>"


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<html:h1>Ferry back “in service”</html:h1>", "<h2>Ferry back “in service”</h2>"),
        ("<html:h1>Another</html:h1><html:p>A</html:p>", "<h2>Another</h2><p>A</p>"),
        (
            "<html:p>A</html:p><html:h1>Ferry back “in service”</html:h1><html:p>B</html:p>",
            "<p>A</p><h2>Ferry back “in service”</h2><p>B</p>",
        ),
    ],
)
def test_a_heading_that_is_more_than_the_headline_again_stays(body, kept):
    assert only(g2(body=body)).body_html == kept


def test_the_headline_is_that_of_the_highest_rank():
    raw = replaced(
        '<headline role="holm:subtitle">It was idle</headline>',
        '<headline rank="3">Ferries</headline><headline rank="x"/>',
    )
    assert only(raw).headline == FERRY.headline
    assert only(raw.replace(b"<headline>", b'<headline rank="4">')).headline == "Ferries"


def test_text_after_and_between_inline_tags_is_kept():
    body = "<html:p>One <html:span>two</html:span> three <html:b>four</html:b> five<html:img src='x'/> six</html:p>tail"
    assert only(g2(body=body)).body_html == "<p>One two three <b>four</b> five six</p><p>tail</p>"


def test_active_content_never_comes_in():
    body = "<html:p onclick='x'>A</html:p><html:script>alert(1)</html:script><html:iframe src='https://x.example'/>B"
    assert only(g2(body=body)).body_html == "<p>A</p><p>B</p>"


def test_a_body_may_be_nitf_plain_text_or_escaped_html():
    page = g2().split(b"<contentSet>")[0]
    nitf = b"<nitf><body><body.head>B</body.head><body.content><p>A</p></body.content></body></nitf>"
    for inline, body in (
        (b"<inlineXML>" + nitf + b"</inlineXML>", "<p>A</p>"),
        (b"<inlineXML><p>A</p>tail</inlineXML>", "<p>A</p><p>tail</p>"),
        (b'<inlineData contenttype="text/plain">A &lt; B\n\nC</inlineData>', "<p>A &lt; B</p><p>C</p>"),
        (b"<inlineData>&lt;p>A &amp;amp; B&lt;/p></inlineData>", "<p>A &amp; B</p>"),
        (b'<inlineData encoding="base64" contenttype="text/plain">QQ==</inlineData>', ""),
        (b"<inlineXML><events><event><name>Fair</name></event></events></inlineXML>", ""),
    ):
        assert only(page + b"<contentSet>" + inline + b"</contentSet></newsItem>").body_html == body


def test_pictures_come_from_links_and_from_the_text_but_not_from_files_or_counters():
    body = (
        "<html:figure><html:img src='https://holm.example/1.jpg'/>"
        "<html:figcaption>The ferry</html:figcaption></html:figure>"
        "<html:img src='2.jpg' alt='Bo'/><html:img src='https://count.example/p' width='1' height='1'/>"
        "<html:img src='gopher://holm.example/x.jpg'/><html:img src='../../etc/x.jpg'/><html:img src='javascript:1'/>"
    )
    link = (
        '<link rel="irel:seeAlso"><title>Quay</title><remoteContent href="https://holm.example/q.jpg" '
        'contenttype="image/jpeg"/></link></itemMeta>'
    )
    assert only(g2(body=body).replace(b"</itemMeta>", link.encode())).images == (
        WireImage(href="https://holm.example/b.jpg", width=900),
        WireImage(href="https://holm.example/q.jpg", caption="Quay"),
        WireImage(href="https://holm.example/1.jpg", caption="The ferry"),
        WireImage(href="2.jpg", caption="Bo"),
    )


def test_a_dateline_that_is_only_a_time_gives_way_to_the_place():
    item = only(replaced("<dateline>HOLM, Nov 20</dateline>", "<dateline>2026-11-20 08:00:00 GMT+00:00</dateline>"))
    assert item.dateline == "Holm"


def test_what_the_item_does_not_say_comes_from_elsewhere():
    bare = b"""<newsItem guid="urn:1"><itemMeta><provider literal="Holm"/><title>Ferry</title></itemMeta>
        <contentMeta><contentCreated>2026-11-20T06:00:00Z</contentCreated></contentMeta></newsItem>"""
    assert only(bare) == WireCopy(
        guid="urn:1",
        headline="Ferry",
        credit="Holm",
        source="Holm",
        language="no",
        created=datetime(2026, 11, 20, 6, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("provider", "source"),
    [
        ('<provider literal="Holm"/>', "Holm"),
        ('<provider qcode="nprov:HOLM"/>', "HOLM"),
        ('<provider uri="https://holm.example/about"/>', "https://holm.example/about"),
        ("", ""),
    ],
)
def test_a_provider_is_named_as_well_as_it_can_be(provider, source):
    named = '<provider qcode="nprov:holm"><name>Holm News</name></provider>'
    assert only(replaced(named, provider)).source == source


def test_an_item_without_a_guid_is_kept_under_one_that_its_next_version_shares():
    first, second = (only(g2(guid="", version=number)) for number in ("1", "2"))
    assert first.guid == second.guid != ""
    assert first.guid != only(g2(guid="", headline="Another")).guid
    assert first.warnings == ("The file gives no identifier; one was made of its headline and its day.",)


def test_an_item_with_neither_headline_nor_text_is_named():
    assert reading(b'<newsItem guid="urn:1"/>').skipped == (
        Skipped(kind="text", guid="urn:1", reason="neither a headline nor a text"),
    )


@pytest.mark.parametrize(("version", "read"), [("4", 4), ("-3", 1), ("abc", 1), ("", 1), ("1" + "0" * 30, 2**31 - 1)])
def test_a_version_fits_the_database(version, read):
    assert only(g2(version=version)).version == read


def outcome(raw: bytes) -> Reading | Unreadable:
    try:
        return reading(raw)
    except Unreadable as refused:
        return refused


@given(damaged(g2()))
def test_an_item_that_was_damaged_on_its_way_is_read_or_refused(raw):
    result = outcome(raw)
    assert isinstance(result, Reading) or str(result).startswith("ferry.xml: ")
    for item in getattr(result, "items", ()):
        assert WireCopy.from_dict(item.as_dict()) == item


def test_the_headline_is_the_one_in_the_storys_language():
    def headline(*given: tuple[str, str]) -> str:
        heads = "".join(f'<headline xml:lang="{tag}">{said}</headline>' for tag, said in given)
        raw = (
            '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g" version="1" xml:lang="en"><itemMeta>'
            f'<itemClass qcode="ninat:text"/></itemMeta><contentMeta><language tag="fr-CH"/>{heads}</contentMeta>'
            "</newsItem>"
        )
        return newsmlg2.read(raw.encode(), "x.xml", HINTS).items[0].headline

    assert headline(("en", "The ferry sails"), ("fr", "Le bac part")) == "Le bac part"
    assert headline(("en", "The ferry sails"), ("de", "Die Fähre fährt")) == "The ferry sails"


def test_a_nitf_tells_what_the_item_leaves_out():
    nitf = (
        "<nitf><head><title>Ferry back</title></head><body><body.head><byline>By Ada Brook</byline>"
        "<dateline>Holm</dateline><abstract>It sails.</abstract></body.head>"
        "<body.content><p>x</p></body.content></body></nitf>"
    )
    item = only(f'<newsItem guid="1"><contentSet><inlineXML>{nitf}</inlineXML></contentSet></newsItem>'.encode())
    assert (item.headline, item.standfirst, item.byline, item.dateline) == (
        "Ferry back", "It sails.", "By Ada Brook", "Holm",
    )  # fmt: skip


def test_a_page_without_a_title_has_its_heading_for_headline():
    page = "<html><body><h1>Ferry back</h1><p>It sails.</p></body></html>"
    item = only(f'<newsItem guid="1"><contentSet><inlineXML>{page}</inlineXML></contentSet></newsItem>'.encode())
    assert (item.headline, item.body_html) == ("Ferry back", "<p>It sails.</p>")


def test_a_concept_that_the_item_describes_once_has_its_name():
    item = only(
        b'<newsItem guid="1"><itemMeta><title>Ferry</title></itemMeta><contentMeta><subject qcode="geo:7"/>'
        b'</contentMeta><assert qcode="geo:7"><name>Holm</name></assert></newsItem>'
    )
    assert item.subjects == (Subject(scheme="geo", code="7", name="Holm"),)
