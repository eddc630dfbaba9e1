"""Each text has a word of its own, and stands in just the places where readers, or programs, may have it."""

from datetime import timedelta

import pytest
from django.urls import resolve
from django.utils import timezone

from articles.desk import assigning, texts, verbs
from articles.desk.take import take
from articles.models import ReaderReport, Source, WireItem
from tests.public.addresses import every_address, is_list
from tests.public.pages import whole

pytestmark = pytest.mark.django_db


def wire(cast, word: str, **fields):
    """Wire copy that names its word in each of its texts."""
    said = {name: f"{word} {name}" for name in ("standfirst", "byline", "dateline", "ednote")}
    return cast.wire_item(headline=f"{word} common", body_html=f"<p>{word} common</p>", **{**said, **fields})


def own(cast, word: str, **fields):
    return cast.published(headline=f"{word} common", body=f"<p>{word} common</p>", standfirst=word, **fields)


@pytest.fixture
def newsroom(cast):
    """What readers must not have, or only in part, beside what is theirs."""
    Source.objects.update(shows_changes=True)
    later = timezone.now() + timedelta(hours=2)
    own(cast, "Numbat", at=later)
    own(cast, "Quokka", embargo_until=later, at=later)
    verbs.kill(own(cast, "Dugong"), by=cast.publisher, reason="Tenrec", notice="Echidna")
    verbs.withdraw(own(cast, "Bilby"), by=cast.publisher, reason="Tenrec")
    verbs.hold(own(cast, "Kultarr"), by=cast.publisher, reason="Tenrec")
    retracted = cast.published(headline="Goanna common", body="<p>Dingo common</p>", standfirst="Dingo")
    verbs.retract(retracted, by=cast.publisher, notice="Untrue.")
    mended = own(cast, "Potoroo")
    changes = {"headline": "Betong common", "body": "<p>Betong common</p>", "standfirst": "Betong", "ednote": "Quoll"}
    mended = texts.edit(mended, by=cast.editor, version=mended.version, changes=changes)
    verbs.correct(mended, by=cast.publisher, kind="correction", notice="Cuscus")
    texts.edit(mended, by=cast.editor, version=mended.version, changes={"headline": "Glider common"})
    assigning.note(mended, by=cast.editor, text="Kowari")
    ReaderReport.objects.create(story=mended, edition_number=1, text="Lorikeet", email="Lory@x.example", at=later)
    spiked = cast.draft(headline="Wallaby common", body="<p>Wallaby common</p>")
    verbs.spike(spiked, by=cast.editor, reason="Tenrec")
    wire(cast, "Pademelon")
    held = wire(cast, "Cassowary", pubstatus="withheld")
    WireItem.objects.filter(pk=held.pk).update(state=WireItem.State.HELD, reason="Tenrec")
    verbs.spike(wire(cast, "Bandicoot"), by=cast.editor)
    taken = take(wire(cast, "Taipan"), by=cast.editor)
    taken = texts.edit(taken, by=cast.editor, version=taken.version, changes={"body": "<p>Wombat common</p>"})
    verbs.publish(taken, by=cast.publisher)
    return cast


STORY = {"story", "story_by_code", "report", "report_sent"}
ABOUT = {*STORY, "history", "api_story", "api_newsml", "feed"}
LISTS = {"front", "latest", "section", "source", "search", "archive_day", "api_stories", "sitemap", "feed"}
NOWHERE = (
    "Numbat", "Quokka", "Dugong", "Bilby", "Kultarr", "Tenrec", "Dingo", "Quoll", "Glider", "Kowari", "Lorikeet",
    "lory@", "Wallaby", "Pademelon", "Cassowary", "Bandicoot",
)  # fmt: skip
WHERE = {
    **{word: set() for word in NOWHERE},
    "Potoroo": {"history"},
    "Betong": {*ABOUT, *LISTS, "topic", "corrections"},
    "Cuscus": {"story", "story_by_code", "history", "corrections", "api_stories", "api_story", "api_newsml", "feed"},
    "Goanna": {*ABOUT, "corrections"},
    "Echidna": {*ABOUT, "wire_changes"},
    # What its source lets nobody have from us: its headline leads to our page, its text is on our pages alone.
    "Taipan": {*ABOUT, *LISTS, "wire_changes"},
    "Wombat": {"story", "story_by_code", "wire_changes", "latest", "section", "source", "search"},
}


def test_each_text_stands_where_readers_may_have_it_and_nowhere_else(client, newsroom):
    found = {word: set() for word in WHERE}
    for path in every_address("none"):
        for address in (path, *(f"{path}?{query}" for query in ("q=common", "language=en") if is_list(path))):
            page = whole(client.get(address, follow=True)).lower()
            for word in WHERE:
                if word.lower() in page:
                    found[word].add(kind_of(path))
    assert found == WHERE


def kind_of(path: str) -> str:
    name = resolve(path).url_name
    return "feed" if name.endswith("_feed") else "sitemap" if name.startswith("sitemap_") else name
