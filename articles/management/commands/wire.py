import signal

from django.core.management.base import BaseCommand

from articles.intake.worker import Worker
from articles.jobs import JOBS

PATIENCE = 10.0


class Command(BaseCommand):
    help = (
        "The worker: looks at all channels that are due and does what else is due. Start it as often as you like; "
        "SIGTERM or Ctrl-C stops it after the delivery in hand."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, once, **options):
        worker = Worker(self.say, JOBS)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop.set())
        if once:
            worker.once(PATIENCE)
            return
        self.say(f"The worker {worker.name} has started.")
        worker.run()
        self.say(f"The worker {worker.name} has stopped.")

    def say(self, line: str) -> None:
        self.stdout.write(" ".join(line.split()))
        self.stdout.flush()
