import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from articles.desk import texts, verbs
from articles.models import Edition
from articles.public import history
from tests.public.pages import link, text_of, tree, whole
from tests.public.test_odd_requests import ODD_VALUES

pytestmark = pytest.mark.django_db


def page(client, story, query=""):
    return client.get(f"/story/{story.code}/history/{query}")


def edited(cast, story, topics=None, authors=None, **changes):
    story.refresh_from_db()
    return texts.edit(
        story, by=cast.editor, version=story.version, changes=changes, topics=topics, authors=authors
    )  # fmt: skip


def again(cast, story, kind="correction", notice="It is mended.", at=None, **changes):
    """Give readers another edition."""
    if changes:
        story = edited(cast, story, **changes)
    verbs.correct(story, by=cast.publisher, kind=kind, notice=notice if kind != "update" else "", at=at)
    return story


def withdrawn_and_published_anew(cast, story, **changes):
    verbs.withdraw(story, by=cast.publisher, reason="Rights.")
    story = edited(cast, story, **changes)
    verbs.publish(story, by=cast.publisher)
    return story


def editions_on(response):
    """Number, kind, notice, and what the facts say of each edition that is listed."""
    found = []
    for entry in tree(response).xpath("//section[@aria-labelledby='editions']/ol/li"):
        texts_of = [" ".join(node.text_content().split()) for node in entry.xpath(".//*[@class='notice']")]
        facts = {row.xpath("string(dt)"): row.xpath("string(dd)") for row in entry.xpath(".//dl/div")}
        kind = entry.xpath("string(.//*[@class='edition-kind'])")
        found.append((entry.xpath("string(h3)"), kind, *texts_of, facts))
    return found


def changes_on(response):
    """Each text that differs, as [removed] and {added}."""
    found, name = {}, ""
    for node in tree(response).xpath("//*[@class='changes']/*"):
        if node.tag == "h3":
            name = node.text
            found[name] = []
            continue
        for changed in node.xpath(".//del | .//ins"):
            opened, closed = "[]" if changed.tag == "del" else "{}"
            changed.text = f"{opened}{changed.text_content()}{closed}"
            for inner in list(changed):
                changed.remove(inner)
        found[name].append(" ".join(node.text_content().split()))
    return found


@pytest.fixture
def ferry(cast):
    """A story of three editions, of which the second mends an error."""
    terms = {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer}
    story = cast.published(
        headline="Ferry sunk", body="<p>It sank at noon.</p><p>Nobody was hurt.</p>", byline="By Ada", **terms
    )
    story = again(
        cast, story, headline="Ferry saved", body="<p>It sank at <em>dawn</em>.</p><p>Nobody was hurt.</p>",
        notice="It did not sink.", credit="The Agency/AL",
    )  # fmt: skip
    return again(cast, story, "update", standfirst="In short, saved.")


def test_the_history_lists_every_edition_that_readers_have_had(client, ferry):
    response = page(client, ferry)
    digests = dict(Edition.objects.values_list("number", "digest"))
    assert editions_on(response) == [
        ("Edition 3", "Update", {"Credit": "The Agency/AL", "SHA-256": digests[3]}),
        ("Edition 2", "Correction", "It did not sink.", {"Credit": "The Agency/AL", "SHA-256": digests[2]}),
        ("Edition 1", "Publication", {"Credit": "The Agency", "SHA-256": digests[1]}),
    ]
    times = [time.get("datetime")[:19] for time in tree(response).xpath("//section[@aria-labelledby='editions']//time")]
    released = Edition.objects.order_by("-number").values_list("released_at", flat=True)
    assert times == [f"{moment:%Y-%m-%dT%H:%M:%S}" for moment in released]
    assert tree(response).xpath("//h1/a/@href") == [Edition.objects.get(number=3).get_absolute_url()]
    assert tree(response).xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_last_two_editions_are_compared_unless_others_are_asked_for(client, ferry):
    assert changes_on(page(client, ferry)) == {"Standfirst": ["In short{, saved}."]}
    first_two = {
        "Headline": ["Ferry [sunk] {saved}"],
        "Text": ["It sank at [noon] {dawn}.", "Nobody was hurt."],
        "Credit": ["The [Agency] {Agency/AL}"],
    }
    assert changes_on(page(client, ferry, "?from=1&to=2")) == first_two
    assert changes_on(page(client, ferry, "?to=2")) == first_two
    assert changes_on(page(client, ferry, "?from=1&to=3")) == {**first_two, "Standfirst": ["In short{, saved}."]}
    assert changes_on(page(client, ferry, "?from=2&to=1"))["Headline"] == ["Ferry [saved] {sunk}"]
    for query in ("?from=1&to=3", "?from=1"):
        chosen = tree(page(client, ferry, query)).xpath("//form[@class='pair']//option[@selected]/text()")
        assert chosen == ["1", "3"]
    assert "Nothing differs" in text_of(page(client, ferry, "?from=2&to=2"))


def test_the_story_leads_to_its_history_and_each_edition_to_what_changed_since_the_one_before(client, ferry):
    response = page(client, ferry)
    assert link(response, "What changed since edition 2") == "?from=2&to=3#changes"
    assert link(response, "What changed since edition 1") == "?from=1&to=2#changes"
    assert tree(response).xpath("//*[@id='changes']")
    story = client.get(f"/story/{ferry.code}/", follow=True)
    assert link(story, "All editions of this story, and what changed") == f"/story/{ferry.code}/history/"


@pytest.mark.parametrize(
    "query", ["from=1&to=4", "from=0", "to=99", "from=-1", "from=a", "to=1.5", "from=%00", "from=٤"]
)
def test_an_edition_that_readers_never_had_is_not_found(client, cast, ferry, query):
    again(cast, ferry, at=timezone.now() + timedelta(days=1), headline="Quagga")
    assert page(client, ferry, f"?{query}").status_code == 404


def test_a_disclaimer_s_new_wording_is_a_change_and_so_are_markup_and_length(client, cast):
    terms = {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer}
    story = cast.published(body="<p>One ship.</p>", standfirst="x " * 30_000, **terms)
    cast.disclaimer.wordings.create(text="Provided with warranty.", in_force_from=timezone.now())
    again(cast, story, body="<p><strong>One</strong> ship.</p>", standfirst="y " * 30_000)
    assert changes_on(page(client, story)) == {
        "Standfirst": ["It has changed. It is too long to be compared here."],
        "Text": ["One ship."],
        "Disclaimer": ["Provided [“as is”, without] {with} warranty."],
    }


def test_a_story_with_one_edition_has_a_history_and_nothing_to_compare(client, cast):
    story = cast.published()
    for query in ("", "?from=1&to=1", "?from=&to="):
        response = page(client, story, query)
        assert [row[:2] for row in editions_on(response)] == [("Edition 1", "Publication")]
        assert tree(response).xpath("//form[@class='pair']") == []


def test_the_difference_keeps_the_story_s_language_and_direction(client, cast):
    story = cast.published(headline="غرقت العبارة", language="ar")
    again(cast, story, headline="نجت العبارة")
    response = page(client, story)
    (changes,) = tree(response).xpath("//*[@class='changes']")
    assert (changes.get("lang"), changes.get("dir")) == ("ar", "rtl")
    assert tree(response).xpath("//h1[@lang='ar' and @dir='rtl']")
    assert changes.xpath("h3[@lang='en' and @dir='ltr']/text()") == ["Headline"]
    assert changes_on(response) == {"Headline": ["[غرقت] {نجت} العبارة"]}


def test_nothing_in_a_history_is_read_as_html(client, cast):
    hostile = "<img src=x onerror=alert(1)>"
    story = cast.published(
        headline=f"A {hostile}", credit=hostile, body="<p>Five &lt; six &amp; &lt;img src=x&gt; sank.</p>"
    )
    again(
        cast,
        story,
        notice=hostile,
        headline=f"B {hostile}",
        credit="C",
        body="<p>Five &lt; ten &amp; &lt;img src=y&gt; sank.</p>",
    )
    response = page(client, story)
    assert "<img" not in response.content.decode()
    assert changes_on(response)["Text"] == ["Five < [six] {ten} & <img [src=x>] {src=y>} sank."]


def test_what_readers_never_had_is_not_in_the_history(client, cast):
    story = cast.published(headline="Ferry sunk")
    again(cast, story, at=timezone.now() + timedelta(days=1), headline="Quagga", notice="Quagga")
    story = again(cast, story, headline="Ferry saved")
    again(cast, story, at=timezone.now() + timedelta(days=2), headline="Quagga", notice="Quagga")
    edited(cast, story, headline="Quagga")
    response = page(client, story)
    assert [row[0] for row in editions_on(response)] == ["Edition 3", "Edition 1"]
    assert changes_on(response) == {"Headline": ["Ferry [sunk] {saved}"]}
    assert "Quagga" not in whole(response)


def test_an_overtaken_correction_does_not_enter_the_history_when_its_time_comes(client, cast, monkeypatch):
    story = cast.published()
    again(cast, story, at=timezone.now() + timedelta(days=1), headline="Quagga", notice="Quagga")
    story = again(cast, story, headline="Ferry saved")
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    response = page(client, story)
    assert [row[0] for row in editions_on(response)] == ["Edition 3", "Edition 1"]
    assert "Quagga" not in whole(response)


def test_a_story_that_readers_can_t_have_has_no_history(client, cast):
    answers = {}
    for act in ("withdraw", "hold"):
        story = again(cast, cast.published(headline="Quagga"), headline="Quagga again")
        getattr(verbs, act)(story, by=cast.publisher, reason="Quagga.")
        answers[act] = story.code
    answers["embargoed"] = cast.published(headline="Quagga", at=timezone.now() + timedelta(hours=1)).code
    answers["draft"] = cast.draft(headline="Quagga").code
    answers["nothing"] = "zzzzzzzz"
    told = set()
    for code in answers.values():
        response = client.get(f"/story/{code}/history/")
        told.add((response.status_code, response.content.decode().replace(code, "")))
    assert len(told) == 1
    ((status, text),) = told
    assert (status, "Quagga" in text) == (404, False)
    killed = again(cast, cast.published(headline="Quagga"), headline="Quagga again", notice="Quagga notice")
    assert "Quagga" in whole(page(client, killed))
    verbs.kill(killed, by=cast.publisher, reason="Quagga.", notice="Removed on a court’s order.")
    response = page(client, killed, "?from=1&to=2")
    assert (response.status_code, "Quagga" in whole(response)) == (410, False)
    assert "Removed on a court’s order." in text_of(response)


def test_a_retracted_story_s_history_tells_what_readers_were_told_and_no_retracted_text(client, cast):
    texts_of_it = {name: f"Quagga {name}" for name in ("standfirst", "byline", "dateline", "credit")}
    story = cast.published(headline="Quagga first", body="<p>Quagga body</p>", **texts_of_it)
    again(cast, story, headline="Ferry saved", credit="Newsroom", notice="It was no quagga.")
    verbs.retract(story, by=cast.publisher, notice="None of it was true.")
    digests = dict(Edition.objects.values_list("number", "digest"))
    for query in ("", "?from=1&to=2", "?from=2&to=3", "?to=3"):
        response = page(client, story, query)
        assert editions_on(response) == [
            ("Edition 3", "Retraction", "None of it was true.", {"Credit": "Newsroom", "SHA-256": digests[3]}),
            ("Edition 2", "Correction", "It was no quagga.", {"SHA-256": digests[2]}),
            ("Edition 1", "Publication", {"SHA-256": digests[1]}),
        ]
        assert changes_on(response) == {}
        assert "Quagga" not in whole(response)
        assert tree(response).xpath("//form[@class='pair']") == []


def test_what_was_taken_down_stays_down_when_the_story_is_published_again(client, cast):
    story = cast.published(headline="Quagga", credit="Quagga", body="<p>Quagga</p>")
    story = again(cast, story, headline="Quagga again", notice="It is small.")
    story = withdrawn_and_published_anew(cast, story, headline="Ferry", credit="Newsroom", body="<p>Ferry</p>")
    story = again(cast, story, "update", headline="Ferry saved")
    response = page(client, story)
    assert [(row[0], "Credit" in row[-1]) for row in editions_on(response)] == [
        ("Edition 5", True), ("Edition 4", True), ("Edition 2", False), ("Edition 1", False),
    ]  # fmt: skip
    assert changes_on(response) == {"Headline": ["Ferry{ saved}"]}
    assert tree(response).xpath("//form[@class='pair']//select[1]/option/text()") == ["5", "4"]
    assert len(re.findall("This edition was taken down", text_of(response))) == 2
    for query in ("", "?from=1&to=2", "?from=2&to=4", "?from=1&to=5", "?from=5&to=1"):
        assert "Quagga" not in whole(page(client, story, query)), query
    assert "its text is no longer shown" in text_of(page(client, story, "?from=2&to=4"), "//section[1]")
    assert page(client, story, "?from=3&to=4").status_code == 404  # the withdrawal itself shows nothing to anybody


def test_a_story_whose_headline_is_the_word_history_keeps_an_address_of_its_own(client, cast):
    for headline in ("History", "HISTORY!", "ｈｉｓｔｏｒｙ"):
        story = cast.published(headline=headline)
        own = story.editions.get().get_absolute_url()
        assert own == f"/story/{story.code}/{story.code}/"
        assert text_of(client.get(own), "//h1") == headline
        assert editions_on(page(client, story))[0][0] == "Edition 1"


def test_of_very_many_editions_the_newest_are_listed(client, cast, monkeypatch):
    monkeypatch.setattr(history, "MOST_LISTED", 3)
    story = cast.published()
    for number in range(2, 4):
        again(cast, story, "update", headline=f"Take {number}")
    assert "Older editions" not in text_of(page(client, story))
    again(cast, story, "update", headline="Take 4")
    response = page(client, story)
    assert [row[0] for row in editions_on(response)] == ["Edition 4", "Edition 3", "Edition 2"]
    assert "Older editions are kept too, but not listed here." in text_of(response)
    assert page(client, story, "?from=1&to=4").status_code == 404


@pytest.mark.parametrize("number", [1, 50])
def test_a_history_takes_as_many_queries_for_fifty_editions_as_for_two(client, cast, django_assert_num_queries, number):
    story = cast.published()
    for count in range(number):
        again(cast, story, "update", headline=f"Take {count}")
    with django_assert_num_queries(4):
        assert page(client, story).status_code == 200


def test_no_parameter_and_no_code_breaks_the_history(client, cast, ferry):
    for value in ODD_VALUES:
        for name in ("from", "to", "page"):
            assert page(client, ferry, f"?{name}={quote(value)}").status_code in (200, 404), (name, value[:20])
    for code in ("%00", "%2F", "A", "é", "x" * 13):
        assert client.get(f"/story/{code}/history/").status_code == 404
    assert client.post(f"/story/{ferry.code}/history/").status_code == 405
