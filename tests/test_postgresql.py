"""What stands between the newsroom and a PostgreSQL that comes and goes."""

import psycopg
import pytest
from django.db import connection, connections

from newsroom.postgresql.base import DatabaseWrapper

pytestmark = [pytest.mark.engine("postgresql"), pytest.mark.django_db]

ASK = "SELECT pg_backend_pid()"


def from_outside(question: str, pid: int) -> object:
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        return other.execute(question, [pid]).fetchone()[0]


def end(pid: int) -> None:
    """As a server that is restarted ends each of its connections, and waits until they are gone."""
    from_outside("SELECT pg_terminate_backend(%s, 5000)", pid)


@pytest.fixture
def kept():
    """A connection like a web process keeps from request to request."""
    wrapper = connections.create_connection("default")
    assert isinstance(wrapper, DatabaseWrapper)
    wrapper.ensure_connection()
    yield wrapper
    wrapper.close()


def begin_request(kept: DatabaseWrapper) -> None:
    kept.close_if_unusable_or_obsolete()


def ask(kept: DatabaseWrapper) -> int:
    with kept.cursor() as cursor:
        cursor.execute(ASK)
        return cursor.fetchone()[0]


def test_the_first_query_after_the_server_was_restarted_is_answered_by_a_new_connection(kept):
    before = ask(kept)
    end(before)
    begin_request(kept)
    assert ask(kept) != before


def test_a_connection_that_lives_is_kept_and_not_asked(kept):
    before = ask(kept)
    begin_request(kept)
    kept.cursor().close()  # before the first query of a request
    heard = from_outside("SELECT query FROM pg_stat_activity WHERE pid = %s", before)
    assert (heard, ask(kept)) == (ASK, before)


def test_a_connection_that_was_left_within_a_failed_transaction_is_not_used_again(kept):
    before = ask(kept)
    kept.set_autocommit(False)
    with pytest.raises(psycopg.Error):
        kept.connection.execute("SELECT 1 / 0")
    usable = kept.is_usable()
    kept.connection.rollback()
    kept.set_autocommit(True)
    assert (usable, kept.is_usable(), ask(kept)) == (False, True, before)
