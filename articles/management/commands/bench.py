import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles.bench import duplicates
from articles.bench.desk import measure_desk
from articles.bench.pages import BARE, FILE, Cost, measure_pages
from articles.bench.receiving import measure_receiving
from articles.bench.wire import measure_readers
from articles.models import Edition, WireItem

LINE = "{:<22} {:>7} {:>8} {:>8.2f} {:>7.0f} {:>7.1f} {:>7.1f}"
HEAD = "{:<22} {:>7} {:>8} {:>8} {:>7} {:>7} {:>7}"


def run_on(url: str, *words: str) -> str:
    """What a command prints on another database, in a process of its own."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    command = [sys.executable, "-m", "django", *words]
    ran = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise CommandError(f"On {url.rpartition('@')[2]}: {ran.stderr.strip()[-500:]}")
    return ran.stdout


class Command(BaseCommand):
    help = (
        "Measure here: what public PAGES cost, made anew, kept and unchanged, beside a bare view and a static file; "
        "how well near-DUPLICATES are found among sample wire copy, and what that costs as copy grows; "
        "how fast WIRE copy of each format is read, and then RECEIVEd, first and again; "
        "what the screens of the DESK cost."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["desk", "duplicates", "pages", "receive", "wire"])
        parser.add_argument(
            "--items",
            type=int,
            nargs="+",
            default=[10_000, 100_000],
            metavar="N",
            help="how much copy to compare with, or to receive (the first number)",
        )
        parser.add_argument(
            "--also",
            nargs="+",
            default=[],
            metavar="URL",
            help="databases to receive on too, each in a process of its own; they are migrated first",
        )

    def handle(self, what, **options):
        executor = MigrationExecutor(connection)
        if missing := len(executor.migration_plan(executor.loader.graph.leaf_nodes())):
            database = connection.settings_dict["NAME"]
            raise CommandError(f"The database {database} lacks migrations ({missing}): run manage.py migrate first.")
        getattr(self, what)(**options)

    def desk(self, **options):
        try:
            bare, costs = measure_desk()
        except LookupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{WireItem.objects.count()} wire items on {connection.vendor}. Milliseconds.")
        self.stdout.write(f"{'':<26} {'queries':>7} {'CPU':>8} {'× bare':>8} {'quickest':>8} {'median':>8}")
        for cost in costs:
            self.stdout.write(
                f"{cost.screen:<26} {cost.queries:>7} {cost.cpu:>8.1f} {cost.cpu / bare.cpu:>8.0f} "
                f"{cost.quickest:>8.1f} {cost.typical:>8.1f}"
            )
        self.stdout.write(f"{'a bare view':<26} {bare.queries:>7} {bare.cpu:>8.2f} {1:>8}")

    def duplicates(self, items, **options):
        texts = duplicates.samples(Path(settings.BASE_DIR) / "fixtures" / "wire")
        wrong = right = 0
        self.stdout.write(f"{len(texts)} sample stories. Pairs taken for the same news:")
        for row in duplicates.score(texts):
            self.stdout.write(
                f"{row.way:<40} {row.found:>5} of {row.pairs:>5}{'' if row.same else '  (should be none)'}"
            )
            right, wrong = right + row.found * row.same, wrong + row.found * (not row.same)
        self.stdout.write(f"precision {right / (right + wrong):.4f}")
        self.stdout.write(f"On {connection.vendor}, milliseconds of one text:")
        self.stdout.write(f"{'among items':>11} {'fingerprint, CPU':>16} {'look up, CPU':>12} {'look up, clock':>14}")
        for row in duplicates.grow(sorted(items)):
            self.stdout.write(f"{row.items:>11} {row.sign:>16.2f} {row.look_up:>12.2f} {row.wait:>14.2f}")

    def wire(self, items, also, **options):
        self.stdout.write(f"{'read':<12} {'reader':<12} {'kB a story':>10} {'items/s':>9} {'MB/s':>7}")
        for speed in measure_readers():
            self.stdout.write(
                f"{speed.format:<12} {speed.reader:<12} {speed.size / speed.items / 1_000:>10.1f} "
                f"{speed.items_per_second:>9.0f} {speed.megabytes_per_second:>7.2f}"
            )
        self.receive(items, also)

    def receive(self, items, also, **options):
        try:
            deliveries = measure_receiving(items[0])
        except LookupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{items[0]} ninjs items on {connection.vendor}, each a delivery of its own; shares of the time."
        )
        self.stdout.write(
            f"{'received':<8} {'items/s':>8} {'CPU ms':>7} {'parser':>7} {'database':>8} {'our code':>8} "
            f"{'queries':>7} {'MB first, last':>15}"
        )
        for name, got in zip(("first", "again"), deliveries, strict=True):
            parser, database, ours = (part / got.wall for part in (got.reading, got.database, got.ours))
            self.stdout.write(
                f"{name:<8} {got.per_second:>8.0f} {1000 * got.cpu / got.items:>7.2f} {parser:>7.0%} {database:>8.0%} "
                f"{ours:>8.0%} {got.queries / got.items:>7.1f} {got.peaks[0]:>7} {got.peaks[-1]:>7}"
            )
        for url in also:
            run_on(url, "migrate", "-v0")
            self.stdout.write(run_on(url, "bench", "receive", "--items", str(items[0])), ending="")

    def pages(self, **options):
        try:
            yardsticks, rows = measure_pages()
        except LookupError as error:
            raise CommandError(str(error)) from error
        self.bare, self.file = yardsticks[BARE], yardsticks[FILE]
        self.stdout.write(f"{Edition.objects.count()} editions on {connection.vendor}. CPU in ms of this process.\n")
        self.stdout.write(HEAD.format("", "bytes", "queries", "CPU ms", "a sec.", "× bare", "× file"))
        for name, cost in yardsticks.items():
            self.line(name, "", cost)
        for way in ("made", "kept", "unchanged"):
            self.stdout.write(f"{way}:")
            for row in rows:
                if cost := getattr(row, way):
                    self.line(row.page, "" if way == "unchanged" else row.size, cost)

    def line(self, name: str, size: int | str, cost: Cost) -> None:
        ratios = cost.cpu / self.bare.cpu, cost.cpu / self.file.cpu
        self.stdout.write(LINE.format(name, size, cost.queries, cost.cpu, cost.per_second, *ratios))
