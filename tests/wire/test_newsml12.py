from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from articles.wire import newsml12
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
from tests.wire.xml_samples import newsml12 as sample

HINTS = SourceHints(code="HOLM", timezone="Europe/Oslo", language="no")
FERRY = WireCopy(
    guid="urn:newsml:holm.example:20261120:N1",
    version=3,
    headline="Ferry back “in service”",
    standfirst="It sails & sails.",
    slugline="HOLM-FERRY",
    byline="By Ada Brook",
    dateline="Holm",
    credit="Holm News/Bo Lind",
    source="Holm News",
    copyright="© Holm News",
    usage_terms="Editorial use only.",
    language="en",
    urgency=3,
    subjects=(
        Subject(scheme="subj", code="10000000"),
        Subject(scheme="subj", code="10014000", name="ferries"),
        Subject(scheme="Holm", code="sea"),
    ),
    keywords=("sea", "ferry"),
    created=datetime(2026, 11, 20, 6, tzinfo=UTC),
    modified=datetime(2026, 11, 20, 8, tzinfo=timezone(timedelta(hours=1))),
    ednote="Adds quote.",
    genre="Current",
    images=(WireImage(href="big.jpg", caption="The ferry.", credit="Holm Pictures", width=900),),
    body_html="<p>The ferry sails.</p><p>It was idle.</p>",
)
CHANGE = "<StatusWillChange><FutureStatus FormalName='{}'/><DateAndTime>{}</DateAndTime></StatusWillChange>"


def reading(raw: bytes) -> Reading:
    return newsml12.read(raw, "ferry.xml", HINTS)


def only(raw: bytes) -> WireCopy:
    (item,) = reading(raw).items
    return item


def replaced(old: str, new: str) -> bytes:
    raw = sample()
    assert old.encode() in raw
    return raw.replace(old.encode(), new.encode())


def item_with(components: str) -> bytes:
    """A NewsML of one item with *components* and no other metadata."""
    identity = "<ProviderId>holm.example</ProviderId><DateId>20261120</DateId><NewsItemId>N2</NewsItemId>"
    identity = f"<Identification><NewsIdentifier>{identity}</NewsIdentifier></Identification>"
    return f"<NewsML><NewsItem>{identity}{components}</NewsItem></NewsML>".encode()


def component(inside: str, role: str = "", lines: str = "") -> str:
    role = role and f'<Role FormalName="{role}"/>'
    return f"<NewsComponent>{role}<NewsLines>{lines}</NewsLines>{inside}</NewsComponent>"


def content(data: str, media: str = "Text") -> str:
    return f'<ContentItem><MediaType FormalName="{media}"/><DataContent>{data}</DataContent></ContentItem>'


def test_every_field_of_the_standard_is_read_and_no_dtd_is_fetched():
    assert reading(sample()) == Reading(reader="newsml12/4", items=(FERRY,))


def test_a_revision_is_a_version_of_the_same_story():
    first, second = only(sample(revision="1")), only(sample(revision="2"))
    assert (first.guid, first.version) == (FERRY.guid, 1)
    assert (second.guid, second.version) == (FERRY.guid, 2)


def test_an_identifier_that_names_only_the_agency_is_no_identity():
    public = "<PublicIdentifier>urn:newsml:www.holm.example</PublicIdentifier>"
    raw = replaced("<PublicIdentifier>urn:newsml:holm.example:20261120:N1:3</PublicIdentifier>", public)
    assert only(raw).guid == FERRY.guid
    bare = raw.replace(b"<NewsItemId>N1</NewsItemId>", b"")
    assert only(bare).guid.startswith("newsml12:")
    assert only(bare).warnings == ("The file gives no identifier; one was made of its headline and its day.",)


@pytest.mark.parametrize("suffix", [":3", ":3N", ":3U"])
def test_a_public_identifier_alone_is_read_without_its_revision(suffix):
    raw = replaced("<NewsItemId>N1</NewsItemId>", "").replace(b"N1:3", b"N1" + suffix.encode())
    assert only(raw).guid == FERRY.guid


def test_a_date_that_changes_with_each_revision_is_no_part_of_the_identity():
    raw = replaced("<DateId>20261120</DateId>", "<DateId>20261120T080000+0100</DateId>")
    assert only(raw).guid == "urn:newsml:holm.example:N1"


@pytest.mark.parametrize(
    ("status", "read", "warned"),
    [
        ("Usable", USABLE, False),
        ("USABLE", USABLE, False),
        ("Withheld", WITHHELD, False),
        ("Canceled", CANCELED, False),
        ("OPEN", UNKNOWN_STATUS, True),
        ("", UNKNOWN_STATUS, True),
    ],
)
def test_a_status_that_is_not_known_is_doubt(status, read, warned):
    item = only(sample(status=status))
    assert (item.pubstatus, bool(item.warnings)) == (read, warned)


def test_an_embargoed_item_says_when_it_becomes_usable():
    item = only(sample(status="Embargoed", change=CHANGE.format("Usable", "20990101T060000+0100")))
    assert (item.pubstatus, item.embargoed_until, item.embargo_unreadable, item.warnings) == (
        USABLE,
        datetime(2099, 1, 1, 5, tzinfo=UTC),
        False,
        (),
    )


@pytest.mark.parametrize("change", ["", CHANGE.format("Usable", "noon"), CHANGE.format("Canceled", "20990101T060000Z")])
def test_an_embargoed_item_that_says_no_time_is_held(change):
    item = only(sample(status="Embargoed", change=change))
    assert (item.embargoed_until, item.embargo_unreadable, len(item.warnings)) == (None, True, 1)


def test_a_status_that_will_change_is_told():
    item = only(sample(change=CHANGE.format("Canceled", "20990101T060000Z")))
    assert item.warnings == ("It says that its status changes to “Canceled” on 20990101T060000Z.",)


def test_a_cancel_needs_no_text():
    item = only(sample(status="Canceled", headline="", content=""))
    assert (item.guid, item.version, item.pubstatus, item.body_html) == (FERRY.guid, 3, CANCELED, "")


@pytest.mark.parametrize(
    ("data", "body"),
    [
        ("<p>One <b>two</b> three</p>tail", "<p>One <b>two</b> three</p><p>tail</p>"),
        ("<media><media-caption>Not text</media-caption></media><p>A</p>", "<p>A</p>"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><p>A</p></body></html>", "<p>A</p>"),
        ("<![CDATA[<P>A &amp; B</P>\n<P></P><P>C</P>]]>", "<p>A &amp; B</p><p>C</p>"),
        ("One line.\n\nAnother &lt; line.", "<p>One line.</p><p>Another &lt; line.</p>"),
        ("<nitf><body><body.content><p>A</p><hl2>B</hl2></body.content></body></nitf>", "<p>A</p><h2>B</h2>"),
    ],
)
def test_the_text_comes_in_many_dresses(data, body):
    assert only(sample(content=data)).body_html == body


def test_active_content_never_comes_in():
    assert only(sample(content="<![CDATA[<p onclick=x>A<script>alert(1)</script></p>]]>")).body_html == "<p>A</p>"


def test_components_are_told_apart_by_their_roles():
    parts = [
        component(content("body { color: red }", "css"), "StyleSheet"),
        component(content("<p>The title</p>"), "HeadLine"),
        component(content("<p>The lead</p>"), "SubHeadLine"),
        component(content("<p>Call Bo</p>"), "Contact"),
        component(content("<p>A part without a role</p>")),
        component(content("<p>The text</p>"), "Body"),
        component(content("<p>A tweet</p>"), "TweetText"),
    ]
    item = only(item_with(component("".join(parts))))
    assert (item.headline, item.standfirst, item.body_html) == ("The title", "The lead", "<p>The text</p>")


def test_a_second_text_is_told():
    parts = component(content("<p>Nederlands</p>"), "Body") + component(content("<p>Français</p>"), "Body")
    item = only(item_with(component(parts, lines="<HeadLine>A</HeadLine>")))
    assert item.body_html == "<p>Nederlands</p>"
    assert item.warnings == ("The item holds 2 texts; only the first was read, the others are in the file.",)


def test_an_alert_may_have_no_headline_and_says_so():
    item = only(sample(headline=""))
    assert (item.headline, item.warnings) == ("", ("The copy has no headline.",))


def test_the_headline_may_stand_in_the_nitf_alone():
    data = (
        "<nitf><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head>"
        "<body.content><p>A</p></body.content></body></nitf>"
    )
    assert only(sample(headline="", content=data)).headline == "Ferry"


@pytest.mark.parametrize(
    ("media", "kind"), [("Photo", "picture"), ("Audio", "audio"), ("Video", "video"), ("Graphic", "graphic")]
)
def test_an_item_without_a_text_is_named_by_what_it_holds(media, kind):
    file = f'<ContentItem Href="a.bin"><MediaType FormalName="{media}"/></ContentItem>'
    lines = "<HeadLine>20261120</HeadLine><ByLine>Cy Dahl</ByLine>"
    assert reading(item_with(component(file, lines=lines))).skipped == (
        Skipped(kind=kind, guid="urn:newsml:holm.example:20261120:N2"),
    )


def test_an_update_of_parts_is_named():
    (skipped,) = reading(item_with("<Update><Replace/></Update>")).skipped
    assert (skipped.kind, skipped.reason) == ("update", "changes to parts of an item, not a text story")


def test_the_storys_lines_are_not_those_of_a_photo_beside_it():
    photo = '<ContentItem Href="{}"><MediaType FormalName="Photo"/></ContentItem>'
    files = photo.format("a.jpg") + photo.format("file:///etc/b.jpg") + photo.format("gopher://holm.example/c.jpg")
    lines = "<HeadLine>Ferry</HeadLine><CreditLine>Holm News</CreditLine>"
    item = only(item_with(component(content("<p>A</p>") + files, lines=lines)))
    assert item.images == (WireImage(href="a.jpg"),)


def test_a_file_holds_many_items():
    one = sample().split(b"<NewsItem ")[1].split(b"</NewsML>")[0]
    two = sample().replace(b"</NewsML>", b"<NewsItem " + one.replace(b"N1", b"N2") + b"</NewsML>")
    assert [item.guid for item in reading(two).items] == [FERRY.guid, "urn:newsml:holm.example:20261120:N2"]


def test_a_file_without_items_is_refused():
    with pytest.raises(Unreadable, match=r"^ferry\.xml: this NewsML holds no NewsItem\.$"):
        reading(b"<NewsML><TopicSet/></NewsML>")


def outcome(raw: bytes) -> Reading | Unreadable:
    try:
        return reading(raw)
    except Unreadable as refused:
        return refused


@given(damaged(sample()))
def test_an_item_that_was_damaged_on_its_way_is_read_or_refused(raw):
    result = outcome(raw)
    assert isinstance(result, Reading) or str(result).startswith("ferry.xml: ")
    for item in getattr(result, "items", ()):
        assert WireCopy.from_dict(item.as_dict()) == item


def test_a_nitf_tells_what_the_components_leave_out():
    head = "<byline>By Ada Brook</byline><dateline>Holm</dateline><abstract>It sails.</abstract>"
    nitf = f"<nitf><body><body.head>{head}</body.head><body.content><p>x</p></body.content></body></nitf>"
    item = only(item_with(component(content(nitf), lines="<HeadLine>Ferry</HeadLine>")))
    assert (item.byline, item.dateline, item.standfirst) == ("By Ada Brook", "Holm", "It sails.")
