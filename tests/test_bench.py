"""Made-up stories are like the desk's own, and what is measured is what readers get."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from articles.bench import pages, receiving, wire
from articles.bench.words import COMMON, RARE
from articles.desk import record
from articles.desk.editions import fill
from articles.models import Band, Delivery, Edition, EditionTopic, Move, Story, WireItem
from articles.wire import readers
from tests.public.pages import stories_on

pytestmark = pytest.mark.django_db


def make(number: int, **options) -> None:
    call_command("make_stories", number, stdout=StringIO(), **options)


def test_made_up_stories_are_whole(client):
    make(60, seed=3)
    assert Story.objects.count() == 60
    assert Edition.objects.filter(kind="correction").exists()
    assert list(record.verify()) == []
    assert len(stories_on(client.get("/latest/"))) >= 20
    for word in (COMMON, RARE):
        assert len(stories_on(client.get(f"/search/?q={word}"))) >= 20, word


def test_a_made_up_edition_is_what_the_desk_would_have_issued():
    make(40, seed=3)
    for made in Edition.objects.order_by("-number")[:20]:
        kept = ("story", "number", "kind", "code", "notice", "published_at", "updated_at", "released_at", "source")
        issued = Edition(**{name: getattr(made, name) for name in kept})
        authors, topics = fill(issued, made.story)
        issued.digest = made.digest
        assert issued.what_readers_saw() == made.what_readers_saw()
        assert (issued.search_text, issued.search_tokens) == (made.search_text, made.search_tokens)
        assert {topic.pk for topic in topics} == set(made.tagged.values_list("topic", flat=True))
        assert {person.pk for person in authors} == set(made.written.values_list("person", flat=True))


def test_more_can_be_made_on_top_of_them():
    make(5)
    make(5)
    assert (Story.objects.count(), list(record.verify())) == (10, [])
    assert EditionTopic.objects.count() >= 10


def test_where_anybody_has_worked_nothing_is_made(cast):
    cast.published()
    with pytest.raises(CommandError, match="for measuring only"):
        make(5)
    assert (Story.objects.count(), Move.objects.exclude(actor_name="make_stories").count()) == (1, 2)


def test_pages_are_measured_made_kept_and_unchanged(lasting_database, monkeypatch):
    monkeypatch.setattr(pages, "SECONDS", 0.001)
    monkeypatch.setattr(pages, "ROUNDS", 1)
    make(30)
    out = StringIO()
    call_command("bench", "pages", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].endswith(f"on {connection.vendor}. CPU in ms of this process.")
    kept = lines[lines.index("kept:") + 1 : lines.index("unchanged:")]
    assert [(line[:22].strip(), int(line[22:39].split()[-1])) for line in kept][:-1] == [
        (page, 1)
        for page in ("front", "latest", "section", "topic", "search, common word", "search, rare word", "story")
    ]


def test_an_empty_newsroom_has_nothing_to_measure():
    with pytest.raises(CommandError, match="make_stories"):
        call_command("bench", "pages", stdout=StringIO())


@pytest.mark.parametrize("what", ["desk", "duplicates", "pages", "receive", "wire"])
def test_a_database_that_was_not_migrated_is_named_with_what_to_do(what):
    MigrationRecorder(connection).record_unapplied("articles", "0010_subscribers_secrets")
    with pytest.raises(CommandError) as refused:
        call_command("bench", what)
    name = connection.settings_dict["NAME"]
    assert str(refused.value) == f"The database {name} lacks migrations (1): run manage.py migrate first."


def test_near_duplicates_are_scored_and_nothing_is_left_behind():
    out = StringIO()
    call_command("bench", "duplicates", items=[10, 100], stdout=out)
    lines = out.getvalue().splitlines()
    found = {line[:40].strip(): line[40:].split()[:3] for line in lines if " of " in line[40:]}
    assert found["the last 30 % are cut"] == ["87", "of", "87"]
    assert found["another story or another language"] == ["0", "of", "3741"]
    assert "precision 1.0000" in lines
    assert [line.split()[0] for line in lines[-2:]] == ["10", "100"]
    assert not Band.objects.exists()


def test_the_readers_of_every_format_are_timed(monkeypatch):
    monkeypatch.setattr(wire, "SECONDS", 0)
    speeds = list(wire.measure_readers())
    assert {speed.reader.partition("/")[0] for speed in speeds} == {reader.NAME for reader in readers.READERS}
    assert all(speed.items_per_second > 0 and speed.megabytes_per_second > 0 for speed in speeds)


def test_reading_and_receiving_are_measured_in_one_run_and_go_on_from_where_they_were(monkeypatch):
    monkeypatch.setattr(receiving, "BATCH", 2)
    monkeypatch.setattr(wire, "SECONDS", 0)
    out = StringIO()
    for number in (3, 6):
        call_command("bench", "wire", items=[3], stdout=out)
        assert (WireItem.objects.count(), Delivery.objects.count()) == (number, number)
    lines = out.getvalue().splitlines()
    formats = [make.__name__ for make, _ in wire.FILES]
    assert [line.split()[0] for line in lines] == ["read", *formats, "3", "received", "first", "again"] * 2
    first, again = receiving.measure_receiving(3)
    assert (first.outcomes, again.outcomes, again.queries) == ({"new"}, {"known"}, 2 * 2)
    assert min(first.ours, first.reading, first.database, again.ours, again.database) > 0 == again.reading


def test_a_database_that_can_not_be_measured_too_is_named_without_its_password(monkeypatch):
    monkeypatch.setenv("VAR_DIR", "/nowhere")
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)  # the tests' settings take it for the database
    with pytest.raises(CommandError, match=r"(?s)^On here/news: .*DATABASE_URL is 'mysql://…'"):
        call_command("bench", "receive", items=[1], also=["mysql://me:secret@here/news"], stdout=StringIO())


def test_where_real_copy_lives_nothing_is_received(cast):
    cast.wire_item()
    with pytest.raises(CommandError, match="for measuring only"):
        call_command("bench", "receive", items=[3], stdout=StringIO())
    assert WireItem.objects.count() == 1
