"""A secret preview is the public page, for whoever holds the link, and for nobody and nothing else."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from articles.desk import previews, texts, verbs
from articles.models import Preview

DAY = timedelta(days=1)


def made(cast, story) -> str:
    return f"/preview/{previews.make(story, by=cast.editor, ends_at=timezone.now() + DAY)[1]}/"


def test_it_shows_the_public_page_marked_as_a_preview_and_is_kept_by_nobody(cast):
    story = cast.draft(
        headline="Only for counsel", standfirst="In short.", body="<p>All of <strong>it</strong>.</p>",
        authors=[cast.author], disclaimer=cast.disclaimer, source=cast.agency, credit="The Agency",
        embargo_until=timezone.now() + DAY,
    )  # fmt: skip
    answer = Client().get(made(cast, story))
    html = answer.content.decode()
    for said in (
        "Only for counsel", "<p>All of <strong>it</strong>.</p>", "Ada Lindqvist",
        "Provided “as is”, without warranty.",
        "Preview: not published.", "noindex",
    ):  # fmt: skip
        assert said in html
    assert 'rel="canonical"' not in html
    assert (answer["Cache-Control"], answer["X-Robots-Tag"], answer["Referrer-Policy"]) == (
        "no-store, private", "noindex, nofollow, noarchive", "no-referrer",
    )  # fmt: skip
    assert not answer.cookies
    for path in ("/", "/latest/", "/search/?q=counsel", f"/story/{story.code}/", "/sitemap.xml", "/feed.rss"):
        assert "Only for counsel" not in Client().get(path, follow=True).content.decode(), path


def test_it_shows_the_text_that_it_was_made_of_until_it_ends(cast):
    story = cast.draft(headline="As it was")
    link = made(cast, story)
    texts.edit(story, by=cast.editor, version=1, changes={"headline": "Written later"})
    html = Client().get(link).content.decode()
    assert ("As it was" in html, "Written later" in html) == (True, False)
    Preview.objects.update(ends_at=timezone.now())
    assert Client().get(link).status_code == 404


def test_a_withdrawn_link_a_killed_story_and_a_wrong_token_lead_nowhere(cast):
    withdrawn, killed, other = cast.draft(), cast.draft(), cast.draft()
    links = [made(cast, story) for story in (withdrawn, killed, other)]
    previews.withdraw(withdrawn.previews.get(), by=cast.editor)
    verbs.kill(killed, by=cast.publisher, reason="Court order.")
    stored = Preview.objects.get(story=other).token_hash
    tried = [*links, f"/preview/{stored}/", "/preview/x/", links[2].replace("/preview/", "/preview/x")]
    assert [Client().get(link).status_code for link in tried] == [404, 404, 200, 404, 404, 404]
    assert Client().post(links[2]).status_code == 405
