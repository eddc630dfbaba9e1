import time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.desk.cuts import make_due
from articles.models import PictureCut

PAUSE = 2  # seconds between two looks
BATCH = 10


class Command(BaseCommand):
    help = "Make the files of pictures that are due. May run any number of times at once, and be killed at any moment."

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help="go on, and look for new ones every two seconds")

    def handle(self, watch, **options):
        made = 0
        while True:
            try:
                batch = make_due(timezone.now(), BATCH)
            except ConnectionError as error:
                if not watch:
                    raise CommandError(f"{error}\nNothing is lost: run this again once it answers.") from error
                self.stderr.write(str(error))
                batch = 0
            made += batch
            if batch:
                continue
            if not watch:
                break
            time.sleep(PAUSE)
        self.stdout.write(f"Made the files of {made} pictures.")
        for cut in PictureCut.objects.exclude(problem="").select_related("picture")[:20]:
            self.stderr.write(f"Given up: “{cut.picture}”: {cut.problem}")
