import pytest

from articles.wire import feeds
from articles.wire.copy import SourceHints, WireCopy, WireImage

HINTS = SourceHints(code="HOLM", names=("Holm News",))
SPACES = (
    'xmlns:m="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:app="http://www.w3.org/2007/app" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
)


def items(inner: str) -> tuple[WireCopy, ...]:
    return feeds.read(f'<rss version="2.0" {SPACES}><channel>{inner}</channel></rss>'.encode(), "f.rss", HINTS).items


def only(inner: str) -> WireCopy:
    (item,) = items(f"<item><guid>1</guid><title>Ferry</title><description>It sails.</description>{inner}</item>")
    return item


def test_each_picture_keeps_its_caption_credit_and_size_and_none_is_taken_for_the_text():
    item = only(
        '<m:group><m:content url="https://h.example/a.jpg" type="image/jpeg" width="800" height="600">'
        "<m:title>A</m:title><m:description><![CDATA[The <b>ferry</b> & Bo]]></m:description><m:credit>Cy</m:credit>"
        '</m:content></m:group><m:content url="https://h.example/b?id=2" medium="image"><m:title>Quay</m:title>'
        '</m:content><m:content url="https://h.example/c.mp4" type="video/mp4"><m:description>No</m:description>'
        "</m:content>"
    )
    assert (item.headline, item.body_html, item.standfirst) == ("Ferry", "<p>It sails.</p>", "")
    assert item.images == (
        WireImage("https://h.example/a.jpg", "The ferry & Bo", "Cy", 800, 600),
        WireImage("https://h.example/b?id=2", "Quay"),
    )


def test_what_is_said_of_the_whole_item_holds_for_its_pictures_and_a_thumbnail_counts_alone():
    said = "<m:description>The quay</m:description><m:copyright>Holm</m:copyright>"
    assert only(f'{said}<m:thumbnail url="https://h.example/t" width="90" height="60"/>').images == (
        WireImage("https://h.example/t", "The quay", "Holm", 90, 60),
    )
    assert only(
        f'{said}<m:thumbnail url="https://h.example/t.jpg"/><m:content url="https://h.example/a.jpg"/>'
    ).images == (WireImage("https://h.example/a.jpg", "The quay", "Holm"),)


def test_pictures_stay_with_their_items():
    first, second = items(
        '<item><guid>1</guid><title>A</title><m:content url="https://h.example/1.jpg"/></item>'
        '<item><guid>2</guid><title>B</title><m:content url="https://h.example/2.jpg"/></item>'
    )
    assert [[image.href for image in one.images] for one in (first, second)] == [
        ["https://h.example/1.jpg"],
        ["https://h.example/2.jpg"],
    ]


def test_counters_and_addresses_that_are_none_are_no_pictures():
    assert (
        only('<m:content url="https://h.example/p.gif" width="1" height="1"/><m:thumbnail url="file:///a.jpg"/>').images
        == ()
    )


@pytest.mark.parametrize(("draft", "status"), [("yes", "withheld"), ("no", "usable")])
def test_a_draft_is_withheld(draft, status):
    assert only(f"<app:control><app:draft>{draft}</app:draft></app:control>").pubstatus == status


def test_the_words_of_dublin_core_and_prism_fill_what_rss_has_no_place_for():
    item = only(
        "<dc:publisher>Holm Wire</dc:publisher><prism:copyright>© Holm</prism:copyright>"
        "<prism:keyword>ferry, sea</prism:keyword><prism:versionIdentifier>7</prism:versionIdentifier>"
        "<prism:embargoDate>2027-01-01T06:00:00Z</prism:embargoDate>"
    )
    assert (item.source, item.copyright, item.keywords) == ("Holm Wire", "© Holm", ("ferry", "sea"))
    assert (item.version, item.numbered) == (7, True)
    assert item.embargoed_until.isoformat() == "2027-01-01T06:00:00+00:00"


def test_an_entry_that_its_feed_deleted_is_withheld_beside_those_that_live():
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>H</title>'
        '<at:deleted-entry ref="tag:h,1" when="2026-11-20T06:00:00Z"/>'
        "<entry><id>tag:h,2</id><title>Ferry</title><source><title>Quay</title><rights>© Quay</rights>"
        "<author><name>Bo</name></author></source></entry></feed>"
    )
    alive, deleted = feeds.read(feed.encode(), "f.atom", HINTS).items
    assert (alive.guid, alive.pubstatus, alive.source, alive.copyright, alive.byline) == (
        "tag:h,2", "usable", "Quay", "© Quay", "Bo",
    )  # fmt: skip
    assert (deleted.guid, deleted.pubstatus, deleted.numbered) == ("tag:h,1", "withheld", False)
    assert deleted.warnings == ("The feed says that this entry was deleted: it is withheld.",)


def test_a_group_is_one_picture_in_its_widest_size_and_the_others_are_kept_with_what_is_said_of_the_group():
    sizes = "".join(
        f'<m:content url="https://h.example/{name}-{width}.jpg" medium="image" width="{width}"/>'
        for name, width in (("quay", 90), ("quay", 800), ("quay", 460))
    )
    groups = (
        f"<m:group>{sizes}<m:title>Quay</m:title><m:credit>Cy</m:credit></m:group>"
        '<m:group><m:content url="https://h.example/sea.jpg" medium="image" isDefault="true"><m:title>Sea</m:title>'
        '</m:content><m:content url="https://h.example/s.jpg" medium="image" width="60"/></m:group>'
        '<m:content url="https://h.example/a.jpg" medium="image"/><m:credit>Holm</m:credit>'
    )
    copy = only(groups)
    quay, sea, a = (f"https://h.example/{name}.jpg" for name in ("quay-800", "sea", "a"))
    assert copy.pictures == (
        WireImage(quay, "Quay", "Cy", 800),
        WireImage(sea, "Sea", "Holm"),
        WireImage(a, "", "Holm"),
    )
    assert [(image.href, image.size_of) for image in copy.images if image.size_of] == [
        ("https://h.example/quay-460.jpg", quay),
        ("https://h.example/quay-90.jpg", quay),
        ("https://h.example/s.jpg", sea),
    ]
    assert WireCopy.from_dict(copy.as_dict()) == copy
    # What was received before other sizes were kept has no such word, and must have its digest still.
    assert ["size_of" in image for image in copy.as_dict()["images"]] == [False, True, True, False, True, False]


def test_what_is_said_of_a_film_is_the_text_of_an_item_that_has_no_other():
    said = '<m:description type="plain">It sails.</m:description><m:thumbnail url="https://h.example/t.jpg"/>'
    film = f'<m:group><m:title>Film</m:title><m:content url="https://h.example/f" type="video/mp4"/>{said}</m:group>'
    picture = f'<m:content url="https://h.example/a.jpg" medium="image">{said}</m:content>'
    found = items(
        f"<item><guid>1</guid><title>A</title>{film}</item><item><guid>2</guid><title>B</title>{picture}</item>"
    )
    assert [(one.headline, one.body_html) for one in found] == [("A", "<p>It sails.</p>"), ("B", "")]
