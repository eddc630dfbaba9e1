"""The same news from others, beside an item, and what differs."""

import pytest

from articles.models import WireItem
from tests.admin.screen import at_desk, page
from tests.admin.test_queries import queries

pytestmark = pytest.mark.django_db


def alike(cast, count: int) -> list[WireItem]:
    items = [
        cast.wire_item(
            source=cast.desk, headline=f"Ferry {number}", credit=f"Agency {number}",
            body_html=f"<p>The ferry sank with {number} aboard.</p>",
        )
        for number in range(count)
    ]  # fmt: skip
    WireItem.objects.filter(pk__in=[item.pk for item in items]).update(cluster=items[0].pk)
    for item in items:
        item.refresh_from_db()
    return items


def test_an_item_lists_its_clusters_others_and_leads_to_what_differs(cast):
    stranger = cast.wire_item(headline="Stranger")
    first, second, third = alike(cast, 3)
    answer = at_desk(cast.reporter).get(page(first))
    assert list(answer.context["alike"]) == [third, second]
    html = answer.content.decode()
    assert f"/admin/articles/wireitem/{first.pk}/differs/{third.pk}/" in html
    assert f"/differs/{stranger.pk}/" not in html
    assert list(at_desk(cast.reporter).get(page(stranger)).context["alike"]) == []


def test_two_items_are_compared_in_every_field_word_by_word(cast):
    first, second = alike(cast, 2)
    answer = at_desk(cast.reporter).get(f"/admin/articles/wireitem/{second.pk}/differs/{first.pk}/")
    assert [change.name for change in answer.context["changes"]] == ["Headline", "Body", "Credit", "Guid"]
    html = answer.content.decode()
    assert "The ferry sank with <del>0</del><ins>1</ins> aboard." in html
    for item in (first, second):
        assert f'href="{page(item)}"' in html


def test_an_item_that_nobody_could_read_is_compared_too(cast):
    item, unreadable = cast.wire_item(), cast.wire_item()
    WireItem.objects.filter(pk=unreadable.pk).update(copy={}, state="unreadable")
    assert at_desk(cast.reporter).get(f"/admin/articles/wireitem/{item.pk}/differs/{unreadable.pk}/").status_code == 200


def test_nothing_is_compared_with_itself_with_nothing_or_by_strangers(cast):
    first, second = alike(cast, 2)
    desk = at_desk(cast.reporter)
    for key in (first.pk, 10**15):
        assert desk.get(f"/admin/articles/wireitem/{first.pk}/differs/{key}/").status_code == 404
    assert at_desk(cast.reader).get(f"/admin/articles/wireitem/{first.pk}/differs/{second.pk}/").status_code == 302


def test_the_page_takes_as_many_queries_for_many_as_for_two_and_shows_twenty(cast):
    desk = at_desk(cast.reporter)
    few = queries(desk, page(alike(cast, 2)[0]))
    many = alike(cast, 30)
    assert len(queries(desk, page(many[0]))) == len(few)
    assert len(desk.get(page(many[0])).context["alike"]) == 20
