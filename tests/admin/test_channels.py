import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.utils import timezone

from articles.models import Channel, Gap, Sequence
from articles.sealing import CHANNELS
from tests.admin.screen import at_desk, told

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/channel/add/"
KEY = "a key that nobody may ever read again"


def typed(cast, **fields) -> dict:
    return {
        "name": "Agency’s push", "code": "agency", "source": cast.agency.pk, "kind": "push", "active": "on",
        "address": "", "login": "", "new_secret": "", "done_folder": "", "every": "60", "largest_mb": "16",
        "per_minute": "600", "quiet_after": "0", **fields,
    }  # fmt: skip


def test_a_secret_is_sealed_and_never_shown_again(cast, capsys):
    client = at_desk(cast.administrator)
    assert client.post(ADD, typed(cast, new_secret=KEY)).status_code == 302
    channel = Channel.objects.get()
    assert (CHANNELS.open(channel.secret), KEY in channel.secret) == (KEY, False)
    page = client.get(f"/admin/articles/channel/{channel.pk}/change/").content.decode()
    assert (KEY in page, channel.secret in page, "/wire/push/agency/" in page) == (False, False, True)
    call_command("dumpdata", "articles.channel")
    assert KEY not in capsys.readouterr().out
    assert KEY not in str(list(LogEntry.objects.values()))


def test_an_empty_box_keeps_the_secret_and_a_typed_one_replaces_it(cast):
    client = at_desk(cast.administrator)
    client.post(ADD, typed(cast, new_secret=KEY))
    url = f"/admin/articles/channel/{Channel.objects.get().pk}/change/"
    client.post(url, typed(cast, name="Renamed"))
    assert (Channel.objects.get().name, CHANNELS.open(Channel.objects.get().secret)) == ("Renamed", KEY)
    client.post(url, typed(cast, new_secret=KEY[::-1]))
    assert CHANNELS.open(Channel.objects.get().secret) == KEY[::-1]


@pytest.mark.parametrize(("fields", "words"), [
    ({"new_secret": "short"}, "A key has 32 characters or more"),
    ({"kind": "folder", "address": "../../etc"}, "is not below"),
    ({"kind": "feed", "address": "file:///etc/passwd"}, "no address that begins with https://"),
    ({"kind": "feed", "address": "http://agency.example/", "login": "me"}, "sent to https:// addresses only"),
    ({"kind": "mailbox", "address": "imap.example.org"}, "A mailbox needs a user name"),
    ({"address": "https://agency.example/"}, "A push comes to us"),
    ({"kind": "pigeon"}, "pigeon is not one of the available choices"),
])  # fmt: skip
def test_what_could_not_work_is_said_beside_its_field_and_not_saved(cast, fields, words):
    page = at_desk(cast.administrator).post(ADD, typed(cast, **fields)).content.decode()
    assert (words in page, Channel.objects.count()) == (True, 0)


def test_a_save_leaves_the_workers_clocks_alone(cast):
    client = at_desk(cast.administrator)
    client.post(ADD, typed(cast, kind="feed", address="https://agency.example/feed"))
    now = timezone.now()
    Channel.objects.update(looked_at=now, failures=3, failure="Broken.", failed_at=now, bookmark={"a": 1}, due_at=now)
    url = f"/admin/articles/channel/{Channel.objects.get().pk}/change/"
    client.post(url, typed(cast, kind="feed", address="https://agency.example/feed", name="Renamed"))
    channel = Channel.objects.get()
    assert (channel.name, channel.looked_at, channel.failures, channel.bookmark) == ("Renamed", now, 3, {"a": 1})
    client.post(url, typed(cast, kind="feed", address="https://agency.example/other", name="Renamed"))
    channel = Channel.objects.get()
    assert (channel.failures, channel.bookmark, channel.looked_at) == (0, {}, now)


def test_who_may_only_look_sees_health_in_words_and_changes_nothing(cast):
    Channel.objects.create(
        name="Feed", code="feed", source=cast.agency, kind="feed", address="https://agency.example/", failures=2,
        failure="There is nothing at this address (status 404).", failed_at=timezone.now(),
    )  # fmt: skip
    client = at_desk(cast.editor)
    page = client.get("/admin/articles/channel/").content.decode()
    assert "Fails, 2 times in a row: There is nothing at this address (status 404)." in page
    assert client.post(ADD, typed(cast)).status_code == 403
    assert client.post(f"/admin/articles/channel/{Channel.objects.get().pk}/delete/").status_code == 403


def test_missing_numbers_are_listed_and_closed_by_name(cast):
    channel = Channel.objects.create(name="In", code="in", source=cast.agency, kind="folder", address="a")
    sequence = Sequence.objects.create(channel=channel, service="pol", last=12, at=timezone.now())
    gap = Gap.objects.create(sequence=sequence, first=8, last=11, noticed_at=timezone.now())
    client = at_desk(cast.editor)
    assert "pol8–pol11" in client.get("/admin/articles/gap/").content.decode()
    assert "pol8–pol11" in client.get(f"/admin/articles/channel/{channel.pk}/change/").content.decode()
    late = Gap.objects.create(sequence=sequence, first=3, last=3, noticed_at=gap.noticed_at, closed="It came late: 3",
        closed_at=gap.noticed_at)  # fmt: skip
    close = {"action": "close", "_selected_action": [gap.pk, late.pk]}
    at_desk(cast.reporter).post("/admin/articles/gap/", {**close, "_confirmed": ""})
    asked = client.post("/admin/articles/gap/", close)
    assert (asked.context["open"], Gap.objects.filter(closed_at=None).count()) == ([gap], 1)
    assert [reasons for _, _, reasons in asked.context["hindered"]] == [["“pol3” needs nothing more: It came late: 3"]]
    answer = client.post("/admin/articles/gap/", {**close, "_confirmed": ""})
    assert list(Gap.objects.order_by("pk").values_list("closed", flat=True)) == ["Closed by Editor", "It came late: 3"]
    assert told(answer) == ["“pol8–pol11”: close, done.", "“pol3” needs nothing more: It came late: 3"]


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_of_channels_costs_the_same_however_many_there_are(cast, rows, django_assert_num_queries):
    client = at_desk(cast.administrator)
    for number in range(rows):
        Channel.objects.create(name=f"C{number}", code=f"c{number}", source=cast.agency, kind="folder", address="a")
    client.get("/admin/articles/channel/")
    with django_assert_num_queries(8):
        client.get("/admin/articles/channel/")
