import pytest

from articles.intake import arrivals as arrivals_module
from articles.intake.channels import mailbox as kind
from articles.models import Delivery, WireItem
from tests.intake.channels.conftest import arrivals, disk_full
from tests.intake.channels.servers import Message

pytestmark = pytest.mark.django_db


def letter(number: int, text: str = "The harbour reopened on Thursday.") -> bytes:
    return (
        f"From: desk@agency.example\r\nSubject: Harbour {number}\r\nMessage-ID: <{number}@agency.example>\r\n"
        f"Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


@pytest.fixture
def box(channel, mail):
    return channel(kind="mailbox", address=mail.address, login="desk", secret='pass "word"')


def test_what_is_unread_is_fetched_and_marked_as_read_once_it_is_kept(box, mail, look):
    mail.folders["INBOX"] = [Message(3, letter(3), "\\Seen"), Message(4, letter(4)), Message(6, letter(6))]
    assert look(box) == ["in mail-4.eml: 1 new", "in mail-6.eml: 1 new"]
    assert [sorted(message.flags) for message in mail.folders["INBOX"]] == [["\\Seen"]] * 3
    assert look(box) == []
    assert sorted(WireItem.objects.values_list("headline", flat=True)) == ["Harbour 4", "Harbour 6"]
    assert [bytes(delivery.raw) for delivery in Delivery.objects.order_by("pk")] == [letter(4), letter(6)]


def test_what_somebody_else_has_read_in_the_meantime_is_fetched_all_the_same(box, mail, look):
    mail.folders["INBOX"] = [Message(4, letter(4))]
    look(box)
    mail.folders["INBOX"].append(Message(5, letter(5), "\\Seen"))
    assert look(box) == ["in mail-5.eml: 1 new"]


def test_a_mailbox_that_was_numbered_anew_gives_nothing_twice(box, mail, look):
    mail.folders["INBOX"] = [Message(40, letter(4))]
    look(box)
    mail.validity = 8
    mail.folders["INBOX"] = [Message(1, letter(4), "\\Seen"), Message(2, letter(5))]
    assert look(box) == ["in mail-2.eml: 1 new"]
    assert Delivery.objects.count() == 2


def test_nothing_is_marked_before_its_bytes_are_kept(box, mail, look, monkeypatch):
    mail.folders["INBOX"] = [Message(4, letter(4))]
    with monkeypatch.context() as patch:
        patch.setattr(arrivals_module, "receive_all", disk_full)
        with pytest.raises(OSError, match="No space left"):
            look(box)
    assert mail.folders["INBOX"][0].flags == set()
    assert look(box) == ["in mail-4.eml: 1 new"]


@pytest.mark.parametrize(
    ("breaks_off_at", "came", "left"),
    [
        ("UID FETCH 5 (BODY.PEEK[])", [4], [5, 6]),
        ("UID STORE 5 +FLAGS (\\Seen)", [4, 5, 6], []),
        ('UID MOVE 5 "Read"', [4, 5, 6], []),
    ],
)
def test_a_connection_that_breaks_off_loses_nothing_and_fetches_nothing_twice(
    box, mail, look, breaks_off_at, came, left
):
    box.done_folder = "Read"
    box.save()
    mail.folders["INBOX"] = [Message(uid, letter(uid)) for uid in (4, 5, 6)]
    mail.breaks_off_at = breaks_off_at
    broke_off = "in: The mail server localhost does not do what it was asked."
    assert look(box) == [*(f"in mail-{uid}.eml: 1 new" for uid in came), broke_off]
    mail.folders["INBOX"].append(Message(7, letter(7)))
    assert look(box) == [f"in mail-{uid}.eml: 1 new" for uid in [*left, 7]]
    assert ([m.uid for m in mail.folders["INBOX"]], [m.uid for m in mail.folders["Read"]]) == ([], [4, 5, 6, 7])
    assert [mail.heard.count(f"UID FETCH {uid} (BODY.PEEK[])") for uid in (4, 5, 6, 7)] == [1, 1 + (5 in left), 1, 1]


def test_what_broke_off_before_a_mailbox_was_numbered_anew_marks_no_other_message(box, mail, look):
    mail.folders["INBOX"] = [Message(4, letter(4))]
    mail.breaks_off_at = "UID STORE 4 +FLAGS (\\Seen)"
    look(box)
    mail.validity = 8
    mail.folders["INBOX"] = [Message(1, letter(4)), Message(4, letter(5))]
    box.done_folder = "Read"
    box.save()
    assert look(box) == ["in mail-1.eml: 1 known", "in mail-4.eml: 1 new"]


def test_a_message_that_is_read_moves_to_the_folder_that_was_named(box, mail, look):
    box.done_folder = "Read"
    box.save()
    mail.folders["INBOX"] = [Message(4, letter(4)), Message(5, letter(5))]
    look(box)
    assert ([m.uid for m in mail.folders["INBOX"]], [m.uid for m in mail.folders["Read"]]) == ([], [4, 5])


def test_a_message_that_is_too_large_stays_with_a_flag_and_is_said_once(box, mail, look):
    box.largest_mb = 1
    box.save()
    mail.folders["INBOX"] = [Message(4, letter(4, "x" * 2**20)), Message(5, letter(5))]
    words = "It is larger than 1 MB, stays in the mailbox and is marked with a flag."
    assert look(box) == [f"in mail-4.eml: refused. {words}", "in mail-5.eml: 1 new"]
    assert mail.folders["INBOX"][0].flags == {"\\Flagged"}
    assert (look(box), arrivals()) == ([], [("mail-4.eml", "", words), ("mail-5.eml", "1 new", "")])


def test_a_server_that_sends_more_than_it_said_is_left(box, mail, look, monkeypatch):
    monkeypatch.setattr(kind, "LISTED", 4096)
    box.largest_mb = 1
    box.save()
    mail.claims_size = 10
    mail.folders["INBOX"] = [Message(4, letter(4, "x" * 2**21))]
    assert look(box) == ["in: The mail server sends more than it was asked for."]
    assert Delivery.objects.count() == 0
    mail.folders["INBOX"].insert(0, Message(3, letter(3)))  # comes in all the same
    assert (look(box)[0], Delivery.objects.count(), box.failures) == ("in mail-3.eml: 1 new", 1, 2)


def test_a_wrong_password_is_said_and_never_shown(box, mail, look):
    mail.password = "another"
    assert look(box) == ["in: The mail server localhost refuses the name or the password."]
    assert "pass" not in box.failure.replace("password", "")


def test_a_folder_that_is_not_there_is_said(box, mail, look):
    box.address = f"{mail.address}/Wire"
    box.save()
    assert look(box) == ["in: There is no folder “Wire” in the mailbox."]


def test_a_password_sealed_with_another_key_is_asked_for_again(box, mail, look, settings):
    settings.SECRET_KEY = "another key, long enough to be one of those that are allowed"
    assert look(box) == ["in: Its password or key can't be opened, since SECRET_KEY has changed: enter it again."]


@pytest.mark.parametrize("address", ["", "imap.example.org:0", "imap.example.org:99999", "a b", "imap.example.org:x"])
def test_an_address_that_is_none_is_refused(box, address):
    box.address = address
    assert [field for field, _ in kind.problems(box)] == ["address"]
