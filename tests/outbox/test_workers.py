"""Several workers at once, on a database that commits."""

from threading import Thread

from django.db import connections
from django.utils import timezone

from articles.models import Dispatch, Subscriber
from articles.outbox.sending import deliver_due
from tests.cast import Cast
from tests.outbox.receiver import LOOPBACK, Receiver

STORIES = 12


def test_workers_share_the_work_and_send_nothing_twice(lasting_database, settings):
    settings.WIRE_PRIVATE_NETWORKS = LOOPBACK
    cast, lines = Cast.make(), []
    with Receiver() as receiver:
        Subscriber.objects.create(name="The Partner", url=receiver.url)
        for _ in range(STORIES):
            cast.published()

        def work():
            for line in deliver_due(timezone.now()):
                lines.append(line)
            connections.close_all()

        workers = [Thread(target=work) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        lines.extend(deliver_due(timezone.now()))
        keys = [post.headers["webhook-id"] for post in receiver.posts]
    assert (len(keys), len(set(keys)), len(lines)) == (STORIES, STORIES, STORIES)
    assert not Dispatch.objects.exclude(state=Dispatch.State.DELIVERED).exists()
