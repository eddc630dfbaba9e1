from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.crypto import get_random_string

from articles.desk import verbs
from articles.desk.checks import blocking, check
from articles.desk.take import take
from articles.intake.receive import receive
from articles.management.demo_pictures import illustrate
from articles.models import Edition, Source, Story, WireItem

SAMPLES = Path(settings.BASE_DIR) / "fixtures" / "wire"
LATER = "later"  # a folder of updates, corrections and kills: they come when the first page stands
LEFT_TO_TAKE = 6  # newest items that stay in the inbox, for whoever tries the desk first
LEFT_FILED = 2
CORRECTION = "CORRECTION:"


class Command(BaseCommand):
    help = "Load fixtures, receive the sample wire and publish a first front page through the verbs. Safe to run again."

    def handle(self, **options):
        if not Source.objects.exists():
            call_command("loaddata", "newsroom", "wire_stories", verbosity=0)
            self.stdout.write("Loaded sections, topics, sources, disclaimers and wire items.")
        editor = self.editor()
        received = self.receive_samples(later=False)
        published = 0 if Edition.objects.exists() else self.publish_front_page(editor)
        received += self.receive_samples(later=True)
        self.issue_corrections(editor)
        self.stdout.write(f"Received {received} wire files that were not here yet; published {published} stories.")

    def editor(self):
        """The account to begin with; its password is printed once, when it is made, and kept nowhere."""
        users = get_user_model().objects
        if editor := users.filter(username="editor").first():
            return editor
        password = get_random_string(16)
        editor = users.create_user("editor", password=password, first_name="Editor", is_staff=True)
        editor.groups.set(Group.objects.filter(name__in=["Publisher", "Administrator"]))
        self.stdout.write(f"Made an account for you: user “editor”, password “{password}” (shown only this once).")
        return editor

    def receive_samples(self, later: bool) -> int:
        new = 0
        for source in Source.objects.all():
            files = (path for path in (SAMPLES / source.code).rglob("*") if path.is_file())
            for path in sorted(path for path in files if (path.parent.name == LATER) == later):
                receipt = receive(path.read_bytes(), source=source, name=path.name)
                new += "known" not in receipt.counts
        return new

    @transaction.atomic
    def publish_front_page(self, editor) -> int:
        """All of it or, if it is stopped half-way, none, so that the next run begins anew."""
        items = list(WireItem.objects.filter(state=WireItem.State.NEW).order_by("sent_at", "pk"))
        stories = [take(item, by=editor) for item in self.but_the_last(items)]
        ready = [story for story in stories if not blocking(check(story))]
        newest_first = ready[LEFT_FILED:][::-1]
        illustrate(sorted(newest_first, key=lambda story: story.source.kind != Source.Kind.DESK), by=editor)
        for story in ready[:LEFT_FILED]:
            verbs.file(story, by=editor)
        for story in ready[LEFT_FILED:]:
            verbs.publish(story, by=editor)
        return len(ready[LEFT_FILED:])

    def but_the_last(self, items: list[WireItem]) -> list[WireItem]:
        """Leave some to take: the pages whose date was in doubt, then the newest of the others."""
        doubtful = [item for item in items if item.warnings]
        sure = [item for item in items if not item.warnings]
        return sure[: len(sure) - max(LEFT_TO_TAKE - len(doubtful), 0)]

    @transaction.atomic
    def issue_corrections(self, editor) -> None:
        """What the agency calls a correction is taken, and told to readers in the agency's own words."""
        for item in WireItem.objects.filter(state=WireItem.State.UPDATE):
            note = item.wire_copy.ednote
            story = Story.objects.filter(wire_item__source=item.source, wire_item__guid=item.guid).first()
            if note.startswith(CORRECTION) and story and story.state == Story.State.PUBLISHED:
                take(item, by=editor)
                verbs.correct(
                    story, by=editor, kind=Edition.Kind.CORRECTION, notice=note.removeprefix(CORRECTION).strip()
                )
