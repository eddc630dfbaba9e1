"""What the desk's screens cost in this process: the whole stack is asked, as an editor who may do everything."""

from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter, process_time

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from articles.bench.pages import MEMORY, Cost, bare_view
from articles.bench.words import COMMON, RARE, Writer
from articles.desk import texts
from articles.models import Story, WireItem

ROUNDS = 7
SAVES = 50


@dataclass(frozen=True, slots=True)
class ScreenCost:
    screen: str
    queries: int
    cpu: float  # milliseconds of this process: all there is on SQLite, all but the database’s own on PostgreSQL
    quickest: float  # milliseconds by the clock: the slower rounds tell of the machine's other work
    typical: float


def addresses() -> dict[str, str]:
    """The list, each filter, the three kinds of search, a page far down, and the first page; then stories' screens."""
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
    lists = {name: f"{inbox}?{query}" for name, query in asked.items()}
    return {**lists, "first page": reverse("admin:index")}


def story_addresses(by) -> dict[str, str]:
    """A long story's screen, alone and beside what differs; and two versions of a longer one compared."""
    writer = Writer(Random(1))
    screen = reverse("admin:articles_story_change", args=[written(writer, 3_000, saves=SAVES, by=by).pk])
    history = reverse("admin:articles_story_history", args=[written(writer, 5_000, saves=2, by=by).pk])
    return {
        f"story, {SAVES} revisions": screen,
        "story, beside its first": f"{screen}?beside=r1&differs=1",
        "two of 5,000 words": f"{history}?old=r1&new=r2",
    }


def written(writer: Writer, words: int, *, saves: int, by) -> Story:
    """A draft that was saved so often; each time three words of every other paragraph were changed."""
    body: list[list[str]] = []
    while sum(map(len, body)) < words:
        body.append(writer.paragraph("en").split())
    story = texts.start(by=by, headline=writer.headline("en"), body=html(body))
    for _save in range(1, saves):
        for paragraph in body[::2]:
            for _word in range(3):
                paragraph[writer.random.randrange(len(paragraph))] = writer.name()
        story = texts.edit(story, by=by, version=story.version, changes={"body": html(body)})
    return story


def html(body: list[list[str]]) -> str:
    return "".join(f"<p>{' '.join(paragraph)}</p>" for paragraph in body)


def cost(client: Client, screen: str, address: str) -> ScreenCost:
    queries = []

    def count(execute, *words):
        queries.append(words[0])
        return execute(*words)

    client.get(address)
    times, cpu = [], []
    for _ in range(ROUNDS):
        queries.clear()
        began, spent = perf_counter(), process_time()
        with connection.execute_wrapper(count):
            assert client.get(address).status_code == 200, address
        times.append((perf_counter() - began) * 1000)
        cpu.append((process_time() - spent) * 1000)
    return ScreenCost(screen, len(queries), min(cpu), min(times), median(times))


def measure_desk() -> tuple[Cost, list[ScreenCost]]:
    """A bare view, and each screen. Who looks and what she wrote are made for it, and gone afterwards."""
    with (
        override_settings(CACHES=MEMORY, ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False),
        transaction.atomic(),
    ):
        user = get_user_model().objects.create_superuser("bench desk")
        client = Client()
        client.force_login(user)
        screens = addresses() | story_addresses(user)
        costs = [cost(client, screen, address) for screen, address in screens.items()]
        transaction.set_rollback(True)
    return bare_view(), costs
