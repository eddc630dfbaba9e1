from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import feeds
from articles.wire.copy import (
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
ITEM = """<item>
 <title>Ferry back “in service” &amp;amp; full</title>
 <link>https://holm.example/ferry?a=1&amp;amp;b=2</link>
 <guid isPermaLink="false">holm-1</guid>
 <dc:creator>Ada Brook</dc:creator><dc:creator>Bo Lind</dc:creator>
 <pubDate>Fri, 20 Nov 2026 07:20:00 EST</pubDate>
 <prism:expirationDate>2026-11-30T08:00:00Z</prism:expirationDate>
 <category>Ferries</category><category domain="https://holm.example/topics">sea</category>
 <description>It sails again.</description>
 <content:encoded><![CDATA[<p>The <a href="/holm">ferry</a> sails.<script>alert(1)</script></p>
  <p>It was idle.</p><img src="https://count.example/p.gif" width="1" height="1">]]></content:encoded>
 <media:content url="https://holm.example/ferry.jpg" medium="image"><media:credit>Cy Day</media:credit></media:content>
 <enclosure url="https://holm.example/ferry.mp3" type="audio/mpeg" length="1"/>
</item>"""
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Holm News</title><link>https://holm.example/</link><description>d</description>
<language>en-gb</language><copyright>© Holm News</copyright>
{}
</channel></rss>"""
FERRY = WireCopy(
    guid="holm-1",
    numbered=False,
    headline="Ferry back “in service” & full",
    standfirst="It sails again.",
    byline="Ada Brook, Bo Lind",
    credit="Holm News",
    source="Holm News",
    copyright="© Holm News",
    language="en-gb",
    subjects=(Subject(scheme="https://holm.example/topics", code="sea", name="sea"),),
    keywords=("Ferries",),
    created=datetime(2026, 11, 20, 7, 20, tzinfo=timezone(timedelta(hours=-5))),
    expires=datetime(2026, 11, 30, 8, tzinfo=UTC),
    images=(WireImage(href="https://holm.example/ferry.jpg", credit="Cy Day"),),
    body_html='<p>The <a href="https://holm.example/holm" rel="noopener">ferry</a> sails.</p><p>It was idle.</p>',
    link="https://holm.example/ferry?a=1&b=2",
)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Holm News</title>
<author><name>The desk</name></author>
<entry><id>tag:holm.example,2026:1</id><title type="html">&lt;b&gt;Ferry&lt;/b&gt; back</title>
<link href="https://holm.example/ferry"/><published>2026-11-20T06:00:00Z</published>
<updated>2026-11-20T07:00:00Z</updated><rights>© Holm</rights><category term="sea" label="The sea"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry <b>sails</b>.</p></div></content></entry>
</feed>"""


def reading(document: str | bytes) -> Reading:
    raw = document if isinstance(document, bytes) else document.encode()
    return feeds.read(raw, "holm.xml", HINTS)


def rss(items: str) -> Reading:
    return reading(RSS.format(items))


def only(items: str) -> WireCopy:
    (item,) = rss(items).items
    return item


def outcome(raw: bytes) -> Reading | str:
    try:
        return feeds.read(raw, "holm.xml", HINTS)
    except Unreadable as refused:
        return str(refused)


def refusal(document: str | bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        reading(document)
    return str(refused.value)


def test_an_item_of_rss_fills_every_field_that_it_has():
    assert rss(ITEM) == Reading(reader="feeds/4", items=(FERRY,))


def test_an_entry_of_atom_has_its_feeds_author_and_language():
    assert reading(ATOM) == Reading(
        reader="feeds/4",
        items=(
            WireCopy(
                guid="tag:holm.example,2026:1",
                numbered=False,
                headline="Ferry back",
                byline="The desk",
                credit="Holm News",
                source="Holm News",
                copyright="© Holm",
                language="en",
                keywords=("The sea",),
                created=datetime(2026, 11, 20, 6, tzinfo=UTC),
                modified=datetime(2026, 11, 20, 7, tzinfo=UTC),
                body_html="<p>The ferry <b>sails</b>.</p>",
                link="https://holm.example/ferry",
            ),
        ),
    )


def test_rss_1_0_has_its_items_beside_the_channel():
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Holm</title></channel>
      <item rdf:about="https://holm.example/1"><title>Ferry</title><link>https://holm.example/1</link>
      <dc:date>2026-11-20T06:00:00Z</dc:date><description>It sails.</description></item></rdf:RDF>"""
    (item,) = reading(rdf).items
    assert (item.guid, item.modified, item.body_html) == (
        "https://holm.example/1",
        datetime(2026, 11, 20, 6, tzinfo=UTC),
        "<p>It sails.</p>",
    )


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_any_charset_that_is_declared_tells_the_same_story(charset):
    document = RSS.format(ITEM).replace("utf-8", charset, 1)
    assert reading(document.encode(charset)).items == (FERRY,)


def test_latin_1_without_a_declaration_is_read_with_a_warning():
    document = "<rss><channel><item><title>Fährbetrieb</title></item></channel></rss>".encode("latin-1")
    assert [item.headline for item in reading(document).items] == ["Fährbetrieb"]
    assert reading(document).warnings == ("The characters are not UTF-8; they were read as Windows-1252.",)


@pytest.mark.parametrize(
    ("guid", "link", "identity", "version"),
    [
        ("<guid>https://holm.example/c4#0</guid>", "https://holm.example/c4?at=rss", "https://holm.example/c4", 1),
        ("<guid>https://holm.example/c4#2</guid>", "https://holm.example/c4", "https://holm.example/c4", 3),
        ("<guid>https://holm.example/live#2</guid>", "https://holm.example/x", "https://holm.example/live#2", 1),
        ("<guid>/story/4</guid>", "https://holm.example/4", "/story/4", 1),
        ("", "https://holm.example/4", "https://holm.example/4", 1),
    ],
)
def test_a_guid_may_be_relative_missing_or_count_its_revisions(guid, link, identity, version):
    item = only(f"<item><title>x</title>{guid}<link>{link}</link></item>")
    assert (item.guid, item.version) == (identity, version)


@pytest.mark.parametrize(
    "document",
    [
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{}"><entry><id>4</id><title>x</title></entry></feed>',
        '<rss xml:base="{}"><channel><item><guid isPermaLink="true">4</guid><title>x</title></item></channel></rss>',
    ],
)
def test_an_identity_stays_as_it_was_written_whatever_the_base_of_the_feed(document):
    bases = ("https://holm.example/", "https://mirror.example/")
    assert [reading(document.format(one)).items[0].guid for one in bases] == ["4", "4"]


def test_characters_that_were_numbered_as_windows_has_them_are_kept():
    (item,) = reading("<rss><channel><item><title>Don&#146;t &#x96; wait&#133;</title></item></channel></rss>").items
    assert (item.headline, reading(RSS.format(ITEM)).warnings) == ("Don’t – wait…", ())


def test_an_item_without_guid_and_link_is_the_same_story_on_every_day_that_it_is_read():
    story = (
        "<item><title>Ferry</title><pubDate>Fri, 20 Nov 2026 07:20:00 GMT</pubDate><description>{}</description></item>"
    )
    first, mended = only(story.format("One")), only(story.format("Two"))
    other = only(story.format("One").replace("20 Nov", "21 Nov"))
    assert first.guid
    assert (first.guid == mended.guid, first.guid == other.guid) == (True, False)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Seg, 23 Nov 2026 07:20:00 -0300", datetime(2026, 11, 23, 10, 20, tzinfo=UTC)),
        ("Mon, Nov 23 2026 02:02:33 PM", datetime(2026, 11, 23, 13, 2, 33, tzinfo=UTC)),
        ("Mon, 23 Nov 26 07:20:00 GMT", datetime(2026, 11, 23, 7, 20, tzinfo=UTC)),
        ("some day", None),
        ("Mon, 23 Nov 2026 07:20:00 IST", None),
    ],
)
def test_an_odd_date_is_read_for_certain_or_told(written, meant):
    item = only(f"<item><title>x</title><guid>1</guid><pubDate>{written}</pubDate></item>")
    told = () if meant else (f"The time “{written}” (created) can’t be read; it was left out.",)
    assert (item.created, item.warnings) == (meant, told)


def test_an_address_alone_is_no_byline():
    author = "<item><title>x</title><guid>1</guid><author>{}</author></item>"
    assert only(author.format("ada@holm.example (Ada Brook)")).byline == "Ada Brook"
    assert only(author.format("Ada Brook &lt;ada@holm.example&gt;")).byline == "Ada Brook"
    assert only(author.format("ada@holm.example")).byline == ""


def test_links_and_pictures_that_are_not_the_webs_never_come_in():
    item = only(
        """<item><title>x</title><link>javascript:alert(1)</link><guid>javascript:alert(1)</guid>
        <enclosure url="file:///etc/passwd" type="image/jpeg"/><media:content url="data:image/png,x" medium="image"/>
        <description>&lt;a href="javascript:alert(1)"&gt;x&lt;/a&gt;</description></item>"""
    )
    assert (item.link, item.images, item.body_html) == ("", (), "<p>x</p>")


def test_an_ampersand_that_was_escaped_twice_is_one():
    media = '<media:content url="https://holm.example/f.jpg?a=1&amp;amp;b=2" medium="image"/>'
    assert only(f"<item><title>x</title><guid>1</guid>{media}</item>").images == (
        WireImage(href="https://holm.example/f.jpg?a=1&b=2"),
    )


def test_a_headline_that_orders_a_kill_holds_the_copy():
    item = only("<item><title>KILL: Ferry back in service</title><guid>1</guid><description>x</description></item>")
    assert (item.pubstatus == USABLE, bool(item.warnings)) == (False, True)


def test_an_export_of_a_site_brings_no_drafts_and_no_attachments():
    post = "<item><title>x</title><guid>1</guid><wp:post_type>{}</wp:post_type><wp:status>{}</wp:status></item>"
    document = RSS.replace("<rss ", '<rss xmlns:wp="http://wordpress.org/export/1.2/" ')
    assert reading(document.format(post.format("post", "publish"))).items[0].pubstatus == USABLE
    assert reading(document.format(post.format("post", "draft"))).items[0].pubstatus == WITHHELD
    assert reading(document.format(post.format("attachment", "inherit"))).skipped == (
        Skipped(kind="picture", guid="1"),
    )


def test_an_item_that_says_nothing_is_skipped():
    assert rss("<item><guid>1</guid></item>").skipped == (
        Skipped(kind="text", guid="1", reason="neither a headline nor a text"),
    )


def test_a_feed_that_breaks_off_gives_what_came_and_says_so():
    result = reading(RSS.format(ITEM).replace("&amp;amp;b=2", "").partition("</channel>")[0])
    assert result.items == (replace(FERRY, link="https://holm.example/ferry?a=1"),)
    assert len(result.warnings) == 1
    assert result.warnings[0].startswith("The feed is not well-formed XML (")


def test_a_feed_with_too_many_items_is_read_up_to_the_limit():
    items = "".join(f"<item><title>t{number}</title><guid>{number}</guid></item>" for number in range(1_002))
    result = rss(items)
    assert [item.guid for item in result.items] == [str(number) for number in range(1_000)]
    assert result.warnings == ("Only the first 1000 of 1002 items were read.",)


def test_an_item_in_which_the_feed_breaks_off_is_held():
    result = reading(RSS.format(ITEM + ITEM.replace("holm-1", "holm-2")).rpartition("<p>It was")[0])
    assert [(item.guid, item.pubstatus) for item in result.items] == [("holm-1", USABLE), ("holm-2", UNKNOWN_STATUS)]
    assert "The feed breaks off in this item: it is incomplete and held." in result.items[1].warnings


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ('<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss><channel/></rss>', "expand into each other"),
        ("<rss><channel><item>" + "<a>" * 60_001, "more than 60,000 times the character <"),
        ("<rss><channel><item><x " + 'a="1" ' * 400 + "/></item></channel></rss>", "one tag of the feed has 300"),
        (f"<rss><channel><item><author>{'a.' * 4_000}</author></item></channel></rss>", "the author of an item is"),
        ("<rss><channel><item>" + "<category>x</category>" * 1_001, "more than 1,000 names, dates and categories"),
        ("<rss><channel><item>" + "\n" * 250_001, "more than 250,000 times the character of a line end"),
        ("<rss>" + "".join(f'<a xmlns:a{one}="u"/>' for one in range(201)), "the feed has more than 200 namespaces"),
        ("<rss></rss", "no item could be found in it"),
        ("<html><body>Sign in</body></html>", "this is no RSS and no Atom."),
    ],
)
def test_what_no_parser_should_try_is_refused_with_file_and_cause(document, reason):
    assert refusal(document).startswith("holm.xml: ")
    assert reason in refusal(document)


def test_no_entity_and_no_path_is_ever_opened(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(RSS.format(ITEM))
    assert refusal(str(secret)) == "holm.xml: this is no RSS and no Atom."
    external = f'<!DOCTYPE rss SYSTEM "{secret}"><rss><channel><item><title>A &x; B</title></item></channel></rss>'
    assert [item.headline for item in reading(external).items] == ["A &x; B"]
    declared = external.replace(f'SYSTEM "{secret}"', f'[<!ENTITY x SYSTEM "{secret}"><!ENTITY % y "z"> %y;]')
    assert [item.headline for item in reading(declared).items] == ["A B"]
    assert reading(declared).warnings == ("The entity “&x;” is declared by the file itself; it was left out.",)


@pytest.mark.parametrize(
    ("start", "known"),
    [
        ("<rss version='0.91'>", True),
        ("\ufeff<!-- > --><?xml version='1.0'?>\n<rss>", True),
        ("<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'http://my.netscape.com/x.dtd'><rss>", True),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", True),
        ("<feed><name/></feed>", False),
        ("<feed><title>Holm</title><entry>", True),
        ("<!DOCTYPE html><html><body><rss>", False),
        ("<nitf><rss>", False),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", False),
    ],
)
def test_only_the_root_element_says_that_a_file_is_a_feed(start, known):
    assert feeds.sniff(start.encode(), "any.bin") is known


PIECES = st.sampled_from(
    ("<item>", "</item>", "<entry>", "<title>", "</title>", "<link>", "<links>", "<authors>", "<author>", "</author>",
     "<tags>", "<content>", "<![CDATA[", "]]>", "&amp;", "&#0;", "&x;", "<media:content url='x'/>", "<!--", "-->", "<?",
     "<guid>", "<source>", "<summary_detail>", "</links>", "</authors>", "</tags>", "<description>", "x", "é", "<",
     "<contributor>", "<image>", "</image>", "<updated>", "2026", "</updated>", "<language>", "<media_credit>")
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=30))
def test_whatever_stands_in_a_feed_it_is_read_or_refused(pieces):
    result = outcome(RSS.format("".join(pieces)).encode("utf-8", "replace"))
    if isinstance(result, str):
        assert result.startswith("holm.xml: ")
    else:
        assert all(item.guid and (item.headline or item.body_html) for item in result.items)


@given(st.data())
def test_a_feed_with_any_bytes_changed_is_read_or_refused(data):
    raw = bytearray(RSS.format(ITEM).encode())
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    result = outcome(bytes(raw))
    assert isinstance(result, Reading) or result.startswith("holm.xml: ")


def test_a_link_without_its_site_is_followed_from_the_feeds_own():
    feed = "<rss><channel><link>https://holm.example/news/</link>{}</channel></rss>"
    item = "<item><title>Ferry</title><link>{}</link></item>"
    for sent, link in (("/a?b=1", "https://holm.example/a?b=1"), ("https://quay.example/", "https://quay.example/")):
        (read,) = feeds.read(feed.format(item.format(sent)).encode(), "f.rss", HINTS).items
        assert (read.link, read.guid) == (link, link)
