"""The story's form: what an editor changes is saved, nothing else is, and what stands around it is true."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from django.utils.formats import date_format

from articles.desk import texts, verbs
from articles.desk.take import take
from articles.models import Move, Person, Section, Story, Topic, WireItem
from tests.admin.screen import at_desk, form_of, opened, page, told

ADD = "/admin/articles/story/add/"


def columns(story: Story) -> dict:
    return Story.objects.filter(pk=story.pk).values().get()


def changed(before: dict, after: dict) -> set:
    return {name for name in after if after[name] != before[name]}


def test_a_save_writes_the_changed_columns_and_a_move_that_names_them(cast):
    story = cast.draft(standfirst="Two\nlines", ednote="  spaced  ")
    before, desk = columns(story), at_desk(cast.editor)
    form = opened(desk, story)
    answer = desk.post(page(story), form.filled(headline="A better  headline "))
    assert (answer.url, told(answer)) == (page(story), ["Saved: headline."])
    assert changed(before, columns(story)) == {"headline", "version", "edited_at"}
    assert columns(story)["headline"] == "A better headline"
    assert story.moves.values_list("verb", "actor_name", "details").first() == (
        "edit",
        "Editor",
        {"fields": ["headline"]},
    )


def test_pressing_save_without_a_change_changes_nothing(cast):
    body = "<p>One <em>two</em> <strong>three</strong></p><ul><li>Four</li></ul><p>Five</p>"
    story = cast.draft(
        body=body, standfirst=" Two\n\nlines ", urgency=3, topics=[cast.topic], authors=[cast.author],
        embargo_until=datetime(2031, 5, 5, 12, 30, 7, 123456, tzinfo=UTC), disclaimer=cast.disclaimer,
    )  # fmt: skip
    before, moves, desk = columns(story), Move.objects.count(), at_desk(cast.editor)
    answer = desk.post(page(story), opened(desk, story).fields)
    assert told(answer) == ["Nothing was changed, so nothing was saved."]
    assert (columns(story), Move.objects.count()) == (before, moves)


def test_the_body_is_shown_a_paragraph_a_line_and_stored_clean(cast):
    story, desk = cast.draft(body="<p>One</p><h2>Two</h2><p>Three</p>"), at_desk(cast.editor)
    form = opened(desk, story)
    assert form.fields["body"] == ["<p>One</p>\r\n\r\n<h2>Two</h2>\r\n\r\n<p>Three</p>"]
    desk.post(page(story), form.filled(body=form.fields["body"][0] + '<p onclick="x()">Four<script>x()</script></p>'))
    assert columns(story)["body"] == "<p>One</p><h2>Two</h2><p>Three</p><p>Four</p>"


def test_topics_and_authors_are_saved_in_their_order_by_the_same_act(cast):
    second = Person.objects.create(name="Bo Chen", slug="bo-chen")
    Topic.objects.create(name="Harbours", slug="harbours")
    story, desk = cast.draft(), at_desk(cast.editor)
    typed = {"authors": ["bo chen", "", "Ada Lindqvist"], "topics": ["Harbours"]}
    answer = desk.post(page(story), opened(desk, story).filled(**typed))
    assert told(answer) == ["Saved: topics, authors."]
    assert [line.person for line in story.bylines.all()] == [second, cast.author]
    assert list(story.topics.values_list("name", flat=True)) == ["Harbours"]
    assert opened(desk, story).fields["authors"] == ["Bo Chen", "Ada Lindqvist", "", ""]
    desk.post(page(story), opened(desk, story).filled(authors=["Ada Lindqvist", "Bo Chen"]))
    assert [line.person for line in story.bylines.all()] == [cast.author, second]


def test_an_unknown_name_and_a_name_of_two_people_are_refused_with_a_remedy(cast):
    Person.objects.create(name="Ada Lindqvist", slug="ada-the-second")
    story, desk = cast.draft(), at_desk(cast.editor)
    refused = desk.post(page(story), opened(desk, story).filled(authors=["Ada Lindqvist"], topics=["Nonsense\0"]))
    assert dict(refused.context["adminform"].form.errors) == {
        "authors": ["Several people are called “Ada Lindqvist”: write one of ada-lindqvist, ada-the-second."],
        "topics": ["A name holds a character that can't be stored: write it again."],
    }
    desk.post(page(story), opened(desk, story).filled(authors=["ada-the-second"]))
    assert [line.person.slug for line in story.bylines.all()] == ["ada-the-second"]
    refused = desk.post(page(story), opened(desk, story).filled(topics=["Nonsense"]))
    assert refused.context["adminform"].form.errors["topics"] == [
        "There is no topic called “Nonsense”: choose one that is offered, or have it added first."
    ]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("urgency", "11"), ("urgency", "x"), ("section", "999"), ("language", "<en>"), ("embargo_until", "soon"),
        ("embargo_until", "0001-01-01T00:00"), ("headline", "x" * 1001), ("version", ""),
        ("version", "x"), ("slugline", "\0"),
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_refused_and_nothing_is_lost(cast, field, typed):
    story, desk = cast.draft(), at_desk(cast.editor)
    before = columns(story)
    answer = desk.post(page(story), opened(desk, story).filled(**{"standfirst": "Typed for an hour", field: typed}))
    assert (answer.status_code, columns(story)) == (200, before)
    assert answer.context["adminform"].form["standfirst"].value() == "Typed for an hour"
    assert answer.context["adminform"].form.errors


@pytest.mark.parametrize(
    "garbage", [{}, {"version": "1"}, {"opened": "[]", "version": "1"}, {"opened": "{", "version": "1"}]
)
def test_a_save_that_is_no_form_of_ours_never_fails(cast, garbage):
    story = cast.draft()
    assert at_desk(cast.editor).post(page(story), garbage).status_code in (200, 302)


def test_a_story_of_our_own_starts_as_a_draft_by_the_verb(cast):
    desk = at_desk(cast.reporter)
    typed = {
        "headline": "Started",
        "body": "<p>Here.</p>",
        "language": "en",
        "authors": ["Ada Lindqvist"],
        "version": "1",
    }
    answer = desk.post(ADD, {**typed, "section": cast.world.pk})
    story = Story.objects.get()
    assert (answer.url, story.headline, story.state, story.created_by) == (
        page(story),
        "Started",
        "draft",
        cast.reporter,
    )
    assert (story.section, story.printed_byline) == (cast.world, "Ada Lindqvist")
    assert list(story.moves.values_list("verb", flat=True)) == ["start"]
    assert told(answer) == ["“Started” is a draft now."]


def test_only_a_publisher_brings_an_embargo_forward_and_the_refused_text_stays_in_the_form(cast):
    story = cast.draft(embargo_until=timezone.now() + timedelta(days=3))
    before, desk = columns(story), at_desk(cast.editor)
    answer = desk.post(page(story), opened(desk, story).filled(embargo_until="", headline="Typed"))
    form = answer.context["adminform"].form
    assert form.non_field_errors() == ["Only a publisher may bring an embargo forward or clear it."]
    assert (form["headline"].value(), columns(story)) == ("Typed", before)
    publisher = at_desk(cast.publisher)
    publisher.post(page(story), opened(publisher, story).filled(embargo_until=""))
    assert columns(story)["embargo_until"] is None


@pytest.mark.parametrize("moment", ["2026-03-29T02:30", "2026-10-25T02:30"])
def test_an_hour_that_the_clocks_skip_or_repeat_is_refused(cast, settings, moment):
    settings.TIME_ZONE = "Europe/Paris"
    story, desk = cast.draft(), at_desk(cast.editor)
    answer = desk.post(page(story), opened(desk, story).filled(embargo_until=moment))
    assert answer.context["adminform"].form.errors["embargo_until"] == [
        f"In Europe/Paris the clocks change then: {moment.replace('T', ' ')} comes twice, or not at all. "
        "Choose a time at least an hour away."
    ]
    desk.post(page(story), opened(desk, story).filled(embargo_until="2026-07-01T12:00"))
    assert columns(story)["embargo_until"] == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)


def test_the_checks_stand_beside_the_form_and_lead_to_their_fields(cast):
    story = cast.draft(headline="", credit="")
    html = at_desk(cast.editor).get(page(story)).content.decode()
    assert [f'<a href="#id_{name}">' in html and f'id="id_{name}"' in html for name in ("headline", "credit")] == [
        True,
        True,
    ]


def test_a_text_that_is_not_what_readers_have_is_said_by_field(cast):
    story = cast.published(at=None, authors=[cast.author])
    desk = at_desk(cast.editor)
    standing = desk.get(page(story)).context["standing"]
    assert (standing.live.number, standing.scheduled, standing.differs) == (1, None, [])
    topic = Topic.objects.create(name="Harbours", slug="harbours")
    texts.edit(
        story, by=cast.editor, version=story.version, changes={"headline": "New", "section": cast.sport},
        topics=[topic], authors=[],
    )  # fmt: skip
    standing = desk.get(page(story)).context["standing"]
    assert (standing.live.number, standing.differs) == (1, ["headline", "section", "byline", "topics"])
    story.refresh_from_db()
    verbs.correct(story, by=cast.publisher, kind="update")
    assert desk.get(page(story)).context["standing"].differs == []


def test_a_release_that_is_still_to_come_is_called_scheduled(cast):
    at = (timezone.now() + timedelta(hours=3)).replace(microsecond=0)
    story = cast.published(at=at)
    answer = at_desk(cast.editor).get(page(story))
    assert (answer.context["standing"].live, answer.context["standing"].scheduled.released_at) == (None, at)
    assert f"Edition 1 is scheduled for {date_format(at, 'j N Y, H:i')} UTC" in answer.content.decode()
    assert "Public page" not in answer.content.decode()


def test_the_wire_original_and_a_newer_version_stand_beside_the_text(cast):
    story = take(cast.wire_item(guid="urn:a", headline="First words"), by=cast.editor)
    newer = cast.wire_item(guid="urn:a", version=2, headline="Second words")
    WireItem.objects.filter(pk=newer.pk).update(state="update")
    desk = at_desk(cast.reporter)
    shown = desk.get(page(story)).context
    assert (shown["copy"].headline, shown["newer"], shown["may_take"]) == ("First words", newer, True)
    desk.post(f"/admin/articles/wireitem/{newer.pk}/act/take/")
    story.refresh_from_db()
    assert (story.headline, desk.get(page(story)).context["newer"]) == ("Second words", None)


def test_a_killed_story_can_be_read_and_not_edited(cast):
    story, desk = cast.draft(), at_desk(cast.publisher)
    form = opened(desk, story)
    verbs.kill(story, by=cast.publisher, reason="A court asked.")
    before = columns(story)
    answer = desk.post(page(story), form.filled(headline="Too late"))
    assert answer.context["adminform"].form.non_field_errors() == [
        f"“{story}” is killed: its text can't be edited any more."
    ]
    assert (answer.context["adminform"].form["headline"].value(), columns(story)) == ("Too late", before)
    assert 'name="_save"' not in desk.get(page(story)).content.decode()


def test_a_button_that_passes_the_text_on_saves_it_first(cast):
    story, desk = cast.draft(), at_desk(cast.publisher)
    answer = desk.post(page(story), opened(desk, story).filled(headline="As typed", _then="file"))
    assert (answer.url, columns(story)["state"], columns(story)["headline"]) == (page(story), "filed", "As typed")
    answer = desk.post(page(story), opened(desk, story).filled(headline="Typed again", _then="publish"))
    assert (answer.url, columns(story)["state"], columns(story)["headline"]) == (
        f"/admin/articles/story/{story.pk}/act/publish/", "filed", "Typed again",
    )  # fmt: skip


def test_a_button_that_is_not_open_to_this_person_does_nothing(cast):
    story, desk = cast.draft(), at_desk(cast.reporter)
    answer = desk.post(page(story), opened(desk, story).filled(_then="publish"), follow=True)
    assert (answer.status_code, columns(story)["state"]) == (403, "draft")
    answer = desk.post(page(story), opened(desk, story).filled(_then="nonsense"))
    assert answer.url == page(story)


def test_the_list_is_filtered_and_searched(cast):
    one = cast.draft(headline="One", language="fr", reference="REF9")
    two = cast.published(headline="Two", section=cast.sport, source=cast.agency, disclaimer=cast.disclaimer)
    desk, address = at_desk(cast.publisher), "/admin/articles/story/"

    def listed(**query) -> list:
        return list(desk.get(address, query).context["cl"].result_list)

    assert [listed(**query) for query in (
        {}, {"state__exact": "draft"}, {"section__id__exact": cast.sport.pk}, {"source__id__exact": cast.desk.pk},
        {"q": "REF9"}, {"q": two.code}, {"q": "tw"},
    )] == [[two, one], [one], [two], [one], [one], [two], [two]]  # fmt: skip


def test_a_person_without_rights_to_stories_finds_none(cast):
    cast.reader.is_staff = True
    cast.reader.save()
    story = cast.draft()
    desk = at_desk(cast.reader)
    assert [desk.get(address).status_code for address in ("/admin/articles/story/", page(story), ADD)] == [403] * 3


def test_who_may_only_read_stories_reads_the_page_and_saves_nothing(cast):
    cast.reader.is_staff = True
    cast.reader.save()
    cast.reader.user_permissions.add(Permission.objects.get(codename="view_story"))
    story, desk = cast.published(authors=[cast.author]), at_desk(cast.reader)
    answer = desk.get(page(story))
    assert (answer.status_code, "All of it." in answer.content.decode(), form_of(answer).buttons) == (200, True, [])
    assert 'name="_save"' not in answer.content.decode()
    assert desk.post(page(story), {"headline": "Forged", "version": "1"}).status_code == 403


def test_a_new_story_starts_empty_whatever_stands_in_the_address(cast):
    answer = at_desk(cast.reporter).get(ADD, {"topics": "1", "authors": "x", "headline": "Planted", "version": "x"})
    assert (answer.status_code, form_of(answer).fields["headline"]) == (200, [""])


def test_sections_take_media_topic_codes_as_an_editor_writes_them(cast):
    desk, section = at_desk(cast.administrator), cast.world
    address = f"/admin/articles/section/{section.pk}/change/"
    typed = {"name": "World", "slug": "world", "position": "1"}
    desk.post(address, {**typed, "subject_codes": "11000000, 16000000"})
    assert Section.objects.get(pk=section.pk).subject_codes == ["11000000", "16000000"]
    refused = desk.post(address, {**typed, "subject_codes": '["11"] 5'})
    assert refused.context["adminform"].form.errors["subject_codes"] == [
        'A Media Topic code has eight digits, and these don\'t: ["11"], 5.'
    ]
