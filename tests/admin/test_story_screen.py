"""What the story's screen asks of the server, by whoever may and whoever may not."""

import json
from datetime import timedelta

from django.utils import timezone

from articles.desk import presences, texts, verbs
from articles.desk.take import take
from articles.models import Autosave, Move, Note, Preview, Revision, Story
from tests.admin.screen import act, at_desk, form_of, opened, page, told


def part(story: Story, name: str) -> str:
    return page(story).replace("change/", f"{name}/")


def test_checks_read_the_unsaved_text_and_change_nothing(cast):
    story = cast.draft()
    desk = at_desk(cast.editor)
    before = (Move.objects.count(), Revision.objects.count())
    sent = opened(desk, story).filled(headline="", body="<p>&nbsp;</p>", topics=["No such topic"])
    answer = desk.post(part(story, "check"), sent).json()
    assert answer["blockers"] == 3
    for said in ("It has no headline.", "It has no text.", "No such topic"):
        assert said in answer["html"]
    story.refresh_from_db()
    assert (story.version, story.headline != "", (Move.objects.count(), Revision.objects.count())) == (1, True, before)


def test_another_version_stands_beside_the_unsaved_text_with_what_differs(cast):
    story = take(cast.wire_item(body_html="<p>The ferry sank.</p>", headline="Ferry"), by=cast.editor)
    stranger = cast.wire_item(headline="Of another story")
    desk = at_desk(cast.editor)
    typed = opened(desk, story).filled(body="<p>The ferry <strong>sailed</strong>.</p>")
    typed |= {"beside": f"w{story.wire_item_id}", "differs": "1"}
    html = desk.post(part(story, "beside"), typed).json()["html"]
    assert "<del>sank</del><ins><strong>sailed</strong></ins>" in html
    for key in (f"w{stranger.pk}", "r99", "e1", "x", "r" + "9" * 30, "r١"):
        assert desk.post(part(story, "beside"), {**typed, "beside": key}).status_code == 404, key


def test_what_is_typed_is_kept_offered_and_gone_once_saved(cast):
    story = cast.draft(headline="As it was")
    desk = at_desk(cast.editor)
    form = opened(desk, story)
    typed = {**form.fields, "headline": ["Typed <script>"]}
    kept = desk.post(part(story, "draft"), json.dumps(typed), content_type="application/json")
    assert (kept.status_code, Autosave.objects.get().typed["headline"]) == (200, ["Typed <script>"])
    assert "csrfmiddlewaretoken" not in Autosave.objects.get().typed
    again = desk.get(page(story)).content.decode()
    assert "did not save it" in again
    assert "Typed <script>" not in again
    assert "did not save it" not in at_desk(cast.publisher).get(page(story)).content.decode()
    desk.post(page(story), form.filled(headline="Saved"))
    assert (Autosave.objects.count(), Story.objects.get(pk=story.pk).headline) == (0, "Saved")
    for sent in ("[]", '{"a": 1}', "{", '{"version": ["x"]}'):
        assert desk.post(part(story, "draft"), sent, content_type="application/json").status_code == 400, sent


def test_nobody_who_may_not_write_is_answered(cast):
    story = cast.draft()
    for user in (cast.reader, None):
        desk = at_desk(user) if user else at_desk(cast.editor)
        if user is None:
            desk.logout()
        for name in ("check", "beside", "draft", "presence", "note", "withdraw_preview", "history"):
            assert desk.post(part(story, name), {"text": "Hello", "number": 1}).status_code in (302, 403), name
    assert (Note.objects.count(), Autosave.objects.count(), story.presences.count()) == (0, 0, 0)


def test_presence_says_who_is_here_and_takes_over(cast):
    story = cast.draft()
    presences.sign_of_life(story, by=cast.editor)
    desk = at_desk(cast.publisher)
    reading = desk.post(part(story, "presence"), {"does": ""}).json()
    assert (reading["reading"], "Editor has been writing" in reading["html"]) == (True, True)
    assert desk.post(part(story, "presence"), {"does": "take_over"}).json()["reading"] is False
    hers = at_desk(cast.editor).post(part(story, "presence"), {"does": ""}).json()
    assert (hers["reading"], "Publisher has taken this story over" in hers["html"]) == (False, True)
    assert Move.objects.first().verb == "take_over"


def test_the_history_compares_any_two_and_goes_back(cast):
    story = cast.draft(headline="Ferry sinks")
    story = texts.edit(story, by=cast.editor, version=1, changes={"headline": "Ferry saved"})
    verbs.publish(story, by=cast.publisher)
    desk = at_desk(cast.editor)
    html = desk.get(part(story, "history")).content.decode()
    assert "Ferry <del>sinks</del><ins>saved</ins>" in html
    other_way = desk.get(part(story, "history"), {"old": "e1", "new": "r1"}).content.decode()
    assert "Ferry <del>saved</del><ins>sinks</ins>" in other_way
    stale = desk.post(part(story, "history"), {"number": 1, "version": 1})
    assert (stale.status_code, Story.objects.get(pk=story.pk).headline) == (302, "Ferry saved")
    version = Story.objects.get(pk=story.pk).version
    desk.post(part(story, "history"), {"number": 1, "version": version})
    assert Story.objects.get(pk=story.pk).headline == "Ferry sinks"


def test_copies_translations_assignments_and_previews_are_acts_like_others(cast):
    story = cast.draft(headline="First", embargo_until=timezone.now() + timedelta(days=1))
    desk = at_desk(cast.editor)
    desk.post(act(story, "assign"), {"to": cast.reporter.pk})
    assert Story.objects.get(pk=story.pk).assigned_to == cast.reporter
    answer = desk.post(act(story, "translate"), {"language": "fr"})
    french = Story.objects.get(translation_of=story)
    assert (answer.url, french.embargo_until) == (page(french), story.embargo_until)
    assert "already" in desk.post(act(story, "translate"), {"language": "fr"}).content.decode()
    ends = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    answer = desk.post(act(story, "preview"), {"ends_at": ends})
    path = told(answer)[-1].split("testserver")[1]
    assert "First" in desk.get(path).content.decode()
    desk.post(part(story, "withdraw_preview"), {"preview": Preview.objects.get().pk})
    assert desk.get(path).status_code == 404
    desk.post(part(story, "note"), {"text": "Ring the harbour."})
    assert "Ring the harbour." in desk.get(page(story)).content.decode()


def test_my_work_is_what_is_assigned_written_or_filed_for_me(cast):
    assigned, written, other = cast.draft(), cast.draft(), cast.draft()
    filed = cast.draft()
    verbs.file(filed, by=cast.editor)
    desk = at_desk(cast.publisher)
    desk.post(act(assigned, "assign"), {"to": cast.publisher.pk})
    texts.edit(written, by=cast.publisher, version=1, changes={"headline": "Mine"})
    found = {
        work: set(desk.get("/admin/articles/story/", {"work": work}).context["cl"].queryset)
        for work in ("mine", "assigned", "writing", "filed", "nobody")
    }
    assert found == {
        "mine": {assigned, written, filed}, "assigned": {assigned}, "writing": {written}, "filed": {filed},
        "nobody": {written, other, filed},
    }  # fmt: skip


def test_the_notice_of_a_correction_is_drafted_from_what_changed(cast):
    story = cast.published(body="<p>The ferry sank on Monday.</p>")
    story = Story.objects.get(pk=story.pk)
    texts.edit(story, by=cast.editor, version=story.version, changes={"body": "<p>The ferry sank on Friday.</p>"})
    form = at_desk(cast.publisher).get(act(story, "correct")).context["form"]
    assert form.initial["notice"] == ("An earlier version of this story said “Monday”; it should have said “Friday”.")


def test_a_change_of_style_alone_is_no_error_to_be_confessed(cast):
    story = cast.published(body='<p>He said "go" - and They went.</p><p>It cost 1.5 million.</p>')
    story = Story.objects.get(pk=story.pk)
    changes = {"body": "<p>He said “go” – and they went.</p><p>It cost 15 million.</p>"}
    texts.edit(story, by=cast.editor, version=story.version, changes=changes)
    form = at_desk(cast.publisher).get(act(story, "correct")).context["form"]
    assert form.initial["notice"] == "An earlier version of this story said “1.5”; it should have said “15”."


def test_moves_are_spoken_in_the_editors_language(cast):
    story = cast.draft()
    texts.edit(story, by=cast.editor, version=1, changes={"headline": "New"})
    verbs.file(story, by=cast.editor)
    desk = at_desk(cast.editor)
    desk.cookies["desk_language"] = "fr"
    told = [(move.was, move.became, move.fields) for move in desk.get(page(story)).context["moves"]]
    assert told == [("Brouillon", "Remis", []), ("Brouillon", "Brouillon", ["Titre"]), ("", "Brouillon", [])]


def test_a_release_that_a_later_embargo_forbids_is_held(cast):
    soon = timezone.now() + timedelta(hours=1)
    story = cast.published(at=soon, headline="Too early")
    story = Story.objects.get(pk=story.pk)
    texts.edit(story, by=cast.editor, version=story.version, changes={"embargo_until": soon + timedelta(hours=5)})
    story.refresh_from_db()
    assert (story.state, Move.objects.first().verb) == ("held", "hold")
    assert not story.editions.public(soon + timedelta(minutes=1)).exists()


def test_a_save_that_comes_late_is_put_together_with_the_one_before(cast):
    story = cast.draft(body="<p>One here.</p><p>Two here.</p>", headline="As it was")
    first, second = at_desk(cast.editor), at_desk(cast.publisher)
    theirs, mine = opened(first, story), opened(second, story)
    first.post(page(story), theirs.filled(body="<p>One there.</p><p>Two here.</p>"))
    refused = second.post(page(story), mine.filled(body="<p>One here.</p><p>Two here, mine.</p>"))
    again = form_of(refused)
    assert again.fields["body"] == ["<p>One there.</p>\r\n\r\n<p>Two here, mine.</p>"]
    assert told(second.post(page(story), again.fields)) == ["Saved: body."]
    assert Story.objects.get(pk=story.pk).body == "<p>One there.</p><p>Two here, mine.</p>"
