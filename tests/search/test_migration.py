from django.core.management import call_command
from django.db import connection

from articles.search import index
from articles.search.find import find
from tests.search.newsstand import edition, public


def test_the_search_migration_can_be_taken_back_and_made_again_with_what_is_published(lasting_database):
    edition("Port strike")
    call_command("migrate", "articles", "0004", verbosity=0)
    assert index.missing(connection) == ["articles_search", *index.KEPT_BY[connection.vendor]]
    call_command("migrate", "articles", verbosity=0)
    assert index.missing(connection) == []
    assert [found.headline for found in find(public(), "strike", limit=20).editions] == ["Port strike"]
