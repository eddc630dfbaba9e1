import sys

from django.core.management.base import BaseCommand

from articles.desk.record import verify
from articles.models import Edition, Move

MOST = 20


class Command(BaseCommand):
    help = "Walk the hash-chained record of all acts and editions; name the first broken link."

    def handle(self, **options):
        faults = []
        for fault in verify():
            faults.append(fault)
            if len(faults) == MOST:
                break
        if faults:
            self.stderr.write(f"The record is broken. First at {faults[0]}.")
            for fault in faults[1:]:
                self.stderr.write(f"  also {fault}")
            sys.exit(1)
        last = Move.objects.order_by("-pk").first()
        self.stdout.write(f"The record is whole: {Move.objects.count()} moves, {Edition.objects.count()} editions.")
        if last:
            self.stdout.write(f"Its last hash, to be kept somewhere else: {last.hash}")
