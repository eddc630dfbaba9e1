from axes.utils import reset as end_lockout
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles.desk import second_factor


class Command(BaseCommand):
    help = "Take somebody's second factor away, and end a lockout: for an administrator whom nobody else can let in."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, username, **options):
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account “{username}”.")
        end_lockout(username=username)
        had = second_factor.reset(user)
        self.stdout.write(f"“{username}” {'has no second factor any more' if had else 'had no second factor'}.")
