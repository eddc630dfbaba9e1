"""The same release from several agencies is one cluster; versions, translations and other news are not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.intake import clusters
from articles.intake.receive import Sent, keep, read, receive
from articles.models import Band, Fingerprint, Source, WireItem
from tests.cast import Cast
from tests.intake.samples import ninjs

pytestmark = pytest.mark.django_db

LEAD = (
    "The harbour of Brightwater reopened on Thursday after forty days, and the first of two hundred waiting ships came "
    "in before noon. "
)
REST = (
    "“Nobody here believed that it would be this year,” said Ines Vauquelin, who runs the pilots’ office. The channel "
    "had silted up in the October storms, and dredgers from three countries worked on it day and night. Insurers put "
    "the loss at ninety million crowns. The ferry line to Karsund will follow on Monday, its owner said, and fishing "
    "boats may leave from tonight. "
)
OTHER = (
    "Voters in the hill districts go to the polls on Sunday to choose a council that will decide about the new dam. "
    "Four lists are standing, and none of them has said how it would pay for the roads that the dam would drown. "
    "Posters have gone up in every village, and observers from two neighbouring provinces came on Wednesday evening. "
)
FRENCH = (
    "Le port de Brightwater a rouvert jeudi après quarante jours, et le premier des deux cents navires en attente est "
    "entré avant midi. « Personne ici ne croyait que ce serait cette année », a dit Ines Vauquelin, du bureau "
    "des pilotes. Le chenal s’était ensablé pendant les tempêtes d’octobre. "
)
BOILERPLATE = "About the company. " + "It makes things and these statements look ahead and may prove to be wrong. " * 12


@pytest.fixture
def comes(cast):
    partner = Source.objects.create(code="PAR", name="Partner", slug="partner", credit_line="Partner")
    sources = {"agency": cast.agency, "desk": cast.desk, "partner": partner}

    def deliver(number: int, body: str, source: str = "agency", **fields) -> WireItem:
        raw = ninjs(uri=f"urn:{number}", headline=f"Head {number}", body_xhtml=f"<p>{body}</p>", **fields)
        return receive(raw, source=sources[source]).items[0]

    return deliver


def company() -> list[tuple[str, int | None]]:
    return list(WireItem.objects.order_by("pk").values_list("headline", "cluster"))


def test_the_same_release_from_three_agencies_is_one_cluster_that_bears_its_first_items_number(comes):
    first = comes(1, LEAD + REST)
    comes(2, OTHER)
    comes(3, "BRIGHTWATER (Partner) — " + LEAD + REST, "partner")
    comes(4, "Ships are back in Brightwater. " + REST, "desk")
    assert company() == [("Head 1", first.pk), ("Head 2", None), ("Head 3", first.pk), ("Head 4", first.pk)]


def test_a_translation_and_a_release_with_the_same_small_print_have_no_company(comes):
    comes(1, LEAD + REST + BOILERPLATE)
    comes(2, FRENCH, "partner", language="fr")
    comes(3, OTHER + BOILERPLATE)
    assert [cluster for _, cluster in company()] == [None, None, None]


def test_versions_of_one_story_are_no_cluster_but_stay_in_that_of_their_story(comes):
    comes(1, LEAD + REST)
    comes(1, LEAD + REST + "A third berth opens in spring.", version="2")
    assert company() == [("Head 1", None), ("Head 1", None)]
    comes(2, LEAD + REST, "partner")
    third = comes(1, LEAD + REST + "A fourth berth opens in summer.", version="3")
    assert third.cluster is not None
    assert third.cluster == WireItem.objects.get(headline="Head 2").cluster


def test_too_little_text_is_compared_with_nothing(comes):
    comes(1, "Bulletin.")
    comes(2, "Bulletin.", "partner")
    assert [cluster for _, cluster in company()] == [None, None]
    assert (Fingerprint.objects.count(), Band.objects.count()) == (0, 0)


def test_copy_of_three_weeks_ago_finds_no_company_and_its_keys_are_dropped(comes):
    old = comes(1, LEAD + REST)
    weeks_ago = timezone.now() - timedelta(days=21)
    Band.objects.all().delete()
    Fingerprint.objects.all().delete()
    WireItem.objects.filter(pk=old.pk).update(arrived_at=weeks_ago)
    clusters.join({old: clusters.fingerprint(old)}, weeks_ago)
    new = comes(2, LEAD + REST, "partner")
    assert [cluster for _, cluster in company()] == [None, None]
    assert clusters.forget_old_bands(timezone.now()) == 32
    assert set(Band.objects.values_list("item", flat=True)) == {new.pk}
    assert Fingerprint.objects.count() == 2


def test_what_it_costs_does_not_grow_with_the_number_of_members(comes, django_assert_num_queries):
    for last in (1, 50):
        for number in range(Fingerprint.objects.count(), last):
            comes(number, LEAD + REST)
        item = comes(1000 + last, LEAD + REST, "partner")
        Fingerprint.objects.filter(item=item).delete()
        item.cluster = None
        with django_assert_num_queries(5):
            clusters.join({item: clusters.fingerprint(item)}, timezone.now())


@pytest.mark.engine("postgresql")
def test_what_two_workers_place_at_the_same_moment_is_one_cluster(lasting_database):
    cast = Cast.make()
    mine, theirs = (ninjs(uri=f"urn:{n}", headline=f"Head {n}", body_xhtml=f"<p>{LEAD + REST}</p>") for n in (1, 2))
    deliveries = keep([Sent(mine)], cast.agency)

    def other_worker() -> None:
        receive(theirs, source=cast.desk)
        connection.close()

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            read(deliveries)
            other = pool.submit(other_worker)
            while not other.done() and not query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
                sleep(0.01)
        other.result()
    first = WireItem.objects.get(headline="Head 1")
    assert company() == [("Head 1", first.pk), ("Head 2", first.pk)]


def query(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
