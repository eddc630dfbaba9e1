from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from django.utils.formats import date_format

from articles.desk import texts, verbs
from articles.desk.take import take
from articles.models import Edition, Source
from tests.public.pages import text_of, tree

pytestmark = pytest.mark.django_db


def page(client, story):
    return client.get(f"/story/{story.code}/", follow=True)


def from_the_wire(cast, **fields):
    story = take(cast.wire_item(**fields), by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    return story


def corrected(cast, story, notice, kind="correction", at=None, **changes):
    if changes:
        story = texts.edit(story, by=cast.editor, version=story.version, changes=changes)
    verbs.correct(story, by=cast.publisher, kind=kind, notice=notice, at=at)
    return story


@pytest.fixture
def wire_story(cast):
    return from_the_wire(
        cast, headline="Vote counted", standfirst="Turnout was high.", body_html="<p>All of <em>it</em>.</p>",
        dateline="Varnholm", byline="By Ada Lindqvist", credit="The Agency/AL", reference="AGY28122025000045",
        created=datetime(2025, 12, 28, 9, 30, tzinfo=UTC),
    )  # fmt: skip


def test_the_page_shows_the_story_and_all_that_is_owed_to_its_source(client, cast, wire_story):
    response = page(client, wire_story)
    edition = Edition.objects.get()

    def spoken(step):
        moment = edition.facts["wire"][f"{step.split()[0].lower()}_at"]
        return f"{step} {date_format(datetime.fromisoformat(moment), 'j F Y, H:i T')}"

    rows = tree(response).xpath("//dl/div")
    facts = {row.xpath("string(dt)"): " ".join(row.xpath("string(dd)").split()) for row in rows}
    assert facts == {
        "Reported by": "The Agency",
        "Credit": "The Agency/AL",
        "Source’s reference": "AGY28122025000045 Copy the reference",
        "Licence": "One print, with credit.",
        "From wire to web": f"{spoken('Received')} {spoken('Taken by our desk')} {spoken('Published')}",
        "Our desk changed": "Nothing: every word is the wire’s",
        "Edition": f"1 SHA-256 {edition.digest[:12]}",
    }
    assert text_of(response, "//h1") == "Vote counted"
    assert text_of(response, "//*[@class='standfirst']") == "Turnout was high."
    assert text_of(response, "//*[@class='byline']") == "By Ada Lindqvist"
    assert text_of(response, "//*[@class='dateline']") == "Varnholm"
    assert text_of(response, "//*[@class='body']") == "All of it."
    assert text_of(response, "//*[@class='disclaimer']") == (
        "Agency terms Provided “as is”, without warranty. This wording has been in force since 1 January 2020."
    )
    assert tree(response).xpath("//*[@class='disclaimer']//a/@href") == ["/disclaimers/agency-terms/"]


def test_times_are_absolute_and_the_source_s_own_is_told_when_it_is_another_day(client, cast, wire_story):
    response = page(client, wire_story)
    published = Edition.objects.get().published_at
    times = tree(response).xpath("//*[@class='times']//time")
    assert [time.get("datetime")[:19] for time in times] == [f"{published:%Y-%m-%dT%H:%M:%S}", "2025-12-28T09:30:00"]
    assert times[1].text == "28 December 2025, 09:30 UTC"
    soon = from_the_wire(cast, created=timezone.now() - timedelta(hours=3))
    assert "Sent by the source" not in text_of(page(client, soon))


def test_a_wrong_or_missing_slug_leads_to_the_right_one_for_good(client, cast):
    story = cast.published(headline="洪水：三人获救")
    right = Edition.objects.get().get_absolute_url()
    for address in (f"/story/{story.code}/", f"/story/{story.code}/洪水/", f"/story/{story.code}/flood-history/"):
        assert client.get(address).status_code == 301
        assert client.get(address)["Location"] == right
    assert client.get(right).status_code == 200


def test_an_agency_s_reference_leads_to_our_story(client, cast, wire_story):
    slashed = cast.published(headline="Slashed", reference="tag:agency/2025/é")
    for story, reference in ((wire_story, "AGY28122025000045"), (slashed, "tag:agency/2025/é")):
        response = client.get(f"/ref/{reference}/")
        assert (response.status_code, response["Location"]) == (302, story.editions.get().get_absolute_url())
    assert client.get("/ref/AGY99/").status_code == 404


def test_all_notices_stand_with_the_story_in_the_order_in_which_they_were_told(client, cast):
    story = cast.published(headline="Ferry sunk")
    story = corrected(cast, story, "It did not sink.", headline="Ferry saved")
    story.refresh_from_db()
    story = corrected(cast, story, "It is a small ferry.", kind="clarification")
    verbs.correct(story, by=cast.publisher, kind="update")
    corrected(cast, story, "Next week’s.", at=timezone.now() + timedelta(days=7))
    response = page(client, story)
    notices = [text_of(response, f"(//*[@class='notice'])[{number}]/div") for number in (1, 2)]
    assert notices == ["It did not sink.", "It is a small ferry."]
    assert "Next week" not in text_of(response)
    assert text_of(response, "//h1") == "Ferry saved"
    assert "Ferry sunk" not in response.content.decode()


def test_a_notice_that_was_overtaken_before_its_release_is_never_told(client, cast):
    story = cast.published()
    corrected(cast, story, "Overtaken.", at=timezone.now() + timedelta(days=1))
    corrected(cast, story, "Told.")
    later = timezone.now() + timedelta(days=2)
    response = page(client, story)
    assert "Overtaken" not in response.content.decode()
    assert "Told." in text_of(response)
    assert not Edition.objects.public(later).filter(notice="Overtaken.").exists()


def test_a_retracted_story_keeps_its_page_and_says_why_without_its_text(client, cast, wire_story):
    verbs.retract(wire_story, by=cast.publisher, notice="The tally was forged.")
    response = page(client, wire_story)
    assert response.status_code == 200
    assert text_of(response, "//*[@class='retracted-label']") == "Retracted"
    assert text_of(response, "//h1") == "Vote counted"
    assert "The tally was forged." in text_of(response, "//*[@class='notice']")
    assert tree(response).xpath("//*[@class='body']") == []
    assert tree(response).xpath("//meta[@name='robots']/@content") == ["noindex"]
    for text in ("All of", "Turnout"):
        assert text not in response.content.decode()


def test_a_killed_story_is_gone_and_its_address_says_no_more_than_the_notice(client, cast, wire_story):
    right = Edition.objects.get().get_absolute_url()
    verbs.kill(wire_story, by=cast.publisher, reason="A court ordered it.", notice="Removed on a court’s order.")
    for address in (right, f"/story/{wire_story.code}/", f"/story/{wire_story.code}/anything/"):
        response = client.get(address)
        assert response.status_code == 410
        assert "Removed on a court’s order." in text_of(response)
        for text in ("Vote", "All of", "Agency/AL", "A court ordered it"):
            assert text not in text_of(response)


def test_what_readers_can_t_have_can_t_be_told_from_what_never_was(client, cast):
    withdrawn, held, killed = (cast.published() for _ in range(3))
    verbs.withdraw(withdrawn, by=cast.publisher, reason="Rights.")
    verbs.hold(held, by=cast.publisher, reason="Doubt.")
    scheduled = cast.published(at=timezone.now() + timedelta(hours=1))
    unseen = cast.published(at=timezone.now() + timedelta(hours=1))
    verbs.kill(unseen, by=cast.publisher, reason="Libel.", notice="Nobody saw it.")
    answers = {}
    for code in ("zzzzzzzz", *(story.code for story in (withdrawn, held, scheduled, unseen, cast.draft()))):
        response = client.get(f"/story/{code}/any/")
        answers[response.status_code, response.content.decode().replace(code, "")] = code
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404
    assert page(client, killed).status_code == 200


def test_language_and_direction_are_the_story_s_and_the_page_s_own_words_keep_theirs(client, cast):
    leftwards = {"ar", "fa", "he-IL", "ur", "ku-Arab"}
    for language in (*leftwards, "en", "fr", "zh", "xx-made-up"):
        direction = "rtl" if language in leftwards else "ltr"
        response = page(client, cast.published(language=language))
        (article,) = tree(response).xpath("//article[starts-with(@class, 'story')]")
        assert (article.get("lang"), article.get("dir")) == (language, direction)
        assert tree(response).xpath("/html/@lang") == ["en"]


@pytest.mark.parametrize("indexing", [Source.Indexing.NOINDEX, Source.Indexing.ORIGINAL])
def test_a_source_may_keep_its_stories_out_of_search_engines(client, cast, indexing):
    Source.objects.filter(pk=cast.agency.pk).update(indexing=indexing)
    cast.agency.refresh_from_db()
    ours = page(client, cast.published())
    theirs = page(client, cast.published(source=cast.agency, credit="The Agency", disclaimer=cast.disclaimer))
    robots = [tree(response).xpath("//meta[@name='robots']/@content") for response in (ours, theirs)]
    assert robots == [["max-image-preview:large"], ["noindex"]]


@override_settings(SITE_URL="https://news.example")
def test_the_page_says_its_own_address_and_summary(client, cast):
    story = cast.published(headline="Ferry “saved” <b>", standfirst="In short & good.")
    response = page(client, story)
    address = "https://news.example" + Edition.objects.get().get_absolute_url()
    assert tree(response).xpath("//link[@rel='canonical']/@href") == [address]
    said = {meta.get("property") or meta.get("name"): meta.get("content") for meta in tree(response).xpath("//meta")}
    expected = {
        "description": "In short & good.", "og:title": "Ferry “saved” <b>", "og:url": address, "og:type": "article",
        "og:site_name": "The Newsroom", "og:description": "In short & good.", "article:section": "World",
    }  # fmt: skip
    assert {name: said.get(name) for name in expected} == expected


def test_nothing_but_the_body_is_read_as_html(client, cast):
    hostile = "<img src=x onerror=alert(1)>"
    story = cast.draft(
        headline=hostile, standfirst=hostile, byline=hostile, dateline=hostile, credit=hostile, reference=hostile,
        body=f"<p>Safe {hostile}</p>",
    )  # fmt: skip
    verbs.publish(story, by=cast.publisher)
    verbs.correct(story, by=cast.publisher, kind="correction", notice=hostile)
    for address in (f"/story/{story.code}/", "/", "/latest/", "/search/?q=safe", "/corrections/", "/search/?q=<img>"):
        assert "<img" not in client.get(address, follow=True).content.decode(), address


def test_a_disclaimer_s_page_shows_its_wordings_and_how_many_stories_carry_each(client, cast):
    terms = {"source": cast.agency, "credit": "The Agency", "disclaimer": cast.disclaimer}
    down = [cast.published(**terms) for _ in range(2)]
    cast.disclaimer.wordings.create(text="Second wording.", in_force_from=timezone.now())
    cast.disclaimer.wordings.create(text="Next year’s wording.", in_force_from=timezone.now() + timedelta(days=365))
    cast.published(**terms)
    verbs.withdraw(down[0], by=cast.publisher, reason="Rights.")
    response = client.get("/disclaimers/agency-terms/")
    assert text_of(response, "//section[@aria-labelledby='in-force']/div/div") == "Second wording."
    assert text_of(response, "//section[@aria-labelledby='earlier']/div/div") == "Provided “as is”, without warranty."
    counts = [text.rpartition("·")[2].strip() for text in tree(response).xpath("//*[@class='wording']/p/text()")]
    assert [count for count in counts if count.startswith("carried")] == ["carried by 1 story", "carried by 1 story"]
    assert "Next year" not in response.content.decode()
    assert client.get("/disclaimers/nope/").status_code == 404
