"""Making a rendition: a part of the picture at one size, in sRGB, with its words in it and nothing else."""

import io

from PIL import Image, ImageCms

from articles.pictures.metadata import Words, exif, xmp
from articles.pictures.reading import DAMAGED
from articles.pictures.shape import Box

KINDS = {"webp": "image/webp", "jpg": "image/jpeg"}
SAVED = {
    "webp": {"format": "WEBP", "quality": 76, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
}
SRGB = ImageCms.createProfile("sRGB")
PAPER = (255, 255, 255)


def plain(image: Image.Image) -> Image.Image:
    """RGB in sRGB: other colour spaces are converted, what is transparent lies on white."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, source, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, *DAMAGED):
            pass  # a profile that can't be read changes nothing
    return image.convert("RGB")


def rendition(image: Image.Image, part: Box, size: tuple[int, int], kind: str, words: Words) -> bytes:
    """``image`` is :func:`plain`; ``part`` is in its own pixels."""
    scaled = image.resize(size, Image.Resampling.LANCZOS, box=part.corners, reducing_gap=3.0)
    scaled.info = {}  # what the file said besides: comments, resolution, places
    out = io.BytesIO()
    scaled.save(out, xmp=xmp(words), exif=exif(words), **SAVED[kind])
    return out.getvalue()
