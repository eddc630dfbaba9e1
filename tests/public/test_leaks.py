"""What readers may not have is on no page: each hidden story here has a public one beside it, which must be found."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import texts, verbs
from articles.models import Edition, Story, Subscriber
from articles.outbox.sending import deliver_due
from articles.public.machines.share import card_name
from tests.outbox.receiver import LOOPBACK, Receiver
from tests.public.addresses import every_address, is_list
from tests.public.pages import whole

pytestmark = pytest.mark.django_db

SECRET = "Quagga"


def secret(cast, **fields) -> dict:
    """Every text field names the secret, so that no field can carry it out."""
    lines = ("headline", "standfirst", "byline", "dateline", "credit", "slugline", "ednote")
    words = {name: f"{SECRET} {name}" for name in lines}
    return {**words, "body": f"<p>{SECRET} body</p>", "reference": f"{SECRET}-1", "authors": [cast.author], **fields}


def rewritten(cast, story, authors=None, **changes) -> Story:
    return texts.edit(story, by=cast.editor, version=story.version, changes=changes, authors=authors)


def draft(cast):
    cast.draft(**secret(cast))


def filed(cast):
    verbs.file(cast.draft(**secret(cast)), by=cast.reporter)


def embargoed(cast):
    until = timezone.now() + timedelta(hours=2)
    cast.published(**secret(cast, embargo_until=until), at=until)


def scheduled(cast):
    cast.published(**secret(cast, urgency=1), at=timezone.now() + timedelta(minutes=30))


def held(cast):
    verbs.hold(cast.published(**secret(cast)), by=cast.publisher, reason="Doubt.")


def withdrawn(cast):
    verbs.withdraw(cast.published(**secret(cast)), by=cast.publisher, reason="Rights.")


def killed(cast):
    verbs.kill(cast.published(**secret(cast)), by=cast.publisher, reason=f"{SECRET} reason", notice="Gone.")


def corrected_before_it_was_killed(cast):
    story = cast.published(**secret(cast))
    verbs.correct(story, by=cast.publisher, kind="correction", notice=f"{SECRET} notice")
    verbs.kill(story, by=cast.publisher, reason="Libel.")


def superseded(cast):
    story = cast.published(**secret(cast))
    words = {"headline": "Mended", "credit": "Newsroom", "body": "<p>New.</p>"}
    nothing = dict.fromkeys(("standfirst", "byline", "dateline", "reference"), "")
    verbs.correct(rewritten(cast, story, **words, **nothing), by=cast.publisher, kind="update")


def withdrawn_and_published_anew(cast):
    story = cast.published(**secret(cast))
    verbs.withdraw(story, by=cast.publisher, reason="Rights.")
    words = {"headline": "Mended", "credit": "Newsroom", "body": "<p>New.</p>"}
    nothing = dict.fromkeys(("standfirst", "byline", "dateline", "reference"), "")
    verbs.publish(rewritten(cast, story, **words, **nothing, authors=[]), by=cast.publisher)


def correction_to_come(cast):
    story = cast.published()
    story = rewritten(cast, story, **secret(cast))
    at = timezone.now() + timedelta(minutes=5)
    verbs.correct(story, by=cast.publisher, kind="correction", notice=f"{SECRET} notice", at=at)


def edited_since(cast):
    story = cast.published()
    rewritten(cast, story, **secret(cast))


def retracted_text(cast):
    story = cast.published(headline="Plain", body=f"<p>{SECRET}</p>", standfirst=SECRET, byline=SECRET, dateline=SECRET)
    verbs.retract(story, by=cast.publisher, notice="Wrong.")


NOT_YET = (draft, filed, embargoed, scheduled, correction_to_come, edited_since)
NO_MORE = (held, withdrawn, killed, corrected_before_it_was_killed, retracted_text)
REPLACED = (superseded, withdrawn_and_published_anew)
HIDDEN = (*NOT_YET, *NO_MORE, *REPLACED)


def asked_for() -> list[str]:
    found = every_address(f"{SECRET}-1")
    queries = (
        "q=quagga",
        "q=quaggo",
        "q=story&sort=relevance",
        "q=story",
        "language=en",
        f"from={timezone.now():%Y-%m-%d}",
        "before=9000000000000000000",
    )
    return found + [f"{path}?{query}" for path in filter(is_list, found) for query in queries]


@pytest.mark.parametrize("hidden", [NOT_YET, NO_MORE, REPLACED], ids=["not yet", "no more", "replaced"])
def test_a_hidden_text_is_on_no_page_of_the_site(client, cast, hidden):
    for hide in hidden:
        hide(cast)
    cast.published(headline="Wombat story", authors=[cast.author])
    found_on = set()
    mended = Story.objects.filter(headline="Mended", moves__verb="correct").first()
    kept = f"/story/{mended.code}/history/" if mended else ""
    for address in asked_for():
        if address == kept:
            continue  # the one page where readers may look up what they had before
        response = client.get(address, follow=True)
        assert response.status_code in (200, 404, 410), address
        page = whole(response).replace(f"/ref/{SECRET}-1/", "")  # a page prints the address that was asked for
        assert SECRET not in page, address
        assert f"{SECRET.lower()}-" not in page, address  # as in a slug; the bare word is what was searched for
        if "Wombat" in page:
            found_on.add(address.split("/")[1].partition("?")[0])
    lists = {"", "archive", "latest", "search", "section", "topic", "source", "author", "story"}
    assert found_on >= lists | {"feed.rss", "feed.atom", "feed.json", "api", "sitemap-news.xml"}


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_no_count_tells_of_a_hidden_text(client, cast, hide):
    hide(cast)
    assert "0 stories" in client.get("/search/?q=quagga").content.decode()


@pytest.mark.parametrize("hide", HIDDEN, ids=lambda hide: hide.__name__)
def test_a_hidden_text_is_on_no_card_and_in_no_announcement(client, cast, settings, hide):
    settings.WIRE_PRIVATE_NETWORKS = LOOPBACK
    with Receiver() as receiver:
        settings.WEBSUB_HUB = f"{receiver.url}/hub"
        Subscriber.objects.create(name="The Partner", url=receiver.url)
        hide(cast)
        told = cast.published(headline="Wombat story")
        lines = "".join(deliver_due(timezone.now()))
        posted = "".join(post.body.decode() for post in receiver.posts)
    assert (SECRET in posted, "Wombat" in posted, SECRET in lines, told.code in lines) == (False, True, False, True)
    cards = {edition.headline: f"/cards/{card_name(edition)}.png" for edition in Edition.objects.exclude(facts={})}
    assert client.get(cards["Wombat story"]).status_code == 200
    hidden = [address for headline, address in cards.items() if SECRET in headline]
    assert {client.get(address).status_code for address in hidden} <= {404}
