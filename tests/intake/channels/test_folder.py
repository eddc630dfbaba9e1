import os

import pytest
from django.utils import timezone

from articles.intake import arrivals as arrivals_module
from articles.intake import batches
from articles.intake.channels import folder as kind
from articles.intake.channels.base import Look
from articles.models import Delivery, WireItem
from tests.intake.channels.conftest import arrivals, disk_full
from tests.intake.samples import ninjs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Files settle between two looks, however soon one follows the other."""
    monkeypatch.setattr(kind, "SETTLED_AFTER", 0.0)


@pytest.fixture
def inbox(settings, tmp_path, channel):
    settings.WIRE_ROOT = tmp_path / "wire"
    made = channel(kind="folder", address="agency")
    made.path = tmp_path / "wire/agency"
    made.path.mkdir(parents=True)
    return made


def files(path) -> list[str]:
    """All files below, their day left out."""
    found = [p.relative_to(path).parts for p in path.rglob("*") if p.is_file()]
    return sorted("/".join(part for part in parts if not part.startswith("20")) for parts in found)


def test_a_file_is_read_once_it_has_settled_and_moves_to_done(inbox, look):
    (inbox.path / "a.json").write_bytes(ninjs())
    assert look(inbox) == []
    assert look(inbox) == ["in a.json: 1 new"]
    assert (files(inbox.path), look(inbox)) == (["done/a.json"], [])
    assert arrivals() == [("a.json", "1 new", "")]
    assert (inbox.arrived_at is not None, inbox.newest_at.isoformat()) == (True, "2026-11-20T10:00:00+00:00")


def test_a_half_written_file_waits_until_it_no_longer_grows(inbox, look):
    whole = ninjs()
    (inbox.path / "a.json").write_bytes(whole[:40])
    look(inbox)
    (inbox.path / "a.json").write_bytes(whole[:80])
    assert look(inbox) == []
    (inbox.path / "a.json").write_bytes(whole)
    assert look(inbox) == []
    assert look(inbox) == ["in a.json: 1 new"]
    assert bytes(Delivery.objects.get().raw) == whole


def test_two_looks_in_the_same_moment_are_not_enough(inbox, look, monkeypatch):
    monkeypatch.setattr(kind, "SETTLED_AFTER", 60.0)
    (inbox.path / "a.json").write_bytes(ninjs())
    assert (look(inbox), look(inbox), files(inbox.path)) == ([], [], ["a.json"])


def test_what_nobody_can_read_goes_to_failed_with_the_reason_and_stays_in_the_inbox(inbox, look):
    (inbox.path / "a.json").write_bytes(b"%PDF-1.7 nothing")
    look(inbox)
    assert look(inbox) == ["in a.json: 1 unreadable"]
    assert files(inbox.path) == ["failed/a.json", "failed/a.json.reason.txt"]
    (reason,) = inbox.path.rglob("*.reason.txt")
    assert reason.read_text() == WireItem.objects.get().reason + "\n"


def test_links_folders_and_unfinished_files_are_left_alone(inbox, look, tmp_path):
    (tmp_path / "secret").write_bytes(ninjs(headline="Secret"))
    (inbox.path / "link.json").symlink_to(tmp_path / "secret")
    (inbox.path / "folder.json").mkdir()
    os.mkfifo(inbox.path / "pipe.json")
    for name in (".hidden.json", "a.json.part", "b.TMP", "c.json~"):
        (inbox.path / name).write_bytes(ninjs())
    (inbox.path / "good.json").write_bytes(ninjs())
    look(inbox)
    assert look(inbox) == ["in good.json: 1 new"]
    assert look(inbox) == []
    assert Delivery.objects.count() == 1


def test_a_file_of_the_same_name_is_never_written_over(inbox, look):
    for headline in ("First", "Second", "Third"):
        (inbox.path / "a.json").write_bytes(ninjs(uri=headline, headline=headline))
        look(inbox)
        look(inbox)
    assert files(inbox.path) == ["done/a.json", "done/a.json.1", "done/a.json.2"]


def test_a_file_that_is_too_large_is_put_away_unread_and_said(inbox, look):
    inbox.largest_mb = 1
    inbox.save()
    (inbox.path / "big.json").write_bytes(b" " * (2**20 + 1))
    look(inbox)
    look(inbox)
    words = "It has 1.0 MB, and the channel takes 1 MB at most. It is in failed/."
    assert (arrivals(), Delivery.objects.count()) == ([("big.json", "", words)], 0)
    assert files(inbox.path) == ["failed/big.json", "failed/big.json.reason.txt"]


def test_a_full_folder_is_read_in_several_looks_and_what_comes_next_settles_meanwhile(inbox, look, monkeypatch):
    monkeypatch.setattr(kind, "BATCH", 2)
    for number in range(5):
        (inbox.path / f"{number}.json").write_bytes(ninjs(uri=str(number)))
    said = [look(inbox) for _ in range(5)]
    assert [len(lines) for lines in said] == [0, 2, 2, 1, 0]


def test_a_batch_of_files_moves_only_after_all_of_it_is_kept(inbox, look, monkeypatch):
    monkeypatch.setattr(batches, "LARGEST", 2)
    for number in range(5):
        (inbox.path / f"{number}.json").write_bytes(ninjs(uri=str(number)))
    look(inbox)
    with monkeypatch.context() as patch:
        patch.setattr(arrivals_module, "receive_all", disk_full)
        with pytest.raises(OSError, match="No space left"):
            look(inbox)
    assert files(inbox.path) == [f"{number}.json" for number in range(5)]
    opened = kind.look(Look(inbox, timezone.now(), dict(inbox.bookmark)))
    assert [parcel.name for parcel in next(opened)] == ["0.json", "1.json"]  # and no others are in memory
    opened.close()
    assert look(inbox) == [f"in {number}.json: 1 new" for number in range(5)]
    assert files(inbox.path) == [f"done/{number}.json" for number in range(5)]


def test_a_done_folder_that_is_a_link_is_not_followed(inbox, look, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (inbox.path / "done").symlink_to(tmp_path / "elsewhere")
    (inbox.path / "a.json").write_bytes(ninjs())
    look(inbox)
    assert look(inbox)[-1] == "in: “a.json” can't be moved to done/: done is a link, and must be a folder."
    assert (list((tmp_path / "elsewhere").iterdir()), (inbox.path / "a.json").exists()) == ([], True)
    assert inbox.failures == 1


@pytest.mark.parametrize("address", ["../outside", "/etc", "", ".", "agency/../..", "agency/done", "a\0b"])
def test_a_folder_outside_of_the_root_is_refused(inbox, look, address, tmp_path):
    inbox.address = address
    assert [field for field, _ in kind.problems(inbox)] == ["address"]
    with pytest.raises(kind.Failure):
        kind.place(inbox)


def test_a_link_that_leads_out_of_the_root_is_refused(inbox, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "wire/out").symlink_to(tmp_path / "outside")
    inbox.address = "out"
    with pytest.raises(kind.Failure, match="is not below"):
        kind.place(inbox)


def test_names_that_are_no_text_are_read_all_the_same(inbox, look):
    name = os.fsencode(str(inbox.path)) + b"/caf\xe9.json"
    with open(name, "wb") as file:
        file.write(ninjs())
    look(inbox)
    assert look(inbox) == ["in caf\N{REPLACEMENT CHARACTER}.json: 1 new"]


def test_a_second_folder_channel_may_not_watch_the_same_files(inbox, channel):
    other = channel(code="other", kind="folder", address="agency/")
    assert list(kind.problems(other)) == [("address", "The channel “In” watches this folder already: choose another.")]
