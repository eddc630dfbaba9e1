import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from articles.desk import record, verbs
from articles.models import Delivery, DisclaimerWording, Edition, Move
from articles.models.append_only import guard, unguard

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(cast):
    """Two stories, five acts, three editions."""
    first, second = cast.published(headline="First"), cast.published(headline="Second")
    verbs.correct(first, by=cast.publisher, kind="correction", notice="A name.")
    return first, second


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def faults():
    return [str(fault) for fault in record.verify()]


def forced(model, sql, *values):
    """What somebody with the database's own rights could do: take the triggers away, write, put them back."""
    unguard(connection, model._meta.db_table)
    run(sql, *values)
    guard(connection, model._meta.db_table, model.FROZEN)


def test_a_record_that_nobody_touched_is_whole(history, capsys):
    assert faults() == []
    call_command("verify_record")
    said = capsys.readouterr().out
    assert "The record is whole: 5 moves, 3 editions." in said
    assert Move.objects.order_by("-pk").first().hash in said


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE articles_edition SET headline = 'Changed' WHERE number = 1",
        "UPDATE articles_edition SET disclaimer_text = ''  || 'x'",
        "DELETE FROM articles_edition",
        "UPDATE articles_move SET reason = 'None given'",
        "DELETE FROM articles_move",
        "UPDATE articles_disclaimerwording SET text = 'Softer'",
        "DELETE FROM articles_disclaimerwording",
    ],
)
def test_the_database_refuses_to_change_what_is_written_once(history, sql):
    with pytest.raises(DatabaseError, match=r"append-only|is still referenced|FOREIGN KEY"), transaction.atomic():
        run(sql)
    assert faults() == []


def test_raw_wire_bytes_can_not_be_changed_or_deleted(cast):
    cast.wire_item()
    for sql in ("UPDATE articles_delivery SET sha256 = 'x'", "DELETE FROM articles_delivery"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            run(sql)


def test_an_edition_changed_by_force_is_found(history):
    forced(
        Edition, "UPDATE articles_edition SET body = %s WHERE code = %s AND number = 1", "<p>New</p>", history[1].code
    )
    (fault,) = faults()
    assert f"edition 1 of {history[1].code} is not what was published" in fault


def test_an_edition_changed_together_with_its_digest_is_found(history):
    edition = Edition.objects.get(code=history[1].code)
    edition.body = "<p>New</p>"
    forced(
        Edition, "UPDATE articles_edition SET body = %s, digest = %s WHERE id = %s", edition.body,
        edition.compute_digest(),
        edition.pk,
    )  # fmt: skip
    assert len(faults()) == 1


def test_a_move_changed_by_force_is_found_and_named_first(history, capsys):
    move = Move.objects.order_by("pk")[1]
    forced(Move, "UPDATE articles_move SET actor_name = 'Nobody' WHERE id = %s", move.pk)
    with pytest.raises(SystemExit):
        call_command("verify_record")
    assert f"First at move {move.pk} (publish" in capsys.readouterr().err


def test_a_move_taken_out_of_the_chain_is_found(history):
    first, second = Move.objects.order_by("pk")[:2]
    forced(Move, "DELETE FROM articles_move WHERE id = %s", first.pk)
    assert faults()[0].startswith(f"move {second.pk} (publish")
    assert "does not follow the move before it" in faults()[0]


def test_a_killed_story_that_is_opened_again_by_hand_is_found(history, cast):
    verbs.kill(history[1], by=cast.publisher, reason="Wrong.")
    run("UPDATE articles_edition SET public_until = NULL WHERE code = %s AND number = 1", history[1].code)
    assert faults() == [f"edition 1 of {history[1].code}: was opened or closed to readers by no act"]


def test_a_wording_or_wire_bytes_changed_by_force_are_found(cast):
    cast.published(source=cast.agency, disclaimer=cast.disclaimer)
    item = cast.wire_item()
    assert faults() == []
    forced(DisclaimerWording, "UPDATE articles_disclaimerwording SET text = 'Softer'")
    forced(Delivery, "UPDATE articles_delivery SET raw = %s", b"other bytes")
    assert faults() == [
        "the wording “Agency terms, from 01 January 2020”: is not what was printed under the editions that carry it",
        f"delivery {item.delivery}: does not hold the bytes that came",
    ]


def test_an_edition_that_no_act_made_is_found(history):
    edition = Edition.objects.get(code=history[1].code)
    edition.pk, edition.number, edition.position, edition.headline = None, 2, edition.position + 1, "Forged"
    edition.digest = edition.compute_digest()
    edition.save(force_insert=True)
    assert f"edition 2 of {edition.code}: was published by no act in the record" in faults()


def test_two_moves_never_follow_the_same_one(history):
    move = Move.objects.order_by("-pk").first()
    move.pk, move.hash, move.edition, move.edition_digest = None, "f" * 64, None, ""
    with pytest.raises(DatabaseError), transaction.atomic():
        move.save(force_insert=True)
