"""Pictures: bringing them in, saying what they show and whose they are, and giving them to a story."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from articles.desk import record, rules
from articles.desk.cuts import ensure_cut, forget, make_preview, make_stand_ins, recipe, storage_asked, store
from articles.desk.refusals import NotAllowed, OutOfTurn, Refused
from articles.models import EditionPicture, Picture, PictureCut, PictureUse, Story
from articles.models import picture_files as files
from articles.pictures import metadata
from articles.pictures.making import plain
from articles.pictures.reading import FORMATS, Unusable, read
from articles.pictures.shape import WHOLE
from articles.wire.text import line

ADD_PERMISSION = "articles.add_picture"
CHANGE_PERMISSION = "articles.change_picture"
DESCRIBED = (
    "caption", "alt", "credit", "rights", "language", "source", "taken_at", "expires_at", "may_syndicate", "focus_x",
    "focus_y",
)  # fmt: skip
MOST_PICTURES = 30  # in one story


@dataclass(frozen=True, slots=True)
class Use:
    """How a story is to use a picture."""

    picture: Picture
    role: str = PictureUse.Role.INLINE
    shape: str = WHOLE
    caption: str = ""
    alt: str = ""


def allowed(by, permission: str, act: str) -> None:
    if not (by.is_active and by.has_perm(permission)):
        raise NotAllowed(gettext("You may not %(act)s: ask somebody whose role allows it.") % {"act": act})


def bring_in(raw: bytes, *, name: str, by) -> tuple[Picture, bool]:
    """Keep the file, and read from it what it shows and whose it is; the same bytes are the same picture.

    :raises Refused: it can't be used as a picture; the message says why.
    """
    allowed(by, ADD_PERMISSION, "bring in pictures")
    name = PurePath(line(name, 255).replace("\\", "/")).name
    sha256 = hashlib.sha256(raw).hexdigest()
    if known := Picture.objects.filter(sha256=sha256).first():
        return known, False
    try:
        opened = read(raw, name)
    except Unusable as error:
        raise Refused(str(error)) from error
    words = metadata.read(opened)
    width, height = opened.size
    picture = Picture(
        sha256=sha256, file=files.original(sha256, FORMATS[opened.format][0]), name=name, format=opened.format,
        width=width, height=height, caption=words.caption[:2000], alt=words.alt[:500], credit=credit(words)[:300],
        rights=(words.usage or words.copyright)[:2000], language=settings.LANGUAGE_CODE, metadata=words.as_dict(),
        taken_at=taken_at(words.taken), uploaded_by=by,
    )  # fmt: skip
    with storage_asked():
        store(picture.file, raw)
        make_preview(picture, plain(opened.image))
    with transaction.atomic():
        picture, is_new = Picture.objects.get_or_create(
            sha256=sha256, defaults={f.name: getattr(picture, f.name) for f in Picture._meta.fields if f.name != "id"}
        )
        ensure_cut(picture)
    return picture, is_new


def credit(words: metadata.Words) -> str:
    """As newsrooms print it: the photographer, then the agency."""
    parts = [part for part in (words.creator, words.credit) if part]
    return parts[-1] if len(parts) == 2 and parts[0] in parts[1] else " / ".join(parts)


def taken_at(text: str) -> datetime | None:
    """A camera without a zone is taken to show the newsroom's time."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def describe(picture: Picture, *, by, version: int, changes: dict) -> Picture:
    """Save what really changed since ``version``. Rights that end or are taken back end at once, everywhere."""
    allowed(by, CHANGE_PERMISSION, f"change “{picture}”")
    unknown = set(changes) - set(DESCRIBED)
    if unknown:
        raise Refused(gettext("These can't be changed: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    wanted = Picture.objects.get(pk=picture.pk)
    changed = {name: value for name, value in changes.items() if getattr(wanted, name) != value}
    if not changed:
        return wanted
    if loosened(wanted, changed) and not by.has_perm("articles.publish_story"):
        raise NotAllowed(gettext("Only a publisher may let a picture be shown for longer, or be passed on."))
    for name, value in changed.items():
        setattr(wanted, name, value)
    if not PictureCut.objects.filter(digest=wanted.cut_digest).exists():
        make_stand_ins(wanted)  # before the act, which others wait for
    return save(wanted, changed, version)


def loosened(picture: Picture, changed: dict) -> bool:
    if changed.get("may_syndicate"):
        return True
    if "expires_at" not in changed or picture.expires_at is None:
        return False
    return changed["expires_at"] is None or changed["expires_at"] > picture.expires_at


@record.one_at_a_time
def save(wanted: Picture, changed: dict, version: int) -> Picture:
    if not Picture.objects.filter(pk=wanted.pk, version=version).update(**changed, version=F("version") + 1):
        raise OutOfTurn(
            gettext("“%(wanted)s” was changed by somebody else since you opened it: look at it again.")
            % {"wanted": wanted}
        )
    PictureCut.objects.get_or_create(digest=wanted.cut_digest, defaults=recipe(wanted))
    unused = PictureCut.objects.filter(picture=wanted, pictured=None, made_at=None).exclude(digest=wanted.cut_digest)
    digests = list(unused.values_list("digest", flat=True))
    unused.delete()
    transaction.on_commit(lambda: forget(digests), robust=True)  # what is left behind harms nobody
    if {"expires_at", "may_syndicate"} & set(changed):
        EditionPicture.objects.filter(picture=wanted).update(
            expires_at=wanted.expires_at, may_syndicate=wanted.may_syndicate
        )
    wanted.refresh_from_db()
    return wanted


@record.one_at_a_time
def arrange(story: Story, *, by, version: int, uses: Sequence[Use]) -> Story:
    """Give the story exactly these pictures, in this order; the lead picture always comes first."""
    allowed(by, rules.EDIT_PERMISSION, f"edit “{story}”")
    if len(uses) > MOST_PICTURES:
        raise Refused(gettext("A story has %(most_pictures)s pictures at most.") % {"most_pictures": MOST_PICTURES})
    if len({use.picture.pk for use in uses}) < len(uses):
        raise Refused(gettext("A picture stands in a story once: it was chosen twice."))
    if sum(use.role == PictureUse.Role.LEAD for use in uses) > 1:
        raise Refused(gettext("A story has one lead picture: choose which."))
    ordered = sorted(uses, key=lambda use: use.role != PictureUse.Role.LEAD)
    current = Story.objects.get(pk=story.pk)
    if ordered == current_uses(current):
        return current
    now = timezone.now()
    rows = Story.objects.filter(pk=story.pk, version=version, state__in=rules.EDITABLE)
    if not rows.update(version=F("version") + 1, edited_at=now):
        if current.state not in rules.EDITABLE:
            raise OutOfTurn(
                gettext("“%(current)s” is %(state)s: its pictures can't be changed.")
                % {"current": current, "state": current.get_state_display().lower()}
            )
        raise OutOfTurn(
            gettext("“%(current)s” was changed by somebody else since you opened it: look at it, then do this again.")
            % {"current": current}
        )
    current.picture_uses.all().delete()
    PictureUse.objects.bulk_create(
        PictureUse(
            story=current, picture=use.picture, role=use.role, shape=use.shape, caption=use.caption, alt=use.alt,
            position=place,
        )
        for place, use in enumerate(ordered)
    )  # fmt: skip
    details = {"fields": ["pictures"], "pictures": [f"{use.picture.sha256} {use.role}" for use in ordered]}
    record.append(current, "edit", by=by, at=now, from_state=current.state, to_state=current.state, details=details)
    current.refresh_from_db()
    return current


def current_uses(story: Story) -> list[Use]:
    return [
        Use(use.picture, use.role, use.shape, use.caption, use.alt)
        for use in story.picture_uses.select_related("picture")
    ]
