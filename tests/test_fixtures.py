import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.desk import record, verbs
from articles.desk.take import take
from articles.intake.receive import receive
from articles.management.commands.load_demo import SAMPLES
from articles.models import Delivery, Edition, Move, Section, Source, Story, WireItem
from tests.cast import Cast, people

pytestmark = pytest.mark.django_db


def load():
    call_command("loaddata", "newsroom", "wire_stories", verbosity=0)


def counts() -> dict:
    return {model.__name__: model.objects.count() for model in (Source, Section, Delivery, WireItem, Story, Move)}


def test_the_fixtures_load_on_an_empty_database_and_again():
    load()
    once = counts()
    assert once["Source"] == 7
    assert once["Section"] == 6
    assert once["WireItem"] >= 61
    load()
    assert counts() == once


def test_the_fixtures_load_on_a_living_newsroom_and_undo_nothing(cast: Cast):
    cast.published(headline="Ours")
    load()
    item = WireItem.objects.inbox().filter(state="new", source__code="NLP").first()
    story = take(item, by=cast.editor)
    verbs.publish(story, by=cast.publisher)
    before = counts()
    load()
    item.refresh_from_db()
    assert (item.state, counts()) == ("taken", before)
    assert Edition.objects.public(timezone.now()).count() == 2
    assert list(record.verify()) == []


def test_the_files_that_the_fixtures_were_made_of_are_known_when_they_come():
    load()
    source = Source.objects.get(code="MENAFN")
    (path,) = (SAMPLES / "MENAFN").iterdir()
    assert dict(receive(path.read_bytes(), source=source, name=path.name).counts) == {"known": 1}


def test_the_demo_makes_a_front_page_through_the_verbs_and_run_again_leaves_the_newsrooms_own_alone(capsys):
    call_command("load_demo")
    said = capsys.readouterr().out
    assert "user “editor”, password “" in said
    once = counts()
    public = list(Edition.objects.public(timezone.now()).listed().newest_first())
    assert len(public) >= 60
    assert {edition.language for edition in public} == {"en", "fr", "ar", "zh"}
    assert {edition.section.slug for edition in public if edition.section} == {
        "world", "business", "science", "health", "culture", "sport",
    }  # fmt: skip
    assert {edition.kind for edition in public} == {"publication", "correction"}
    assert Edition.objects.killed(timezone.now()).count() == 1
    assert set(WireItem.objects.values_list("state", flat=True)) >= {"new", "held", "update", "taken", "obeyed"}
    assert list(record.verify()) == []
    Source.objects.filter(code="NLP").update(credit_line="As agreed with Northline")
    call_command("load_demo")
    assert (counts(), Source.objects.get(code="NLP").credit_line) == (once, "As agreed with Northline")
    assert "password" not in capsys.readouterr().out


def test_each_role_is_there_before_anybody_is_hired():
    roles = ["Reporter", "Editor", "Publisher", "Administrator"]
    assert [user.groups.get().name for user in people(*roles)] == roles
