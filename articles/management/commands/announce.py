from threading import Event

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from articles.outbox.sending import deliver_due

EVERY = 5.0  # seconds


class Command(BaseCommand):
    help = "Tell subscribers and the hub what became public, and what came down; a line for each of them."

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help=f"go on, and look every {EVERY:.0f} seconds")

    def handle(self, *, watch, **options):
        try:
            self.deliver()
            while watch:
                Event().wait(EVERY)
                close_old_connections()
                self.deliver()
        except KeyboardInterrupt:
            self.stderr.write("Stopped; what was not sent is sent the next time.")

    def deliver(self) -> None:
        for line in deliver_due(timezone.now()):
            self.stdout.write(line)
            self.stdout.flush()
