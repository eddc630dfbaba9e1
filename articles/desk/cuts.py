"""The files that are made of a picture: a stand-in of each shape at once, all the others off the request.

Whoever makes a cut holds a lease on its row: one who is killed loses it when it ends, and the next one begins that cut
anew. Readers get the stand-ins until all of a cut's files are there, so nobody is shown half a file.
"""

import io
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils.translation import gettext
from PIL import Image

from articles.desk.refusals import Refused
from articles.models import Picture, PictureCut
from articles.models import picture_files as files
from articles.pictures.making import KINDS, plain, rendition
from articles.pictures.metadata import Words
from articles.pictures.reading import DAMAGED, Unusable, read
from articles.pictures.shape import SHAPES, Box, box, sizes, stand_in

LEASE = timedelta(minutes=5)  # a cut takes seconds, of the largest pictures on a slow machine a minute
MOST_ATTEMPTS = 5
CONSIDERED = 20  # rows that are looked at to lease one of them
PREVIEW = 1280
log = logging.getLogger(__name__)


@contextmanager
def storage_asked() -> Iterator[None]:
    """By somebody who waits: while the storage is away the act is refused, and nothing of it is done."""
    try:
        yield
    except ConnectionError as error:
        log.warning("%s", error)
        raise Refused(
            gettext("The storage of the pictures does not answer, and nothing was done: try again in a few minutes.")
        ) from error


def store(path: str, content: bytes) -> None:
    default_storage.save(path, ContentFile(content))


def make_preview(picture: Picture, image: Image.Image) -> None:
    """The whole picture for the desk's screens, from which stand-ins are made too; ``image`` stands upright."""
    width = min(PREVIEW, picture.width)
    size = width, max(1, round(picture.height * width / picture.width))
    content = rendition(image, Box(0, 0, *image.size), size, "jpg", picture.words)
    store(files.preview(picture.sha256), content)


def ensure_cut(picture: Picture) -> PictureCut:
    """The cut of the picture as it stands now, with its stand-ins."""
    cut = PictureCut.objects.filter(digest=picture.cut_digest).first()
    if cut is None:
        make_stand_ins(picture)
        cut, _ = PictureCut.objects.get_or_create(digest=picture.cut_digest, defaults=recipe(picture))
    return cut


def recipe(picture: Picture) -> dict:
    return {
        "picture": picture,
        "focus_x": picture.focus_x,
        "focus_y": picture.focus_y,
        "words": picture.words.as_dict(),
    }


@storage_asked()
def make_stand_ins(picture: Picture) -> None:
    """A small JPEG of each shape, made from the preview: tens of milliseconds, so an editor can wait for it."""
    with default_storage.open(files.preview(picture.sha256)) as file:
        image = Image.open(io.BytesIO(file.read()), formats=("JPEG",))
        image.load()
    for shape in SHAPES:
        part = box(shape, picture.width, picture.height, picture.focus)
        content = rendition(image, scaled(part, picture, image), stand_in(part), "jpg", picture.words)
        store(files.stand_in(picture.cut_digest, shape), content)


def scaled(part: Box, picture: Picture, image: Image.Image) -> Box:
    """The same part of the picture, in the pixels of an image that is smaller."""
    across, down = image.width / picture.width, image.height / picture.height
    left, top = int(part.left * across), int(part.top * down)
    width = min(image.width - left, max(1, round(part.width * across)))
    return Box(left, top, width, min(image.height - top, max(1, round(part.height * down))))


def make_due(now: datetime, limit: int = 10) -> int:
    """Make the files of up to ``limit`` cuts that are due, the newest first; returns how many were made.

    May run any number of times at once, and may be killed at any moment.
    """
    began, made = time.monotonic(), 0
    for _ in range(limit):
        at = now + timedelta(seconds=time.monotonic() - began)
        cut = lease(at)
        if cut is None:
            break
        made += make(cut, at)
    return made


def lease(now: datetime) -> PictureCut | None:
    """Take one for ourselves: the guard is in the UPDATE, so that of two who ask one gets another or none."""
    due = PictureCut.objects.due(now)
    for pk in due.order_by("-pk").values_list("pk", flat=True)[:CONSIDERED]:
        if due.filter(pk=pk).update(leased_until=now + LEASE, attempts=F("attempts") + 1):
            return PictureCut.objects.select_related("picture").get(pk=pk)
    return None


def make(cut: PictureCut, now: datetime) -> bool:
    """All files of one leased cut. What fails is tried again when the lease ends, and given up in the end.

    :raises ConnectionError: the storage is away, which counts as no attempt: the picture is as good as ever.
    """
    mine = PictureCut.objects.filter(pk=cut.pk, leased_until=cut.leased_until, made_at=None)
    try:
        make_files(cut)
    except ConnectionError:
        mine.update(attempts=cut.attempts - 1)
        raise
    except (Unusable, *DAMAGED) as error:
        log.warning("Renditions of “%s” could not be made: %s", cut.picture, error)
        if cut.attempts >= MOST_ATTEMPTS:
            mine.update(problem=str(error)[:300] or type(error).__name__)
        return False
    return bool(mine.update(made_at=now, leased_until=None))


def make_files(cut: PictureCut) -> None:
    picture, words = cut.picture, Words(**cut.words)
    with default_storage.open(picture.file) as file:
        image = plain(read(file.read()).image)
    for shape in SHAPES:
        part = box(shape, picture.width, picture.height, (cut.focus_x, cut.focus_y))
        for size in sizes(part):
            for kind in KINDS:
                name = files.FileName(cut.digest, shape, size[0], kind)
                store(name.path, rendition(image, part, size, kind, words))


def forget(digests: list[str]) -> None:
    """Remove the stand-ins of cuts that nobody will show."""
    for digest in digests:
        for shape in SHAPES:
            default_storage.delete(files.stand_in(digest, shape))
