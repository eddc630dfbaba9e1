from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from articles.wire import fields, nitf
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
from tests.wire.xml_samples import damaged
from tests.wire.xml_samples import nitf as sample

HINTS = SourceHints(code="HOLM", timezone="Europe/Oslo", language="no")
FERRY = WireCopy(
    guid="holm-1",
    version=3,
    headline="Ferry back “in service”",
    standfirst="It sails & sails.",
    slugline="HOLM-FERRY",
    byline="By Ada Brook, Holm News Online",
    dateline="Holm, Norway",
    credit="Holm News",
    source="Holm News",
    copyright="© 2026 Holm News",
    usage_terms="Editorial use only.; Holm",
    language="en",
    urgency=3,
    subjects=(
        Subject(scheme="subj", code="10014000", name="ferries"),
        Subject(scheme="Holm", code="S1", name="Sea"),
    ),
    keywords=("ferry", "sea"),
    created=datetime(2026, 11, 20, 6, tzinfo=UTC),
    modified=datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=1))),
    expires=datetime(2026, 11, 30, 8, tzinfo=UTC),
    ednote="Adds quote.\nCall Bo.\nIt was idle\nAda Brook reported from Holm.",
    genre="Current",
    images=(WireImage(href="https://holm.example/b.jpg", caption="The ferry.", credit="Cy Dahl", width=900),),
    body_html=(
        "<p>The ferry sails, café and all.</p><h2>Before</h2><p>It was idle.</p><blockquote><p>Sea.</p></blockquote>"
    ),
)
RELEASE = '<date.release norm="{}"/>'


def reading(raw: bytes) -> Reading:
    return nitf.read(raw, "ferry.xml", HINTS)


def only(raw: bytes) -> WireCopy:
    (item,) = reading(raw).items
    return item


def replaced(old: str, new: str) -> bytes:
    raw = sample()
    assert raw.count(old.encode()) == 1
    return raw.replace(old.encode(), new.encode())


def test_every_field_of_the_standard_is_read_and_no_dtd_is_fetched():
    assert reading(sample()) == Reading(reader="nitf/5", items=(FERRY,))


def test_the_namespace_of_the_standard_makes_no_difference():
    raw = replaced('<nitf baselang="en">', '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" baselang="en">')
    assert only(raw) == FERRY


@pytest.mark.parametrize(
    ("status", "read", "warned"),
    [
        ("usable", USABLE, False),
        ("withheld", WITHHELD, False),
        ("canceled", CANCELED, False),
        ("draft", UNKNOWN_STATUS, True),
        ("", UNKNOWN_STATUS, True),
    ],
)
def test_a_status_that_is_not_known_is_doubt(status, read, warned):
    item = only(sample(management=f' management-status="{status}"'))
    assert (item.pubstatus, bool(item.warnings)) == (read, warned)


def test_an_embargo_is_the_release_time_of_an_embargoed_story():
    item = only(sample(management=' management-status="embargoed"', release=RELEASE.format("20990101T060000+0100")))
    assert (item.pubstatus, item.embargoed_until, item.warnings) == (USABLE, datetime(2099, 1, 1, 5, tzinfo=UTC), ())


@pytest.mark.parametrize("release", ["", RELEASE.format(""), RELEASE.format("YYYYMMDD000000-HHMM")])
def test_an_embargoed_story_without_a_readable_release_time_is_held(release):
    item = only(sample(management=' management-status="embargoed"', release=release))
    assert (item.embargoed_until, item.embargo_unreadable, len(item.warnings)) == (None, True, 1)


@pytest.mark.parametrize("norm", ["20261120T080000+0100", "20251120T080000Z", "YYYYMMDD000000-HHMM"])
def test_a_release_time_of_a_usable_story_that_is_not_after_its_issue_is_no_embargo(norm):
    assert only(sample(release=RELEASE.format(norm))) == FERRY


def test_a_release_time_after_the_issue_is_doubt_and_so_an_embargo():
    item = only(sample(release=RELEASE.format("20990101T060000Z")))
    assert item.embargoed_until == datetime(2099, 1, 1, 6, tzinfo=UTC)
    assert item.warnings == (
        "It gives a release time after its issue, but not the status “embargoed”; it was read as an embargo.",
    )


def test_what_it_says_of_another_document_is_told_and_an_order_is_a_version_of_that():
    item, order = reading(sample(management=' management-doc-idref="holm-0" management-idref-status="canceled"')).items
    assert item.warnings == ("It says that the earlier document “holm-0” is canceled.",)
    assert (item.guid, item.pubstatus) == ("holm-1", USABLE)
    assert order == WireCopy(
        guid="holm-0", numbered=False, headline=FERRY.headline, credit="Holm News", source="Holm News", language="en",
        modified=FERRY.modified, ednote=FERRY.ednote, pubstatus=CANCELED,
        warnings=("The document “holm-1” says that this one is canceled.",),
    )  # fmt: skip


@pytest.mark.parametrize("status", ["usable", "replaced", ""])
def test_a_document_that_another_one_only_follows_is_not_ordered_away(status):
    management = f' management-doc-idref="holm-0" management-idref-status="{status}"'
    assert only(sample(management=management)).pubstatus == USABLE


def test_an_earlier_revision_of_the_story_itself_is_not_ordered_away():
    docdata = 'management-doc-idref="ferry_46" management-idref-status="canceled"'
    raw = f'<nitf><head><docdata {docdata}><doc-id id-string="ferry_47"/><du-key key="ferry"/></docdata></head>'
    item = only((raw + "<body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head></body></nitf>").encode())
    assert (item.guid, item.pubstatus, item.warnings) == ("ferry", USABLE, ())


def test_several_bylines_a_series_a_fixture_and_an_older_copyright_are_read():
    item = only(
        b'<nitf><head><docdata><doc-id id-string="h"/><fixture fix-id="weekly-ferry"/><ed-msg info="Eds: new."/>'
        b'<series series.name="Ferries" series.part="2" series.totalpart="3"/><identified-content>'
        b'<location location-code="NO" code-source="iso">Norway</location></identified-content></docdata></head><body>'
        b"<body.head><hedline><hl1>Ferry<br/>back</hl1></hedline><copyrite>(c) 2026 <copyrite.holder>Holm News"
        b"</copyrite.holder></copyrite><byline>By Ada Brook</byline><byline><person>Cy Dahl</person><byttl>Photographer"
        b"</byttl></byline></body.head><body.content><p>It<br/>sails.</p></body.content></body></nitf>"
    )
    assert (item.headline, item.byline) == ("Ferry back", "By Ada Brook; Cy Dahl, Photographer")
    assert (item.copyright, item.source) == ("(c) 2026 Holm News", "Holm News")
    assert (item.ednote, item.keywords) == ("Eds: new.\nFerries (2/3)", ("weekly-ferry",))
    assert (item.subjects, item.body_html) == ((Subject("iso", "NO", "Norway"),), "<p>It<br>sails.</p>")


@pytest.mark.parametrize(
    ("norm", "time"),
    [
        ("20261120T080000+0100", datetime(2026, 11, 20, 7, tzinfo=UTC)),
        ("2026-11-20T08:00:00+01:00", datetime(2026, 11, 20, 7, tzinfo=UTC)),
        ("2026-11-20 07:00:00+00:00", datetime(2026, 11, 20, 7, tzinfo=UTC)),
        ("20261120T080000", datetime(2026, 11, 20, 7, tzinfo=UTC)),
    ],
)
def test_dates_come_in_three_forms(norm, time):
    assert only(replaced('<date.issue norm="20261120T080000+0100"/>', f'<date.issue norm="{norm}"/>')).modified == time


def test_the_headline_may_stand_in_the_title_alone():
    assert only(sample(headline="")).headline == "Not the headline"


def test_a_story_without_an_identifier_is_kept_under_one_that_its_correction_shares():
    bare = replaced('<doc-id id-string="holm-1"/>', '<doc-id regsrc="HOLM"/>')
    first, corrected = only(bare), only(bare.replace(b"It was idle", b"It was not idle"))
    assert first.guid == corrected.guid
    assert first.guid.startswith("nitf:")
    assert first.warnings == ("The file gives no identifier; one was made of its headline and its day.",)


def test_all_bodies_are_the_text_and_the_end_is_not():
    raw = sample(content="<p>A</p></body.content><body.content><p>B</p>")
    assert only(raw).body_html == "<p>A</p><p>B</p>"


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<p>One <person>two</person> three<br/>four</p>", "<p>One two three<br>four</p>"),
        ("<pre>One\ntwo</pre>", "<p>One<br>two</p>"),
        ("<p/><p> </p><p>A</p>", "<p>A</p>"),
        ("<table><tr><td/><td>A</td></tr></table>", "<table><tbody><tr><td></td><td>A</td></tr></tbody></table>"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<p><a href='javascript:alert(1)'>A</a></p><script>alert(1)</script>", "<p>A</p>"),
        ("<p>A<note>B</note></p>", "<p>AB</p>"),
        ("<ul/><p>A</p>", "<p>A</p>"),
    ],
)
def test_the_body_keeps_its_text_and_loses_what_is_active(content, body):
    item = only(sample(content=content))
    assert item.body_html.replace("<tbody>", "").replace("</tbody>", "") == body.replace("<tbody>", "").replace(
        "</tbody>", ""
    )


@pytest.mark.parametrize(
    "media",
    [
        '<media media-type="image"><media-reference source="file:///etc/passwd"/></media>',
        '<media media-type="image"><media-reference source="javascript:alert(1)"/></media>',
        '<media media-type="video"><media-reference source="film.mp4"/></media>',
        '<media media-type="image"/>',
    ],
)
def test_only_pictures_with_an_address_are_images(media):
    assert only(sample(content=f"{media}<p>A</p>")).images == ()


def test_a_byline_is_read_with_or_without_its_parts():
    old = "<byline>By <person>Ada Brook</person> <byttl>Holm News Online</byttl></byline>"
    for new, byline in (
        ("<byline>By Ada Brook</byline>", "By Ada Brook"),
        ("<byline>By Ada Brook, <byttl>Holm</byttl></byline>", "By Ada Brook, Holm"),
        ("<byline><byttl>Holm</byttl></byline>", "Holm"),
        ("", "Ada Brook reported from Holm."),
    ):
        assert only(replaced(old, new)).byline == byline


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<dateline>HOLM Nov 20 HN -</dateline>", "HOLM Nov 20 HN -"),
        ("<dateline><location><city>Holm</city><country>Norway</country></location></dateline>", "Holm, Norway"),
        ("", ""),
    ],
)
def test_a_dateline_is_read_with_or_without_its_parts(written, read):
    start, rest = sample().split(b"<dateline>")
    assert only(start + written.encode() + rest.split(b"</dateline>")[1]).dateline == read


@pytest.mark.parametrize(
    ("distributor", "source"), [("<distributor>Holm Wire</distributor>", "Holm Wire"), ("", "Holm News")]
)
def test_the_source_is_the_distributor_and_else_the_owner(distributor, source):
    assert only(replaced("<distributor>Holm News</distributor>", distributor)).source == source


def test_a_text_that_is_longer_than_a_book_is_named():
    (skipped,) = reading(sample(content=f"<p>{'sea ' * 260_000}</p>")).skipped
    assert (skipped.guid, skipped.reason) == ("holm-1", fields.TOO_LONG)


def test_a_cancel_that_names_nothing_is_named():
    assert reading(b'<nitf><head><docdata management-status="canceled"/></head></nitf>').skipped == (
        Skipped(kind="text", reason="no identifier, and nothing to make one of"),
    )


def test_a_file_with_neither_headline_nor_text_is_named():
    assert reading(b"<nitf/>").skipped == (Skipped(kind="text", reason="neither a headline nor a text"),)


def outcome(raw: bytes) -> Reading | Unreadable:
    try:
        return reading(raw)
    except Unreadable as refused:
        return refused


@given(damaged(sample()))
def test_a_story_that_was_damaged_on_its_way_is_read_or_refused(raw):
    result = outcome(raw)
    assert isinstance(result, Reading) or str(result).startswith("ferry.xml: ")
    for item in getattr(result, "items", ()):
        assert WireCopy.from_dict(item.as_dict()) == item


@pytest.mark.parametrize(
    ("document", "key", "guid"),
    [
        ("ferry-7_47", "ferry-7", "ferry-7"),
        ("ferry-7", "ferry-7", "ferry-7"),
        ("ferry-7a", "ferry-7", "ferry-7a"),
        ("8b1f", "HOLM-FERRY", "8b1f"),
    ],
)
def test_an_identity_has_no_revision_in_it(document, key, guid):
    head = f'<docdata><doc-id id-string="{document}"/><du-key key="{key}" version="48"/></docdata>'
    item = only(f"<nitf><head>{head}</head><body><body.content><p>x</p></body.content></body></nitf>".encode())
    assert (item.guid, item.version) == (guid, 48)


def test_what_senders_leave_out_is_found_in_its_second_place():
    item = only(
        b'<nitf><head><docdata><doc-id id-string="1"/><evloc city="Holm" iso-cc="NOR"/></docdata>'
        b'<pubdata date.publication="20261120T060000Z"/></head><body><body.head><hedline><hl1>Ferry</hl1>'
        b"<hl2>Ferry</hl2></hedline><byline>By<person>Ada Brook</person><byttl>Holm News</byttl></byline></body.head>"
        b"<body.content><p>x</p></body.content></body></nitf>"
    )
    assert (item.modified, item.standfirst, item.byline, item.subjects) == (
        datetime(2026, 11, 20, 6, tzinfo=UTC),
        "",
        "By Ada Brook, Holm News",
        (Subject(scheme="iso-cc", code="NOR", name="Holm"),),
    )


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("<![CDATA[<p>It sails.</p><p>It &amp; was idle.</p>]]>", "<p>It sails.</p><p>It &amp; was idle.</p>"),
        ("It sails.\n\nIt was idle.", "<p>It sails.</p><p>It was idle.</p>"),
        ("<![CDATA[<script>x</script>3 < 4]]>", "<p>&lt;script&gt;x&lt;/script&gt;3 &lt; 4</p>"),
    ],
)
def test_a_text_in_one_piece_is_plain_or_html_that_is_written_out(content, body):
    raw = f'<nitf><head><docdata><doc-id id-string="h"/></docdata></head><body><body.content>{content}</body.content>'
    assert only(f"{raw}</body></nitf>".encode()).body_html == body


def test_a_dateline_keeps_the_agency_and_loses_the_day():
    raw = (
        '<nitf><head><docdata><doc-id id-string="h"/></docdata></head><body><body.head><dateline>'
        '<location>HOLM</location>, <story.date norm="20261120">Nov 20</story.date> (Holm News) -</dateline>'
        "</body.head><body.content><p>It sails.</p></body.content></body></nitf>"
    )
    assert only(raw.encode()).dateline == "HOLM (Holm News) -"
