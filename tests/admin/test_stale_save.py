"""Two editors in one story: nobody is overwritten, nothing typed is lost, and the second one can go on."""

from articles.desk import texts, verbs
from articles.models import Move, Story
from tests.admin.screen import at_desk, form_of, opened, page, told


def now(story: Story) -> Story:
    return Story.objects.get(pk=story.pk)


def test_a_stale_save_shows_both_texts_and_saving_again_works(cast):
    story = cast.draft(headline="As it was", standfirst="Short.", body="<p>All.</p>")
    first, second = at_desk(cast.editor), at_desk(cast.publisher)
    theirs, mine = opened(first, story), opened(second, story)
    first.post(page(story), theirs.filled(headline="Their headline", standfirst="Their standfirst."))
    before, moves = now(story), Move.objects.count()

    refused = second.post(page(story), mine.filled(headline="My headline", body="<p>My body.</p>"))
    assert (refused.status_code, refused.context["stale"], Move.objects.count()) == (200, True, moves)
    assert (now(story).headline, now(story).body, now(story).version) == (
        "Their headline",
        "<p>All.</p>",
        before.version,
    )
    fields = refused.context["adminform"].form.fields
    both = {name: field.theirs for name, field in fields.items() if hasattr(field, "theirs")}
    assert both == {"headline": "Their headline", "body": "<p>All.</p>"}
    again = form_of(refused)
    assert (again.fields["headline"], again.fields["body"], again.fields["standfirst"]) == (
        ["My headline"], ["<p>My body.</p>"], ["Their standfirst."],
    )  # fmt: skip
    assert again.fields["version"] == [str(before.version)]

    answer = second.post(page(story), again.fields)
    assert told(answer) == ["Saved: headline, body."]
    saved = now(story)
    assert (saved.headline, saved.standfirst, saved.body) == ("My headline", "Their standfirst.", "<p>My body.</p>")


def test_changes_of_different_paragraphs_go_together_and_one_paragraph_is_decided_place_by_place(cast):
    before, stands = "<p>One here.</p>", "<p>Three here.</p>"
    story = cast.draft(body=f"{before}<p>Two here.</p>{stands}<p>Four here.</p>", headline="A cat sat on a mat")
    first, second = at_desk(cast.editor), at_desk(cast.publisher)
    theirs, mine = opened(first, story), opened(second, story)
    first.post(page(story), theirs.filled(
        body=f"{before}<p>Two there.</p>{stands}<p>Four theirs here.</p>", headline="A dog sat on a rug",
    ))  # fmt: skip
    refused = second.post(page(story), mine.filled(
        body=f"<p>One, mine, here.</p><p>Two here.</p>{stands}<p>Four mine here.</p>", headline="A cow sat on a mat",
    ))  # fmt: skip
    fields = refused.context["adminform"].form.fields
    places = {
        name: [(one.before, one.ours, one.theirs, one.both) for one in fields[name].offer.conflicts]
        for name in ("headline", "body")
    }
    ours, other = "<p>Four mine here.</p>", "<p>Four theirs here.</p>"
    assert places == {"headline": [("A ", "cow ", "dog ", "cow dog ")], "body": [(stands, ours, other, ours + other)]}
    again = form_of(refused)
    assert again.fields["headline"] == ["A cow sat on a rug"]
    second.post(page(story), again.fields)
    assert now(story).body == f"<p>One, mine, here.</p><p>Two there.</p>{stands}{ours}"


def test_a_third_save_in_between_is_refused_again(cast):
    story = cast.draft(headline="As it was")
    desk = at_desk(cast.editor)
    mine = opened(desk, story)
    texts.edit(story, by=cast.publisher, version=now(story).version, changes={"headline": "Second"})
    refused = form_of(desk.post(page(story), mine.filled(headline="Mine")))
    texts.edit(story, by=cast.publisher, version=now(story).version, changes={"headline": "Third"})
    answer = desk.post(page(story), refused.fields)
    assert (answer.context["stale"], answer.context["adminform"].form.fields["headline"].theirs) == (True, "Third")
    assert now(story).headline == "Third"


def test_both_lists_of_authors_and_topics_are_shown_by_name(cast):
    story = cast.draft(authors=[cast.author])
    desk = at_desk(cast.editor)
    mine = opened(desk, story)
    texts.edit(story, by=cast.publisher, version=now(story).version, changes={"headline": "Second"})
    refused = desk.post(page(story), mine.filled(authors=[], topics=[]))
    fields = refused.context["adminform"].form.fields
    assert (fields["authors"].theirs, fields["topics"].theirs) == ("Ada Lindqvist", "Elections")
    desk.post(page(story), form_of(refused).fields)
    assert (list(story.topics.all()), list(story.bylines.all()), now(story).headline) == ([], [], "Second")


def test_an_act_in_between_makes_an_open_form_stale_too(cast):
    story = cast.draft()
    desk = at_desk(cast.editor)
    mine = opened(desk, story)
    verbs.file(story, by=cast.reporter)
    refused = desk.post(page(story), mine.filled(headline="Mine"))
    assert (refused.context["stale"], refused.context["story"].state) == (True, "filed")
    desk.post(page(story), form_of(refused).fields)
    assert now(story).headline == "Mine"


def test_without_a_word_of_what_was_open_every_differing_field_is_laid_side_by_side(cast):
    story = cast.draft(headline="Now", standfirst="Same.")
    answer = at_desk(cast.editor).post(
        page(story), {"version": "99", "headline": "Mine", "standfirst": "Same.", "language": "en", "body": story.body}
    )
    fields = answer.context["adminform"].form.fields
    assert (answer.context["stale"], fields["headline"].theirs, hasattr(fields["standfirst"], "theirs")) == (
        True,
        "Now",
        False,
    )


def test_a_refused_save_does_not_go_on_to_the_act_of_its_button(cast):
    story = cast.draft()
    desk = at_desk(cast.publisher)
    mine = opened(desk, story)
    texts.edit(story, by=cast.editor, version=story.version, changes={"headline": "Second"})
    answer = desk.post(page(story), mine.filled(headline="Mine", _then="file"))
    assert (answer.status_code, now(story).state, now(story).headline) == (200, "draft", "Second")
