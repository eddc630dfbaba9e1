"""A mailbox, IMAP (RFC 3501) over TLS: each message is one delivery, marked as read only after its bytes are kept.

The first time, and when the server has numbered its messages anew (UIDVALIDITY), what is unread is fetched; from then
on everything above the last number, read or not. What is kept and not yet marked when a connection breaks is marked at
the next look, and not fetched again. No message is ever deleted.
"""

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.utils.translation import gettext_lazy

from articles.intake.batches import in_batches
from articles.intake.channels.base import Failure, Look, Parcel, Parcels
from articles.intake.network import Deadline, connect
from articles.models import Channel
from articles.sealing import CHANNELS, Broken

NAME, POLLED = gettext_lazy("Mailbox"), True
PORT = 993
SECONDS = 40.0  # for each message, and for all that goes before the first
LISTED = 4 * 2**20  # bytes of answers, beside a message itself
BATCH = 50
SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")
ADDRESS = re.compile(r"(?P<host>[^\s/:@]{1,253})(?::(?P<port>\d{1,5}))?(?:/(?P<folder>[^\r\n\0]{1,200}))?")


def problems(channel: Channel) -> Iterator[tuple[str, str]]:
    found = ADDRESS.fullmatch(channel.address.strip())
    if not found or not 0 < int(found["port"] or PORT) < 65_536:
        yield "address", "Write the mail server as host, host:port or host:port/folder: imap.example.org/INBOX."
    if not channel.login:
        yield "login", "A mailbox needs a user name and a password."


class Box(imaplib.IMAP4):
    """imaplib's client, over a connection of ours; what a server sends is counted before it is read."""

    def __init__(self, host: str, port: int, *, largest: int, deadline: Deadline):
        self.largest, self.deadline, self.taken = largest + LISTED, deadline, 0
        super().__init__(host, port)

    def _create_socket(self, timeout):
        return connect(self.host, self.port, tls=True, deadline=self.deadline)

    def renew(self) -> None:
        self.taken = 0
        self.deadline.renew()

    def read(self, size):
        self.count(size)
        return super().read(size)

    def readline(self):
        line = super().readline()
        self.count(len(line))
        return line

    def count(self, size: int) -> None:
        self.taken += size
        if self.taken > self.largest:
            raise Failure("The mail server sends more than it was asked for.")


def look(look: Look) -> Parcels:
    channel = look.channel
    found = ADDRESS.fullmatch(channel.address.strip())
    if not found:
        raise Failure("Its address is not host:port/folder.")
    with Deadline(SECONDS) as deadline, in_words(found["host"], deadline):
        box = Box(found["host"], int(found["port"] or PORT), largest=channel.largest, deadline=deadline)
        try:
            enter(box, channel)
            yield from messages(box, found["folder"] or "INBOX", look)
        finally:
            close(box)


def enter(box: Box, channel: Channel) -> None:
    try:
        # imaplib quotes the password and not the name.
        box.login(quoted(channel.login), CHANNELS.open(channel.secret))
    except Broken as broken:
        raise Failure(str(broken)) from broken
    except (imaplib.IMAP4.abort, UnicodeError):
        raise
    except imaplib.IMAP4.error as error:
        # Some servers repeat in their answer what was sent, so it is not passed on.
        raise Failure(f"The mail server {box.host} refuses the name or the password.") from error


@contextmanager
def in_words(host: str, deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except imaplib.IMAP4.error as error:
        if deadline.passed:
            raise Failure(f"{host} did not answer within {SECONDS:.0f} seconds.") from error
        raise Failure(f"The mail server {host} does not do what it was asked.") from error
    except (OSError, ValueError, EOFError) as error:
        words = f"did not answer within {SECONDS:.0f} seconds" if deadline.passed else "broke off"
        raise Failure(f"The mail server {host} {words}.") from error


def quoted(word: str) -> str:
    if not word.isprintable():
        raise Failure("A name holds characters that a mail server can't take.")
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def messages(box: Box, folder: str, look: Look) -> Parcels:
    if box.select(quoted(folder))[0] != "OK":
        raise Failure(f"There is no folder “{folder}” in the mailbox.")
    marks, validity = look.bookmark, number_in(box.response("UIDVALIDITY")[1])
    if (marks.get("folder"), marks.get("validity")) != (folder, validity):
        marks.clear()
        marks.update(folder=folder, validity=validity)
    mark_what_came(box, look)  # what a connection that broke off left unmarked
    last = marks.get("last")
    uids = searched(box, "UNSEEN" if last is None else f"UID {last + 1}:*")
    uids = [uid for uid in uids if uid > (last or 0)]  # n:* is the newest message where none is above n
    for batch in in_batches(fetched(box, uids[:BATCH], look), size=lambda message: len(message[1].raw)):
        receipts = yield [parcel for _, parcel in batch]
        marks["unmarked"] = [uid for (uid, _), receipt in zip(batch, receipts, strict=True) if receipt is not None]
        marks["last"] = batch[-1][0]
        mark_what_came(box, look)
    if uids:
        marks["last"] = uids[:BATCH][-1]
    if len(uids) > BATCH:
        look.again_in = 0


def searched(box: Box, criterion: str) -> list[int]:
    status, data = box.uid("SEARCH", criterion)
    if status != "OK":
        raise Failure("The mail server can't say which messages are new.")
    return sorted(int(word) for line in data if line for word in line.split() if word.isdigit())


def number_in(data: list) -> int:
    return int(data[0]) if data and data[0] and data[0].isdigit() else 0


def fetched(box: Box, uids: list[int], look: Look) -> Iterator[tuple[int, Parcel]]:
    for uid in uids:
        box.renew()
        if parcel := message(box, uid, look):
            yield uid, parcel


def message(box: Box, uid: int, look: Look) -> Parcel | None:
    name = f"mail-{uid}.eml"
    size = SIZE.search(b" ".join(flat(box.uid("FETCH", str(uid), "(RFC822.SIZE)")[1])))
    if size is None:
        return None  # deleted since it was listed
    if int(size[1]) > look.channel.largest:
        box.uid("STORE", str(uid), "+FLAGS", r"(\Flagged)")
        words = f"It is larger than {look.channel.largest_mb} MB, stays in the mailbox and is marked with a flag."
        return Parcel(name, refused=words, size=int(size[1]))
    status, data = box.uid("FETCH", str(uid), "(BODY.PEEK[])")
    raw = next((bytes(piece[1]) for piece in data if isinstance(piece, tuple)), None)
    return None if status != "OK" or raw is None else Parcel(name, raw)


def mark_what_came(box: Box, look: Look) -> None:
    """Marks what is kept; the numbers of what could not be marked stay in the bookmark until the next look."""
    unmarked = look.bookmark.get("unmarked", [])
    while unmarked:
        box.renew()
        mark_as_read(box, unmarked[0], look)
        del unmarked[0]


def mark_as_read(box: Box, uid: int, look: Look) -> None:
    box.uid("STORE", str(uid), "+FLAGS", r"(\Seen)")
    if look.channel.done_folder and "MOVE" in box.capabilities:
        box.uid("MOVE", str(uid), quoted(look.channel.done_folder))


def flat(data: list) -> Iterator[bytes]:
    for piece in data:
        if isinstance(piece, tuple):
            yield from (bytes(part) for part in piece)
        elif piece:
            yield bytes(piece)


def close(box: Box) -> None:
    """A goodbye that fails changes nothing: the bytes are kept."""
    with suppress(imaplib.IMAP4.error, OSError):
        box.logout()
