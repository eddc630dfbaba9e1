"""Hostile files are refused, each with a sentence; the honest file beside each is taken."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pictures.reading import FORMATS, LARGEST, Unusable, read
from tests.pictures.samples import SVG, ZIP, animation, bomb, image, jpeg, saved, turned


@pytest.mark.parametrize(
    ("kind", "name"),
    [("JPEG", "a.jpg"), ("JPEG", "A.JPEG"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif"), ("JPEG", "")],
)
def test_the_four_formats_are_taken_by_their_content(kind, name):
    opened = read(saved(image(), kind), name)
    assert (opened.format, opened.size) == (kind, (400, 300))


@pytest.mark.parametrize(
    ("raw", "name", "why"),
    [
        (b"", "a.jpg", "The file is empty"),
        (b"\xff" * (LARGEST + 1), "a.jpg", "is the most: make it smaller"),
        (SVG, "a.svg", "SVG drawings may hold scripts"),
        (SVG, "a.jpg", "SVG drawings may hold scripts"),
        (b"%PDF-1.7 not a picture", "a.jpg", "It is no picture that we take"),
        (saved(image(), "GIF"), "a.gif", "It is no picture that we take"),
        (saved(image(), "TIFF"), "a.jpg", "It is no picture that we take"),
        (saved(image(), "BMP"), "a.jpg", "It is no picture that we take"),
        (saved(image(), "PNG"), "a.jpg", "ends in .jpg, but it is a PNG file"),
        (jpeg(), "a.png", "ends in .png, but it is a JPEG file"),
        (jpeg(), "a.php", "ends in .php, but it is a JPEG file"),
        (bomb(), "a.png", "more than 80 million pixels"),
        (bomb(9_000, 9_000), "a.png", "more than 80 million pixels"),
        (saved(image(2_000, 90)), "a.jpg", "100 a side is the least"),
        (animation("WEBP"), "a.webp", "It is animated"),
        (animation("PNG"), "a.png", "It is animated"),
        (animation("AVIF"), "a.avif", "It is animated"),
        (jpeg()[:-400], "a.jpg", "damaged"),
        (saved(image(), "PNG")[:-30], "a.png", "damaged"),
        (saved(image(), "WEBP")[:-30], "a.webp", "damaged"),
        (saved(image(), "AVIF")[:-30], "a.avif", "damaged"),
        (jpeg() + ZIP, "a.jpg", "Something that is no picture follows it"),
        (saved(image(), "PNG") + b"<html>", "a.png", "Something that is no picture follows it"),
        (saved(image(), "WEBP") + ZIP, "a.webp", "Something that is no picture follows it"),
        (saved(image(), "AVIF") + ZIP, "a.avif", "Something that is no picture follows it"),
        (jpeg() + jpeg() + ZIP, "a.jpg", "a picture and an archive or document at once"),
        (saved(image(), comment=b"%PDF-1.4"), "a.jpg", "a picture and an archive or document at once"),
        (saved(image(), comment=b"<SCRIPT>alert(1)</SCRIPT>"), "a.jpg", "It holds a script inside"),
        (saved(image(), comment=b"<?php system($_GET[0]);"), "a.jpg", "It holds a script inside"),
        (saved(image(), comment=b"<!DOCTYPE html>"), "a.jpg", "It holds a web page inside"),
        (saved(image(), comment=SVG), "a.jpg", "It holds an SVG drawing inside"),
    ],
)  # fmt: skip
def test_what_is_no_honest_picture_is_refused_with_the_reason(raw, name, why):
    with pytest.raises(Unusable, match=why):
        read(raw, name)


def test_a_second_picture_of_the_camera_behind_the_first_is_let_be():
    assert read(jpeg() + b"\0" * 8 + jpeg(200, 200), "a.jpg").size == (400, 300)


def test_a_picture_stands_upright_as_the_camera_was_held():
    upright = read(turned(6), "a.jpg").image
    assert upright.size == (300, 400)
    red, _, _ = upright.getpixel((290, 10))  # the corner that was at the top left is at the top right
    assert red > 180


@settings(max_examples=60)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF"]), st.data())
def test_a_file_that_was_damaged_anywhere_is_read_or_refused_and_never_breaks(kind, data):
    raw = bytearray(saved(image(), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(raw)))
    with contextlib.suppress(Unusable):
        assert read(bytes(raw[:cut]), "a").format in FORMATS


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_single_byte_of_the_head_breaks_the_reader(kind):
    raw = saved(image(), kind)
    for at in range(min(400, len(raw))):
        with contextlib.suppress(Unusable):
            assert read(raw[:at] + b"\0" + raw[at + 1 :], "a").format in FORMATS
