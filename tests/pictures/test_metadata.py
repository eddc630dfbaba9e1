import io

import pytest
from PIL import Image

from articles.pictures import metadata
from articles.pictures.making import plain, rendition
from articles.pictures.metadata import Words
from articles.pictures.reading import read
from articles.pictures.shape import box
from tests.pictures.samples import GPS, WORDS, iim, image, jpeg, saved, turned


def made(raw: bytes, kind: str, words: Words) -> Image.Image:
    picture = plain(read(raw).image)
    return Image.open(io.BytesIO(rendition(picture, box("16x9", *picture.size, (50, 50)), (160, 90), kind, words)))


def test_words_in_xmp_are_read():
    assert metadata.read(read(jpeg())) == WORDS


def test_words_in_iim_are_read_too():
    raw = iim(creator="Zoë Müller", credit="AGY", caption="Fähre in Seenot")
    assert metadata.read(read(raw)) == Words(creator="Zoë Müller", credit="AGY", caption="Fähre in Seenot")


def test_exif_says_who_and_when_and_its_place_is_not_read():
    assert metadata.read(read(turned())) == Words(creator="Ada Lindqvist", taken="2025-12-28T09:30:00")


@pytest.mark.parametrize("kind", ["jpg", "webp"])
def test_every_rendition_says_whose_it_is_and_not_where_it_was_taken(kind):
    rendered = made(turned(), kind, WORDS)
    exif = rendered.getexif()
    assert rendered.size == (160, 90)
    assert (exif[0x013B], GPS in exif, 0x0112 in exif) == ("Ada Lindqvist", False, False)
    found = metadata.from_xmp(rendered.info["xmp"])
    assert {name: found[name] for name in WORDS.as_dict()} == WORDS.as_dict()


@pytest.mark.parametrize("kind", ["jpg", "webp"])
def test_comments_profiles_and_unknown_words_of_the_file_are_left_behind(kind):
    secret = b"51 Main Street"
    raw = saved(image(), comment=secret, exif=Image.Exif().tobytes(), dpi=(300, 300))
    out = io.BytesIO()
    made(raw, kind, Words()).save(out, "PNG")
    picture = plain(read(raw).image)
    rendered = rendition(picture, box("whole", 400, 300, (50, 50)), (160, 120), kind, Words())
    assert secret in raw
    assert secret not in rendered


@pytest.mark.parametrize(
    "packet", [b"<x", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b"\xff\xfe", "<a/>", None, b"<a>" * 70_000]
)
def test_xmp_that_is_broken_or_hostile_says_nothing(packet):
    assert not any(metadata.from_xmp(packet).values())


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_becomes_plain_colours(mode):
    assert plain(image().convert("L").convert("I;16") if mode == "I;16" else image().convert(mode)).mode == "RGB"
