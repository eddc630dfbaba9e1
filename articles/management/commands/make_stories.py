from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.bench.stories import ACTOR, make
from articles.models import Move


class Command(BaseCommand):
    help = (
        "Fill an empty newsroom with made-up published stories, for measuring. They can't be taken out again: the "
        "record keeps everything. So it refuses where anybody else has ever acted: name a database of its own."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same stories (default: 1)")

    def handle(self, number, seed, **options):
        if Move.objects.exclude(actor_name=ACTOR).exists():
            raise CommandError(
                "People have worked in this newsroom, and made-up stories could never be taken out of it again. "
                "Set DATABASE_URL to a database that is for measuring only."
            )
        for made in make(number, seed=seed, until=timezone.now()):
            self.stdout.write(f"\r{made} of {number} stories", ending="")
            self.stdout.flush()
        self.stdout.write("\nIts record can be checked with verify_record; what its pages cost, with bench pages.")
