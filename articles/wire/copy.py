"""The one plain shape that every format reader fills, and what a reader may be told or may answer."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime

USABLE, WITHHELD, CANCELED = "usable", "withheld", "canceled"
UNKNOWN_STATUS = "unknown"


class Unreadable(Exception):
    """The bytes hold no copy that any reader can read; ``str()`` is a plain sentence for an editor."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject in a controlled vocabulary: ``scheme`` as sent (``medtop``, ``subj`` …), its code and name."""

    scheme: str = ""
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class WireImage:
    """A picture that comes with the story; ``width`` and ``height`` in pixels are what the file says of it.

    ``size_of``: the address of the picture that this is only another size of.
    """

    href: str
    caption: str = ""
    credit: str = ""
    width: int | None = None
    height: int | None = None
    size_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireCopy:
    """One version of one story as the agency sent it.

    All strings are NFC, without control characters; ``body_html`` and nothing else is HTML, sanitised to the
    allow-list of :mod:`articles.wire.html`. Times are aware datetimes; a time that the file gives without a zone
    is in the source's zone. ``pubstatus`` is one of the four names above. ``embargoed_until`` may be None with
    ``embargo_unreadable`` set: then an embargo was sent that nobody can read, and the copy must be held.
    ``expires`` is when the agency takes it to be of no use any more. ``numbered`` is False where the format has no
    version numbers: then intake counts the versions.
    """

    guid: str
    version: int = 1
    numbered: bool = True
    kind: str = "text"
    headline: str = ""
    standfirst: str = ""
    slugline: str = ""
    byline: str = ""
    dateline: str = ""
    credit: str = ""
    source: str = ""
    copyright: str = ""
    usage_terms: str = ""
    language: str = ""
    urgency: int | None = None
    subjects: tuple[Subject, ...] = ()
    keywords: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    embargoed_until: datetime | None = None
    embargo_unreadable: bool = False
    expires: datetime | None = None
    pubstatus: str = USABLE
    ednote: str = ""
    genre: str = ""
    images: tuple[WireImage, ...] = ()
    body_html: str = ""
    reference: str = ""
    disclaimer: str = ""
    link: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def pictures(self) -> tuple[WireImage, ...]:
        """The images, each in one size."""
        return tuple(image for image in self.images if not image.size_of)

    def as_dict(self) -> dict:
        """Plain JSON data; the inverse of :meth:`from_dict`."""
        data = {name: getattr(self, name) for name in NAMES}
        for name in TIMES:
            data[name] = data[name] and data[name].isoformat()
        if data["expires"] is None:  # as before there was such a word: the same copy keeps its digest
            del data["expires"]
        for name in ("subjects", "images"):
            data[name] = tuple(asdict(one) for one in data[name])
        for image in data["images"]:
            if not image["size_of"]:  # as above
                del image["size_of"]
        return data

    @classmethod
    def from_dict(cls, data: dict) -> "WireCopy":
        times = {name: datetime.fromisoformat(data[name]) if data.get(name) else None for name in TIMES}
        return cls(
            **{
                **data,
                **times,
                "subjects": tuple(Subject(**subject) for subject in data.get("subjects", ())),
                "images": tuple(WireImage(**image) for image in data.get("images", ())),
                "keywords": tuple(data.get("keywords", ())),
                "warnings": tuple(data.get("warnings", ())),
            }
        )

    def digest(self) -> str:
        """SHA-256 of all that the agency said, our own warnings left out: equal digests are the same copy."""
        said = {**self.as_dict(), "warnings": ()}
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


TIMES = ("created", "modified", "embargoed_until", "expires")
NAMES = tuple(field.name for field in fields(WireCopy))


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in the file that is not a text story (a picture, an event, a package …)."""

    kind: str
    guid: str = ""
    reason: str = "not a text story"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file: stories, what it skipped, and who read it (``ninjs/1``)."""

    reader: str
    items: tuple[WireCopy, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHints:
    """What the newsroom knows of the source before it opens a file; plain data, so that readers need no database."""

    code: str = ""
    names: tuple[str, ...] = ()
    language: str = ""
    timezone: str = "UTC"
    charset: str = ""
    wordings: tuple[str, ...] = ()
    dialect: str = ""
