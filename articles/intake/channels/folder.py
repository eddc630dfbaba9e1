"""A watched folder below WIRE_ROOT. A file is read once it has settled: the same size and time at two looks.

Files that were read go to ``done/``, what could not be read to ``failed/`` with the reason beside it, each in a folder
of its day. Nothing is deleted or written over. Links, folders, hidden files and unfinished uploads are left alone.
"""

import heapq
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy

from articles.intake.batches import in_batches
from articles.intake.channels.base import Failure, Look, Parcel, Parcels
from articles.intake.receive import UNREADABLE, Receipt, printable
from articles.models import Channel

NAME, POLLED = gettext_lazy("Watched folder"), True
BATCH = 1_000  # files of one look; a fuller folder is looked at again at once
SETTLED_AFTER = 2.0  # seconds between the two looks at a file that has not changed in between
UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".upload", ".swp", "~")
DONE, FAILED = "done", "failed"
SHUT = ("size", "time", "since", "shut")  # what is remembered of a file; the last of one that can't be opened


def problems(channel: Channel) -> Iterator[tuple[str, str]]:
    try:
        folder = place(channel)
    except Failure as failure:
        yield "address", str(failure)
        return
    taken = Channel.objects.filter(kind="folder", active=True).exclude(pk=channel.pk)
    for other in taken.order_by("pk")[:1000]:
        if channel.active and (settings.WIRE_ROOT / other.address).resolve() == folder:
            yield "address", f"The channel “{other}” watches this folder already: choose another."


def place(channel: Channel) -> Path:
    """The folder itself, inside of WIRE_ROOT whatever links lead there."""
    root = Path(settings.WIRE_ROOT).resolve()
    asked = channel.address.strip()
    if not asked or "\0" in asked:
        raise Failure(f"Name the folder: a path below {root}.")
    folder = (root / asked).resolve()
    if folder == root or not folder.is_relative_to(root):
        raise Failure(f"“{asked}” is not below {root}: name a folder inside of it.")
    if {DONE, FAILED} & set(folder.relative_to(root).parts):
        raise Failure(f"“{asked}” is where read files go: name another folder.")
    return folder


def look(look: Look) -> Parcels:
    folder = place(look.channel)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = heapq.nsmallest(2 * BATCH, candidates(folder))
    except OSError as error:
        raise Failure(f"The folder {folder} can't be opened: {error.strerror}.") from error
    taken = 0
    for batch in in_batches(files(folder, names, look), size=lambda file: len(file[1].raw)):
        receipts = yield [parcel for _, parcel in batch]
        for (path, _), receipt in zip(batch, receipts, strict=True):
            if receipt is not None:
                reason = why_unreadable(receipt)
                put_away(path, FAILED if reason else DONE, look, reason)
        taken += len(batch)
    if taken >= BATCH:
        look.again_in = 0
    elif any(len(seen) < len(SHUT) for seen in look.bookmark["seen"].values()):
        look.again_in = min(SETTLED_AFTER, look.channel.every)


def files(folder: Path, names: list[str], look: Look) -> Iterator[tuple[Path, Parcel]]:
    """Those that have settled, so many at most; while they are read, the next ones settle."""
    before, look.bookmark["seen"] = look.bookmark.get("seen", {}), {}
    taken = 0
    for name in names:
        path, mark = folder / name, before.get(key(name))
        if mark and taken == BATCH:
            look.bookmark["seen"][key(name)] = mark
        elif (state := settled(path, mark, look)) and (parcel := read(path, state, look)):
            yield path, parcel
            taken += 1


def candidates(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            unfinished = entry.name.startswith(".") or entry.name.lower().endswith(UNFINISHED)
            if not unfinished and entry.is_file(follow_symlinks=False):
                yield entry.name


def settled(path: Path, before: list | None, look: Look) -> os.stat_result | None:
    """The file's state if it has not changed since an earlier look; else it is remembered for the next."""
    try:
        state = path.lstat()
    except OSError:
        return None  # taken away since the folder was listed
    now, shape = look.at.timestamp(), [state.st_size, state.st_mtime_ns]
    if before and before[:2] == shape:
        if len(before) < len(SHUT) and now - before[2] >= SETTLED_AFTER:
            return state
        look.bookmark["seen"][key(path.name)] = before
    else:
        look.bookmark["seen"][key(path.name)] = [*shape, now]
    return None


def key(name: str) -> str:
    """A name as JSON can hold it, whatever bytes the file system has."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read(path: Path, state: os.stat_result, look: Look) -> Parcel | None:
    name = printable(path.name)
    if state.st_size > look.channel.largest:
        words = f"It has {state.st_size / 2**20:.1f} MB, and the channel takes {look.channel.largest_mb} MB at most."
        put_away(path, FAILED, look, words)
        return Parcel(name, refused=f"{words} It is in {FAILED}/.", size=state.st_size)
    shape = [state.st_size, state.st_mtime_ns, look.at.timestamp()]
    try:
        raw = contents(path, state)
    except FileNotFoundError:
        return None
    except OSError as error:
        look.bookmark["seen"][key(path.name)] = [*shape, SHUT[3]]
        return Parcel(name, refused=f"It can't be opened: {error.strerror}. It stays in the folder.")
    if raw is None:
        look.bookmark["seen"][key(path.name)] = [-1, *shape[1:]]
        return None
    return Parcel(name, raw)


def contents(path: Path, state: os.stat_result) -> bytes | None:
    """The bytes of exactly the file that had settled; None if it is another one by now, or has grown."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        raw = file.read(state.st_size + 1)
        now = os.fstat(handle)
    same = (now.st_ino, now.st_size, now.st_mtime_ns) == (state.st_ino, state.st_size, state.st_mtime_ns)
    return raw if same and len(raw) == state.st_size else None


def why_unreadable(receipt: Receipt) -> str:
    """The reason, if nobody could read any of it."""
    if not receipt.counts[UNREADABLE]:
        return ""
    return next(item.reason for item in receipt.items if item.reason)


def put_away(path: Path, where: str, look: Look, reason: str = "") -> None:
    """Move a file to where it stays, never over another one; another worker may have been quicker."""
    try:
        day = own_folder(own_folder(path.parent / where) / f"{look.at:%Y-%m-%d}")
        target = free_name(day, path.name)
        moved = move(path, target)
        if moved and reason:
            (day / f"{target.name}.reason.txt").write_text(f"{reason}\n", encoding="utf-8")
    except OSError as error:
        raise Failure(f"“{key(path.name)}” can't be moved to {where}/: {error.strerror}.") from error


def move(path: Path, target: Path) -> bool:
    """Onto the empty file that reserves the place; if there is nothing to move, the place is given back."""
    try:
        os.replace(path, target)
    except OSError as error:
        target.unlink(missing_ok=True)
        if isinstance(error, FileNotFoundError):
            return False
        raise
    return True


def own_folder(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        raise OSError(0, f"{folder.name} is a link, and must be a folder", str(folder))
    return folder


def free_name(folder: Path, name: str) -> Path:
    """A name that nobody has, reserved with an empty file."""
    for number in range(10_000):
        target = folder / (f"{name}.{number}" if number else name)
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            continue
        return target
    raise OSError(0, f"10,000 files are called {key(name)} there already", str(folder))
