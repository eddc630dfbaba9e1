from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.bench.items import READER, make
from articles.models import WireItem


class Command(BaseCommand):
    help = (
        "Fill an inbox with made-up wire items, to measure the desk with: on top of what an earlier run made, and "
        "never where an agency's copy lives: name a database of its own."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same items (default: 1)")

    def handle(self, number, seed, **options):
        if number < 1:
            raise CommandError("Say how many items to make: 1 or more.")
        if WireItem.objects.exclude(reader=READER).exists():
            raise CommandError(
                "There is real copy in this inbox, and made-up items could never be taken out of it again. "
                "Set DATABASE_URL to a database that is for measuring only."
            )
        for made in make(number, seed=seed, until=timezone.now()):
            self.stdout.write(f"\r{made} of {number} items", ending="")
            self.stdout.flush()
        self.stdout.write("\nWhat the desk costs with them is measured by bench desk.")
