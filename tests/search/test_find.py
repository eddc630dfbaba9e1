from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Edition, Section
from articles.search import find as finding
from articles.search import postgres
from articles.search.find import Found, find
from articles.wire.words import token
from tests.search.newsstand import NOON, edition, public

pytestmark = pytest.mark.django_db


def headlines(query: str, editions=None, **asked) -> list[str]:
    found = find(public() if editions is None else editions, query, **{"limit": 20, **asked})
    return [edition.headline for edition in found.editions]


def test_readers_find_the_newest_first():
    edition("Port strike begins", 1)
    edition("Port strike ends", 3)
    edition("Strike at the airport", 2)
    assert headlines("strike") == ["Port strike ends", "Strike at the airport", "Port strike begins"]
    assert headlines("port strike") == ["Port strike ends", "Port strike begins"]


def test_every_text_that_readers_see_is_searched():
    story = edition(
        "Ports reopen", standfirst="After the storm", body="<p>Ships &amp; crews</p>", byline="By Ada", dateline="DOHA",
        credit="The Agency", reference="AGY-17",
    )  # fmt: skip
    for asked in ("reopen", "storm", "crews", "ada", "doha", '"the agency"', "agy-17", "doha ships -sheep"):
        assert headlines(asked) == [story.headline], asked
    assert headlines("p") == headlines("amp") == headlines("section") == []


@pytest.mark.parametrize(
    ("asked", "headline"),
    [
        ("ecole", "L’École des mines"),
        ("ÉCOLE", "L’École des mines"),
        ("mines -school", "L’École des mines"),
        ("الإمارات", "أخبار الاِمارات"),
        ("اخبار", "أخبار الاِمارات"),
        ("北京", "我在北京大学"),
        ("学", "我在北京大学"),
        ("北京大学", "我在北京大学"),
        ("ข่าว", "อ่านข่าววันนี้"),
        ("서울", "서울에서 만나다"),
        ("समाचार", "हिन्दी समाचार"),
        ("C++", "Why C++ and C# last"),
        ('"c last"', "Why C++ and C# last"),
    ],
)
def test_each_script_is_found_as_readers_type_it(asked, headline):
    for text in (
        "L’École des mines",
        "أخبار الاِمارات",
        "我在北京大学",
        "อ่านข่าววันนี้",
        "서울에서 만나다",
        "हिन्दी समाचार",
        "Why C++ and C# last",
    ):
        edition(text)
    assert headlines(asked) == [headline]


def test_a_phrase_needs_its_words_side_by_side_and_in_order():
    edition("Cup final tonight", 1)
    edition("Final of the cup", 2)
    edition("World cup", 3, standfirst="Final day")
    assert headlines('"cup final"') == ["Cup final tonight"]
    assert headlines("cup-final") == ["Cup final tonight"]
    assert headlines("北京") == headlines('"final cup"') == []


def test_a_minus_leaves_stories_out_and_alone_it_finds_nothing():
    edition("Cup final tonight", 1)
    edition("Cup draw", 2)
    assert headlines("cup -final") == ["Cup draw"]
    assert headlines('cup -"cup draw" -"final cup"') == ["Cup final tonight"]
    assert find(public(), "-final", limit=20).editions == []
    assert find(public(), " ", limit=20) == Found()


def test_what_readers_may_not_see_is_neither_shown_nor_counted():
    late, gone, taken = (edition(f"Strike {name}", n).story for n, name in enumerate(("late", "gone", "taken")))
    shut = {"public_until": NOON + timedelta(minutes=30)}
    Edition.objects.exclude(headline="Strike late").update(**shut)
    edition("Strike killed", 31, story=gone, kind=Edition.Kind.KILL)
    edition("Strike withdrawn", 32, story=taken, kind=Edition.Kind.WITHDRAWAL)
    edition("Strike retracted", 33, kind=Edition.Kind.RETRACTION)
    edition("Strike embargoed", 61)
    edition("Strike late, corrected", 62, story=late, kind=Edition.Kind.CORRECTION)
    found = find(public(), "strike", limit=20)
    assert ([e.headline for e in found.editions], found.total, found.capped) == (["Strike late"], 1, False)
    assert headlines("strike", public(NOON + timedelta(minutes=61))) == ["Strike embargoed", "Strike late"]


def test_the_pages_filters_are_the_authority_and_tokens_only_narrow():
    world, sport = (Section.objects.create(name=name, slug=name) for name in ("world", "sport"))
    edition("Strike abroad", 1, section=world)
    edition("Strike of the goalkeepers", 2, section=sport)
    of_world = public().filter(section=world)
    assert headlines("strike", of_world) == ["Strike abroad"]
    assert headlines("strike", of_world, tokens=[token("section", world.pk)]) == ["Strike abroad"]
    assert headlines("strike", of_world, tokens=[token("section", sport.pk)]) == []
    assert headlines("strike", tokens=[token("section", world.pk), token("language", "en")]) == ["Strike abroad"]
    assert headlines("strike", tokens=["no such'token\" \\"]) == []
    assert headlines(token("section", world.pk)) == []


def test_dates_bound_what_is_found():
    stories = [edition(f"Strike {n}", n) for n in range(4)]
    first, second, third, fourth = (story.position for story in stories)
    assert headlines("strike", since=second, before=fourth) == ["Strike 2", "Strike 1"]
    assert headlines("strike", before=first) == []
    assert headlines("strike", since=third, before=10**30) == ["Strike 3", "Strike 2"]
    assert headlines("strike", since=-(10**30), before=second) == ["Strike 0"]


def test_pages_follow_each_other_without_gap_or_double():
    for n in range(5):
        edition(f"Strike {n}", n)
    pages, before = [], None
    while not pages or before:
        found = find(public(), "strike", before=before, limit=2)
        pages.append(([edition.headline for edition in found.editions], found.total, found.capped))
        before = found.next
    assert pages == [
        (["Strike 4", "Strike 3"], 5, False), (["Strike 2", "Strike 1"], 3, False), (["Strike 0"], 1, False),
    ]  # fmt: skip


def test_a_page_is_filled_past_many_editions_that_are_over(monkeypatch):
    monkeypatch.setattr(finding, "BATCH", 4)
    edition("Strike first", 0)
    for n in range(1, 10):
        edition(f"Strike old {n}", n, public_until=NOON + timedelta(minutes=n + 1))
    edition("Strike last", 20)
    assert headlines("strike", limit=2) == ["Strike last", "Strike first"]


def test_a_search_that_is_cut_short_says_so_and_goes_on_with_the_next_page(monkeypatch):
    monkeypatch.setattr(finding, "BATCH", 3)
    monkeypatch.setattr(finding, "MOST_BATCHES", 2)
    edition("Strike first", 0)
    for n in range(1, 8):
        edition(f"Strike old {n}", n, public_until=NOON + timedelta(minutes=n + 1))
    cut = find(public(), "strike", limit=1)
    assert (cut.editions, cut.capped) == ([], True)
    rest = find(public(), "strike", before=cut.next, limit=1)
    assert [e.headline for e in rest.editions] == ["Strike first"]
    assert (rest.next, rest.total, rest.capped) == (None, 1, False)


def test_matches_are_counted_up_to_a_cap(monkeypatch):
    monkeypatch.setattr(finding, "COUNTED", 3)
    for n in range(5):
        edition(f"Strike {n}" if n else "Strike port", n)
    common, rare = find(public(), "strike", limit=2), find(public(), "port", limit=2)
    assert (common.total, common.capped) == (3, True)
    assert (rare.total, rare.capped) == (1, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_takes_the_same_few_queries_for_any_number_of_rows(rows, django_assert_num_queries):
    section = Section.objects.create(name="World", slug="world")
    for n in range(rows):
        edition(f"Strike {n}", n, section=section)
    # PostgreSQL adds a savepoint with its time-out, and lets go of it.
    with django_assert_num_queries(3 if connection.vendor == "sqlite" else 7):
        found = find(public(), "strike", limit=20)
        assert [edition.section_name for edition in found.editions] == ["World"] * rows


@pytest.mark.engine("postgresql")
def test_a_search_that_takes_too_long_answers_from_the_newest_and_goes_on_below(monkeypatch):
    for n in range(5):
        edition(f"Strike {n}", n)
    monkeypatch.setattr(
        postgres, "ANY_MATCHES", postgres.ANY_MATCHES.replace("position FROM", "position, pg_sleep(9) FROM")
    )
    monkeypatch.setattr(postgres, "PATIENCE_MS", 20)
    monkeypatch.setattr(postgres, "LAST_RESORT", 3)
    found = find(public(), "strike", limit=20)
    assert ([e.headline for e in found.editions], found.total, found.capped) == (
        ["Strike 4", "Strike 3", "Strike 2"],
        3,
        True,
    )
    rest = find(public(), "strike", before=found.next, limit=20)
    assert [e.headline for e in rest.editions] == ["Strike 1", "Strike 0"]


@pytest.mark.engine("postgresql")
def test_the_time_limit_ends_with_the_search():
    edition("Strike")
    assert headlines("strike") == ["Strike"]
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


hostile = st.text(alphabet=st.characters(exclude_categories=()), max_size=60) | st.text(
    alphabet="ab\"'-*:()&|!<>{}^+\\%_\x00 \ud800北", max_size=40
)


@settings(max_examples=60)
@given(hostile)
def test_every_query_has_an_answer(asked):
    found = find(public(), asked, tokens=[token("language", asked)], limit=5)
    assert (found.editions, found.next, found.total, found.capped) == ([], None, 0, False)


@settings(max_examples=25)
@given(st.lists(st.text(alphabet="aé -'北京", max_size=12), min_size=1, max_size=4))
def test_a_story_is_found_by_its_own_headline(headlines_of_the_day):
    made = [edition(headline) for headline in headlines_of_the_day]
    for one in made:
        found = find(public(), f'"{one.headline}"', limit=1000)
        assert not found.query or one.pk in [edition.pk for edition in found.editions]
