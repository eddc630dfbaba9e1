import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from articles.desk import pictures
from articles.desk.cuts import CONSIDERED, LEASE, MOST_ATTEMPTS, lease, make_due
from articles.models import PictureCut
from articles.models.picture_files import FileName
from tests.desk.studio import brought_in

pytestmark = pytest.mark.django_db


def test_all_files_of_a_picture_are_made_once(cast):
    picture = brought_in(cast, 2000, 1500)
    assert (make_due(timezone.now()), make_due(timezone.now())) == (1, 0)
    found = {}
    for shape, sizes in picture.renditions().items():
        for width, height in sizes:
            for kind in ("jpg", "webp"):
                raw = default_storage.open(FileName(picture.cut_digest, shape, width, kind).path).read()
                found[shape, width, kind] = Image.open(io.BytesIO(raw)).size == (width, height)
    assert len(found) == 4 * 5 * 2
    assert all(found.values())


def test_a_crop_is_taken_around_the_focal_point(cast):
    # The red corner is at the top left: it fills the square's corner only if the square lies there.
    corners = []
    for focus in (0, 100):
        picture = brought_in(cast, focus_x=focus)
        make_due(timezone.now())
        raw = default_storage.open(FileName(picture.cut_digest, "1x1", 300, "jpg").path).read()
        corners.append(Image.open(io.BytesIO(raw)).getpixel((4, 4))[0] > 180)
    assert corners == [True, False]


def test_of_two_workers_each_takes_another_picture(cast):
    first, second = brought_in(cast), brought_in(cast, 500)
    now = timezone.now()
    assert {lease(now).picture, lease(now).picture} == {first, second}
    assert lease(now) is None
    assert CONSIDERED >= 2


def test_who_was_killed_half_way_loses_the_lease_and_the_next_one_begins_anew(cast):
    brought_in(cast)
    now = timezone.now()
    lease(now)
    assert make_due(now + LEASE - timedelta(seconds=1)) == 0
    assert make_due(now + LEASE + timedelta(seconds=1)) == 1
    assert PictureCut.objects.get().attempts == 2


def test_no_picture_is_given_up_because_the_storage_was_away(cast, settings, storage_goes):
    picture, here, now = brought_in(cast), settings.STORAGES, timezone.now()
    storage_goes()
    for attempt in range(MOST_ATTEMPTS + 2):
        with pytest.raises(ConnectionError, match="does not serve us"):
            make_due(now + attempt * (LEASE + timedelta(minutes=1)))
    settings.STORAGES = here
    assert make_due(now + (MOST_ATTEMPTS + 2) * (LEASE + timedelta(minutes=1))) == 1
    cut = picture.cuts.get()
    assert (cut.attempts, cut.problem, cut.made_at is not None) == (1, "", True)


def test_what_can_not_be_made_is_tried_again_and_given_up_in_the_end(cast):
    picture, other = brought_in(cast), brought_in(cast, 500)
    default_storage.delete(picture.file)
    now = timezone.now()
    assert make_due(now) == 1
    for attempt in range(1, MOST_ATTEMPTS + 3):
        make_due(now + attempt * (LEASE + timedelta(minutes=1)))
    lost, made = picture.cuts.get(), other.cuts.get()
    assert (lost.made_at, lost.attempts) == (None, MOST_ATTEMPTS)
    assert "No such file" in lost.problem
    assert made.problem == ""


def test_a_cut_that_nobody_will_show_is_not_made(cast):
    picture = brought_in(cast)
    picture = pictures.describe(picture, by=cast.editor, version=picture.version, changes={"focus_y": 0})
    assert make_due(timezone.now()) == 1
    assert [cut.digest for cut in PictureCut.objects.all()] == [picture.cut_digest]
