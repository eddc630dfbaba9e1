from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from articles.desk.refusals import Refused
from articles.desk.verbs import publish
from articles.models import Story


class Command(BaseCommand):
    help = "Publish stories by their codes, as a user who may, at once or at a time."

    def add_arguments(self, parser):
        parser.add_argument("codes", nargs="+", metavar="CODE")
        parser.add_argument("--as", dest="username", required=True, metavar="USER", help="whose act it is")
        parser.add_argument("--at", metavar="TIME", help="ISO 8601; without a zone it is the newsroom's time")

    def handle(self, codes, username, at, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username!r}.")
        moment = self.moment(at) if at else None
        refused = 0
        for code in codes:
            story = Story.objects.filter(code=code).first()
            try:
                if story is None:
                    raise Refused("there is no story of this code")
                publish(story, by=user, at=moment)
                self.stdout.write(f"{code}: published")
            except Refused as refusal:
                refused += 1
                self.stderr.write(f"{code}: {refusal}")
        if refused:
            raise CommandError(f"{refused} of {len(codes)} not published.")

    def moment(self, text: str):
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None:
            raise CommandError(f"--at {text!r} is no time: write it like 2026-12-31T18:00.")
        return make_aware(moment) if is_naive(moment) else moment
