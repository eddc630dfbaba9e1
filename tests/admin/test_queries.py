"""Each page of the desk takes the same number of queries, however long the lists are, and reads no raw bytes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.desk import texts, verbs
from articles.desk.take import take
from articles.models import Person, Topic, WireItem
from tests.admin.screen import at_desk, page

LISTS = ("wireitem", "story", "edition", "move", "delivery", "disclaimer", "source", "section", "topic", "person")


def queries(desk, address: str, query=None) -> list[str]:
    """The statements of one page, once Django knows its own content types."""
    desk.get(address, query)
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(address, query).status_code == 200
    return [one["sql"] for one in captured]


def fill(cast, number: int) -> None:
    for count in range(number):
        item = cast.wire_item(warnings=("Look.",), ednote="Note")
        if count % 3 == 0:
            take(item, by=cast.editor)
        story = cast.published(authors=[cast.author], source=cast.agency, disclaimer=cast.disclaimer)
        texts.edit(story, by=cast.editor, version=story.version, changes={"headline": f"Edited {count}"})


def test_a_list_takes_as_many_queries_for_thirty_rows_as_for_one(cast):
    desk = at_desk(cast.administrator)
    everything = {"wireitem": {"state": "all"}}
    few, many = {}, {}
    for asked, number in ((few, 1), (many, 29)):
        fill(cast, number)
        for model in LISTS:
            asked[model] = queries(desk, f"/admin/articles/{model}/", everything.get(model))
    assert {model: len(asked) for model, asked in many.items()} == {model: len(asked) for model, asked in few.items()}
    statements = [sql for asked in many.values() for sql in asked]
    assert not [sql for sql in statements if '."raw"' in sql]
    assert not [sql for sql in statements if "COUNT(" in sql and "LIMIT" not in sql]


def test_the_lists_take_few_queries(cast):
    desk = at_desk(cast.editor)
    fill(cast, 3)
    counted = {model: len(queries(desk, f"/admin/articles/{model}/")) for model in ("wireitem", "story")}
    assert counted == {"wireitem": {"sqlite": 12, "postgresql": 13}[connection.vendor], "story": 10}


def test_a_story_page_takes_as_many_queries_for_a_long_life_as_for_a_short_one(cast):
    desk = at_desk(cast.publisher)
    story = cast.published(authors=[cast.author])
    few = queries(desk, page(story))
    for number in range(10):
        Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}")
        Person.objects.create(name=f"Person {number}", slug=f"person-{number}")
        verbs.correct(story, by=cast.publisher, kind="update")
    story.refresh_from_db()
    texts.edit(
        story, by=cast.editor, version=story.version, changes={"headline": "Last"}, topics=list(Topic.objects.all()),
        authors=list(Person.objects.all()),
    )  # fmt: skip
    assert len(queries(desk, page(story))) == len(few)


def test_an_items_page_takes_as_many_queries_for_many_versions_as_for_two(cast):
    desk = at_desk(cast.editor)
    item = cast.wire_item(guid="urn:a")
    cast.wire_item(guid="urn:a", version=2)
    few = queries(desk, page(item))
    for version in range(3, 20):
        cast.wire_item(guid="urn:a", version=version)
    many = queries(desk, page(item))
    assert (len(many), [sql for sql in many if '."raw"' in sql]) == (len(few), [])


def test_every_page_of_the_desk_obeys_the_content_security_policy(cast):
    fill(cast, 1)
    desk = at_desk(cast.administrator)
    item = WireItem.objects.filter(state="taken").get()
    addresses = ["/admin/", page(item), page(item.stories.get()), *(f"/admin/articles/{model}/" for model in LISTS)]
    for address in addresses:
        answer = desk.get(address)
        html = answer.content.decode()
        assert "script-src 'self'" in answer["Content-Security-Policy"], address
        assert not [bad for bad in (" style=", "<style", " onclick=", " onsubmit=", "javascript:") if bad in html], (
            address
        )
