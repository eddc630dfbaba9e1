from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from articles.bench.pages import BARE, FILE, Cost, measure_pages
from articles.models import Edition

LINE = "{:<22} {:>7} {:>8} {:>8.2f} {:>7.0f} {:>7.1f} {:>7.1f}"
HEAD = "{:<22} {:>7} {:>8} {:>8} {:>7} {:>7} {:>7}"


class Command(BaseCommand):
    help = "Measure what public pages cost here: made anew, kept, and unchanged, beside a bare view and a static file."

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["pages"])

    def handle(self, **options):
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
