"""The desk's first page: what needs a human now, in order, bounded, and only for those who may read it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk import verbs
from articles.desk.take import take
from articles.models import Channel, ReaderReport, Source, Story, WireItem
from newsroom import figures
from tests.admin.screen import at_desk, page

ORDER = ["stopped", "updates", "coming", "filed", "channels", "reports"]


def put(item: WireItem, state: str, **fields) -> WireItem:
    WireItem.objects.filter(pk=item.pk).update(state=state, **fields)
    item.refresh_from_db()
    return item


def shown(user) -> dict[str, list[str]]:
    panels = at_desk(user).get("/admin/").context["panels"]
    return {panel.key: [task.name for task in panel.shown] for panel in panels}


def test_the_page_says_what_waits_in_its_order(cast):
    now = timezone.now()
    put(cast.wire_item(headline="Killed"), "obeyed")
    put(cast.wire_item(headline="Killed last week"), "obeyed", arrived_at=now - timedelta(days=7))
    put(cast.wire_item(headline="Doubted"), "held", reason="Its status is odd.")
    live = take(cast.wire_item(guid="urn:live", headline="Live"), by=cast.editor)
    Story.objects.filter(pk=live.pk).update(state="published")
    put(cast.wire_item(guid="urn:live", version=2, headline="Live, newer"), "update")
    take(cast.wire_item(guid="urn:draft", headline="Draft"), by=cast.editor)
    put(cast.wire_item(guid="urn:draft", version=2, headline="Draft, newer"), "update")
    cast.published(headline="Due soon", at=now + timedelta(hours=2))
    cast.published(headline="Due later", at=now + timedelta(days=2))
    cast.draft(headline="Lifts soon", embargo_until=now + timedelta(hours=1))
    put(cast.wire_item(headline="Wire lifts soon"), "new", embargo_until=now + timedelta(hours=3))
    verbs.file(cast.draft(headline="Filed"), by=cast.reporter)
    held = cast.draft(headline="Held story")
    verbs.hold(held, by=cast.editor, reason="Wait.")
    assert shown(cast.editor) == {
        "stopped": ["Killed", "Doubted", "Held story"],
        "updates": ["Live, newer"],
        "coming": ["Lifts soon", "Due soon", "Wire lifts soon"],
        "filed": ["Filed"],
        "channels": [],
        "reports": [],
    }


def test_copy_is_filed_for_whom_it_is_assigned_to(cast):
    hers, anybodys = cast.draft(headline="Hers"), cast.draft(headline="Anybody’s")
    for story in (hers, anybodys):
        verbs.file(story, by=cast.reporter)
    Story.objects.filter(pk=hers.pk).update(assigned_to=cast.publisher)
    filed = {role: set(shown(getattr(cast, role))["filed"]) for role in ("reporter", "editor", "publisher")}
    assert filed == {"reporter": set(), "editor": {"Anybody’s"}, "publisher": {"Hers", "Anybody’s"}}


def test_channels_in_trouble_and_open_reports_are_shown(cast):
    now = timezone.now()
    common = {"source": cast.agency, "kind": "folder"}
    Channel.objects.create(name="Well", code="well", **common)
    Channel.objects.create(name="Fails", code="fails", failures=3, failure="No such folder.", failed_at=now, **common)
    Channel.objects.create(name="Quiet", code="quiet", quiet_since=now, quiet_after=30, **common)
    story = cast.published()
    for state in ReaderReport.State:
        ReaderReport.objects.create(story=story, edition_number=1, text=f"Report {state}", at=now, state=state)
    panels = shown(cast.administrator)
    assert (panels["channels"], panels["reports"]) == (["Fails", "Quiet"], ["Report open"])


def test_a_live_story_without_what_its_source_demands_is_shown_as_long_as_it_lacks_it(cast):
    story = cast.published(headline="Bare")
    assert "lacking" not in shown(cast.editor)
    Source.objects.filter(pk=cast.desk.pk).update(demands_disclaimer=True)
    assert shown(cast.editor)["lacking"] == ["Bare"]
    verbs.withdraw(story, by=cast.publisher, reason="It lacks its disclaimer.")
    assert "lacking" not in shown(cast.editor)


def test_the_menu_follows_an_editors_day_and_holds_only_what_may_be_seen(cast):
    menu = {
        user: {str(group["name"]): [str(model["name"]) for model in group["models"]] for group in groups}
        for user in ("reporter", "administrator")
        if (groups := at_desk(getattr(cast, user)).get("/admin/").context["app_list"])
    }
    assert list(menu["administrator"])[:6] == ["Wire", "Stories", "Fronts", "Terms", "Record", "Machines"]
    assert menu["reporter"]["Wire"] == ["Inbox", "Orders of agencies"]
    named = {user: {name for names in groups.values() for name in names} for user, groups in menu.items()}
    assert ("Users" in named["administrator"], "Users" in named["reporter"]) == (True, False)


def test_who_may_read_nothing_of_it_sees_nothing_of_it(cast):
    cast.reader.is_staff = True
    cast.reader.save()
    put(cast.wire_item(headline="Secret"), "held")
    desk = at_desk(cast.reader)
    for address in ("/admin/", "/admin/now/"):
        answer = desk.get(address)
        assert (answer.context["panels"], answer.context["charts"], "Secret" in answer.content.decode()) == (
            [], [], False,
        )  # fmt: skip


def test_a_long_list_is_cut_and_says_so(cast):
    for _ in range(9):
        put(cast.wire_item(), "held")
    (panel, *_others) = at_desk(cast.editor).get("/admin/").context["panels"]
    assert (len(panel.shown), panel.count) == (5, "5+")


def test_the_page_takes_as_many_queries_for_many_as_for_one(cast):
    desk = at_desk(cast.editor)

    def fill(number: int) -> None:
        for count in range(number):
            for state in ("held", "obeyed", "update", "new"):
                put(cast.wire_item(), state, embargo_until=timezone.now() + timedelta(hours=1))
            verbs.file(cast.draft(), by=cast.editor)
            verbs.hold(cast.draft(), by=cast.editor, reason="Wait.")
            cast.published(at=timezone.now() + timedelta(hours=1 + count))
            story = take(cast.wire_item(guid=f"urn:{count}-{number}"), by=cast.editor)
            Story.objects.filter(pk=story.pk).update(state="published")

    def count(address: str) -> int:
        desk.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address).status_code == 200
        assert not [one["sql"] for one in captured if '."raw"' in one["sql"]]
        return len(captured)

    fill(1)
    few = {address: count(address) for address in ("/admin/", "/admin/now/")}
    fill(12)
    assert {address: count(address) for address in few} == few
    assert few["/admin/now/"] <= 32


def test_arrivals_and_publications_are_counted_by_the_hour_up_to_a_cap(cast, monkeypatch):
    monkeypatch.setattr(figures, "MOST_AN_HOUR", 2)
    now = timezone.now()
    for age in (0, 0, 0, 3, 30):
        put(cast.wire_item(), "new", arrived_at=now - timedelta(hours=age))
    arrivals, published, *_rest = figures.charts(now)
    assert [bar.says for bar in arrivals.bars if bar.value] == ["1", "2+"]
    assert (len(arrivals.bars), sum(bar.value for bar in published.bars)) == (24, 0)


def test_time_to_web_is_the_median_of_each_source(cast):
    now = timezone.now()
    for minutes in (10, 30, 90):
        item = put(cast.wire_item(), "new", arrived_at=now - timedelta(minutes=minutes))
        story = take(item, by=cast.editor)
        Story.objects.filter(pk=story.pk).update(disclaimer=cast.disclaimer, standfirst="In short.")
        story.refresh_from_db()
        verbs.publish(story, by=cast.publisher)
    (chart,) = [chart for chart in figures.charts(timezone.now()) if chart.key == "time"]
    assert [(bar.label, bar.says) for bar in chart.bars] == [("The Agency", "30 min")]


@pytest.mark.parametrize("address", ["/admin/", "/admin/now/"])
def test_the_charts_are_drawn_with_attributes_only_and_told_as_tables(cast, address):
    put(cast.wire_item(), "held")
    html = at_desk(cast.editor).get(address).content.decode()
    assert html.count('role="img"') == html.count("</desc>") >= 2
    assert html.count('<th scope="row">') >= 24
    assert " style=" not in html


def test_the_page_leads_to_each_thing(cast):
    item = put(cast.wire_item(), "held")
    assert f'href="{page(item)}"' in at_desk(cast.editor).get("/admin/now/").content.decode()
    assert [panel.key for panel in at_desk(cast.editor).get("/admin/now/").context["panels"]] == ORDER
