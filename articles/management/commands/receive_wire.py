import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.intake.batches import in_batches
from articles.intake.receive import (
    NEW,
    UNREADABLE,
    UPDATED,
    Sent,
    left_unread,
    read_what_waits,
    receive_all,
    unreadable,
)
from articles.models import Source

LARGEST = 64 * 2**20  # bytes; more than any agency sends in one file
BAR = 30


class Command(BaseCommand):
    help = "Receive wire files: keep their bytes, read them, and put them in the inbox. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files, or folders of files")
        parser.add_argument("--source", required=True, metavar="CODE", help="the source's code, such as MENAFN")
        parser.add_argument("--again", action="store_true", help="also try again what could not be read before")

    def handle(self, paths, source, again, **options):
        try:
            source = Source.objects.get(code=source)
        except Source.DoesNotExist:
            known = ", ".join(Source.objects.values_list("code", flat=True)) or "none yet"
            raise CommandError(f"There is no source {source!r}. Known sources: {known}.") from None
        files = list(find_files(paths))
        if not files and not again:
            raise CommandError("Name at least one file or folder.")
        counts = Counter()
        for waiting in (left_unread(source), unreadable(source)) if again else (left_unread(source),):
            for receipt in read_what_waits(waiting):
                self.tell(receipt, counts)
        for batch in in_batches(self.opened(files, counts), size=lambda sent: len(sent.raw)):
            for receipt in receive_all(batch, source=source):
                self.tell(receipt, counts)
        self.stdout.write(
            ", ".join(f"{counts[word]} {word}" for word in (NEW, "known", UPDATED, UNREADABLE, "not a story"))
        )
        if counts[UNREADABLE]:
            sys.exit(1)

    def opened(self, files: list[Path], counts: Counter) -> Iterator[Sent]:
        for number, path in enumerate(files, 1):
            self.progress(number, len(files))
            try:
                if path.stat().st_size > LARGEST:
                    raise OSError(f"larger than {LARGEST // 2**20} MB")
                yield Sent(path.read_bytes(), path.name)
            except OSError as error:
                counts[UNREADABLE] += 1
                self.stderr.write(f"{path}: could not be opened: {error}")

    def tell(self, receipt, counts: Counter) -> None:
        counts.update(receipt.counts)
        for item in receipt.items:
            if item.state == item.State.UNREADABLE:
                self.stderr.write(f"{receipt.delivery.name}: {item.reason}")

    def progress(self, number: int, total: int) -> None:
        if total < 2 or not self.stderr.isatty():
            return
        done = BAR * number // total
        bar = f"\r[{'#' * done}{'.' * (BAR - done)}] {number}/{total}"
        self.stderr.write(bar, style_func=str, ending="\n" if number == total else "")


def find_files(paths: list[Path]):
    """The files named, and those in the folders named, in the order of their names; hidden ones are left out."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        else:
            yield path
