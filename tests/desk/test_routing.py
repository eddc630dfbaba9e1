from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.desk import record, routing, texts, verbs
from articles.desk.matching import Facts, matches, spaced
from articles.desk.refusals import NotAllowed, OutOfTurn
from articles.desk.routing import Plan
from articles.intake.receive import Sent, in_turns, receive, receive_all
from articles.models import Delivery, Edition, Grace, Move, Route, Story, WireItem
from articles.models.append_only import guard
from tests.intake.samples import ninjs

LATER = timedelta(hours=1)
FACTS = Facts(
    source=1, language="en-gb", urgency=4, section=7, subjects=frozenset({"15000000"}),
    text=spaced("Cup final: Rovers win 3–2. Café owners cheer. 香港马拉松"),
)  # fmt: skip


@pytest.mark.parametrize(("conditions", "holds"), [
    ({}, True),
    ({"source_id": 1}, True), ({"source_id": 2}, False),
    ({"language": "en"}, True), ({"language": "EN-GB"}, True), ({"language": "e"}, False), ({"language": "fr"}, False),
    ({"urgency_from": 4, "urgency_to": 4}, True), ({"urgency_from": 5}, False), ({"urgency_to": 3}, False),
    ({"section_id": 7}, True), ({"section_id": 8}, False),
    ({"subjects": "01000000\n15000000"}, True), ({"subjects": "01000000"}, False),
    ({"words_any": "tennis\nCUP FINAL"}, True), ({"words_any": "tennis"}, False), ({"words_any": "cafe"}, True),
    ({"words_any": "over"}, False), ({"words_any": "马拉松"}, True), ({"words_any": "!!"}, False),
    ({"words_all": "rovers\nwin"}, True), ({"words_all": "rovers\nlose"}, False),
    ({"words_none": "lose"}, True), ({"words_none": "tennis\nwin"}, False),
])  # fmt: skip
def test_a_route_matches_when_all_of_its_conditions_hold(conditions, holds):
    assert matches(Route(name="r", **conditions), FACTS) is holds


def test_copy_without_an_urgency_meets_no_condition_on_it():
    facts = Facts(source=1, language="en", urgency=None, section=None, subjects=frozenset(), text=" a ")
    assert (matches(Route(urgency_to=9), facts), matches(Route(), facts)) == (False, True)


@given(phrase=st.text(max_size=30), text=st.text(max_size=60))
def test_any_words_are_looked_for_without_a_fault(phrase, text):
    facts = Facts(source=1, language="en", urgency=1, section=None, subjects=frozenset(), text=spaced(text))
    some = matches(Route(words_any=phrase), facts)
    assert matches(Route(words_none=phrase), facts) in (True, False)
    assert not (some and phrase.strip() and matches(Route(words_none=phrase), facts))


@pytest.fixture
def route(cast):
    def make(name="Sport", **fields) -> Route:
        topics = fields.pop("add_topics", [])
        made = Route.objects.create(**{"name": name, "active": True, "source": cast.agency, **fields})
        made.add_topics.set(topics)
        return made

    return make


@pytest.fixture
def comes(cast):
    def deliver(**fields) -> WireItem:
        return receive(ninjs(**fields), source=cast.agency).items[0]

    return deliver


def public() -> list[str]:
    return list(Edition.objects.public(timezone.now()).values_list("headline", flat=True))


db = pytest.mark.django_db


@db
def test_what_a_route_takes_has_its_section_topics_and_person(cast, route, comes):
    route(take=True, set_section=cast.sport, add_topics=[cast.topic], assign_to=cast.editor)
    item = comes()
    story = Story.objects.get()
    assert (item.state, story.state, story.section, story.assigned_to) == ("taken", "draft", cast.sport, cast.editor)
    assert list(story.topics.all()) == [cast.topic]
    moves = Move.objects.order_by("pk").values_list("verb", "actor", "actor_name")
    name = "The wire (route “Sport”)"
    assert list(moves) == [("start", None, name), ("take", None, name), ("route", None, name)]
    assert list(record.verify()) == []


@db
def test_of_two_routes_the_first_one_sets_and_a_hold_stands_above_all(cast, route, comes):
    route("First", take=True, set_section=cast.sport, position=1)
    route("Second", take=True, set_section=cast.world, add_topics=[cast.topic], position=2)
    comes()
    assert (Story.objects.get().section, Story.objects.get().topics.count()) == (cast.sport, 1)
    route("Doubt", hold=True, words_any="secret", position=9)
    item = comes(uri="urn:2", headline="A secret")
    assert (item.state, item.reason) == ("held", "The route “Doubt” holds it for a person.")
    assert Story.objects.count() == 1


@db
def test_what_is_published_by_a_route_waits_its_grace_out(route, comes):
    route(publish=True, grace=10)
    comes()
    grace = Grace.objects.get()
    assert (routing.publish_due(grace.due_at - LATER), public()) == ([], [])
    assert routing.publish_due(grace.due_at) == ["route Sport: “First” is published"]
    assert (routing.publish_due(grace.due_at), public(), list(record.verify())) == ([], ["First"], [])
    move = Move.objects.get(verb="publish")
    assert (move.actor, move.actor_name) == (None, "The wire (route “Sport”)")


@db
def test_whoever_edits_may_object_and_it_stays_a_draft(cast, route, comes):
    route(publish=True)
    comes()
    grace = Grace.objects.get()
    with pytest.raises(NotAllowed):
        routing.object_to(grace, by=cast.reader)
    routing.object_to(grace, by=cast.reporter, reason="I know this man.")
    with pytest.raises(OutOfTurn):
        routing.object_to(grace, by=cast.editor)
    assert (routing.publish_due(grace.due_at + LATER), public(), grace.story.state) == ([], [], "draft")
    assert Move.objects.latest("pk").verb == "object"


def stopped_by(due) -> str:
    (said,) = routing.publish_due(due + LATER)
    assert public() == []
    return said.partition("is not published. ")[2]


@db
@pytest.mark.parametrize(("what", "says"), [
    ("edit", "Somebody works on it."),
    ("spike", "The story is spiked."),
    ("legal hold", "Somebody works on it."),
    ("kill", "The story is killed."),
    ("update", "Another version of it has come."),
    ("same version, other words", "Another version of it has come."),
    ("prose kill", "The story is held."),
    ("off", "The route was switched off."),
    ("embargo", "It is under embargo until"),
])  # fmt: skip
def test_whatever_happens_within_the_grace_stops_it(cast, route, comes, what, says):
    made = route(publish=True)
    comes()
    story, due = Story.objects.get(), Grace.objects.get().due_at
    acts = {
        "edit": lambda: texts.edit(story, by=cast.editor, version=story.version, changes={"headline": "Ours"}),
        "spike": lambda: verbs.spike(story, by=cast.editor),
        "legal hold": lambda: verbs.place_legal_hold(story, by=cast.publisher, reason="A letter came."),
        "kill": lambda: comes(version="2", pubstatus="canceled"),
        "update": lambda: comes(version="2", headline="Second"),
        "same version, other words": lambda: comes(headline="Other words"),
        "prose kill": lambda: comes(version="2", ednote="KILL: please kill this story."),
        "off": lambda: Route.objects.filter(pk=made.pk).update(active=False),
        "embargo": lambda: Story.objects.update(embargo_until=due + 2 * LATER),
    }
    acts[what]()
    assert stopped_by(due).startswith(says)


@db
@pytest.mark.parametrize("fields", [
    {"pubstatus": "withheld"}, {"pubstatus": "maybe"}, {"pubstatus": "canceled"}, {"embargoed": "2099-01-01T00:00:00Z"},
    {"embargoed": "soon"}, {"ednote": "KILL: please kill this story."},
])  # fmt: skip
def test_what_doubt_holds_is_touched_by_no_route(route, comes, fields):
    route(publish=True)
    comes(**fields)
    assert (Story.objects.count(), Grace.objects.count()) == (0, 0)


@db
def test_an_update_of_a_story_that_we_have_is_the_editors(cast, route, comes):
    route(take=True)
    comes()
    update = comes(version="2", headline="Second")
    assert (update.state, Story.objects.get().headline) == ("update", "First")


@db
def test_a_route_may_do_what_the_rules_let_one_and_nothing_else(cast, route):
    made = route()
    with pytest.raises(NotAllowed, match="A route may not kill"):
        verbs.kill(cast.draft(), by=made, reason="No.")
    with pytest.raises(NotAllowed):
        verbs.spike(cast.wire_item(), by=made)
    with pytest.raises(NotAllowed):
        texts.edit(cast.draft(), by=made, version=1, changes={"headline": "No"})


@db
def test_a_copy_that_the_wire_warns_of_is_not_published(route, comes):
    route(publish=True)
    item = comes()
    WireItem.objects.filter(pk=item.pk).update(warnings=["The dates disagree."])
    assert stopped_by(Grace.objects.get().due_at) == "The wire warns: The dates disagree."


@db
def test_the_dry_run_says_what_would_have_been_done_and_does_nothing(cast, route, comes):
    items = [comes(), comes(uri="urn:2", headline="Held", pubstatus="withheld"), comes(uri="urn:3", language="fr")]
    made = route(language="en", publish=True, set_section=cast.sport)
    assert [(item.headline, words) for item, words in routing.dry_run(made, items)] == [
        ("First", "Take it, section Sport, publish after 10 minutes."),
        ("Held", "Nothing: Its wire status is “withheld”, not usable."),
    ]
    assert Story.objects.count() == 0


@db
def test_the_same_delivery_again_is_routed_once(route, comes):
    route(take=True)
    comes()
    comes()
    assert Story.objects.count() == 1


@db
def test_a_route_that_fails_costs_its_work_and_the_item_says_so(cast, route, comes):
    route(name="Nothing wrong", take=True)
    route(name="Broken", take=True, set_section=cast.sport)
    guard(connection, "articles_story", ("section_id",))  # the database refuses what the route would do
    item = comes()
    item.refresh_from_db()
    assert (item.state, Story.objects.count(), item.delivery.read_at is not None) == ("new", 0, True)
    assert item.warnings == ["No route could do its work here: articles_story is append-only"]
    assert "warned" in item.search_tokens.split()


@db
def test_a_route_that_fails_for_one_of_a_batch_costs_the_others_nothing(cast, route):
    route(name="Nothing wrong", take=True)
    route(name="Broken", words_any="Cup", take=True, set_section=cast.sport)
    guard(connection, "articles_story", ("section_id",))
    heads = ["Budget", "Cup final", *(f"Weather {number}" for number in range(5))]
    receive_all([Sent(ninjs(uri=head, headline=head)) for head in heads], source=cast.agency)
    states = ["taken", "new", *["taken"] * 5]
    assert list(WireItem.objects.order_by("pk").values_list("headline", "state")) == list(
        zip(heads, states, strict=True)
    )


def queries_of_a_batch(cast, first: int) -> int:
    heads = [f"Weather {number}" for number in range(first, first + 20)]
    with CaptureQueriesContext(connection) as asked:
        receive_all([Sent(ninjs(uri=head, headline=head)) for head in heads], source=cast.agency)
    return len(asked)


@db
def test_routes_that_have_nothing_to_do_cost_a_batch_only_their_own_questions(cast, route):
    queries_of_a_batch(cast, first=0)  # what is asked once a source
    without = queries_of_a_batch(cast, first=20)
    for number in range(10):
        route(name=f"Cup {number}", words_any=f"cup {number}", take=True, set_section=cast.sport)
    assert queries_of_a_batch(cast, first=40) == without + 3  # the routes, their topics, all sections


def test_no_more_than_five_deliveries_are_routed_in_one_transaction():
    readings = [(Delivery(pk=number), "") for number in range(15)]
    plans = {(number, 0): Plan() for number in range(8, 14)}
    turns = [[delivery.pk for delivery, _ in turn] for turn in in_turns(readings, plans)]
    assert turns == [[*range(13)], [13, 14]]
