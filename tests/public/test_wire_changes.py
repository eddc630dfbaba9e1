"""The way from the wire to the web, and what our desk changed of the wire's words, where its licence lets us say."""

import pytest
from django.db import DatabaseError, transaction

from articles.desk import record, texts, verbs
from articles.desk.take import take
from articles.models import Edition, Source, WireText
from tests.public.pages import text_of, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_agency(cast) -> Source:
    Source.objects.update(shows_changes=True)
    cast.agency.refresh_from_db()
    return cast.agency


def from_the_wire(cast, changes=None, **fields):
    said = {"headline": "Vote counted", "body_html": "<p>Nine of ten voted.</p><p>It rained.</p>"}
    story = take(cast.wire_item(**{**said, **fields}), by=cast.editor)
    if changes:
        story = texts.edit(story, by=cast.editor, version=story.version, changes=changes)
    verbs.publish(story, by=cast.publisher)
    return story


def again(cast, story, **changes):
    story.refresh_from_db()
    story = texts.edit(story, by=cast.editor, version=story.version, changes=changes)
    verbs.correct(story, by=cast.publisher, kind="update")
    return story


def facts_of(client, story) -> dict[str, str]:
    response = client.get(f"/story/{story.code}/", follow=True)
    rows = tree(response).xpath("//dl/div")
    return {row.xpath("string(dt)"): " ".join(row.xpath("string(dd)").split()) for row in rows}


def links_of(client, story) -> list[str]:
    response = client.get(f"/story/{story.code}/", follow=True)
    return tree(response).xpath("//*[@class='ways']//a/@href")


def test_what_our_desk_changed_is_shown_word_by_word(client, cast, open_agency):
    story = from_the_wire(cast, {"headline": "Votes counted", "body": "<p>Eight of ten voted.</p><p>It rained.</p>"})
    assert facts_of(client, story)["Our desk changed"] == "Headline, Text"
    assert links_of(client, story) == [f"/story/{story.code}/history/", f"/story/{story.code}/wire/"]
    response = client.get(f"/story/{story.code}/wire/")
    assert [node.text for node in tree(response).xpath("//*[@class='changes']//del")] == ["Vote", "Nine"]
    assert [node.text for node in tree(response).xpath("//*[@class='changes']//ins")] == ["Votes", "Eight"]
    assert tree(response).xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_copy_that_was_printed_as_it_came_says_so(client, cast, open_agency):
    story = from_the_wire(cast)
    assert facts_of(client, story)["Our desk changed"] == "Nothing: every word is the wire’s"
    assert links_of(client, story) == [f"/story/{story.code}/history/"]
    assert "changed no word" in text_of(client.get(f"/story/{story.code}/wire/"))


def test_mark_up_written_anew_is_no_change_of_ours(client, cast, open_agency):
    story = from_the_wire(cast, {"body": "<p><strong>Nine</strong> of ten voted.</p>\n<p>It rained.</p>"})
    assert facts_of(client, story)["Our desk changed"] == "Nothing: every word is the wire’s"


def test_without_the_licence_the_wire_s_words_are_neither_kept_nor_shown(client, cast):
    story = from_the_wire(cast, {"headline": "Our words"})
    assert facts_of(client, story)["Our desk changed"] == "Headline"
    assert links_of(client, story) == [f"/story/{story.code}/history/"]
    assert client.get(f"/story/{story.code}/wire/").status_code == 404
    assert not WireText.objects.exists()


def test_a_licence_that_was_taken_back_hides_them_again(client, cast, open_agency):
    story = from_the_wire(cast, {"headline": "Our words"})
    assert client.get(f"/story/{story.code}/wire/").status_code == 200
    Source.objects.update(shows_changes=False)
    assert client.get(f"/story/{story.code}/wire/").status_code == 404
    assert "Vote counted" not in client.get(f"/story/{story.code}/", follow=True).content.decode()


def test_they_come_down_with_the_story(client, cast, open_agency):
    for act, status in ((verbs.withdraw, 404), (verbs.hold, 404), (verbs.kill, 410)):
        story = from_the_wire(cast, {"headline": "Our words"})
        act(story, by=cast.publisher, reason="Rights.")
        response = client.get(f"/story/{story.code}/wire/")
        assert (response.status_code, "Nine of ten" in response.content.decode()) == (status, False)
    story = from_the_wire(cast, {"headline": "Our words"})
    verbs.retract(story, by=cast.publisher, notice="Wrong.")
    assert client.get(f"/story/{story.code}/wire/").status_code == 404


def test_an_edition_of_our_own_making_keeps_the_time_at_which_the_wire_s_version_was_first_out(cast, open_agency):
    story = from_the_wire(cast)
    story = again(cast, story, headline="Mended")
    first, second = Edition.objects.order_by("number")
    assert second.facts["wire"]["published_at"] == first.released_at.isoformat()
    assert (second.facts["wire"]["text"], WireText.objects.count()) == (first.facts["wire"]["text"], 1)
    wire = story.wire_item
    take(cast.wire_item(guid=wire.guid, version=2, headline=wire.headline, dateline="KARSUND"), by=cast.editor)
    story = again(cast, story, standfirst="New.")
    third = Edition.objects.get(number=3)
    assert third.facts["wire"]["published_at"] == third.released_at.isoformat()
    assert third.facts["wire"]["version"] == 2


def test_the_record_vouches_for_the_wire_s_words_and_the_database_refuses_to_change_them(cast, open_agency):
    from_the_wire(cast)
    assert list(record.verify()) == []
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        WireText.objects.update(body="Forged.")


def test_updated_is_only_what_was_changed_in_substance(cast):
    story = cast.published(headline="One")
    verbs.correct(story, by=cast.publisher, kind="update")
    story = again(cast, story, credit="Newsroom and others")
    first, *same = Edition.objects.order_by("number")
    assert [edition.updated_at for edition in same] == [first.updated_at] * 2
    verbs.correct(story, by=cast.publisher, kind="correction", notice="It was not so.")
    again(cast, story, body="<p>Other words.</p>")
    mended, rewritten = Edition.objects.order_by("number")[3:]
    assert [mended.updated_at, rewritten.updated_at] == [mended.released_at, rewritten.released_at]


@pytest.mark.parametrize("number", [1, 50])
def test_it_takes_three_queries(client, cast, open_agency, django_assert_num_queries, number):
    stories = [from_the_wire(cast, {"headline": "Our words"}) for _ in range(number)]
    with django_assert_num_queries(3):
        assert client.get(f"/story/{stories[0].code}/wire/").status_code == 200
