"""What each kind of page costs: made anew, kept, and when the reader has it, beside two things that do next to nothing.

The whole stack is asked, as a server would ask it; only the server and the network are left out.
"""

import gc
import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from articles.bench.words import COMMON, RARE
from articles.models import Edition

ROUNDS, SECONDS = 3, 0.4  # the quickest of so many rounds of so long: the others tell of the machine's other work
MEMORY = {"default": {"BACKEND": "newsroom.cache.ProcessMemory", "LOCATION": "bench"}}
BARE, FILE = "a bare Django view", "a file from WhiteNoise"


BROWSER = {
    "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_ACCEPT_ENCODING": "gzip",
    "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.run_once": False,
    "wsgi.multithread": False, "wsgi.multiprocess": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request: queries, milliseconds of this process's CPU, and how many there were in a second."""

    queries: int
    cpu: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Row:
    page: str
    size: int
    made: Cost
    kept: Cost
    unchanged: Cost | None


def ask(site: WSGIHandler, address: str, **headers: str) -> Answer:
    quoted, _, query = address.partition("?")
    path = unquote_to_bytes(quoted).decode("latin-1")
    told = {}
    environ = {
        **BROWSER, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(),
        **headers,
    }  # fmt: skip

    def start(status, lines, *error):
        told.update(lines, status=status)

    response = site(environ, start)
    body = b"".join(response)
    response.close()
    return Answer(int(told.pop("status").split()[0]), told, body)


def measure(act: Callable[[], Answer]) -> Cost:
    queries = []

    def count(execute, *words):
        queries.append(words[0])
        return execute(*words)

    act()
    with connection.execute_wrapper(count):
        act()
    rounds = []
    for _ in range(ROUNDS):
        gc.collect()
        times, cpu, began = 0, process_time(), perf_counter()
        while perf_counter() - began < SECONDS:
            act()
            times += 1
        rounds.append(((process_time() - cpu) * 1000 / times, times / (perf_counter() - began)))
    return Cost(len(queries), min(cpu for cpu, _ in rounds), max(speed for _, speed in rounds))


def addresses() -> dict[str, str]:
    """One of each kind: the newest story that has a section, that section, and one of its topics."""
    public = Edition.objects.public(timezone.now()).listed().newest_first()
    story = public.filter(section__isnull=False).first()
    if story is None:
        raise LookupError("There is no story to measure: fill a database of its own with make_stories.")
    topic = story.topics.first()
    return {
        "front": "/",
        "latest": "/latest/",
        "section": story.section.get_absolute_url(),
        **({"topic": topic.get_absolute_url()} if topic else {}),
        "search, common word": f"/search/?q={COMMON}",
        "search, rare word": f"/search/?q={RARE}",
        "story": story.get_absolute_url(),
        "no such page": "/nothing/here/",
    }


def page_costs(site: WSGIHandler, page: str, address: str) -> Row:
    def anew() -> Answer:
        cache.clear()
        return ask(site, address)

    made = measure(anew)
    answer = ask(site, address)
    kept = measure(lambda: ask(site, address))
    etag = answer.headers.get("ETag")
    unchanged = etag and measure(lambda: ask(site, address, HTTP_IF_NONE_MATCH=etag))
    return Row(page, len(answer.body), made, kept, unchanged or None)


def bare_view() -> Cost:
    """The least that Django can do."""
    with override_settings(ROOT_URLCONF="articles.bench.urls", MIDDLEWARE=[], ALLOWED_HOSTS=["localhost"]):
        bare = WSGIHandler()
        return measure(lambda: ask(bare, "/bench/bare"))


def yardsticks(size: int) -> dict[str, Cost]:
    """A bare view, and a file of ``size`` bytes through the site's own stack."""
    costs = {BARE: bare_view()}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "file.html").write_bytes(b"x" * size)
        with override_settings(STATIC_ROOT=folder):
            static = WSGIHandler()
            costs[FILE] = measure(lambda: ask(static, f"{settings.STATIC_URL}file.html"))
    return costs


def measure_pages() -> tuple[dict[str, Cost], list[Row]]:
    logging.getLogger("django.request").setLevel(logging.ERROR)  # a thousand pages that are not there are no news
    with override_settings(CACHES=MEMORY, ALLOWED_HOSTS=["localhost"], SECURE_SSL_REDIRECT=False):
        site = WSGIHandler()
        gc.freeze()  # as newsroom.wsgi does
        rows = [page_costs(site, page, address) for page, address in addresses().items()]
        story = next(row for row in rows if row.page == "story")
        return yardsticks(story.size), rows
