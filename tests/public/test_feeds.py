from datetime import timedelta

import feedparser
import pytest
from django.http import QueryDict
from django.test import override_settings
from django.utils import timezone
from lxml import etree

from articles.desk import texts, verbs
from articles.models import Edition, Section, Source, Topic
from articles.public.machines.asked import REMEMBERED, read_asked, read_taken_down
from tests.public.pages import queries, statuses, stories_on, tree

pytestmark = pytest.mark.django_db

FORMATS = ("rss", "atom", "json")
TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
}
LISTS = ("/latest/", "/section/world/", "/topic/elections/", "/source/our-desk/", "/author/ada-lindqvist/")
HUB = "https://hub.example/"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def feed(client, path, form, query=""):
    response = client.get(f"{path}feed.{form}{query}")
    assert (response.status_code, response["Content-Type"]) == (200, TYPES[form])
    return response


def entries(response) -> list[dict]:
    """What a reader of feeds makes of it, whatever the format."""
    if response["Content-Type"] == TYPES["json"]:
        items = response.json()["items"]
        return [{"id": item["id"], "title": item["title"], "link": item["url"], **item} for item in items]
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed.entries


def titles(response) -> list[str]:
    return [entry["title"] for entry in entries(response)]


def rewritten(cast, story, kind="correction", notice="Mended.", **changes):
    story.refresh_from_db()
    story = texts.edit(story, by=cast.editor, version=story.version, changes=changes) if changes else story
    verbs.correct(story, by=cast.publisher, kind=kind, notice=notice)
    return story


@pytest.fixture
def shelf(cast):
    """Five stories that differ in what lists are narrowed by."""
    sea = Topic.objects.create(name="Sea", slug="sea")
    terms = {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer}
    cast.published(headline="Ferry saved", topics=[sea], authors=[cast.author])
    cast.published(headline="Vote counted", **terms)
    cast.published(headline="Cup drawn", section=cast.sport, authors=[cast.author])
    cast.published(headline="Bac sauvé", language="fr", topics=[sea, cast.topic])
    cast.published(headline="Race at sea", section=cast.sport, topics=[sea], **terms)
    return cast


NARROWED = (
    *LISTS, "/topic/sea/", "/latest/?section=sport", "/latest/?topic=sea&source=the-agency", "/latest/?language=fr",
    "/latest/?language=he", "/latest/?section=&source=&topic=&language=&from=&to=&q=", "/latest/?utm_source=letter",
    "/latest/?from=2020-01-01&to=2020-12-31", "/section/sport/?section=world",
    "/topic/sea/?topic=elections&language=en", "/author/ada-lindqvist/?topic=sea", "/search/?q=sea",
    "/section/sport/?q=cup",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_a_feed_has_the_stories_of_its_page_in_the_same_order(client, shelf, form):
    pages = {address: address.partition("?")[::2] for address in NARROWED}
    read = {address: titles(feed(client, path, form, f"?{query}")) for address, (path, query) in pages.items()}
    assert read == {address: stories_on(client.get(address)) for address in NARROWED}
    assert titles(feed(client, "/", form)) == read["/latest/"]


WRONG = (
    "section=nope", "source=nope", "topic=nope", "language=xx", "from=garbage", "to=2026-13-40", "before=abc",
    "before=99999999999999999999", "page=2", "topic=sea%00", "language=%00", "section=%00", "q=%00",
)  # fmt: skip


def test_a_value_that_does_not_exist_is_not_found_and_never_everything(client, shelf):
    paths = ("/", "/latest/", "/author/ada-lindqvist/", "/search/")
    narrowed = [f"{path}feed.rss?q=sea&{wrong}" for path in paths for wrong in WRONG]
    unknown = ("/section/nope/", "/topic/nope/", "/source/nope/", "/author/nope/", "/search/")
    asked = [*narrowed, *(f"{path}feed.atom" for path in unknown)]
    assert statuses(client, asked) == dict.fromkeys(asked, 404)
    for path, words in (
        ("/latest/feed.json?topic=nope", b"topic has a value that does not exist.\n"),
        ("/section/nope/feed.rss", b"There is no such list.\n"),
        ("/topic/nope/feed.rss", b"There is no such topic.\n"),
        ("/search/feed.atom", b"Nothing is searched for.\n"),
        ("/corrections/feed.rss?before=x", b"No page begins there.\n"),
    ):
        refused = client.get(path)
        told = (refused.content, refused["Content-Type"], refused["Access-Control-Allow-Origin"])
        assert told == (words, "text/plain; charset=utf-8", "*")


def test_a_language_that_only_a_source_writes_in_is_known(client, cast):
    Source.objects.create(code="KRD", name="Kurdish desk", slug="krd", credit_line="K", language="ckb-Arab")
    cast.published(headline="دۆخ", language="ckb-Arab")
    assert titles(feed(client, "/latest/", "json", "?language=ckb-Arab")) == ["دۆخ"]


def said_of_one(client, cast):
    story = cast.published(
        headline="Tea & “biscuits” <b>", standfirst="In short & good.", source=cast.agency, credit="The Agency/AL",
        disclaimer=cast.disclaimer, authors=[cast.author], reference="AGY1", body="<p>Nobody may copy this.</p>",
    )  # fmt: skip
    edition = Edition.objects.get()
    return story, edition, f"http://127.0.0.1:8000{edition.get_absolute_url()}"


HTML = "<p>In short &amp; good.</p><p>The Agency/AL</p>"
TERMS = "One print, with credit.\n\nProvided “as is”, without warranty."


def test_a_json_feed_says_all_of_this_and_no_more(client, cast):
    story, edition, address = said_of_one(client, cast)
    at = edition.published_at.isoformat(timespec="seconds")
    assert feed(client, "/section/world/", "json").json() == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "World – The Newsroom",
        "home_page_url": "http://127.0.0.1:8000/section/world/",
        "feed_url": "http://127.0.0.1:8000/section/world/feed.json",
        "language": "en",
        "authors": [{"name": "The Newsroom", "url": "http://127.0.0.1:8000/"}],
        "items": [
            {
                "id": f"urn:newsroom:story:{story.code}",
                "url": address,
                "title": "Tea & “biscuits” <b>",
                "content_html": HTML,
                "summary": "In short & good.",
                "date_published": at,
                "date_modified": at,
                "authors": [{"name": "Ada Lindqvist"}],
                "tags": ["World", "Elections"],
                "language": "en",
                "_newsroom": {"credit": "The Agency/AL", "reference": "AGY1", "terms": TERMS},
            }
        ],
    }


def test_atom_and_rss_say_the_same(client, cast):
    story, edition, address = said_of_one(client, cast)
    at = edition.published_at.isoformat(timespec="seconds")
    (entry,) = entries(feed(client, "/", "atom"))
    said = {name: entry[name] for name in ("id", "title", "link", "summary", "published", "updated", "rights")}
    assert said == {
        "id": f"urn:newsroom:story:{story.code}", "title": "Tea & “biscuits” <b>", "link": address, "summary": HTML,
        "published": at, "updated": at, "rights": TERMS,
    }  # fmt: skip
    item = etree.fromstring(feed(client, "/", "rss").content).find("channel/item")
    assert {(etree.QName(node).localname, node.text) for node in item} == {
        ("title", "Tea & “biscuits” <b>"), ("link", address), ("guid", f"urn:newsroom:story:{story.code}"),
        ("pubDate", f"{edition.published_at:%a, %d %b %Y %H:%M:%S} +0000"), ("updated", at), ("description", HTML),
        ("creator", "Ada Lindqvist"), ("category", "World"), ("category", "Elections"), ("language", "en"),
        ("rights", TERMS),
    }  # fmt: skip
    assert item.find("guid").attrib == {"isPermaLink": "false"}


@pytest.mark.parametrize("form", FORMATS)
def test_the_name_of_a_story_outlives_its_headline_its_editions_and_the_site_s_address(client, cast, form):
    story = cast.published(headline="Ferry sunk")
    (before,) = entries(feed(client, "/", form))
    rewritten(cast, story, headline="Ferry saved")
    with override_settings(SITE_URL="https://elsewhere.example"):
        (after,) = entries(feed(client, "/", form))
    assert before["id"] == after["id"] == f"urn:newsroom:story:{story.code}"
    assert after["link"] == f"https://elsewhere.example/story/{story.code}/ferry-saved/"


@pytest.mark.parametrize("form", FORMATS)
def test_a_correction_is_told_with_the_story_and_stays_after_the_next_update(client, cast, form):
    story = cast.published(headline="Ferry sunk")
    story = rewritten(cast, story, notice="It did not sink.", headline="Ferry saved")
    rewritten(cast, story, kind="update", notice="", headline="Ferry saved at noon")
    (entry,) = entries(feed(client, "/", form))
    shown = Edition.objects.get(public_until=None)
    updated = {"rss": "updated", "atom": "updated", "json": "date_modified"}[form]
    assert entry["title"] == "Ferry saved at noon"
    assert entry[updated] == shown.released_at.isoformat(timespec="seconds")
    body = entry["content_html"] if form == "json" else entry["content"][0]["value"]
    assert body == "<p>Correction: It did not sink.</p><p>In short.</p><p>All of it.</p><p>Newsroom</p>"


@pytest.mark.parametrize("form", FORMATS)
def test_a_retraction_is_told_in_each_list_that_the_story_stood_in(client, cast, form):
    story = cast.published(headline="Invented", standfirst="Wholly.", authors=[cast.author])
    cast.published(headline="True", authors=[cast.author])
    verbs.retract(story, by=cast.publisher, notice="None of it was true.")
    for path in ("/", *LISTS):
        true, invented = entries(feed(client, path, form))
        assert (true["title"], invented["title"]) == ("True", "Retracted: Invented"), path
        body = invented["content_html"] if form == "json" else invented["summary"]
        assert body == "<p>Retraction: None of it was true.</p><p>Newsroom</p>", path


@pytest.mark.parametrize("form", FORMATS)
def test_a_text_is_in_a_feed_only_where_its_licence_lets_us_pass_it_on(client, cast, form):
    cast.published(body="<p>Ours, whole.</p>")
    cast.published(body="<p>Theirs, whole.</p>", source=cast.agency, credit="The Agency", disclaimer=cast.disclaimer)
    document = feed(client, "/", form).content.decode()
    assert ("Ours, whole" in document, "Theirs, whole" in document) == (True, False)
    theirs, ours = entries(feed(client, "/", form))
    if form == "json":
        texts_of = [theirs["content_html"], ours["content_html"]]
    else:
        texts_of = [theirs["summary"], ours["content"][0]["value"]]
        assert "content" not in theirs or theirs["content"][0]["value"] == theirs["summary"]
    assert texts_of == [
        "<p>In short.</p><p>The Agency</p>",
        "<p>In short.</p><p>Ours, whole.</p><p>Newsroom</p>",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_a_hub_is_named_by_the_feeds_that_are_announced_and_by_no_other(client, cast, form):
    cast.published()
    for hub, query, named in (("", "", False), (HUB, "", True), (HUB, "?language=en", False)):
        with override_settings(WEBSUB_HUB=hub):
            response = feed(client, "/latest/", form, query)
        assert (HUB in response.content.decode(), f'<{HUB}>; rel="hub"' in response["Link"]) == (named, named)
        assert "/latest/feed." in response["Link"]


def test_a_kill_leaves_a_tombstone_and_nothing_else(client, cast):
    story = cast.published(headline="Quagga", authors=[cast.author])
    cast.published(headline="True", authors=[cast.author])
    verbs.kill(story, by=cast.publisher, reason="Libel.", notice="Removed on a court’s order.")
    when = Edition.objects.get(kind="kill").released_at.isoformat(timespec="seconds")
    gone = {"id": f"urn:newsroom:story:{story.code}", "when": when, "notice": "Removed on a court’s order."}
    for path in ("/", *LISTS):
        for form in FORMATS:
            response = feed(client, path, form)
            assert titles(response) == ["True"], path
            assert "Quagga" not in response.content.decode(), path
        for form in ("atom", "rss"):
            (tombstone,) = etree.fromstring(feed(client, path, form).content).iter(TOMBSTONE)
            assert dict(tombstone.attrib) == {"ref": gone["id"], "when": when}, path
            assert [node.text for node in tombstone] == [gone["notice"]], path
        assert feed(client, path, "json").json()["_newsroom"]["deleted"] == [gone], path


def test_no_list_tells_of_what_never_stood_in_it_nor_of_what_nobody_saw(client, cast):
    sport = cast.published(section=cast.sport)
    to_come = cast.published(at=timezone.now() + timedelta(hours=1))
    withdrawn = cast.published()
    verbs.kill(sport, by=cast.publisher, reason="Libel.")
    verbs.kill(to_come, by=cast.publisher, reason="Libel.")
    verbs.withdraw(withdrawn, by=cast.publisher, reason="Rights.")
    world, everything = (feed(client, path, "atom").content.decode() for path in ("/section/world/", "/"))
    assert [story.code in world for story in (sport, to_come, withdrawn)] == [False, False, False]
    assert [story.code in everything for story in (sport, to_come, withdrawn)] == [True, False, False]


def test_what_came_down_is_told_for_a_month_and_beside_the_newest_only(client, cast):
    story = cast.published(headline="Invented")
    verbs.retract(story, by=cast.publisher, notice="Not true.")
    for later, told in ((REMEMBERED - timedelta(hours=1), 1), (REMEMBERED + timedelta(hours=1), 0)):
        assert len(read_taken_down(read_asked(QueryDict(), timezone.now() + later))) == told
    assert titles(feed(client, "/", "json", "?before=9000000000000000000")) == []
    assert titles(feed(client, "/", "json", "?q=invented")) == []


def pages_of(client, path, form) -> list[list[str]]:
    """The titles on each page of a feed, from the newest to the last; each page has its own address."""
    address, read = f"http://127.0.0.1:8000{path}feed.{form}?q=story&language=en", []
    while address:
        response = client.get(address.removeprefix("http://127.0.0.1:8000"))
        read.append(titles(response))
        if form == "json":
            itself, address = response.json()["feed_url"], response.json().get("next_url")
        else:
            links = {link["rel"]: link["href"] for link in feedparser.parse(response.content).feed.links}
            itself, address = links["self"], links.get("next")
        assert client.get(itself.removeprefix("http://127.0.0.1:8000")).content == response.content
    return read


@override_settings(PAGE_SIZE=2)
def test_older_stories_are_on_further_pages(client, cast):
    for number in range(5):
        cast.published(headline=f"Story {number}")
    for path in ("/", "/section/world/", "/topic/elections/", "/search/"):
        for form in FORMATS:
            read = pages_of(client, path, form)
            assert read == [["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"]], (path, form)


@pytest.mark.parametrize("form", FORMATS)
def test_corrections_have_a_feed_in_which_each_notice_has_a_name_of_its_own(client, cast, form):
    ferry = cast.published(headline="Ferry sunk")
    rewritten(cast, ferry, kind="clarification", notice="It is a small ferry.")
    rewritten(cast, ferry, notice="It did not sink.", headline="Ferry saved")
    invented = cast.published(headline="Invented")
    verbs.retract(invented, by=cast.publisher, notice="None of it was true.")
    cast.published(headline="Faultless")
    response = feed(client, "/corrections/", form)
    assert [(entry["title"], entry["id"]) for entry in entries(response)] == [
        ("Retraction: Invented", f"urn:newsroom:story:{invented.code}:edition:2"),
        ("Correction: Ferry saved", f"urn:newsroom:story:{ferry.code}:edition:3"),
        ("Clarification: Ferry saved", f"urn:newsroom:story:{ferry.code}:edition:2"),
    ]
    assert "Ferry sunk" not in response.content.decode()
    assert client.get(f"/corrections/feed.{form}?before=12").status_code == 404


@pytest.mark.parametrize("form", FORMATS)
def test_who_has_a_feed_is_not_sent_it_again_until_something_changes(client, cast, form):
    story = cast.published(section=cast.sport)
    first = feed(client, "/section/sport/", form)
    known = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    again = client.get(f"/section/sport/feed.{form}", headers=known)
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    rewritten(cast, story, kind="update", notice="", section=cast.world)
    moved = client.get(f"/section/sport/feed.{form}", headers=known)
    assert (moved.status_code, titles(moved)) == (200, [])
    assert client.get(f"/section/sport/feed.{form}", headers={"If-Modified-Since": known["If-Modified-Since"]}).content


def test_any_site_may_read_feeds_and_no_search_engine_lists_them(client, cast):
    response = feed(client, "/", "json")
    assert (response["Access-Control-Allow-Origin"], response["X-Robots-Tag"]) == ("*", "noindex")
    assert client.post("/feed.json").status_code == 405
    head = client.head("/feed.json")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])


def test_characters_that_xml_forbids_or_warns_of_are_left_out_and_nothing_else_is(client, cast):
    cast.published(headline="Tea\x0b & \x9f\x1f<biscuits>\ufffe 😀", standfirst="ﷺ \x00]]>".replace("\x00", "\x01"))
    for form in ("rss", "atom"):
        assert titles(feed(client, "/", form)) == ["Tea & <biscuits> 😀"]


@pytest.mark.parametrize("form", FORMATS)
def test_each_story_says_its_language(client, cast, form):
    for language in ("ar", "fr", "zh"):
        cast.published(language=language)
    response = feed(client, "/", form)
    if form == "json":
        said = [item["language"] for item in response.json()["items"]]
    else:
        path = {"rss": "//item/*[local-name() = 'language']/text()", "atom": "//*[local-name() = 'entry']/@xml:lang"}
        said = etree.fromstring(response.content).xpath(path[form])
    assert said == ["zh", "fr", "ar"]


def test_pages_lead_to_their_feeds(client, cast):
    cast.published(authors=[cast.author])
    site = ["/feed.atom", "/feed.rss", "/feed.json"]
    expected = {
        "/": [],
        "/section/world/": [f"/section/world/feed.{form}" for form in ("atom", "rss", "json")],
        "/latest/?topic=elections&language=en": [
            f"/latest/feed.{form}?topic=elections&language=en" for form in ("atom", "rss", "json")
        ],
        "/latest/?language=en&before=9000000000000000000": [
            f"/latest/feed.{form}?language=en" for form in ("atom", "rss", "json")
        ],
        "/search/?q=story": [f"/search/feed.{form}?q=story" for form in ("atom", "rss", "json")],
        "/search/": [],
        "/corrections/": [f"/corrections/feed.{form}" for form in ("atom", "rss", "json")],
    }
    for address, own in expected.items():
        links = tree(client.get(address)).xpath("//link[@rel='alternate']/@href")
        assert links == own + site, address
        assert {client.get(link).status_code for link in links} == {200}


COUNTED = {
    "/feed.atom": 2,
    "/latest/feed.json": 2,
    "/latest/feed.rss?section=world&source=our-desk&topic=elections&language=en&from=2020-01-01": 3,
    "/section/world/feed.atom": 3,
    "/topic/elections/feed.rss": 3,
    "/source/our-desk/feed.atom": 3,
    "/author/ada-lindqvist/feed.json": 3,
    "/corrections/feed.atom": 2,
}


@pytest.mark.parametrize("number", [1, 50])
def test_a_feed_takes_three_queries_at_most(client, cast, number):
    for count in range(number):
        section = Section.objects.create(name=f"Section {count}", slug=f"section-{count}")
        story = cast.published(authors=[cast.author], section=cast.world if count % 2 else section)
        if count % 3 == 0:
            verbs.correct(story, by=cast.publisher, kind="correction", notice="Mended.")
        if count % 5 == 4:
            verbs.retract(story, by=cast.publisher, notice="Wrong.")
    assert queries(client, COUNTED) == COUNTED
