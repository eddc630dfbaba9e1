"""What the desk's screens cost in this process: the whole stack is asked, as an editor who may do everything."""

from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from articles.bench.pages import MEMORY
from articles.bench.words import COMMON, RARE
from articles.models import WireItem

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class ScreenCost:
    screen: str
    queries: int
    cpu: float  # milliseconds of this process: on SQLite all there is, on PostgreSQL all but the database's own
    quickest: float  # milliseconds by the clock: the slower rounds tell of the machine's other work
    typical: float


def addresses() -> dict[str, str]:
    """The list, each filter, the three kinds of search, a page far down, and the first page."""
    newest = WireItem.objects.order_by("-pk").select_related("source").defer("copy").first()
    if newest is None:
        raise LookupError("There is no wire item to measure with: fill a database of its own with make_wire.")
    inbox = reverse("admin:articles_wireitem_changelist")
    asked = {
        "inbox": "",
        "inbox, far down": f"before={newest.pk // 2}",
        "all states": "state=all",
        "held": "state=held",
        "spiked": "state=spiked",
        "source": f"source={newest.source.code}",
        "language": f"language={newest.source.language}",
        "urgency": "urgency=1-3",
        "subject": "subject=15000000",
        "warnings": "mark=warned",
        "told more than once": "mark=clustered",
        "nothing matches": "urgency=7-9&mark=embargoed",
        "all filters": f"source={newest.source.code}&urgency=1-3&subject=11000000&mark=warned",
        "search, common word": f"q={COMMON}",
        "search, two common words": f"q={COMMON}+{COMMON}s",
        "search, rare word": f"q={RARE}",
        "search, reference": f"q={newest.reference}",
    }
    return {**{name: f"{inbox}?{query}" for name, query in asked.items()}, "first page": reverse("admin:index")}


def cost(client: Client, screen: str, address: str) -> ScreenCost:
    queries = []

    def count(execute, *words):
        queries.append(words[0])
        return execute(*words)

    client.get(address)
    with connection.execute_wrapper(count):
        client.get(address)
    times, cpu = [], []
    for _ in range(ROUNDS):
        began, spent = perf_counter(), process_time()
        assert client.get(address).status_code == 200, address
        times.append((perf_counter() - began) * 1000)
        cpu.append((process_time() - spent) * 1000)
    return ScreenCost(screen, len(queries), median(cpu), min(times), median(times))


def measure_desk() -> list[ScreenCost]:
    """The person who looks is made for it, and gone afterwards: nothing of the measuring stays."""
    with (
        override_settings(CACHES=MEMORY, ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False),
        transaction.atomic(),
    ):
        user = get_user_model().objects.create_superuser("bench desk")
        client = Client()
        client.force_login(user)
        costs = [cost(client, screen, address) for screen, address in addresses().items()]
        transaction.set_rollback(True)
    return costs
