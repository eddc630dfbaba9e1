"""A secret preview is the public page, for whoever holds the link, and for nobody and nothing else."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from articles.desk import previews, texts, verbs
from articles.desk.cuts import make_due
from articles.desk.pictures import Use
from articles.models import Picture, Preview
from tests.desk.studio import brought_in, with_picture
from tests.public.pages import text_of, tree

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


def sources(answer) -> list[str]:
    urls = [url for one in tree(answer).xpath("//img/@srcset | //source/@srcset") for url in one.split(", ")]
    return [url.split()[0] for url in urls]


def test_its_pictures_are_shown_to_whoever_holds_the_link_and_by_no_other_way(cast):
    lead, inside = brought_in(cast, caption="On the quay"), brought_in(cast, 300, 400)
    link = made(cast, with_picture(cast, lead, Use(inside, role="inline")))
    answer = Client().get(link)
    assert len(tree(answer).xpath("//article//figure[@class='picture']")) == 2
    assert "On the quay" in text_of(answer)
    assert sources(answer)
    for _ in ("with stand-ins", "with all of its files"):
        for url in sources(answer):
            picture = Client().get(url)
            assert (picture.status_code, picture["Cache-Control"]) == (200, "no-store, private")
            assert picture["Referrer-Policy"] == "no-referrer"
            name = url.removeprefix(link)
            assert Client().get(f"/media/{name}").status_code == 404
        make_due(timezone.now())


def test_no_other_picture_and_none_after_the_end_is_sent_by_its_link(cast):
    mine, other = brought_in(cast), brought_in(cast, 300, 400)
    story = with_picture(cast, mine, shape="1x1")
    link, elsewhere = made(cast, story), made(cast, with_picture(cast, other))
    url = sources(Client().get(link))[0]
    assert Client().get(url).status_code == 200
    for wrong in (sources(Client().get(elsewhere))[0].replace(elsewhere, link), url.replace("-1x1-", "-16x9-")):
        assert Client().get(wrong).status_code == 404
    Picture.objects.filter(pk=mine.pk).update(expires_at=timezone.now())
    assert Client().get(url).status_code == 404
    assert sources(Client().get(link)) == []
    Picture.objects.filter(pk=mine.pk).update(expires_at=None)
    Preview.objects.update(withdrawn_at=timezone.now())
    assert Client().get(url).status_code == 404
