import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.wire import readers, webpage
from articles.wire.copy import Reading, SourceHints, Subject, Unreadable, WireCopy, WireImage

HINTS = SourceHints(code="HOLM", names=("Holm News",), language="en")
FIRST = "The ferry to Holm sails again after eleven days in the yard, its owner said on Friday morning."
SECOND = "It had been idle since a storm broke its rudder, and the island’s shops had run out of bread by Tuesday."
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Not this"},
        {
            "@type": "NewsArticle",
            "headline": "Ferry back “in service”",
            "description": "It sails & sails.",
            "datePublished": "2026-11-20T06:00:00Z",
            "dateModified": "2026-11-20T08:00:00+01:00",
            "author": [{"@type": "Person", "name": "Ada Brook"}, {"@type": "Person", "name": "Bo Lind"}],
            "publisher": {"@type": "NewsMediaOrganization", "name": "Holm News"},
            "creditText": "Holm News/Quay Wire",
            "copyrightNotice": "© Holm News",
            "usageInfo": "https://holm.example/terms",
            "dateline": "HOLM",
            "inLanguage": "en-GB",
            "keywords": "ferry, sea",
            "articleSection": "Islands",
            "about": [{"@type": "Thing", "name": "transport", "sameAs": "https://id.example/t/337"}],
            "correction": "An earlier version misspelt Bo.",
            "image": {"url": "https://holm.example/f.jpg", "caption": "The ferry.", "creditText": "Cy", "width": 640},
        },
    ],
}
PAGE = """<!DOCTYPE html><html lang="no"><head><meta charset="utf-8"><title>Ferry - Holm News</title>
<link rel="canonical" href="https://holm.example/2026/ferry#top"><meta property="og:title" content="Share me">
<script type="application/ld+json">{ld}</script><style>p {{}}</style></head><body>
<header><nav><p>Home, news, sport and a very long line of the menu that looks like prose to machines</p></nav>
<span class="clock">02 January 2024</span></header>
<main><article><header><h1>Ferry back “in service”</h1><p class="byline">By Ada Brook, Bo Lind</p>
<time datetime="2024-01-02">2 January 2024</time></header>
<div class="share">Share this story with everybody that you know on the networks</div>
<div><p>{first}</p></div><figure><img src="/q.jpg" alt="q"><figcaption>The quay.</figcaption></figure>
<div class="ad-slot"><p>Buy a boat today from the best boatyard of all the islands in the whole North Sea</p></div>
<h2>Before</h2><div><p>It had <b>been idle</b> since a <a href="https://holm.example/storm">storm</a>, and bread ran
out by Tuesday, said the island’s only baker.</p></div><p>Read more: The storm of the century</p>
<aside><p>Related stories of the same ferry, of others, and of the storm that broke all the rudders</p></aside>
</article></main><footer><p>Copyright of everything on this page and on all others of this site is ours</p></footer>
</body></html>"""


def page(ld: object = LD, first: str = FIRST) -> bytes:
    return PAGE.format(ld=json.dumps(ld), first=first).encode()


def only(raw: bytes, hints: SourceHints = HINTS) -> WireCopy:
    (item,) = readers.read(raw, "ferry.html", hints).items
    return item


def test_every_field_that_a_page_tells_is_read_and_its_furniture_is_not():
    assert readers.read(page(), "ferry.html", HINTS) == Reading(
        reader="webpage/3",
        items=(
            WireCopy(
                guid="https://holm.example/2026/ferry",
                numbered=False,
                headline="Ferry back “in service”",
                standfirst="It sails & sails.",
                byline="Ada Brook, Bo Lind",
                dateline="HOLM",
                credit="Holm News/Quay Wire",
                source="Holm News",
                copyright="© Holm News",
                usage_terms="https://holm.example/terms",
                language="en-GB",
                subjects=(Subject("https://id.example/t", "337", "transport"),),
                keywords=("ferry", "sea"),
                created=datetime(2026, 11, 20, 6, tzinfo=UTC),
                modified=datetime.fromisoformat("2026-11-20T08:00:00+01:00"),
                ednote="An earlier version misspelt Bo.",
                genre="Islands",
                images=(
                    WireImage("https://holm.example/f.jpg", "The ferry.", "Cy", 640),
                    WireImage("https://holm.example/q.jpg", "The quay."),
                ),
                body_html=(
                    f"<p>{FIRST}</p><h2>Before</h2><p>It had <b>been idle</b> since a "
                    '<a href="https://holm.example/storm" rel="noopener">storm</a>, and bread ran out by Tuesday, '
                    "said the island’s only baker.</p>"
                ),
                link="https://holm.example/2026/ferry",
            ),
        ),
    )


def test_a_page_without_articles_or_metadata_is_read_from_where_its_prose_is():
    raw = (
        f"<html><body><div id='x'><h1>Ferry</h1><p>{FIRST}</p><p>{SECOND}</p></div><div><p>Home</p></div></body></html>"
    )
    item = only(raw.encode())
    assert (item.headline, item.body_html) == ("Ferry", f"<p>{FIRST}</p><p>{SECOND}</p>")
    assert item.guid.startswith("webpage:")
    assert (item.created, item.source) == (None, "Holm News")
    assert item.warnings == (
        "The page does not say when the story was published.",
        "The file gives no identifier; one was made of its headline and its day.",
    )


def test_the_pages_clock_is_not_the_storys_date_and_open_graph_is():
    clock = (
        f"<html><body><p>02 January 2024, 10:00</p><h1>A</h1><article><p>{FIRST}</p><p>{SECOND}</p></article></body>"
    )
    assert only(clock.encode()).created is None
    meta = '<html><head><meta property="article:published_time" content="2026-11-20T06:00:00Z"></head>'
    assert only(clock.replace("<html>", meta).encode()).created == datetime(2026, 11, 20, 6, tzinfo=UTC)


def test_a_reference_in_the_agencys_dialect_dates_the_story_against_the_page():
    reference = "MENAFN20112026000045017167ID1110531716"
    raw = page().replace(b"<footer>", f"<p>{reference}</p><footer>".encode())
    early = raw.replace(b"2026-11-20T06:00:00Z", b"2024-01-02T00:00:00Z")
    item = only(early, SourceHints(code="MENAFN", dialect="MENAFN"))
    assert (item.guid, item.reference, item.created) == (reference, reference, datetime(2026, 11, 20, tzinfo=UTC))
    assert item.warnings == ("The page says 2 January 2024; the reference dates the story to 20 November 2026.",)
    assert only(raw, SourceHints(code="MENAFN", dialect="MENAFN")).created == datetime(2026, 11, 20, 6, tzinfo=UTC)


def test_the_text_that_is_told_to_machines_is_read_where_the_page_shows_none():
    told = {"@type": "Article", "headline": "Ferry", "articleBody": f"{FIRST}\n\n{SECOND}"}
    raw = f'<html><body><script type="application/ld+json">{json.dumps(told)}</script><p>Loading</p></body></html>'
    assert only(raw.encode()).body_html == f"<p>{FIRST}</p><p>{SECOND}</p>"


def test_marked_words_within_a_sentence_are_its_text():
    lead = f'<p><span class="dateline">HOLM (HN) -</span> {FIRST} It opens on <time>1 May</time>.</p><p>{SECOND}</p>'
    raw = f"<html><body><h1>A</h1><article><p><time>20 November</time></p>{lead}</article></body></html>"
    assert only(raw.encode()).body_html == f"<p>HOLM (HN) - {FIRST} It opens on 1 May.</p><p>{SECOND}</p>"


def test_a_text_in_a_block_of_its_own_for_each_paragraph_is_found_whole():
    blocks = "".join(f'<div data-component="text"><div><p>{one}</p></div></div>' for one in (FIRST, SECOND, FIRST))
    side = '<div class="wrap with-sidebar"><div class="sidebar"><p>Most read: the storm that broke a rudder</p></div>'
    raw = f"<html><body>{side}<h1>A</h1><div>{blocks}</div></div></body></html>"
    assert only(raw.encode()).body_html == f"<p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p>"


def test_a_paywall_is_told():
    item = only(page({"@type": "NewsArticle", "headline": "A", "isAccessibleForFree": False}))
    assert "The page says that it is behind a paywall: the text may be cut." in item.warnings


@pytest.mark.parametrize(
    "raw",
    [
        b"<!doctype html><title>Sign in</title><form><p>Please sign in to go on.</p></form>",
        b"<html><body>x</body></html>",
        b"<html></html>",
        b"<html><head><title>404 Not Found</title></head><body><h1>404</h1></body></html>",
        b"<html><body>"
        + b"<a href='/x'>A teaser of a story that is elsewhere on this site</a>" * 50
        + b"</body></html>",
    ],
)
def test_a_page_without_a_story_is_refused(raw):
    with pytest.raises(Unreadable, match=r"^p\.html: this page holds no story: "):
        readers.read(raw, "p.html", HINTS)


@pytest.mark.parametrize(
    "raw",
    [
        b"<html><body>" + b"<div>" * 100_001,
        b"<html><body " + b" a='1'" * 2_000 + b">",
        b"<html>" + b"&amp;" * 400_001,
    ],
)
def test_a_hostile_page_is_refused_before_it_is_parsed(raw):
    with pytest.raises(Unreadable, match=r"it was not parsed\.$"):
        webpage.read(raw, "p.html", HINTS)


def test_scripts_entities_and_handlers_never_reach_the_text():
    raw = page(first=f'{FIRST}<script>alert(1)</script><img src=x onerror="alert(2)"><i onclick="alert(3)">x</i>')
    raw = raw.replace(b"<!DOCTYPE html>", b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    body = only(raw.replace(b"<h2>Before", b"<h2>&x; Before")).body_html
    assert "alert" not in body
    assert "root:" not in body


@given(st.binary(max_size=300), st.integers(min_value=0, max_value=3_000))
def test_a_page_that_was_damaged_on_its_way_is_read_or_refused(noise, at):
    raw = page()
    result = outcome(raw[:at] + noise + raw[at + len(noise) :])
    assert isinstance(result, Reading) or str(result).startswith("p.html: ")
    for item in getattr(result, "items", ()):
        assert item.guid
        assert WireCopy.from_dict(json.loads(json.dumps(item.as_dict()))) == item


def outcome(raw: bytes) -> Reading | Unreadable:
    try:
        return webpage.read(raw, "p.html", HINTS)
    except Unreadable as refused:
        return refused
