from django.core.management.base import BaseCommand
from django.db import transaction

from articles.desk.record import lock_chain
from articles.models import Edition, SearchWord
from articles.search import vocabulary

BATCH = 500


class Command(BaseCommand):
    help = "Learn the words that a search may suggest anew, of all editions: for an archive older than the suggestions."

    @transaction.atomic
    def handle(self, **options):
        lock_chain()
        SearchWord.objects.all().delete()
        batch: list[Edition] = []
        read = ("headline", "standfirst", "byline", "dateline", "body", "search_text", "released_at")
        for edition in Edition.objects.exclude(search_text="").only(*read).order_by("pk").iterator(chunk_size=BATCH):
            batch.append(edition)
            if len(batch) == BATCH:
                vocabulary.learn(batch)
                batch.clear()
        vocabulary.learn(batch)
        self.stdout.write(f"Learned {SearchWord.objects.count()} words.")
