from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from articles.desk import texts, verbs
from articles.pictures import card
from articles.pictures.card import CardWords, draw, written
from articles.public.machines import share
from articles.public.machines.share import card_name

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path


def address(story) -> str:
    return f"/cards/{card_name(story.editions.get(public_until=None))}.png"


def test_a_card_is_a_picture_of_the_size_that_is_promised_drawn_once(client, cast, monkeypatch, storage):
    story = cast.published(headline="Ferry saved")
    first = client.get(address(story))
    assert (first.status_code, first["Content-Type"], first["Cache-Control"]) == (200, "image/png", "public, no-cache")
    picture = Image.open(BytesIO(first.content))
    assert (picture.format, picture.size, len(first.content) < 100_000) == ("PNG", (1200, 630), True)
    monkeypatch.setattr(share, "draw", None)
    assert client.get(address(story)).content == first.content
    assert client.get(address(story), headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert len([path for path in storage.rglob("*") if path.is_file()]) == 1


def test_a_card_that_somebody_is_still_writing_is_not_shown(client, cast):
    story = cast.published()
    whole = client.get(address(story)).content
    with default_storage.open(share.place(address(story)[7:-4]), "wb") as file:
        file.write(whole[:100])
    assert client.get(address(story)).content == whole


def test_a_card_goes_where_its_words_go(client, cast):
    stories = [cast.published(headline="Quagga") for _ in range(4)]
    killed, withdrawn, rewritten, retracted = stories
    before = [address(story) for story in stories]
    assert {client.get(path).status_code for path in before} == {200}
    verbs.kill(killed, by=cast.publisher, reason="Libel.")
    verbs.withdraw(withdrawn, by=cast.publisher, reason="Rights.")
    changed = texts.edit(rewritten, by=cast.editor, version=rewritten.version, changes={"headline": "Mended"})
    verbs.correct(changed, by=cast.publisher, kind="update")
    verbs.retract(retracted, by=cast.publisher, notice="Untrue.")
    etag = {"If-None-Match": f'"{before[0][7:-4]}"'}
    assert [client.get(path, headers=etag).status_code for path in before] == [404] * 4
    assert [client.get(address(story)).status_code for story in (rewritten, retracted)] == [200, 200]


def test_the_file_of_a_card_that_stands_no_more_is_deleted(client, cast, storage):
    killed, rewritten, standing = (cast.published(headline=f"Quagga {number}") for number in range(3))
    for story in (killed, rewritten, standing):
        assert client.get(address(story)).status_code == 200
    verbs.kill(killed, by=cast.publisher, reason="Libel.")
    changed = texts.edit(rewritten, by=cast.editor, version=rewritten.version, changes={"headline": "Mended"})
    verbs.correct(changed, by=cast.publisher, kind="update")
    kept = {f"{card_name(story.editions.get(public_until=None))}.png" for story in (rewritten, standing)}
    assert client.get(address(rewritten)).status_code == 200
    assert share.forget(timezone.now()) == 2
    assert {path.name for path in storage.rglob("*.png")} == kept
    assert share.forget(timezone.now()) == 0


@pytest.mark.parametrize("hours", [1, 24])
def test_what_is_still_to_come_has_no_card(client, cast, hours):
    story = cast.published(headline="Quagga", at=timezone.now() + timedelta(hours=hours))
    assert client.get(address(story)).status_code == 404


@pytest.mark.parametrize("name", ["x", "23456789-" + "0" * 32, "23456789-" + "g" * 32, "a" * 400, "%00-" + "0" * 32])
def test_a_card_of_nothing_is_not_found(client, db, name):
    assert client.get(f"/cards/{name}.png").status_code == 404


def test_another_name_of_the_site_is_another_card(client, cast):
    story = cast.published()
    before = address(story)
    with override_settings(SITE_NAME="The Other"):
        assert address(story) != before
        assert client.get(before).status_code == 404


def words(headline: str, direction: str = "ltr") -> CardWords:
    return CardWords("The Newsroom", headline, "World", "The Agency", direction)


def ink(picture: bytes, box: tuple[int, int, int, int]) -> int:
    """How many pixels of a part of the card are dark."""
    return sum(Image.open(BytesIO(picture)).convert("L").crop(box).point(lambda grey: grey < 128).histogram()[1:])


def test_arabic_is_shaped_and_begins_on_the_right():
    picture = draw(words("إضراب الطيّارين", "rtl"))
    left, right = ink(picture, (60, 190, 400, 330)), ink(picture, (700, 190, 1130, 330))
    assert (left, right > 1000) == (0, True)
    font = card.letters(card.FACES[1], 76)
    apart = sum(card.length(letter, font, "rtl") for letter in "لا")
    assert card.length("لا", font, "rtl") < apart * 0.8  # the two are one sign


@pytest.mark.parametrize(
    ("headline", "kept"),
    [
        ("Élection à Łódź", "Élection à Łódź"),
        ("Землетрясение", "Землетрясение"),
        ("Won 😀 \x07twice", "Won twice"),
        ("临港码头空箱堆积", ""),
        ("Tokyo 東京", ""),
        ("שלום", ""),
        ("", ""),
    ],
)
def test_no_reader_is_shown_empty_boxes(headline, kept):
    text, face = written(headline)
    assert (" ".join(text.split()), face is None) == (kept, not kept)
    assert ink(draw(words(headline)), (80, 190, 1120, 300)) > 500  # the headline, or the site's name in its place


@pytest.mark.parametrize("headline", ["word " * 300, "x" * 1000, "A " + "y" * 200, "إضراب " * 200])
def test_a_long_headline_stays_on_the_card(headline):
    picture = draw(words(headline, "rtl" if "ا" in headline else "ltr"))
    assert ink(picture, (0, 20, 70, 630)) == ink(picture, (1130, 20, 1200, 630)) == 0
    assert ink(picture, (0, 590, 1200, 630)) == 0
