"""What programs that read feeds make of ours: the text in its own direction, and each picture with whose it is."""

import feedparser
import pytest

from articles.desk import verbs
from tests.desk.studio import brought_in, printed

pytestmark = pytest.mark.django_db

FORMATS = ("rss", "atom", "json")


def html_of(client, address: str) -> list[str]:
    """All that the entries of a feed have of HTML."""
    response = client.get(address)
    if address.endswith("json"):
        return [item["content_html"] for item in response.json()["items"]]
    found = feedparser.parse(response.content, sanitize_html=False).entries
    return [text for entry in found for text in (entry.summary, *(part.value for part in entry.get("content", ())))]


@pytest.mark.parametrize("form", FORMATS)
def test_a_text_that_is_read_from_right_to_left_says_so_and_no_other_does(client, cast, form):
    cast.published(language="ckb", standfirst="کورت.", body="<p>دەق</p>")
    verbs.correct(
        cast.published(standfirst="", body="<p>Text.</p>"), by=cast.publisher, kind="correction", notice="No."
    )
    kurdish = [
        '<div dir="rtl"><p>کورت.</p><p>Newsroom</p></div>',
        '<div dir="rtl"><p>کورت.</p><p>دەق</p><p>Newsroom</p></div>',
    ]
    english = ["<p>Correction: No.</p><p>Newsroom</p>", "<p>Correction: No.</p><p>Text.</p><p>Newsroom</p>"]
    from_ = 1 if form == "json" else 0  # which has one of them: the text, if it may be passed on
    assert html_of(client, f"/feed.{form}") == [*english[from_:], *kurdish[from_:]]


@pytest.mark.parametrize("form", FORMATS)
def test_a_notice_is_read_in_the_direction_of_its_story(client, cast, form):
    verbs.correct(cast.published(language="ar"), by=cast.publisher, kind="correction", notice="تصحيح.")
    assert html_of(client, f"/corrections/feed.{form}") == ['<div dir="rtl"><p>تصحيح.</p><p>Newsroom</p></div>']


def test_a_picture_goes_with_what_it_shows_and_whose_it_is(client, cast):
    picture = brought_in(cast, may_syndicate=True, caption="A & <b>", alt="A quay", credit="Ada")
    printed(cast, picture)
    address = f"http://127.0.0.1:8000/media/{picture.cut_digest}-whole-400.jpg"
    (entry,) = feedparser.parse(client.get("/feed.atom").content).entries
    assert [link for link in entry.links if link.rel == "enclosure"] == [
        {"rel": "enclosure", "type": "image/jpeg", "href": address, "title": "A & <b> · Ada"}
    ]
    (item,) = client.get("/feed.json").json()["items"]
    assert item["attachments"] == [{"url": address, "mime_type": "image/jpeg", "title": "A & <b> · Ada"}]
    (entry,) = feedparser.parse(client.get("/feed.rss").content).entries
    assert (entry.media_content[0]["url"], entry.media_credit[0]["content"]) == (address, "Ada")


def test_an_empty_feed_says_no_time_where_it_need_not(client, cast):
    assert b"lastBuildDate" not in client.get("/feed.rss").content
    assert "Last-Modified" not in client.get("/feed.rss")
    assert feedparser.parse(client.get("/feed.atom").content).feed.updated == "1970-01-01T00:00:00+00:00"
